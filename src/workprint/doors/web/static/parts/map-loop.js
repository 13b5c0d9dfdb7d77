/** The loop on the map: drawn by hand or put around cuts by keys; what lies in it, and six of those. */
import {caught, corners} from '../hands/lasso.js';
import {set, show, state} from '../store.js';
import {AROUND} from './map-layers.js';

/** @typedef {{x: number, y: number}} Point */

export class MapLoop {
  /** @param {import('./cut-map.js').CutMap} map */
  constructor(map) {
    this.map = map;
    /** The loop in pixels, while it is drawn. @type {Point[]} */
    this.drawing = [];
    /** The loop in shares of the whole, once it is closed. @type {Point[]} */
    this.kept = [];
    /** Where a corner was put down by key, or -1. */
    this.corner = -1;
  }

  /** Nothing is in a loop. */
  clear() {
    [this.drawing, this.kept, this.corner, this.map.held] = [[], [], -1, []];
  }

  /** The loop in pixels as it is now; a box while its second corner is looked for. @returns {Point[]} */
  get seen() {
    const {at, sight: {points, em}} = this.map;
    if (this.corner >= 0 && points[at]) return corners(points[this.corner], points[at], AROUND * em);
    return this.drawing.length ? this.drawing : this.kept.map(one => this.map.seen(one));
  }

  /** The loop goes on, and holds what lies in it so far. @param {Point[]} loop in pixels */
  draw(loop) {
    this.drawing = loop;
    this.kept = [];
    this.map.held = caught(this.map.sight.points, loop);
    this.map.soon();
  }

  /** The loop is closed. */
  close() {
    this.kept = this.map.held.length ? this.drawing.map(one => this.map.whole(one)) : [];
    this.drawing = [];
    this.map.soon();
    this.map.say(this.says);
  }

  get says() { return `${this.map.held.length} of ${this.map.map.dots.length} cuts in the loop`; }

  /** Put a corner down at the cut that is walked to; at another, all between the two are in the loop. */
  box() {
    const {map, corner} = this;
    if (corner < 0) {
      this.corner = map.here;
      map.walk(this.corner);
      return map.say('a corner is here; walk to the other');
    }
    const {points, em} = map.sight;
    this.corner = -1;
    this.draw(corners(points[corner], points[map.here], AROUND * em));
    return this.close();
  }

  /** Let go of it; the six stay, and the next six are of all cuts again. */
  free() {
    this.clear();
    if (state.six?.among?.length) set({six: {...state.six, among: [], total: this.map.map.dots.length}});
    this.map.soon();
    this.map.ground.focus();
  }

  /** Six of the cuts in it. */
  six() {
    return show(1, this.map.held.map(n => this.map.map.dots[n].id));
  }
}
