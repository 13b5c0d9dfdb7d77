/** The words of a reading: what differs from the script, where each lies, and how its edges move. Pure functions. */
import {fps} from './time.js';

/**
 * @typedef {[text: string, start: number, out: number, heard: string]} Word  samples (48 kHz) of the take; `heard` is empty as scripted
 * @typedef {{take: string, line: string, run: number, confidence: number, words: Word[], performance: any}} Reading
 * @typedef {{before: number, after: number, at: number, least: number, most: number}} Edge
 *   where a word ends, or begins, or both: places in the words, -1 for none; samples
 */

/** Samples a second inside. Source: film/time.py. */
export const SAMPLES = 48000;

/** Samples that a word keeps at least, and a step of the arrow keys: 10 ms. Source: issue 4. */
export const STEP = 480;

/** Samples between two words that still count as one edge: 30 ms. Source: our choice; two handles that near hide each other. */
const JOINT = 1440;

/** Frames heard before the first word and after the last. Source: desk/listening.py, HANDLE. */
export const HANDLE = 12;

/** Confidence below which a reading is said to be unsure. Source: desk/listening.py. */
const SURE = 500;

/** @param {{words: Word[]}} one */
export const said = one => one.words.filter(word => word[3] !== 'missing');

/** The words of a verb's answer as the board has them. @param {{text: string, start: number, out: number, heard: string}[]} words @returns {Word[]} */
export const rows = words => words.map(word => [word.text, word.start, word.out, word.heard === 'scripted' ? '' : word.heard]);

/**
 * What is to be known of a reading at a glance: a mark that needs no colour, and words.
 * @param {Reading} one @returns {{kind: string, mark: string, text: string, says: string}[]}
 */
export function flags(one) {
  const of = (/** @type {string} */ heard) => one.words.filter(word => word[3] === heard).map(word => word[0]).join(' ');
  const [missing, changed, extra] = one.line ? ['missing', 'changed', 'extra'].map(of) : ['', '', ''];
  return [
    ...(missing ? [{kind: 'missing', mark: '−', text: missing, says: `leaves out “${missing}”`}] : []),
    ...(changed ? [{kind: 'changed', mark: '≠', text: changed, says: `says “${changed}” instead`}] : []),
    ...(extra ? [{kind: 'extra', mark: '+', text: extra, says: `adds “${extra}”`}] : []),
    ...(one.confidence < SURE ? [{kind: 'unsure', mark: '?', text: 'unsure', says: 'not heard surely'}] : []),
    ...(one.run > 1 ? [{kind: 'again', mark: '↻', text: `time ${one.run}`, says: `said again, time ${one.run}`}] : []),
  ];
}

/** Frames of a reading in its take. @param {{words: Word[]}} one @param {string} rate */
export function span(one, rate) {
  const words = said(one);
  const frame = (/** @type {number} */ sample) => Math.floor(sample * fps(rate) / SAMPLES + 1e-6);
  const start = frame(Math.min(...words.map(word => word[1])));
  const out = frame(Math.max(...words.map(word => word[2])) - 1) + 1;
  return {start, out};
}

/** Frames that are heard of a stretch: a little more on both sides, but nothing of the slate. As the desk's movies have it.
 * @param {{start: number, out: number}} stretch @param {{head: number, frames: number}} take */
export const around = (stretch, take) => ({
  start: Math.max(0, Math.min(stretch.start, Math.max(take.head, stretch.start - HANDLE))),
  out: Math.min(take.frames, stretch.out + HANDLE),
});

/** Edges that can be dragged, in order of time. A word keeps 10 ms at least and stays clear of its neighbours.
 * @param {Word[]} words @param {number} from first sample on show @param {number} to first sample that is not @returns {Edge[]} */
export function edges(words, from, to) {
  const heard = words.map((word, n) => ({n, start: word[1], out: word[2]})).filter(word => word.out > word.start);
  /** @type {Edge[]} */
  const found = [];
  heard.forEach((word, place) => {
    const [before, next] = [heard[place - 1], heard[place + 1]];
    if (!before) found.push({before: -1, after: word.n, at: word.start, least: Math.min(from, word.start), most: word.out - STEP});
    else if (word.start - before.out > JOINT) {
      found.push({before: -1, after: word.n, at: word.start, least: before.out, most: word.out - STEP});
    }
    if (next && next.start - word.out <= JOINT) {
      found.push({before: word.n, after: next.n, at: Math.round((word.out + next.start) / 2), least: word.start + STEP, most: next.out - STEP});
    } else found.push({before: word.n, after: -1, at: word.out, least: word.start + STEP, most: next ? next.start : Math.max(to, word.out)});
  });
  return found;
}

/** @param {Edge} edge @param {number} at */
export const held = (edge, at) => Math.max(edge.least, Math.min(edge.most, Math.round(at)));

/** The words with one edge at another place. @param {Word[]} words @param {Edge} edge @param {number} at @returns {Word[]} */
export const moved = (words, edge, at) => words.map((word, n) =>
  n === edge.before ? [word[0], word[1], at, word[3]] : n === edge.after ? [word[0], at, word[2], word[3]] : word);

/**
 * What the desk is told, in an order in which no word ever lies over its neighbour: first the one that gives, then the
 * one that takes. Words are counted from 1, missing ones with them.
 * @param {Word[]} words @param {Edge} edge @param {number} at @returns {{word: number, start: number, out: number}[]}
 */
export function corrections(words, edge, at) {
  const now = moved(words, edge, at);
  const changed = [edge.before, edge.after].filter(n => n >= 0 && (now[n][1] !== words[n][1] || now[n][2] !== words[n][2]));
  if (edge.before >= 0 && at > words[edge.before][2]) changed.reverse();
  return changed.map(n => ({word: n + 1, start: now[n][1], out: now[n][2]}));
}

/** What an edge lies between, in words. @param {Word[]} words @param {Edge} edge */
export function named(words, edge) {
  const [before, after] = [words[edge.before]?.[0], words[edge.after]?.[0]];
  return before && after ? `between “${before}” and “${after}”` : before ? `end of “${before}”` : `beginning of “${after}”`;
}

const ORDERS = /** @type {Record<string, (voice: any) => number>} */ ({energy: voice => voice.energy, pace: voice => voice.pace,
  pitch: voice => voice.pitch, level: voice => voice.loudness});

/** Readings in an order: by slate as they come, or with the most of something first; not measured comes last. As the
 * desk's movies have it. @template {{words: Word[], reading: any}} T @param {T[]} found @param {string} order @returns {T[]} */
export function inOrder(found, order) {
  if (order === 'slate') return [...found];
  const long = (/** @type {T} */ one) => Math.max(...said(one).map(word => word[2])) - Math.min(...said(one).map(word => word[1]));
  const most = (/** @type {T} */ one) => order === 'length' ? long(one) : one.reading?.performance ? ORDERS[order](one.reading.performance) : -Infinity;
  return [...found].sort((one, other) => most(other) - most(one) || 0);
}

/**
 * One value among others, for a strip of dots: places from 0 to 1, and in words how it stands.
 * @param {number[]} values @param {number} chosen  its place among them
 */
export function among(values, chosen) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const above = values.filter(value => value > values[chosen]).length;
  const place = (/** @type {number} */ value) => high > low ? (value - low) / (high - low) : 0.5;
  const says = values.length < 2 ? 'the only one' : high === low ? 'all alike'
    : values[chosen] === high ? 'the most' : values[chosen] === low ? 'the least' : `${above + 1} of ${values.length}`;
  return {places: values.map(place), says};
}
