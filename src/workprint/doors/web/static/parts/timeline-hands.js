/** What hands do to the cut in the timeline: trim, roll, slip, split, swap, pin, veto, take out, mute, change the speed. */
import {edit} from '../hand.js';
import {editOf, long} from '../hands/joints.js';
import {edged, lineAt, nextEdit, order, placeOf, refused} from '../hands/grip.js';
import {shows} from '../hands/lanes.js';
import {Nudge} from '../hands/nudge.js';
import {act, say, set, state} from '../store.js';
import {transport} from '../transport.js';
import {Ghost} from './timeline-ghost.js';

/** @typedef {import('../hands/joints.js').Grip} Grip */

/** Whether edits roll, kept for this browser only. They do until somebody says otherwise: under most edits of a dialogue sound
 * runs on, and there nothing else can be done without breaking sync. */
export const choice = {
  get rolling() { return localStorage.getItem('workprint-edge') !== 'ripple'; },
  set rolling(rolling) { localStorage.setItem('workprint-edge', rolling ? 'roll' : 'ripple'); },
};

const NOTHING = 'no shot is picked; click one, or set in and out with I and O';

export class Hands {
  /** @param {import('./cut-timeline.js').CutTimeline} timeline */
  constructor(timeline) {
    this.timeline = timeline;
    this.ghost = new Ghost(timeline);
    this.range = state.range;
    this.was = state.picked;
    this.ranged = false;
    /** @type {Nudge<Grip>} */
    this.nudge = new Nudge((grip, frames) => void this.send(grip, frames), pending => pending ? this.ghost.show(pending.grip, pending.frames) : this.ghost.hide());
  }

  /** What was picked last counts: a shot, or in and out. */
  followed() {
    if (state.range !== this.range && state.range.start !== null && state.range.out !== null) this.ranged = true;
    else if (state.picked && state.picked !== this.was) this.ranged = false;
    [this.range, this.was] = [state.range, state.picked];
  }

  get cut() { return this.timeline.cut; }

  /** What is picked, where it is in this cut. */
  get picked() { return state.picked && this.cut?.shots[state.picked.shot] ? state.picked : null; }

  /** The shot at the playhead. */
  get here() { return this.timeline.spans.findIndex(one => transport.frame < one.out); }

  /** What was held is let go: one verb of the desk. @param {Grip} grip @param {number} frames */
  async send(grip, frames) {
    if (!this.cut) return;
    const why = refused(this.cut, grip);
    if (why) return void say(why, true);
    const {name, given, around} = order(this.cut, grip, frames);
    this.ghost.show(grip, frames);
    await edit(name, given, {around});
    if (!this.nudge.pending) this.ghost.hide();
    return undefined;
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
    const {picked, cut} = this;
    return cut && picked?.end ? edged(picked.shot, picked.end, this.timeline.rolling, cut.shots.length) : null;
  }

  /** @param {number} frames */
  trim(frames) {
    const {edge, cut} = this;
    const why = cut && edge ? refused(cut, edge) : 'no edit is picked; pick one with ↑ or ↓, or click near an edge';
    if (edge && !why) this.nudge.press(edge, frames);
    else say(why, true);
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

  /** What a hand is on: the picked shot, or from in to out, whichever was said last. */
  get span() {
    const {picked} = this;
    const {start, out} = state.range;
    if (start !== null && out !== null && (this.ranged || !picked)) return {given: {at: String(start), to: String(out)}, at: start, ranged: true};
    return picked ? {given: {at: `s${picked.shot + 1}`}, at: this.timeline.spans[picked.shot].at, ranged: false} : null;
  }

  /** Room tone where sound was, in what is picked. */
  async mute() {
    const {span} = this;
    return span ? edit('mute', span.given, {around: span.at}) : say(NOTHING, true);
  }

  /** How fast the picked shot plays, or the one at the playhead. @param {number} percent  0 is a still @param {boolean} [backwards] */
  speed(percent, backwards = false) {
    const n = this.picked?.shot ?? this.here;
    const [at, shot] = this.cut?.shots[n] ?? [0, null];
    if (!shot?.take) return say('nothing is seen here that could play faster or slower; pick a shot of a take', true);
    return edit('speed', {shot: `s${n + 1}`, percent, backwards}, {around: at});
  }

  /** The same pace, from its last frame to its first; a still first plays again. */
  backwards() {
    const shot = this.cut?.shots[this.picked?.shot ?? this.here]?.[1];
    const source = shot ? shot.out - shot.start : 1;
    return this.speed(shot && source > 1 ? Math.round(100 * source / long(shot)) : 100, true);
  }

  /** Take out what is picked, or from in to out. @param {'extract' | 'lift'} name */
  async remove(name) {
    const {span} = this;
    const done = span ? await edit(name, span.given, {around: span.at}) : say(NOTHING, true);
    if (!span || !done) return undefined;
    return set(span.ranged ? {range: {start: null, out: null}} : name === 'extract' ? {picked: null} : {});
  }

  /** Open the readings of a line. @param {number} shot @param {number} frame @param {boolean} [listening]  for who listens inside it */
  choose(shot, frame, listening = false) {
    if (!this.cut || shot < 0) return undefined;
    const [at, one] = this.cut.shots[shot];
    const line = lineAt(this.cut, shot, Math.max(at, Math.min(at + long(one) - 1, frame)));
    if (listening && !line) return void say('no line is said here; go to a line inside which somebody should be seen listening', true);
    this.timeline.picking = {shot, line, listening};
    return undefined;
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
}
