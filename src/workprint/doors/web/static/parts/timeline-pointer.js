/** The pointer on the timeline: it seeks, picks, and drags edges and shots; one drag is one edit. */
import {gripped, refused, restOf} from '../hands/grip.js';
import {limits} from '../hands/joints.js';
import {frameAt, placed, snapped, under} from '../hands/lanes.js';
import {say, set, state} from '../store.js';
import {transport} from '../transport.js';

/** Pixels within which an edit is caught by the playhead, a line's edge, a marker. Source: our choice, as near as an edge is. */
const CATCH = 8;

/** Cursors of what would be held. @type {Record<string, string>} */
const CURSORS = {ripple: 'col-resize', roll: 'ew-resize', sound: 'ew-resize', picture: 'ew-resize', slip: 'grab', slide: 'move'};

export class Pointer {
  /** @param {import('./cut-timeline.js').CutTimeline} timeline */
  constructor(timeline) {
    this.timeline = timeline;
    this.seeking = false;
    /** @type {{grip: import('../hands/joints.js').Grip, x: number, rest: number, limits: [number, number], frames: number, places: number[]} | null} */
    this.held = null;
    this.down = this.down.bind(this);
    this.move = this.move.bind(this);
    this.up = this.up.bind(this);
    this.cancel = this.cancel.bind(this);
    this.leave = this.leave.bind(this);
    this.double = this.double.bind(this);
  }

  /** @param {MouseEvent} event */
  hit(event) {
    const {view, lanes, spans, sounds} = this.timeline;
    return lanes ? under(event.offsetX, event.offsetY, view, lanes, spans, sounds) : null;
  }

  /** @param {PointerEvent} event */
  down(event) {
    const {cut, sounds, takes} = this.timeline;
    const hit = this.hit(event);
    if (!cut || !hit || event.button !== 0) return;
    /** @type {HTMLElement} */ (event.target).setPointerCapture(event.pointerId);
    this.timeline.hands.nudge.flush();
    if (!hit.lane || hit.lane === 'ruler' || hit.lane === 'lines') {
      this.seeking = true;
      return transport.seek(hit.frame);
    }
    set({picked: {shot: hit.shot, end: hit.end}});
    const grip = gripped(hit, event, this.timeline.rolling, cut.shots.length);
    if (!grip) return;
    const rest = restOf(cut, grip, sounds);
    this.held = {grip, x: event.offsetX, rest, limits: limits(cut, takes, grip), frames: 0, places: this.places(rest)};
  }

  /** Where an edit is caught. @param {number} rest  it is not caught where it lies */
  places(rest) {
    const {cut, edits, sounds} = this.timeline;
    if (!cut) return [];
    const marks = cut.id === state.cut?.id ? (state.notes?.rows ?? []).filter((/** @type {any} */ note) => note.found !== 'gone').map((/** @type {any} */ note) => note.start) : [];
    const all = [transport.frame, ...marks, ...cut.lines.flatMap(line => [line.start, line.out]), ...edits.map(one => one.at), ...sounds.map(one => one.at),
      ...[state.range.start, state.range.out].filter(one => one !== null)];
    return all.filter(one => one !== rest);
  }

  /** @param {PointerEvent} event */
  move(event) {
    const {cut, view} = this.timeline;
    if (!cut) return;
    if (this.seeking) return transport.seek(Math.max(0, Math.min(cut.frames - 1, Math.floor(frameAt(view, event.offsetX)))));
    if (!this.held) return this.over(event);
    const {held} = this;
    const moved = held.rest + Math.round((event.offsetX - held.x) / view.per);
    const caught = event.altKey || held.grip.kind === 'slip' || held.grip.kind === 'slide' ? moved : snapped(moved, held.places, CATCH / view.per);
    const [least, most] = held.limits;
    const frames = Math.max(least, Math.min(most, caught - held.rest));
    if (frames === held.frames && Math.abs(event.offsetX - held.x) < 3) return;
    held.frames = frames;
    this.near(null);
    this.timeline.hands.ghost.show(held.grip, frames);
  }

  /** @param {PointerEvent} event */
  up(event) {
    this.move(event);
    const {held} = this;
    const {cut, hands} = this.timeline;
    this.seeking = false;
    this.held = null;
    if (held?.frames) return void hands.send(held.grip, held.frames);
    const why = cut && held && Math.abs(event.offsetX - held.x) >= 3 ? refused(cut, held.grip) : '';
    if (why) say(why, true);
    hands.ghost.hide();
    return undefined;
  }

  cancel() {
    this.held = null;
    this.seeking = false;
    this.timeline.hands.ghost.hide();
  }

  leave() { this.near(null); }

  /** @param {MouseEvent} event */
  double(event) {
    const hit = this.hit(event);
    if (hit && hit.lane && hit.lane !== 'ruler' && hit.lane !== 'lines') this.timeline.hands.choose(hit.shot, hit.frame);
  }

  /** The pointer passes over: an edge is lit. @param {PointerEvent} event */
  over(event) {
    const hit = this.hit(event);
    const grip = hit && gripped(hit, event, this.timeline.rolling, this.timeline.cut?.shots.length);
    this.timeline.inner('canvas').style.cursor = grip ? CURSORS[grip.kind] : 'default';
    this.near(hit?.edge ? hit : null);
  }

  /** @param {import('../hands/lanes.js').Hit | null} hit */
  near(hit) {
    const {spans, sounds, view, lanes} = this.timeline;
    const near = this.timeline.inner('.near');
    near.style.visibility = hit ? 'visible' : 'hidden';
    if (!hit || !lanes) return;
    const lane = hit.lane === 'sound' ? lanes.sound : lanes.picture;
    const own = sounds.find(one => one.shot === hit.shot && one.whose === hit.whose);
    const at = hit.lane === 'sound' && own ? own.at : hit.end === 'tail' ? spans[hit.shot].out : spans[hit.shot].at;
    Object.assign(near.style, {transform: `translate(${placed(view, at)}px, ${lane.top}px)`, height: `${lane.high}px`});
  }
}
