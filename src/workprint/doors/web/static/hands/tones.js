/** A tone as rows that a hand can turn, and its curve over the lines of a scene. Pure functions. */

/**
 * @typedef {{craft: string, dial: string, setting: number, sure: number, says: string}} Lean  as the desk tells it
 * @typedef {{craft: string, name: string, less: string, more: string, about: string}} ToneDial
 * @typedef {{craft: string, dial: string, less: string, more: string, about: string, setting: number, sure: number, whence: string, here: boolean}} Row
 * @typedef {{line: string, who: string, words: string, share: number}} LineShare
 */

/** What a craft is called over its dials. */
const CRAFTS = /** @type {Record<string, string>} */ ({cutting: 'in the cut', colour: 'in the colour'});

/** How far marks bear a lean out, from so many thousandths on. Source: our choice; two circles are half (`desk/leaning`). */
const BORNE = /** @type {const} */ ([[600, 'well borne out by your marks'], [400, 'borne out by your marks'], [1, 'a mark or two bear on it'], [0, '']]);

/**
 * The leans of a tone and those dials that were asked for beside them, by craft, the craft of the room first.
 * @param {Lean[]} leans @param {ToneDial[]} dials @param {string[]} extra  `craft.dial` of dials at rest that are shown, too
 * @param {string} first  the craft of the room @returns {{craft: string, says: string, rows: Row[]}[]}
 */
export function byCraft(leans, dials, extra, first) {
  const crafts = [...new Set([first, ...dials.map(one => one.craft), ...leans.map(one => one.craft)])];
  return crafts.map(craft => ({craft, says: CRAFTS[craft] ?? `in ${craft}`, rows: rowsOf(craft, leans, dials, extra)})).filter(one => one.rows.length);
}

/** @param {string} craft @param {Lean[]} leans @param {ToneDial[]} dials @param {string[]} extra @returns {Row[]} */
function rowsOf(craft, leans, dials, extra) {
  const ends = new Map(dials.filter(one => one.craft === craft).map(one => [one.name, one]));
  const mine = leans.filter(one => one.craft === craft);
  const added = [...ends.keys()].filter(name => extra.includes(`${craft}.${name}`) && !mine.some(one => one.dial === name));
  return [...mine, ...added.map(dial => ({craft, dial, setting: 0, sure: 0, says: ''}))].map(one => {
    const end = ends.get(one.dial);
    return {craft, dial: one.dial, less: end?.less ?? `less ${one.dial}`, more: end?.more ?? `more ${one.dial}`, about: end?.about ?? 'This scene has no such dial.',
      setting: one.setting, sure: one.sure, whence: whence(one.says), here: Boolean(end)};
  });
}

/** Dials that a tone does not turn yet. @param {Row[]} rows @param {ToneDial[]} dials */
export const restOf = (rows, dials) => dials.filter(one => !rows.some(row => row.craft === one.craft && row.dial === one.name));

/** Where a lean comes from: what its sentence says in brackets. @param {string} says */
export const whence = says => /\((.*)\)$/s.exec(says)?.[1] ?? says;

/** How far marks bear it out, in words. @param {number} sure thousandths */
export const borne = sure => BORNE.find(([least]) => sure >= least)?.[1] ?? '';

/** What a dial says, for those who hear it. @param {Row} row @param {number} setting */
export function spoken({less, more, sure}, setting) {
  const marks = borne(sure);
  return `${setting ? `${setting < 0 ? less : more}, ${Math.round(Math.abs(setting) / 100)} of 10` : 'at rest'}${marks ? `; ${marks}` : ''}`;
}

/**
 * Words that nobody knows, asked about; empty where all are known.
 * @param {string[]} unknown
 */
export function asksAbout(unknown) {
  if (!unknown.length) return '';
  const words = unknown.map(one => `“${one}”`);
  return `Nobody here knows ${words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words[0]}: turn a dial to say what you mean by it, or mark what fits.`;
}

/** The path of a curve in a box: a point in the middle of every line's column. @param {LineShare[]} along @param {number} wide @param {number} high */
export function pathOf(along, wide, high) {
  const column = wide / Math.max(1, along.length);
  const points = along.map(({share}, n) => `${round((n + .5) * column)} ${round(high * (1 - share / 1000))}`);
  if (!points.length) return '';
  return `M0 ${points[0].split(' ')[1]} L${points.join(' L')} L${wide} ${points.at(-1)?.split(' ')[1]}`;
}

/** @param {number} value */
const round = value => Math.round(value * 10) / 10;

/** The share that a pointer is at, in twentieths of a tone. @param {number} y @param {number} high */
export const shareAt = (y, high) => Math.max(0, Math.min(1000, Math.round((1 - y / Math.max(1, high)) * 20) * 50));

/**
 * How much of a tone each line has, as bends say: evenly between two, and as the nearest beyond the outermost.
 * @param {{line: string, share: number}[]} bends @param {LineShare[]} lines @returns {LineShare[]}
 */
export function alongOf(bends, lines) {
  const at = lines.flatMap(({line}, n) => bends.filter(one => one.line === line).map(({share}) => ({n, share})));
  if (!at.length) return lines.map(one => ({...one, share: 1000}));
  return lines.map((one, n) => {
    const after = at.find(each => each.n >= n) ?? at[at.length - 1];
    const before = at.findLast(each => each.n <= n) ?? at[0];
    if (before.n >= after.n) return {...one, share: after.n < n ? before.share : after.share};
    return {...one, share: before.share + Math.floor((after.share - before.share) * (n - before.n) / (after.n - before.n))};
  });
}

/**
 * A bend that a hand sets, and what keeps it local: where no bend lies on a side of it, the line beside it stays as it is.
 * A bend that is there already is only moved.
 * @param {{line: string, share: number}[]} bends @param {LineShare[]} lines @param {{line: string, share: number}} set
 * @returns {{line: string, share: number}[]}
 */
export function setBend(bends, lines, set) {
  const at = lines.findIndex(one => one.line === set.line);
  if (at < 0 || bends.some(one => one.line === set.line)) return [set];
  const places = bends.map(one => lines.findIndex(each => each.line === one.line)).filter(n => n >= 0);
  const before = at > 0 && !places.some(n => n < at) ? [lines[at - 1]] : [];
  const after = at < lines.length - 1 && !places.some(n => n > at) ? [lines[at + 1]] : [];
  return [...before, set, ...after].map(({line, share}) => ({line, share}));
}

/** A share of a tone, in words. @param {number} share thousandths */
export function howMuch(share) {
  if (share >= 1000) return 'all of it';
  return share <= 0 ? 'none of it' : share === 500 ? 'half of it' : `${Math.round(share / 100)} tenths of it`;
}
