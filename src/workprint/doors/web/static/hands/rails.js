/** The tree of versions as rails beside its rows. Pure functions. */

/**
 * One row's part of the rails, in lanes from the left.
 * @typedef {{lane: number, through: number[], up: boolean, down: boolean, from: number}} Rail
 *   `lane` of its own dot; `through`: lanes that pass by; `up`, `down`: whether its own lane goes on above and below the dot;
 *   `from`: lane that it branches off from, or -1
 */

/** Lanes that are drawn at the most; what is branched off further stands in the last. Source: our choice, the width of a hand's breadth. */
const LANES = 7;

/**
 * @param {{number: number, parent: number, depth: number}[]} rows each below what it was made from @returns {Rail[]}
 */
export function rails(rows) {
  const place = new Map(rows.map((one, n) => [one.number, n]));
  const lane = rows.map(one => Math.min(LANES - 1, one.depth));
  const found = lane.map(own => ({lane: own, through: /** @type {number[]} */ ([]), up: false, down: false, from: -1}));
  rows.forEach((one, n) => {
    const parent = place.get(one.parent);
    if (parent === undefined) return;
    found[parent].down = true;
    for (let between = parent + 1; between < n; between += 1) {
      if (!found[between].through.includes(lane[parent])) found[between].through.push(lane[parent]);
    }
    if (lane[n] === lane[parent]) found[n].up = true;
    else found[n].from = lane[parent];
  });
  return found;
}
