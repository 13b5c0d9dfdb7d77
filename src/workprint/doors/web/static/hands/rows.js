/** The lined script as rows and cells, and how one walks over it with the arrow keys. Pure functions. */
import {fps} from './time.js';
import {SAMPLES, around, flags, rows as plain, said, span} from './words.js';

/**
 * @typedef {import('./words.js').Word} Word
 * @typedef {{key: string, take: string, line: string, run: number, start: number, out: number, heard: {start: number, out: number},
 *   flags: {kind: string, mark: string, text: string, says: string}[], stays: boolean, never: boolean, byHand: boolean,
 *   words: Word[], reading: any}} Cell  frames of the take; `heard` with handles
 * @typedef {{id: string, kind: 'spoken' | 'action' | 'besides', who: string, text: string, aside: string, cells: Cell[][]}} Row
 */

/** @param {any} take */
export const takeId = take => {
  const {scene, setup, take: number} = take.slate;
  return `${scene}${setup && /[A-Z]$/i.test(scene) ? ' ' : ''}${setup}/${number}${take.camera ?? ''}`;
};

/** The line that a part is of: `9/3.2` is a part of `9/3`. @param {string} line */
export const wholeLine = line => line.replace(/(\/[^/.]+)\.\d+$/, '$1');

/** Whether a pin, or a veto, is of this take on this line. @param {{line: string, take: string}} one @param {string} take @param {string} line */
const of = (one, take, line) => one.take === take && (!one.line || wholeLine(one.line) === line);

/** The pin that counts on a line: the latest that names a take there. @param {any[]} pins @param {string} line @param {string} take */
function stays(pins, line, take) {
  const last = pins.filter(pin => wholeLine(pin.line) === line).at(-1);
  return last ? last.take === take : pins.some(pin => of(pin, take, line));
}

/**
 * The whole grid: a row for every line, and after the line it follows one for what was said besides.
 * @param {any} board @param {any[]} besides  proposed lines, as the verb `lines` has them @returns {Row[]}
 */
export function laid(board, besides) {
  const takes = new Map(board.takes.map((/** @type {any} */ take) => [takeId(take), take]));
  /** @type {Map<string, Cell[]>} */
  const found = new Map();
  const put = (/** @type {string} */ row, /** @type {Cell} */ cell) => found.set(row, [...(found.get(row) ?? []), cell]);
  for (const one of board.readings) if (one.line && takes.has(one.take) && said(one).length) put(one.line, spoken(board, one, takes.get(one.take)));
  for (const one of board.moments) if (takes.has(one.take)) put(one.line, played(board, one, takes.get(one.take)));
  const lines = [...board.lines];
  for (const one of besides) {
    const id = `besides ${one.number}`;
    const place = lines.findLastIndex(line => line.id === one.after || line.after === one.after);
    lines.splice(place + 1, 0, {id, kind: 'besides', after: one.after, who: 'said besides', text: one.words, aside: ''});
    for (const heard of one.heard) {
      const words = /** @type {Word[]} */ (plain(heard.words).map(word => [word[0], word[1], word[2], '']));
      if (takes.has(heard.take)) put(id, {...spoken(board, {...heard, words}, takes.get(heard.take)), stays: false, line: id});
    }
  }
  return lines.map(line => ({id: line.id, kind: line.kind, who: line.who, text: line.text, aside: line.aside,
    cells: board.takes.map((/** @type {any} */ take) => (found.get(line.id) ?? []).filter(cell => cell.take === takeId(take)))}));
}

/** @param {any} board @param {any} one @param {any} take @returns {Cell} */
function spoken(board, one, take) {
  const {start, out} = span(one, board.rate);
  return {key: `${one.take} ${one.line} ${one.run} ${one.line ? '' : start}`, take: one.take, line: one.line, run: one.run, start, out,
    heard: around({start, out}, take), flags: flags(one), stays: stays(board.pins, one.line, one.take),
    never: board.vetoes.some((/** @type {any} */ veto) => of(veto, one.take, one.line)), byHand: false, words: one.words, reading: one};
}

/** @param {any} board @param {any} one @param {any} take @returns {Cell} */
function played(board, one, take) {
  const sample = (/** @type {number} */ frame) => Math.round(frame * SAMPLES / fps(board.rate));
  return {key: `${one.take} ${one.line} 1 `, take: one.take, line: one.line, run: 1, start: one.start, out: one.out,
    heard: around(one, take), flags: one.by_hand ? [{kind: 'hand', mark: '✓', text: 'by hand', says: 'set by hand'}] : [],
    stays: stays(board.pins, one.line, one.take), never: board.vetoes.some((/** @type {any} */ veto) => of(veto, one.take, one.line)),
    byHand: one.by_hand, words: [['the action', sample(one.start), sample(one.out), '']], reading: null};
}

