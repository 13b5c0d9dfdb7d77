/** Which point lies under the pointer, and which next in a direction. Pure functions; 2,000 points take some 10 µs. */

/** @typedef {{x: number, y: number}} Point */
/** @typedef {'left'|'right'|'up'|'down'} Way */

/**
 * The nearest point within 45 degrees of a way. Points at one place are walked through one after another, so that every
 * cut can be reached.
 * @param {Point[]} points @param {number} from @param {Way} way
 * @returns {number} index of the point, or `from` where there is none that way
 */
export function nearest(points, from, way) {
  const here = points[from];
  const flat = way === 'left' || way === 'right';
  const sign = way === 'right' || way === 'down' ? 1 : -1;
  let best = from;
  let least = Infinity;
  for (let step = 1; step < points.length; step += 1) {
    const index = (from + sign * step + points.length) % points.length;
    const [dx, dy] = [points[index].x - here.x, points[index].y - here.y];
    const along = sign * (flat ? dx : dy);
    const stacked = dx === 0 && dy === 0 && sign * (index - from) > 0;
    if (!stacked && (along <= 0 || Math.abs(flat ? dy : dx) > along)) continue;
    const distance = dx * dx + dy * dy;
    if (distance < least) [best, least] = [index, distance];
  }
  return best === from ? from : entered(points, best, sign, here);
}

/** Of the points at the place of one, the first in walking order, when it is come to from elsewhere.
 * @param {Point[]} points @param {number} at @param {number} sign @param {Point} here */
function entered(points, at, sign, here) {
  const {x, y} = points[at];
  if (x === here.x && y === here.y) return at;
  const same = (/** @type {Point} */ point) => point.x === x && point.y === y;
  return sign > 0 ? points.findIndex(same) : points.findLastIndex(same);
}

/** The point under the pointer: the nearest within `reach`, or -1. @param {Point[]} points @param {number} x @param {number} y @param {number} reach */
export function under(points, x, y, reach) {
  let best = -1;
  let least = reach * reach;
  for (let index = 0; index < points.length; index += 1) {
    const [dx, dy] = [points[index].x - x, points[index].y - y];
    const distance = dx * dx + dy * dy;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}
