/** What a loop drawn by hand has caught. Pure functions. */

/** @typedef {{x: number, y: number}} Point */

/** Whether a point lies in a loop: a line from it to the right crosses the loop an odd number of times.
 * @param {Point[]} loop @param {number} x @param {number} y */
export function inside(loop, x, y) {
  let is = false;
  for (let here = 0, before = loop.length - 1; here < loop.length; before = here, here += 1) {
    const [a, b] = [loop[here], loop[before]];
    if (a.y > y !== b.y > y && x < a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y)) is = !is;
  }
  return is;
}

/** Places of the points in a loop, in their order. @param {Point[]} points @param {Point[]} loop @returns {number[]} */
export function caught(points, loop) {
  if (loop.length < 3) return [];
  const [xs, ys] = [loop.map(point => point.x), loop.map(point => point.y)];
  const [left, right, top, foot] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return points.flatMap(({x, y}, n) => x >= left && x <= right && y >= top && y <= foot && inside(loop, x, y) ? [n] : []);
}

/** The loop between two corners, a little wider than both, so that a point on a corner is in it.
 * @param {Point} one @param {Point} other @param {number} by @returns {Point[]} */
export function corners(one, other, by) {
  const [left, right] = [Math.min(one.x, other.x) - by, Math.max(one.x, other.x) + by];
  const [top, foot] = [Math.min(one.y, other.y) - by, Math.max(one.y, other.y) + by];
  return [{x: left, y: top}, {x: right, y: top}, {x: right, y: foot}, {x: left, y: foot}];
}
