/** What cuts are measured by: the axes of the map and what they are called at their ends. Pure functions. */
import {fps, length} from './time.js';

/**
 * @typedef {object} Dot
 * @property {string} id
 * @property {number} frames
 * @property {number} shots
 * @property {number} score
 * @property {number[]} axes
 * @property {string} mark
 */

/**
 * @typedef {object} Measure
 * @property {string} name
 * @property {string} less  its lower end, in a word
 * @property {string} more  its upper end
 * @property {number[]} values  one for every dot
 * @property {number[]} shares  where each lies along the axis, 0 to 1; see `share`
 * @property {[number, number][]} steps  every value that there is, and its place among all, 0 to 1
 * @property {number} least
 * @property {number} most
 * @property {(value: number) => string} says  a value for people
 */

/** Words for the ends of axes that tools measure. Source: tools/cutting, what each axis is; one that is not here has its name. */
const ENDS = /** @type {Record<string, [string, string]>} */ ({pace: ['slower', 'faster'], closeness: ['wider', 'closer'],
  'whose scene': ['less of the lead', 'more of the lead'], silence: ['less silence', 'more silence'], energy: ['softer', 'stronger'],
  listening: ['less listening', 'more listening'], overlap: ['fewer cuts in words', 'more cuts in words']});

/** Everything that the cuts of a map are measured by: its axes, then length, shots and score.
 * @param {{axes: string[], dots: Dot[]} | null} map @param {string} rate @returns {Measure[]} */
export function measures(map, rate) {
  if (!map) return [];
  const number = (/** @type {number} */ value) => String(Math.round(value));
  const seconds = (/** @type {number} */ value) => length(Math.round(value * fps(rate)), rate);
  return [
    ...map.axes.map((name, n) => measure(name, ENDS[name] ?? [`less ${name}`, `more ${name}`], map.dots.map(dot => dot.axes[n]), number)),
    measure('length', ['shorter', 'longer'], map.dots.map(dot => dot.frames / fps(rate)), seconds),
    measure('shots', ['fewer shots', 'more shots'], map.dots.map(dot => dot.shots), number),
    measure('score', ['lower', 'higher'], map.dots.map(dot => dot.score / 1000), value => value.toFixed(1)),
  ];
}

/** @param {string} name @param {[string, string]} ends @param {number[]} values @param {(value: number) => string} says @returns {Measure} */
function measure(name, [less, more], values, says) {
  const steps = placed(values);
  const made = {name, less, more, values, shares: /** @type {number[]} */ ([]), steps, least: steps[0]?.[0] ?? 0, most: steps.at(-1)?.[0] ?? 0, says};
  made.shares = values.map(value => share(made, value));
  return made;
}

/** Every value once, with its place among all: 0 the least, 1 the most. @param {number[]} values @returns {[number, number][]} */
function placed(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const last = Math.max(1, sorted.length - 1);
  /** @type {[number, number][]} */
  const steps = [];
  for (let n = 0, out = 0; n < sorted.length; n = out) {
    for (out = n; out < sorted.length && sorted[out] === sorted[n];) out += 1;
    steps.push([sorted[n], n === 0 ? 0 : out === sorted.length ? 1 : (n + out - 1) / 2 / last]);
  }
  return steps;
}

/**
 * Where a value lies along an axis, 0 to 1: half by its size, half by its place among all. So a crowd is drawn apart and
 * a lone cut stays on the map; the lines of the axis lie closer where there is little. In the middle where all are alike.
 * @param {Pick<Measure, 'least' | 'most' | 'steps'>} axis @param {number} value
 */
export function share({least, most, steps}, value) {
  if (!(most > least)) return .5;
  let [below, above] = [0, steps.length - 1];
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (steps[middle][0] <= value) below = middle;
    else above = middle;
  }
  const [[from, low], [to, high]] = [steps[below], steps[above]];
  const place = Math.max(0, Math.min(1, low + (high - low) * (value - from) / (to - from)));
  return ((value - least) / (most - least) + place) / 2;
}

/** The value at a place of an axis: what `share` was asked for. @param {Measure} axis @param {number} at */
export function valueAt(axis, at) {
  let [below, above] = [axis.least, axis.most];
  for (let n = 0; n < 40; n += 1) {
    const middle = (below + above) / 2;
    if (share(axis, middle) < at) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
}

/** In how much of an axis' length a cut must lie outside all of the six to stand out. Source: our choice; a twentieth is seen on the map. */
const OUT = .05;

/** In what a cut goes beyond all of the six, most first, at most two: `faster`, `wider`. @param {Measure[]} all @param {number} dot @param {number[]} six their places
 * @returns {string[]} */
export function standsOut(all, dot, six) {
  if (!six.length || six.includes(dot)) return [];
  return all.filter(one => one.name !== 'score').map(one => {
    const [here, others] = [one.shares[dot], six.map(n => one.shares[n])];
    const [below, above] = [Math.min(...others) - here, here - Math.max(...others)];
    return below > above ? {by: below, says: one.less} : {by: above, says: one.more};
  }).filter(one => one.by > OUT).sort((a, b) => b.by - a.by).slice(0, 2).map(one => one.says);
}

/** Words of the marks. */
export const MARKED = /** @type {Record<string, string>} */ ({circle: 'circled', hold: 'held', ng: 'no good', unsure: 'can’t say'});

/** A cut in words: length, shots and mark; then how it lies on some axes. @param {Measure[]} all @param {number} dot @param {string[]} names @param {string} mark */
export function inWords(all, dot, names, mark) {
  const known = new Map(all.map(one => [one.name, one]));
  const say = (/** @type {string} */ name) => known.get(name)?.says(known.get(name)?.values[dot] ?? 0) ?? '';
  const rest = names.filter(name => known.has(name) && name !== 'length' && name !== 'shots').map(name => `${name} ${say(name)}`);
  return {head: [say('length'), `${say('shots')} shots`], rest, mark: mark ? [MARKED[mark] ?? mark] : []};
}

/** A cut in one line, for whoever walks the map without seeing it: `31.2 s, 14 shots, pace 620, closeness 430, held`.
 * @param {ReturnType<typeof inWords>} words */
export const inLine = ({head, rest, mark}) => [...head, ...rest, ...mark].join(', ');
