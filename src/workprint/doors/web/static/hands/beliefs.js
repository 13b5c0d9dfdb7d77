/** What is believed of a person, as rows that a hand can change. Pure functions. */

/**
 * @typedef {{axis: string, kind: 'more'|'less'|'about'|'depends', value: number, sure: number, says: string, lessons: number, tag: string, told: ''|'set'|'freeze'}} Belief
 * @typedef {{axis: string, less: string, more: string, lines: string, belief: Belief | null, depends: Belief[]}} Row  an axis, the words at its two ends, the lines it is told of (none: of the whole), and what is believed of it
 * @typedef {{about: boolean, at: number}} Stand  where a slider stands: for "about", thousandths of the axis from 0; else -1000 (the less the better) to 1000
 */

/** Sureness from which on it is put in so many words, in thousandths. Source: as `taste/beliefs` has them, and halves between. */
const SURE = /** @type {const} */ ([[990, 'all but certain'], [950, 'nearly certain'], [800, 'likely'], [700, 'rather likely'], [0, 'little more than a guess']]);

/** Between an axis and the lines that it is told of. Source: as `film/proposal` has it. */
const ON = ' on ';

/**
 * One row for each axis: those that are believed first, the surest at the top; an axis that stood somewhere stays there,
 * so that nothing moves from under a hand. What is told of some lines stands below the whole axis, where anything is
 * believed of it or somebody asked for it.
 * @param {Belief[]} beliefs @param {[string, string, string][]} ends  axis, less, more @param {string[]} before  axes as they stood
 * @returns {Row[]}
 */
export function rowsOf(beliefs, ends, before = []) {
  const known = new Map(ends.map(([axis, less, more]) => [axis, {less, more}]));
  const named = new Set([...before, ...beliefs.map(one => one.axis), ...[...known.keys()].filter(axis => !axis.includes(ON))]);
  const here = [...named].filter(axis => known.has(axis) || beliefs.some(one => one.axis === axis));
  const whole = new Set(here.map(axis => axis.split(ON)[0]));
  const inOrder = [...whole].flatMap(axis => [axis, ...here.filter(one => one.startsWith(axis + ON))]);
  return inOrder.map(axis => ({axis,
    less: known.get(axis.split(ON)[0])?.less ?? `less ${axis}`, more: known.get(axis.split(ON)[0])?.more ?? `more ${axis}`,
    lines: axis.split(ON)[1] ?? '', belief: beliefs.find(one => one.axis === axis && one.kind !== 'depends') ?? null,
    depends: beliefs.filter(one => one.axis === axis && one.kind === 'depends')}));
}

/** Axes of some lines that have no row yet, to be asked for. @param {[string, string, string][]} ends @param {Row[]} rows */
export const unsaid = (ends, rows) => ends.map(([axis]) => axis).filter(axis => axis.includes(ON) && !rows.some(row => row.axis === axis));

/** Where a row's slider stands. @param {Row} row @returns {Stand} */
export function standOf({belief}) {
  if (belief?.kind === 'about') return {about: true, at: within(belief.value, 0)};
  return {about: false, at: within(belief?.value ?? 0, -1000)};
}

/** @param {number} value @param {number} least */
const within = (value, least) => Math.max(least, Math.min(1000, value));

/** What the desk is told of a slider; null where it says nothing. @param {string} axis @param {Stand} stand */
export function saidOf(axis, {about, at}) {
  if (about) return {axis, kind: 'about', value: at};
  return at ? {axis, kind: at < 0 ? 'less' : 'more', value: Math.abs(at)} : null;
}

/** What a slider says, for those who hear it. @param {Row} row @param {Stand} stand */
export function spoken({less, more, lines}, {about, at}) {
  if (lines) return at ? `${at < 0 ? less : more} on ${lines} than on others, ${Math.round(Math.abs(at) / 100)} of 10` : 'the same on all lines';
  if (about) return `about ${Math.round(at / 10)} of the way from ${less} to ${more}`;
  if (!at) return 'neither';
  return `the further towards ${at < 0 ? less : more} the better, ${Math.round(Math.abs(at) / 100)} of 10`;
}

/** How sure a belief is, in words. @param {Belief} belief */
export function howSure({sure, told, lessons}) {
  const from = `from ${lessons} ${lessons === 1 ? 'answer' : 'answers'}`;
  if (told === 'set') return lessons ? `you said so; ${from} too` : 'you said so';
  const words = SURE.find(([least]) => sure >= least)?.[1];
  return told === 'freeze' ? `pinned; ${words} when it was` : `${words}, ${from}`;
}

/** How far a bar is filled, 0 to 1: a coin's toss is nothing, certainty is all of it. @param {Belief} belief */
export const filled = ({sure}) => Math.max(0, Math.min(1, (sure - 500) / 500));
