/** Which measure the map uses for what; kept for the film, in this browser. */

/** What a measure may be used for, and which is first. Source: facts/editing 10.5, the axes of the archive. */
export const USES = /** @type {const} */ ([['across', 'pace'], ['up', 'closeness'], ['colour', 'whose scene'], ['size', 'length']]);

/** @typedef {import('../hands/measures.js').Measure} Measure */
/** @typedef {Record<string, string>} Choice */

/** @type {Choice} */
export const FIRST = Object.fromEntries(USES);

/** The measure that is used for something; where the map has none of that name, the one at its place.
 * @param {Measure[]} all @param {Choice} choice @param {string} use @returns {Measure} */
export const usedFor = (all, choice, use) =>
  all.find(one => one.name === choice[use]) ?? all[USES.findIndex(([one]) => one === use)] ?? all[0];

/** What was chosen before. @param {string} film @returns {Choice} */
export function recalled(film) {
  try {
    return {...FIRST, ...JSON.parse(localStorage.getItem(`workprint-map ${film}`) ?? '{}')};
  } catch {
    return FIRST;
  }
}

/** @param {string} film @param {Choice} choice */
export const remember = (film, choice) => localStorage.setItem(`workprint-map ${film}`, JSON.stringify(choice));
