/** What sets one cut apart from the others beside it, in words; which two are A and B; what a cut is called. Pure functions. */

/**
 * @typedef {{name: string, points: number, says: string, at: number | null}} Reason
 * @typedef {{id: string, axes: [string, number][], reasons: Reason[]}} Shown
 */

/** Words for an axis: more and most of it, less and least. An axis that is not here is called by its name. */
const WORDS = /** @type {Record<string, [string, string, string, string]>} */ ({
  pace: ['quicker', 'quickest', 'slower', 'slowest'],
  closeness: ['closer', 'closest', 'wider', 'widest'],
  'whose scene': ['more of the lead', 'most of the lead', 'less of the lead', 'least of the lead'],
  silence: ['more silence', 'most silence', 'less silence', 'least silence'],
  energy: ['more energy', 'most energy', 'quieter', 'quietest'],
  listening: ['more listening', 'most listening', 'less listening', 'least listening'],
  overlap: ['more overlap', 'most overlap', 'less overlap', 'least overlap'],
});

/** Thousandths of an axis between six cuts that nobody would see or hear. Source: our choice, a fiftieth of the scale. */
const UNSEEN = 20;

/**
 * Up to `most` words that set a cut apart from the others beside it, the strongest first: `closest`, `more silence`.
 * @param {Shown} one @param {Shown[]} among the cuts on show, it among them @param {number} [most]
 */
export function apart(one, among, most = 3) {
  const others = among.filter(each => each.id !== one.id);
  if (!others.length) return [];
  return one.axes.map(([name, value]) => {
    const rest = others.map(each => new Map(each.axes).get(name) ?? value);
    const spread = Math.max(value, ...rest) - Math.min(value, ...rest);
    const off = value - rest.reduce((sum, each) => sum + each, 0) / rest.length;
    const best = rest.every(each => off > 0 ? each < value : each > value);
    return {says: worded(name, off > 0, best), share: spread < UNSEEN ? 0 : Math.abs(off) / spread, best};
  }).filter(each => each.share > .25).sort((a, b) => Number(b.best) - Number(a.best) || b.share - a.share)
    .slice(0, most).map(each => each.says);
}

/** @param {string} name @param {boolean} more @param {boolean} best */
function worded(name, more, best) {
  const [mores, mosts, lesser, least] = WORDS[name] ?? [`more ${name}`, `most ${name}`, `less ${name}`, `least ${name}`];
  return more ? best ? mosts : mores : best ? least : lesser;
}

/** What all reasons of one cause add up to, by what they say. @param {Reason[]} reasons @returns {Map<string, number>} */
export function causes(reasons) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const one of reasons) {
    const says = one.says.replace(/ \(\d+ times\)$/, '');
    if (one.points) sums.set(says, (sums.get(says) ?? 0) + one.points);
  }
  return sums;
}

/**
 * The causes of which a cut has more than the others beside it, for or against: what all six have says nothing.
 * @param {Shown} one @param {Shown[]} among @param {number} [most]
 * @returns {{says: string, points: number}[]} in thousandths of a point, the strongest first
 */
export function because(one, among, most = 3) {
  const others = among.filter(each => each.id !== one.id).map(each => causes(each.reasons));
  const own = [...causes(one.reasons)].map(([says, points]) => {
    const mean = others.reduce((sum, each) => sum + (each.get(says) ?? 0), 0) / Math.max(1, others.length);
    return {says, points, more: (points - mean) * Math.sign(points)};
  });
  return own.filter(each => each.more > 0).sort((a, b) => b.more - a.more).slice(0, most).map(({says, points}) => ({says, points}));
}

/**
 * A and B: the cut that is on and the one to flip to. Each keeps its letter for as long as it is one of the two, so that
 * flipping changes no letter. @param {[string, string]} before @param {string} on @param {string} other @returns {[string, string]}
 */
export function lettered(before, on, other) {
  const partner = other === on ? '' : other;
  if (on && before[1] === on) return [partner, on];
  if (partner && before[0] === partner) return [partner, on];
  return [on, partner];
}

/**
 * What a cut is called: by its key, as the circled one, as a version, or as one that is no longer among the six.
 * @param {string} alt
 * @param {{shown?: {id: string}[], circled?: string, rows?: {alt: string, number: number, name: string}[]}} known
 */
export function called(alt, {shown = [], circled = '', rows = []}) {
  const place = shown.findIndex(one => one.id === alt) + 1;
  if (place) return `cut ${place}`;
  if (alt && alt === circled) return 'the circled cut';
  const row = rows.find(one => one.alt === alt);
  return row ? row.name || `version ${row.number}` : alt && 'an earlier cut';
}
