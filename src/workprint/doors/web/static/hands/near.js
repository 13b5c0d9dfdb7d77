/** Which point lies next in a direction, for walking over the map with the arrow keys. Pure functions. */

/**
 * @param {{x: number, y: number}[]} points @param {number} from @param {'left'|'right'|'up'|'down'} way
 * @returns {number} index of the nearest point within 45 degrees of that way, or `from`
 */
export function nearest(points, from, way) {
  const here = points[from];
  let best = from;
  let least = Infinity;
  points.forEach((point, index) => {
    const [dx, dy] = [point.x - here.x, point.y - here.y];
    const along = {left: -dx, right: dx, up: -dy, down: dy}[way];
    const across = Math.abs(way === 'left' || way === 'right' ? dy : dx);
    if (index === from || along <= 0 || across > along) return;
    const distance = Math.hypot(dx, dy);
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
}

/** The point under the pointer: the nearest within `reach`, or -1.
 * @param {{x: number, y: number}[]} points @param {number} x @param {number} y @param {number} reach */
export function under(points, x, y, reach) {
  let best = -1;
  let least = reach;
  points.forEach((point, index) => {
    const distance = Math.hypot(point.x - x, point.y - y);
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
}
