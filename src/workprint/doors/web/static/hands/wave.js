/** A stretch of a waveform as bars, one for each pixel across. Pure functions. */
import {SAMPLES} from './words.js';

/** Pairs of lowest and highest in a second. Source: the verb `peaks`. */
const PAIRS = 100;

/**
 * The bars of a stretch, between two samples, in a box of so many pixels.
 * @param {Int16Array} wave  pairs of lowest and highest @param {number} from @param {number} to @param {number} width @param {number} height
 * @returns {{x: number, top: number, tall: number, sample: number}[]}
 */
export function bars(wave, from, to, width, height) {
  const each = (to - from) / Math.max(1, width);
  return Array.from({length: Math.max(0, Math.floor(width))}, (_, x) => {
    const [low, high] = loudest(wave, from + x * each, from + (x + 1) * each);
    const [up, down] = [tall(high, height), tall(-low, height)];
    return {x, top: height / 2 - up, tall: Math.max(1, up + down), sample: from + (x + .5) * each};
  });
}

/** Half the height of a sample: the root, so that a whisper is seen beside a shout. @param {number} value @param {number} height */
const tall = (value, height) => Math.sqrt(Math.max(0, value) / 32768) * (height / 2 - 1);

/** Lowest and highest between two samples. @param {Int16Array} wave @param {number} from @param {number} to */
function loudest(wave, from, to) {
  const begin = Math.max(0, Math.floor(from / SAMPLES * PAIRS));
  const end = Math.max(begin + 1, Math.floor(to / SAMPLES * PAIRS));
  let [low, high] = [0, 0];
  for (let n = begin; n < end; n += 1) [low, high] = [Math.min(low, wave[2 * n] ?? 0), Math.max(high, wave[2 * n + 1] ?? 0)];
  return [low, high];
}
