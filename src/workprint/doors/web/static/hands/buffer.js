/** Which fragments of a cut are fetched next and which are let go. Pure functions; a fragment is about a second. */
import {fps} from './time.js';

/**
 * A cut as it is played: `each` frames in a fragment, `count` fragments, `frames` in all.
 * @typedef {{each: number, count: number, frames: number, rate: string}} Laid
 * @typedef {[start: number, out: number]} Span  seconds
 */

/** Fragments that are fetched ahead at normal speed. Source: our choice: eight seconds outlast a hitch of the machine. */
export const AHEAD = 8;

/** Fragments ahead at the most, however fast it goes: twenty seconds of a usual proxy are 16 MB. */
export const FARTHEST = 20;

/** Fragments kept behind, so that a step or a word back is there at once. */
export const BEHIND = 4;

/** Fragments beyond all that before anything is let go, so that not every second brings a little work. */
export const SLACK = 2;

/** Fragments that are held whole. @param {Span[]} ranges what is buffered @param {Laid} laid @returns {Set<number>} */
export function held(ranges, laid) {
  const speed = fps(laid.rate);
  const half = 0.5 / speed;  // ends are rounded to microseconds, sound and picture for themselves
  /** @type {Set<number>} */
  const found = new Set();
  for (const [start, out] of ranges) {
    const first = Math.ceil((start - half) * speed / laid.each);
    for (let n = Math.max(0, first); n < laid.count && endOf(n, laid) / speed <= out + half; n += 1) found.add(n);
  }
  return found;
}

/** @param {number} n @param {Laid} laid first frame after fragment `n` */
const endOf = (n, laid) => Math.min(laid.frames, (n + 1) * laid.each);

/**
 * What is wanted around a frame, the most urgent first: where it stands, then the way it goes.
 * @param {Laid} laid @param {number} frame @param {number} speed negative backwards, 0 stopped @returns {number[]}
 */
export function around(laid, frame, speed) {
  const here = Math.max(0, Math.min(laid.count - 1, Math.floor(frame / laid.each)));
  const way = speed < 0 ? -1 : 1;
  const far = Math.min(FARTHEST, Math.ceil(AHEAD * Math.max(1, Math.abs(speed))));
  const [ahead, behind] = [run(here, way, far), run(here, -way, speed ? 1 : 2)];
  // Stopped, the next key may be a step back: what is behind comes right after what is next.
  const list = speed ? [here, ...ahead, ...behind] : [here, ahead[0], behind[0], ...ahead.slice(1), ...behind.slice(1)];
  return list.filter(n => n >= 0 && n < laid.count);
}

/** @param {number} from @param {number} way @param {number} count @returns {number[]} */
const run = (from, way, count) => Array.from({length: count}, (_, n) => from + way * (n + 1));

/** What is to be fetched, the most urgent first. @param {Set<number>} have @param {Laid} laid @param {number} frame @param {number} speed
 * @returns {number[]} */
export const wanted = (have, laid, frame, speed) => around(laid, frame, speed).filter(n => !have.has(n));

/**
 * Seconds that may be let go: far behind, and far ahead of where it goes now.
 * @param {Span[]} ranges @param {Laid} laid @param {number} frame @param {number} speed @param {number} [slack]
 * @returns {Span[]}
 */
export function dropped(ranges, laid, frame, speed, slack = SLACK) {
  const kept = around(laid, frame, speed);
  const behind = speed < 0 ? 0 : BEHIND;
  const second = laid.each / fps(laid.rate);
  const low = Math.max(0, Math.min(...kept, (kept[0] ?? 0) - behind)) * second;
  const high = (Math.max(...kept, (kept[0] ?? 0) + (speed < 0 ? BEHIND : 0)) + 1) * second;
  return ranges.flatMap(([start, out]) => /** @type {Span[]} */ ([[start, Math.min(out, low)], [Math.max(start, high), out]]))
    .filter(([start, out]) => out - start > slack * second);
}
