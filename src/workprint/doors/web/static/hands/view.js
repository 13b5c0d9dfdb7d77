/** Which part of a map is on: zooming, panning, and the numbers along an axis. Pure functions. */

/**
 * What is seen, in shares of the whole: all of it is from 0 to 1 on both, with y upwards.
 * @typedef {{left: number, right: number, foot: number, top: number}} View
 */

/** All of the map, with a little air so that no point lies on an edge. @type {Readonly<View>} */
export const ALL = Object.freeze({left: -.05, right: 1.05, foot: -.06, top: 1.06});

/** The narrowest view: this share of the whole. Source: our choice; 2,000 points lie apart long before. */
const NARROWEST = .01;

/** Nearer (factor above 1) or further, with one place standing still. @param {Readonly<View>} view @param {number} factor
 * @param {number} [x] place in shares of what is seen, from the left @param {number} [y] from the foot @returns {View} */
export function zoomed(view, factor, x = .5, y = .5) {
  const wide = Math.min(ALL.right - ALL.left, Math.max(NARROWEST, (view.right - view.left) / factor));
  const high = (ALL.top - ALL.foot) * wide / (ALL.right - ALL.left);
  const left = view.left + x * (view.right - view.left - wide);
  const foot = view.foot + y * (view.top - view.foot - high);
  return kept({left, right: left + wide, foot, top: foot + high});
}

/** Moved by shares of what is seen. @param {Readonly<View>} view @param {number} x to the right @param {number} y upwards */
export function panned(view, x, y) {
  const [dx, dy] = [x * (view.right - view.left), y * (view.top - view.foot)];
  return kept({left: view.left + dx, right: view.right + dx, foot: view.foot + dy, top: view.top + dy});
}

/** Moved just so far that a place is seen, with some air around it. @param {Readonly<View>} view @param {number} x @param {number} y in shares of the whole */
export function holding(view, x, y) {
  const [wide, high] = [view.right - view.left, view.top - view.foot];
  const dx = Math.min(0, x - view.left - .08 * wide) + Math.max(0, x - view.right + .08 * wide);
  const dy = Math.min(0, y - view.foot - .08 * high) + Math.max(0, y - view.top + .08 * high);
  return kept({left: view.left + dx, right: view.right + dx, foot: view.foot + dy, top: view.top + dy});
}

/** Never beyond the whole. @param {View} view @returns {View} */
function kept(view) {
  const dx = Math.max(0, ALL.left - view.left) + Math.min(0, ALL.right - view.right);
  const dy = Math.max(0, ALL.foot - view.foot) + Math.min(0, ALL.top - view.top);
  return {left: view.left + dx, right: view.right + dx, foot: view.foot + dy, top: view.top + dy};
}

/** Round numbers along an axis, about so many. @param {number} least @param {number} most @param {number} about @returns {number[]} */
export function ticks(least, most, about) {
  if (!(most > least)) return [least];
  const rough = (most - least) / Math.max(1, about);
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = ten * (/** @type {number} */ ([1, 2, 5, 10].find(part => part * ten >= rough)));
  const first = Math.ceil(least / step - 1e-9);
  return Array.from({length: Math.floor(most / step + 1e-9) - first + 1}, (_, n) => Number(((first + n) * step).toPrecision(12)));
}
