/** Hands on the map: a pointer points, plays, draws a loop, pans and zooms. What it does is done to the map it is given. */
import {under} from '../hands/near.js';
import {panned, zoomed} from '../hands/view.js';

/** @typedef {{x: number, y: number}} Point */

/** Ems within which the pointer means a point. */
const REACH = .9;
/** Pixels that a pressed pointer may move and still press. Source: our choice; as platforms do. */
const STILL = 4;
/** Pixels between two points of a loop. Source: our choice; finer is not seen. */
const FINE = 3;

export class MapHands {
  /** @param {import('./cut-map.js').CutMap} map */
  constructor(map) {
    this.map = map;
    /** Pointers that are down, by id. @type {Map<number, Point>} */
    this.down = new Map();
    /** @type {'' | 'press' | 'loop' | 'pan' | 'pinch'} */
    this.does = '';
    /** Space is held: the next drag pans. */
    this.space = false;
    this.spaced = false;
  }

  /** @param {MouseEvent} event @returns {Point} */
  static at(event) {
    const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    return {x: event.clientX - box.left, y: event.clientY - box.top};
  }

  /** Place of the cut that is meant, or -1. @param {Point} at */
  meant({x, y}) {
    return under(this.map.sight.points, x, y, REACH * this.map.sight.em);
  }

  /** @param {PointerEvent} event */
  pressed(event) {
    if (event.button > 1) return;
    /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    this.down.set(event.pointerId, MapHands.at(event));
    this.does = this.down.size > 1 ? 'pinch' : event.button === 1 || this.space ? 'pan' : 'press';
    if (event.button === 1) event.preventDefault();
  }

  /** @param {PointerEvent} event */
  moved(event) {
    const [here, before] = [MapHands.at(event), this.down.get(event.pointerId)];
    if (!before) return this.map.point(this.meant(here));
    if (this.does === 'press' && Math.hypot(here.x - before.x, here.y - before.y) > STILL) this.begin(before);
    if (this.does === 'loop') return this.draw(here);
    if (this.does === 'press') return undefined;
    if (this.does === 'pinch') this.pinch(event.pointerId, here);
    else this.pan(before, here);
    this.down.set(event.pointerId, here);
    return undefined;
  }

  /** A drag has begun on a place: it draws a loop. @param {Point} at */
  begin(at) {
    this.does = 'loop';
    this.map.point(-1);
    this.map.loop.draw([at]);
  }

  /** @param {Point} here */
  draw(here) {
    const {drawing} = this.map.loop;
    const last = drawing[drawing.length - 1];
    if (Math.hypot(here.x - last.x, here.y - last.y) >= FINE) this.map.loop.draw([...drawing, here]);
  }

  /** @param {Point} before @param {Point} here */
  pan(before, here) {
    const {wide, high} = this.map.plot;
    this.spaced = true;
    this.map.look(panned(this.map.view, (before.x - here.x) / wide, (here.y - before.y) / high));
  }

  /** Two fingers: nearer by how far they went apart, around the one that stays. @param {number} id @param {Point} here */
  pinch(id, here) {
    const other = [...this.down].find(([one]) => one !== id)?.[1];
    const before = this.down.get(id);
    if (!other || !before) return;
    const apart = (/** @type {Point} */ one) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
    this.zoom(apart(here) / apart(before), other);
  }

  /** @param {PointerEvent} event */
  released(event) {
    const {does} = this;
    this.down.delete(event.pointerId);
    this.does = this.down.size ? this.does : '';
    if (does === 'loop') this.map.loop.close();
    else if (does === 'press' && event.type === 'pointerup') void this.map.play(this.meant(MapHands.at(event)), event.shiftKey);
  }

  left() {
    if (!this.down.size) this.map.point(-1);
  }

  /** @param {WheelEvent} event */
  wheeled(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    this.zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? .01 : .0016)), MapHands.at(event));
  }

  /** @param {number} factor @param {Point} around in pixels */
  zoom(factor, around) {
    const {left, foot, wide, high} = this.map.plot;
    this.map.look(zoomed(this.map.view, factor, (around.x - left) / wide, (foot - around.y) / high));
  }

  /** Space held down pans; pressed alone it plays or stops, as everywhere. @param {KeyboardEvent} event @param {() => void} toggle */
  spaceKey(event, toggle) {
    if (event.key !== ' ' || event.ctrlKey || event.altKey) return;
    event.stopPropagation();
    event.preventDefault();
    if (event.type === 'keydown' && !event.repeat) [this.space, this.spaced] = [true, false];
    if (event.type !== 'keyup') return;
    if (this.space && !this.spaced) toggle();
    this.space = false;
  }
}
