/** Why an alternative is among the six, in a few words; and, once it was answered again, that it had been before. */

/** Why the one from outside is there. Source: what the desk does (taste/asking.py). */
export const OUTSIDE = 'Your marks speak against this one. One of every six is there so that what has been learned of your taste can be shown to be wrong.';

/** @type {Record<string, string>} */
const WORDS = {'worth keeping': 'worth keeping', 'to learn': 'to learn from'};

/** @param {{shown_for?: string, again?: string}} one @returns {string} empty while nothing has been learned */
export function shownFor(one) {
  return [WORDS[one.shown_for ?? ''], one.again].filter(Boolean).join('; ');
}
