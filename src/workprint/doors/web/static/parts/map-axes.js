/** The map's axes: lines, numbers, and what they are called. */
import {share, valueAt} from '../hands/measures.js';
import {ticks} from '../hands/view.js';

/** @typedef {{left: number, right: number, top: number, foot: number}} Box */
/** @typedef {import('./map-paint.js').Ink} Ink */
/** @typedef {import('./map-paint.js').Sight} Sight */

/** Lines, numbers and the words at the ends. @param {Ink} ink @param {Sight} sight @param {Box} box */
export function axes(ink, sight, box) {
  const {em, view, across, up, tints} = sight;
  ink.font = `${.85 * em}px system-ui, sans-serif`;
  ink.strokeStyle = tints.edge;
  ink.lineWidth = 1;
  ink.fillStyle = tints.dim;
  ink.textAlign = 'center';
  ink.textBaseline = 'top';
  for (const [tick, x] of seen(across, view.left, view.right, box.left, box.right, 3.2 * em)) {
    line(ink, x, box.top, x, box.foot);
    ink.fillText(across.says(tick), x, box.foot + .3 * em);
  }
  ink.textAlign = 'right';
  ink.textBaseline = 'middle';
  for (const [tick, y] of seen(up, view.foot, view.top, box.foot, box.top, 1.5 * em)) {
    line(ink, box.left, y, box.right, y);
    ink.fillText(up.says(tick), box.left - .3 * em, y);
  }
  ends(ink, sight, across, box.right - box.left, box.left, box.foot + 1.45 * em);
  ink.save();
  ink.rotate(-Math.PI / 2);
  ends(ink, sight, up, box.foot - box.top, -box.foot, .1 * em);
  ink.restore();
}

/** Round values of an axis that are in view and lie apart, each with its pixel. @param {import('../hands/measures.js').Measure} axis
 * @param {number} from @param {number} to shares that are seen @param {number} start @param {number} out their pixels @param {number} apart
 * @returns {[number, number][]} */
function seen(axis, from, to, start, out, apart) {
  /** @type {[number, number][]} */
  const found = [];
  const [least, most] = [valueAt(axis, Math.max(0, from)), valueAt(axis, Math.min(1, to))];
  for (const tick of ticks(least, most, Math.abs(out - start) / apart)) {
    const at = Math.round(start + (out - start) * (share(axis, tick) - from) / (to - from)) + .5;
    if (!found.length || Math.abs(at - found[found.length - 1][1]) >= apart) found.push([tick, at]);
  }
  return found;
}

/** @param {Ink} ink @param {number} x @param {number} y @param {number} toX @param {number} toY */
function line(ink, x, y, toX, toY) {
  ink.beginPath();
  ink.moveTo(x, y);
  ink.lineTo(toX, toY);
  ink.stroke();
}

/** What an axis is called: its name in the middle, a word at each end. @param {Ink} ink @param {Sight} sight
 * @param {import('../hands/measures.js').Measure} axis @param {number} wide @param {number} x @param {number} y */
function ends(ink, {em, tints}, axis, wide, x, y) {
  const [less, more] = [`← ${axis.less}`, `${axis.more} →`];
  const room = wide - 2 * Math.max(ink.measureText(less).width, ink.measureText(more).width);
  ink.textBaseline = 'top';
  ink.fillStyle = tints.dim;
  ink.textAlign = 'left';
  ink.fillText(less, x, y);
  ink.textAlign = 'right';
  ink.fillText(more, x + wide, y);
  ink.textAlign = 'center';
  ink.fillStyle = tints.text;
  if (room > ink.measureText(axis.name).width + em) ink.fillText(axis.name, x + wide / 2, y);
}
