/** What the map tells of a cut: beside its point, and to whoever hears it. */
import {inLine, inWords, standsOut} from '../hands/measures.js';
import {usedFor, USES} from './map-choice.js';

/** Which of the six a cut is, and whether it is on. @param {import('./cut-map.js').CutMap} map @param {number} n */
function name(map, n) {
  const place = map.sixNow().indexOf(n) + 1;
  return [...(place ? [`cut ${place} of the six`] : []), ...(n === map.places.get(map.on) ? ['on now'] : [])].join(', ');
}

/** What a cut has that none of the six has. @param {import('./cut-map.js').CutMap} map @param {number} n */
function out(map, n) {
  const found = standsOut(map.all, n, map.sixNow());
  return found.length ? `${found.join(', ')} than any of the six` : '';
}

/** @param {import('./cut-map.js').CutMap} map @param {number} n */
const words = (map, n) =>
  inWords(map.all, n, [...new Set(USES.map(([use]) => usedFor(map.all, map.choice, use).name))], map.map.dots[n].mark);

/** For the note beside its point. @param {import('./cut-map.js').CutMap} map @param {number} n @returns {import('./map-tip.js').Told} */
export function beside(map, n) {
  const {head, rest, mark} = words(map, n);
  return {id: map.map.dots[n].id, name: name(map, n), says: [...head, ...mark].join(', '), axes: rest.join(', '), out: out(map, n)};
}

/** For who hears it. @param {import('./cut-map.js').CutMap} map @param {number} n */
export const heard = (map, n) => [name(map, n), inLine(words(map, n)), out(map, n)].filter(Boolean).join('; ');
