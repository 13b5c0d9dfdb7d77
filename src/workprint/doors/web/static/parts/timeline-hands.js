/** What hands do to the cut in the timeline, as commands: trim, roll, slip, split, swap, pin, veto, take out. */
import {edit} from '../hand.js';
import {editOf, long} from '../hands/joints.js';
import {lineAt, nextEdit, order, placeOf} from '../hands/grip.js';
import {shows} from '../hands/lanes.js';
import {Nudge} from '../hands/nudge.js';
import {act, say, set, state} from '../store.js';
import {transport} from '../transport.js';
import {Ghost} from './timeline-ghost.js';

/** Frames of a large step. Source: issue 4's task. */
const LARGE = 10;

/** @typedef {import('../hands/joints.js').Grip} Grip */

export class Hands {
  /** @param {import('./cut-timeline.js').CutTimeline} timeline */
  constructor(timeline) {
    this.timeline = timeline;
    this.ghost = new Ghost(timeline);
    /** @type {Nudge<Grip>} */
    this.nudge = new Nudge((grip, frames) => void this.send(grip, frames), pending => pending ? this.ghost.show(pending.grip, pending.frames) : this.ghost.hide());
  }

  get cut() { return this.timeline.cut; }

  /** What is picked, where it is in this cut. */
  get picked() { return state.picked && this.cut?.shots[state.picked.shot] ? state.picked : null; }

  /** The shot at the playhead. */
  get here() { return this.timeline.spans.findIndex(one => transport.frame < one.out); }

  /** What was held is let go: one verb of the desk. @param {Grip} grip @param {number} frames */
  async send(grip, frames) {
    if (!this.cut) return;
    const {name, given, around} = order(this.cut, grip, frames);
    this.ghost.show(grip, frames);
    await edit(name, given, {around});
    if (!this.nudge.pending) this.ghost.hide();
  }

  /** Pick an edit and stand on it. @param {1 | -1} way */
  walk(way) {
    if (!this.cut) return;
    this.nudge.flush();
    const rest = this.picked?.end ? placeOf(this.cut, editOf(this.picked)) : -9;
    const from = Math.abs(transport.frame - rest) <= 1 ? rest : transport.frame;
    const next = nextEdit(this.cut, from, way, this.picked?.end ?? 'head');
    if (next) this.stand(next.shot, next.end);
  }

  /** @param {number} shot @param {'head' | 'tail'} end */
  stand(shot, end) {
    const {spans} = this.timeline;
    const frame = end === 'head' ? spans[shot].at : spans[shot].out - 1;
    transport.stop();
    transport.seek(frame);
    set({picked: {shot, end}});
    if (!shows(this.timeline.view, frame)) this.timeline.at(frame);
  }

  /** Pick a side of the shot that is picked, or that is on. @param {'head' | 'tail'} end */
  pickSide(end) {
    const shot = this.picked?.shot ?? this.here;
    if (shot >= 0) this.stand(shot, end);
  }

  /** The edge that is picked, as a hand holds it. @returns {Grip | null} */
  get edge() {
    const {picked} = this;
    return picked?.end ? {kind: this.timeline.rolling ? 'roll' : 'ripple', shot: picked.shot, end: picked.end} : null;
  }

  /** @param {number} frames */
  trim(frames) {
    const {edge} = this;
    if (edge) this.nudge.press(edge, frames);
    else say('no edit is picked; pick one with ↑ or ↓, or click near an edge', true);
  }

  /** @param {number} frames */
  slip(frames) {
    const shot = this.picked?.shot ?? this.here;
    if (shot >= 0) this.nudge.press({kind: 'slip', shot, end: ''}, frames);
  }

  /** The picked edit comes to the playhead. */
  async extend() {
    const {edge, cut} = this;
    if (!edge || !cut) return say('no edit is picked; pick one with ↑ or ↓, then go where it should come and press E', true);
    const frames = transport.frame - placeOf(cut, editOf(edge));
    return frames ? this.send(edge, frames) : say('the playhead stands on that edit already; go to where it should come', true);
  }

  /** @param {'both' | 'sound'} what */
  async split(what) {
    const [frame, shot] = [transport.frame, this.here];
    const done = await edit('split', {place: String(frame), what}, {around: frame});
    if (done && what === 'both') set({picked: {shot: shot + 1, end: 'head'}});
  }