/**
 * The same reading in a board that came anew; null where it is not there. What was said besides has another name once it is in
 * the script, and another length once the takes are lined with it: what shares most of its time is told to be it, rather a
 * line than what is still besides.
 * @param {Cell[]} cells @param {Cell} was @returns {Cell | null}
 */
export function again(cells, was) {
  const besides = was.reading?.line === '';
  const named = besides ? undefined : cells.find(cell => cell.key === was.key);
  if (named || !was.reading) return named ?? null;
  const shared = (/** @type {Cell} */ cell) => Math.min(cell.out, was.out) - Math.max(cell.start, was.start);
  const better = (/** @type {Cell} */ one, /** @type {Cell} */ other) => shared(other) - shared(one) || Number(one.reading?.line === '') - Number(other.reading?.line === '');
  return cells.filter(cell => cell.take === was.take && cell.reading && shared(cell) > 0).sort(better)[0] ?? null;
}

/**
 * @typedef {{row: number, col: number, nth: number}} Place  row -1 is the heads of the columns; `nth` of the readings in one cell
 * @typedef {'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'first' | 'last' | 'pageup' | 'pagedown'} Way
 */

/** Rows of a page. Source: our choice; about what a laptop's screen shows. */
const PAGE = 6;

/**
 * Where an arrow key leads: from reading to reading, over cells that have none. Up and down keep to the wanted column as
 * far as a line has a reading there.
 * @param {number[][]} counts  readings in each cell @param {Place} at @param {Way} way @param {number} [wanted] @returns {Place}
 */
export function walk(counts, at, way, wanted = at.col) {
  const some = counts.map((row, n) => row.some(Boolean) ? n : -1).filter(n => n >= 0);
  const to = (/** @type {number} */ row) => near(counts, row, wanted, at.nth);
  if (way === 'first') return some.length ? edge(counts, some[0], false) : at;
  if (way === 'last') return some.length ? edge(counts, some[some.length - 1], true) : at;
  if (way === 'up' || way === 'pageup') {
    const above = some.filter(n => n < at.row);
    return above.length ? to(above[Math.max(0, above.length - (way === 'up' ? 1 : PAGE))]) : {row: -1, col: at.col, nth: 0};
  }
  if (way === 'down' || way === 'pagedown') {
    const below = some.filter(n => n > at.row);
    return below.length ? to(below[Math.min(below.length, way === 'down' ? 1 : PAGE) - 1]) : at;
  }
  const row = at.row < 0 ? counts[0]?.map(() => 1) ?? [] : counts[at.row];
  if (way === 'home' || way === 'end') return ends(row, at.row, way === 'end') ?? at;
  return beside(row, at, way === 'right' ? 1 : -1);
}

/** @param {number[]} row @param {Place} at @param {1 | -1} by @returns {Place} */
function beside(row, at, by) {
  const nth = at.nth + by;
  if (nth >= 0 && nth < row[at.col]) return {...at, nth};
  for (let col = at.col + by; col >= 0 && col < row.length; col += by) {
    if (row[col]) return {row: at.row, col, nth: by > 0 ? 0 : row[col] - 1};
  }
  return at;
}

/** @param {number[]} row @param {number} at @param {boolean} last @returns {Place | null} */
function ends(row, at, last) {
  const col = last ? row.findLastIndex(Boolean) : row.findIndex(Boolean);
  return col < 0 ? null : {row: at, col, nth: last ? row[col] - 1 : 0};
}

/** @param {number[][]} counts @param {number} row @param {boolean} last @returns {Place} */
const edge = (counts, row, last) => /** @type {Place} */ (ends(counts[row], row, last));

/** The reading of a row that is nearest to a column. @param {number[][]} counts @param {number} row @param {number} wanted @param {number} nth @returns {Place} */
function near(counts, row, wanted, nth) {
  const columns = counts[row].map((count, col) => count ? col : -1).filter(col => col >= 0);
  const col = columns.reduce((best, each) => Math.abs(each - wanted) < Math.abs(best - wanted) ? each : best);
  return {row, col, nth: Math.min(nth, counts[row][col] - 1)};
}
