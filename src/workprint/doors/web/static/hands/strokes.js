/** Drawings on the picture: strokes in thousandths of it, and which notes are on at a frame. Pure functions. */

/**
 * @typedef {{colour: string, width: number, points: number[][]}} Stroke  width and points in thousandths of the picture
 * @typedef {{number: number, start: number, out: number, found: string, resolved: boolean, drawing: string[]}} Row
 */

/** What the desk takes in one drawing. Source: desk/drawn.py. */
export const [STROKES, POINTS] = [200, 20000];

/** Points of one written stroke. Source: a field of the desk's forms holds 10,000 characters, and a point takes 9. */
const RUN = 1000;

/** Thousandths by which a thinned line may miss a point. Source: our choice; 2 pixels of a picture 1,000 wide. */
const MISS = 1.5;

/** Where the pointer is in the picture, in thousandths. @param {number} x @param {number} y @param {{left: number, top: number, width: number, height: number}} box */
export function placed(x, y, box) {
  const part = (/** @type {number} */ at, /** @type {number} */ whole) => Math.max(0, Math.min(1000, Math.round(1000 * at / Math.max(1, whole))));
  return [part(x - box.left, box.width), part(y - box.top, box.height)];
}

/** Width of a stroke from how hard the pen pressed, 0 to 1; a mouse says 0.5. @param {number[]} pressed */
export function widthOf(pressed) {
  const mean = pressed.reduce((sum, one) => sum + one, 0) / Math.max(1, pressed.length);
  return Math.max(1, Math.round(2 + 8 * (mean || .5)));
}

/** Only the points that the line needs. @param {number[][]} points @returns {number[][]} */
export function thin(points) {
  if (points.length < 3) return points;
  const [first, last] = [points[0], points[points.length - 1]];
  let [most, at] = [0, 0];
  for (let n = 1; n < points.length - 1; n += 1) {
    const off = away(points[n], first, last);
    if (off > most) [most, at] = [off, n];
  }
  return most <= MISS ? [first, last] : [...thin(points.slice(0, at + 1)).slice(0, -1), ...thin(points.slice(at))];
}

/** How far a point is from the line between two others. @param {number[]} point @param {number[]} from @param {number[]} to */
function away([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** A stroke as the desk has it: `accent 6 120,340 125,352`; a very long one in several that join. @param {Stroke} stroke @returns {string[]} */
export function told({colour, width, points}) {
  const runs = [];
  for (let n = 0; n === 0 || n < points.length - 1; n += RUN - 1) runs.push(points.slice(n, n + RUN));
  return runs.map(run => `${colour} ${width} ${run.map(point => point.join(',')).join(' ')}`);
}

/** A stroke from how the desk has it. @param {string} text @returns {Stroke} */
export function read(text) {
  const [colour, width, ...points] = text.split(' ');
  return {colour, width: Number(width), points: points.map(point => point.split(',').map(Number))};
}

/** Whether a drawing is more than the desk takes. @param {Stroke[]} strokes */
export const tooMuch = strokes =>
  strokes.flatMap(told).length > STROKES || strokes.reduce((sum, one) => sum + one.points.length, 0) > POINTS - STROKES;

/** Whether a note's drawing belongs on the picture at a frame. @param {Row} row @param {number} frame */
export const isOn = (row, frame) => row.found !== 'gone' && row.start <= frame && frame < row.out;

/** Notes as they come in the cut; those whose frames are gone last. @template {Row} T @param {T[]} rows @returns {T[]} */
export const inOrder = rows => [...rows].sort((one, other) =>
  Number(one.found === 'gone') - Number(other.found === 'gone') || one.start - other.start || one.number - other.number);

/**
 * The next note of the cut from here, or the one before; from the last on to the first.
 * @template {Row} T @param {T[]} rows @param {number} frame @param {number} picked its number, of several at one frame @param {1|-1} way
 * @returns {T | undefined}
 */
export function nextNote(rows, frame, picked, way) {
  const there = inOrder(rows.filter(row => row.found !== 'gone'));
  if (way < 0) there.reverse();
  const at = there.findIndex(row => row.number === picked && row.start === frame);
  return at >= 0 ? there[(at + 1) % there.length] : there.find(row => way * (row.start - frame) > 0 || (row.start === frame && picked !== row.number)) ?? there[0];
}
