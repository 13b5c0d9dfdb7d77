/** The cuts that are kept ready to be played, and what is fetched for them: the most urgent first, a few at once. */
import {Trouble} from './api.js';
import {Reel} from './reel.js';

/** Cuts that are kept ready: the six, the circled one, and one from the map. */
const READY = 8;

/** Requests at once. Source: a browser opens six to one server, and stills and waveforms are to come in between. */
const AT_ONCE = 4;

/** Milliseconds after which a desk that did not answer is asked again. Source: our choice. */
const AGAIN_MS = 400;

/** @typedef {{reel: Reel, part: import('./reel.js').Part, away: AbortController}} Asked */

export class Reels {
  /** @param {(reel: Reel) => void} seen told of every picture @param {(says: string) => void} trouble */
  constructor(seen, trouble) {
    this.seen = seen;
    this.trouble = trouble;
    /** The latest used last. @type {Map<string, Reel>} */
    this.all = new Map();
    /** @type {Map<string, Asked>} */
    this.asked = new Map();
    /** @type {Reel | null} */
    this.on = null;
    this.frame = 0;
    this.speed = 0;
    this.waits = false;
    this.most = 0;
  }

  /** The reel of a cut, made if there is none. @param {string} alt @param {string} scene @param {Node} stage where its picture stands */
  of(alt, scene, stage) {
    const known = this.all.get(alt) ?? new Reel(alt, scene, reel => this.seen(reel));
    if (!this.all.has(alt)) stage.appendChild(known.movie);
    this.all.delete(alt);
    this.all.set(alt, known);
    return known;
  }

  /** Let the oldest go, but none of these. @param {(Reel | null)[]} kept */
  thin(...kept) {
    for (const reel of [...this.all.values()].slice(0, Math.max(0, this.all.size - READY))) if (!kept.includes(reel)) this.drop(reel);
  }

  /** @param {Reel} reel */
  drop(reel) {
    this.all.delete(reel.alt);
    reel.drop();
    for (const one of this.asked.values()) if (one.reel === reel) one.away.abort();
  }

  /** Where it plays: what is fetched follows. @param {Reel} on @param {number} frame @param {number} speed */
  at(on, frame, speed) {
    [this.on, this.frame, this.speed] = [on, frame, speed];
    on.trim(frame, speed);
    this.pump();
  }

  /** What is wanted now, the most urgent first: of the one that plays, then of the others, the latest first. */
  wants() {
    const {on} = this;
    const others = on?.lacks(this.frame) ? [] : [...this.all.values()].filter(reel => reel !== on).reverse();
    return [...(on ? [on] : []), ...others].flatMap(reel => reel.wants(this.frame, this.speed, reel === this.on).map(part => ({reel, part})));
  }

  /** Ask for what is wanted, and for nothing else. */
  pump() {
    if (this.waits) return;
    const wants = this.wants();
    const names = wants.map(({reel, part}) => `${reel.alt}/${part}`);
    for (const [name, one] of this.asked) if (!names.includes(name)) one.away.abort();
    // What plays does not wait for what is only made ready.
    const least = [...this.asked.entries()].filter(([name, one]) => names.indexOf(name) >= AT_ONCE && !one.away.signal.aborted);
    if (names[0] && !this.asked.has(names[0]) && this.asked.size >= AT_ONCE) least.at(-1)?.[1].away.abort();
    wants.forEach((want, n) => {
      if (this.asked.size < AT_ONCE && !this.asked.has(names[n])) void this.ask(names[n], want.reel, want.part);
    });
  }

  /** @param {string} name @param {Reel} reel @param {import('./reel.js').Part} part */
  async ask(name, reel, part) {
    const away = new AbortController();
    this.asked.set(name, {reel, part, away});
    this.most = Math.max(this.most, this.asked.size);
    try {
      await Promise.race([reel.over, reel.take(part, await reel.fetch(part, away.signal))]);
    } catch (trouble) {
      if (!away.signal.aborted && !reel.gone) this.failed(reel, trouble);
    } finally {
      this.asked.delete(name);
    }
    this.pump();
  }

  /** @param {Reel} reel @param {unknown} trouble */
  failed(reel, trouble) {
    // What the desk refuses stays refused; a desk that does not answer is asked again until it does.
    if (trouble instanceof Trouble && trouble.status && trouble.status < 500 && trouble.status !== 401) {
      this.drop(reel);
      if (reel === this.on) this.trouble(trouble.message);
      return;
    }
    this.waits = true;
    setTimeout(() => {
      this.waits = false;
      this.pump();
    }, AGAIN_MS);
  }
}