  /** Take out what is picked, or from in to out. @param {'extract' | 'lift'} name */
  async remove(name) {
    const {picked} = this;
    const {start, out} = state.range;
    if (!picked && (start === null || out === null)) return say('no shot is picked; click one, or set in and out with I and O', true);
    const span = picked ? this.timeline.spans[picked.shot] : null;
    const done = await edit(name, span ? {at: `s${span.n + 1}`} : {at: String(start), to: String(out)}, {around: span?.at ?? start ?? 0});
    if (!done) return undefined;
    return set(span ? name === 'extract' ? {picked: null} : {} : {range: {start: null, out: null}});
  }

  /** Open the readings of a line. @param {number} shot @param {number} frame */
  choose(shot, frame) {
    if (!this.cut || shot < 0) return;
    const [at, one] = this.cut.shots[shot];
    const line = lineAt(this.cut, shot, Math.max(at, Math.min(at + long(one) - 1, frame)));
    this.timeline.picking = {shot, line};
  }

  /** A word on the take that is on, on its line. @param {'pin' | 'veto'} name */
  async word(name) {
    const shot = this.cut?.shots[this.here]?.[1];
    const line = this.cut ? lineAt(this.cut, this.here, transport.frame) : '';
    if (!shot?.take || !line) return say(`no line is ${shot?.take ? 'said or played' : 'seen'} here; go to a shot of a line to ${name} its take`, true);
    return act(name, {line, take: shot.take, scene: state.scene});
  }

  letGo() {
    this.timeline.pointer.cancel();
    if (this.nudge.pending) this.nudge.drop();
    else set({picked: null});
  }

  /** @returns {import('../commands.js').Command[]} */
  commands() {
    const group = 'hands on the cut';
    const on = () => Boolean(this.cut && state.on);
    const edge = () => on() && Boolean(this.picked?.end);
    /** @type {(id: string, says: string, keys: string[], run: () => unknown, when?: () => boolean) => import('../commands.js').Command} */
    const can = (id, says, keys, run, when = on) => ({id, says, group, keys, run, when});
    return [
      can('edit-before', 'pick the edit before', ['ArrowUp'], () => this.walk(-1)),
      can('edit-after', 'pick the edit after', ['ArrowDown'], () => this.walk(1)),
      can('pick-head', 'pick the head of the shot', ['['], () => this.pickSide('head')),
      can('pick-tail', 'pick the tail of the shot', [']'], () => this.pickSide('tail')),
      can('rolling', 'ripple or roll: what follows moves along, or nothing does', ['r'], () => this.timeline.turn(!this.timeline.rolling)),
      can('trim-earlier', 'the picked edit one frame earlier', [','], () => this.trim(-1)),
      can('trim-later', 'the picked edit one frame later', ['.'], () => this.trim(1)),
      can('trim-earlier-ten', 'the picked edit ten frames earlier', ['<', ';'], () => this.trim(-LARGE)),
      can('trim-later-ten', 'the picked edit ten frames later', ['>', ':'], () => this.trim(LARGE)),
      can('extend', 'the picked edit comes to the playhead', ['e'], () => this.extend(), edge),
      can('slip-earlier', 'slip the shot: its take one frame earlier', ['Alt+,', 'Alt+≤'], () => this.slip(-1)),
      can('slip-later', 'slip the shot: its take one frame later', ['Alt+.', 'Alt+≥'], () => this.slip(1)),
      can('split', 'split the shot at the playhead', ['s'], () => this.split('both')),
      can('split-sound', 'split the sound alone at the playhead', ['Shift+s'], () => this.split('sound')),
      can('swap', 'swap the take of the shot at the playhead', ['w'], () => this.choose(this.here, transport.frame)),
      can('pin-take', 'pin this take on its line', ['p'], () => this.word('pin')),
      can('veto-take', 'veto this take on its line', ['v'], () => this.word('veto')),
      can('extract', 'take the picked shot, or in to out, out of the cut', ['Delete', 'Backspace'], () => this.remove('extract')),
      can('lift', 'lift the picked shot, or in to out: a hole stays', ['Shift+Delete', 'Shift+Backspace'], () => this.remove('lift')),
      can('let-go', 'let go of what is picked', ['Escape'], () => this.letGo(), () => Boolean(this.picked || this.timeline.pointer.held || this.nudge.pending)),
      can('zoom-in', 'timeline: closer', ['=', '+'], () => this.timeline.zoom(1)),
      can('zoom-out', 'timeline: further away', ['-'], () => this.timeline.zoom(-1)),
      can('zoom-fit', 'timeline: what is picked, then all', ['z'], () => this.timeline.fit()),
    ];
  }
}
