/** Small pictures of takes for the timeline: asked for when there is time, two at once, one while something plays; kept decoded. */
import {still} from '../api.js';
import {transport} from '../transport.js';

/** Pictures that are kept. Source: our choice; 160 by 90 pixels each, 17 MB in all. */
const KEPT = 300;

/** Milliseconds of rest before pictures are asked for, so that no hand waits for them. Source: our choice. */
const REST_MS = 120;

/** Frames that share a picture: a trim by a few shows the same. Source: our choice, half a second at 24. */
const GRAIN = 12;

export class Stills {
  /** @param {() => void} ready  called when pictures have come */
  constructor(ready) {
    this.ready = ready;
    /** @type {Map<string, ImageBitmap | null>} by their addresses; null while one is awaited */
    this.known = new Map();
    /** The takes of what is wanted, by address. @type {Map<string, string>} */
    this.wanted = new Map();
    this.underway = 0;
    /** The latest picture of every take: better than none while another of it is awaited. @type {Map<string, ImageBitmap>} */
    this.latest = new Map();
    this.timer = 0;
  }

  /** Before everything is drawn: what is not asked for again is no longer wanted. */
  begin() { this.wanted.clear(); }

  /** A picture of a take near a frame, once it is there. @param {string} take @param {number} frame */
  of(take, frame) {
    const key = still(take, Math.floor(frame / GRAIN) * GRAIN, 90);
    const known = this.known.get(key);
    if (known) {
      this.known.delete(key);
      this.known.set(key, known);
    } else if (known === undefined) this.want(key, take);
    return known ?? this.latest.get(take);
  }

  /** @param {string} key @param {string} take */
  want(key, take) {
    this.wanted.set(key, take);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), REST_MS);
  }

  ask() {
    for (const [key, take] of this.wanted) {
      if (this.underway >= (transport.speed ? 1 : 2)) return;  // what plays comes first
      this.wanted.delete(key);
      if (!this.known.has(key)) void this.fetch(key, take);
    }
  }

  /** @param {string} key @param {string} take */
  async fetch(key, take) {
    this.underway += 1;
    this.known.set(key, null);
    try {
      const answer = await fetch(key, {priority: 'low'});
      const picture = answer.ok ? await createImageBitmap(await answer.blob()) : null;
      this.known.set(key, picture);
      if (picture) this.latest.set(take, picture);
    } catch {
      this.known.delete(key);  // the desk went away: it is asked again
    }
    this.underway -= 1;
    for (const old of [...this.known.keys()].slice(0, Math.max(0, this.known.size - KEPT))) {
      const picture = this.known.get(old);
      for (const [whose, one] of this.latest) if (one === picture) this.latest.delete(whose);
      picture?.close();
      this.known.delete(old);
    }
    this.ready();
    this.ask();
  }
}
