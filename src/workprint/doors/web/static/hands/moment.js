/** The same moment of a scene in two cuts. Pure functions. */

/**
 * @typedef {{line: string, start: number, out: number}} Heard
 * @typedef {{frames: number, lines: Heard[]}} Lined
 */

/**
 * The frame of `there` at which the scene is as far as at `frame` of `here`: inside the same line as far along, or in
 * the same pause, counted from the line before.
 * @param {number} frame @param {Lined} here @param {Lined} there
 */
export function sameMoment(frame, here, there) {
  const known = new Map(there.lines.map(each => [each.line, each]));
  const shared = here.lines.filter(each => known.has(each.line));
  const before = shared.filter(each => each.start <= frame).at(-1);
  const clip = (/** @type {number} */ at) => Math.max(0, Math.min(there.frames - 1, Math.round(at)));
  if (!before) {
    const first = shared[0];
    return clip(first ? /** @type {Heard} */ (known.get(first.line)).start - (first.start - frame) : frame);
  }
  const other = /** @type {Heard} */ (known.get(before.line));
  if (frame >= before.out) return clip(other.out + (frame - before.out));
  const along = (frame - before.start) / Math.max(1, before.out - before.start);
  return clip(other.start + along * (other.out - other.start));
}
