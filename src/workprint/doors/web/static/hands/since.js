/** What was said after the cuts on show were made, so that they know nothing of it. Pure functions. */

/**
 * @typedef {{entry: number, by_hand?: string}} Word
 * @typedef {{pins: Word[], vetoes: Word[]}} Board
 */

/**
 * Takes that were pinned or vetoed since, in words: `1 pin, 2 vetoes`; nothing where there are none. What a hand edit
 * pins is in the circled cut already, and is not asked about.
 * @param {Board | null} board @param {number} entry ledger entry of the proposal
 */
export function since(board, entry) {
  const later = (/** @type {Word[]} */ words) => words.filter(one => one.entry > entry && !one.by_hand).length;
  const [pins, vetoes] = board ? [later(board.pins), later(board.vetoes)] : [0, 0];
  return [pins && `${pins} pin${pins > 1 ? 's' : ''}`, vetoes && `${vetoes} veto${vetoes > 1 ? 'es' : ''}`].filter(Boolean).join(', ');
}
