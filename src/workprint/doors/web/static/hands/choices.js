/** Which takes can stand in a shot's place, and the verb that puts one there. Pure functions. */
import {laid, takeId} from './rows.js';

/**
 * @typedef {import('./joints.js').Cut} Cut
 * @typedef {{take: string, run: number, many: boolean, start: number, out: number, heard: {start: number, out: number}, flags: {says: string}[],
 *   voice: any, note: string, on: boolean, stays: boolean, never: boolean}} Candidate  frames of the take; `many`: it has the line more than once
 */

/** Frames of a take that are heard where no line says which. Source: our choice, four seconds at 24. */
const GLIMPSE = 96;

/** Every reading of a line, in the order of their slates; without a line, every take. @param {any} board @param {Cut | null} cut @param {number} shot @param {string} line @returns {Candidate[]} */
export function candidates(board, cut, shot, line) {
  const now = cut?.shots[shot]?.[1];
  const notes = new Map(board.takes.map((/** @type {any} */ take) => [takeId(take), take.note ?? '']));
  const row = laid(board, []).find(one => one.id === line);
  if (!row) return board.takes.map((/** @type {any} */ take) => any(take, now));
  const heard = cut?.lines.find(one => one.line === line)?.take;
  return row.cells.flatMap(cells => cells.map(cell => ({take: cell.take, run: cell.run, many: cells.length > 1, start: cell.start, out: cell.out, heard: cell.heard,
    flags: cell.flags, voice: cell.reading?.performance ?? null, note: notes.get(cell.take) ?? '', on: cell.take === (now?.take ?? heard), stays: cell.stays, never: cell.never})));
}

/** A take as it is, from its middle. @param {any} take @param {{take: string, start: number} | undefined} now @returns {Candidate} */
function any(take, now) {
  const id = takeId(take);
  const start = Math.max(take.head ?? 0, Math.floor((take.frames - GLIMPSE) / 2));
  const run = {start, out: Math.min(take.frames, start + GLIMPSE)};
  return {take: id, run: 1, many: false, ...run, heard: run, flags: [], voice: null, note: take.note ?? '', on: id === now?.take, stays: false, never: false};
}

/** The verb that shows a listener inside a line; the desk finds a pause. @param {Cut} cut @param {number} shot @param {string} line @param {Candidate} one */
export function listener(cut, shot, line, one) {
  const said = cut.lines.find(each => each.line === line);
  return {name: 'react', given: {line, take: one.take}, around: said ? (said.start + said.out) >> 1 : cut.shots[shot][0]};
}

/** The verb for a choice, what it is given, and the frame around which it is looked at. @param {Cut} cut @param {number} shot @param {string} line @param {Candidate} one */
export function choice(cut, shot, line, one) {
  const at = cut.shots[shot][0];
  if (!line) return {name: 'replace', given: {shot: `s${shot + 1}`, take: one.take}, around: at};
  const around = cut.lines.find(each => each.line === line)?.start ?? at;
  return {name: 'swap', given: {line, take: one.take, ...(one.many ? {run: one.run} : {})}, around};
}
