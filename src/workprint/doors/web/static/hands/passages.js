/** The moments in which two cuts differ, as spans to be played from the cuts themselves. Pure functions. */

/**
 * @typedef {{kind: string, lines: string[], here: [number, number], there: [number, number], says: string}} Difference
 * @typedef {{at: number, which: number, start: number, out: number, differs: [number, number][]}} Passage
 * @typedef {{letter: 'A'|'B', alt: string, name: string, start: number, out: number, says: {at: number, says: string}[]}} Span
 *   frames `start` up to `out` of a cut, and from which of its frames which sentence is to be read
 * @typedef {{id: string, name: string}} Named
 */

/** Seconds that are played before and after one difference. Source: as the moments of the desk have it (film/moments.py). */
const AROUND_S = 1;

/**
 * Every passage of both, in the order in which they are watched: one's, then the other's.
 * @param {{differences: Difference[], passages: Passage[]}} compared @param {[Named, Named]} pair @returns {Span[]}
 */
export function spans(compared, pair) {
  return compared.passages.map(one => ({...side(one.which, pair), start: one.start, out: one.out,
    says: one.differs.map(([at, place]) => ({at: one.start + at - one.at, says: worded(compared.differences[place], one.which)}))}));
}

/**
 * One difference, in both cuts: with a second around it, as far as its passage goes.
 * @param {number} place @param {{differences: Difference[], passages: Passage[]}} compared @param {[Named, Named]} pair @param {number} fps
 * @returns {Span[]}
 */
export function spansOf(place, compared, pair, fps) {
  const reach = Math.round(AROUND_S * fps);
  return compared.passages.filter(one => one.differs.some(each => each[1] === place)).map(one => {
    const difference = compared.differences[place];
    const [first, last] = one.which ? difference.there : difference.here;
    return {...side(one.which, pair), start: Math.max(one.start, first - reach), out: Math.min(one.out, last + reach),
      says: [{at: 0, says: worded(difference, one.which)}]};
  });
}

/** @param {number} which @param {[Named, Named]} pair @returns {{letter: 'A'|'B', alt: string, name: string}} */
const side = (which, pair) => ({letter: which ? 'B' : 'A', alt: pair[which].id, name: pair[which].name});

/** What a difference says is about the second cut. @param {Difference} one @param {number} which */
const worded = (one, which) => which ? one.says : `in B, ${one.says}`;

/** The sentence to read at a frame: of the difference that began last; before the first, the first. @param {Span} span @param {number} frame */
export const sentence = (span, frame) => (span.says.filter(each => each.at <= frame).at(-1) ?? span.says[0])?.says ?? '';

/** Seconds that all spans take. @param {Span[]} found @param {number} fps */
export const lasts = (found, fps) => found.reduce((sum, one) => sum + one.out - one.start, 0) / fps;
