/** A grade in a person's hands: which shot is on, what its numbers say, what a press turns. Pure functions. */

/**
 * @typedef {{kind: string, values: number[]}} Op
 * @typedef {{number: number, at: number, take: string, start: number, out: number, space: string, ops: Op[], says: string[]}} GradedShot
 * @typedef {{id: string, scene: string, cut: string, current?: boolean, rate: string, shots: GradedShot[], look: Op[], says: string[], guards: any[], chain: string, kept: any[]}} Grading
 * @typedef {{name: string, unit: string, least: number, most: number, rest: number, less: string, more: string}} Knob
 * @typedef {{name: string, about: string, knobs: Knob[]}} OpKind
 */

/** Place of the shot that is on at a frame of the cut; -1 where there is none. @param {{at: number}[]} shots @param {number} frame */
export function shotAt(shots, frame) {
  let [below, above] = [-1, shots.length];
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (shots[middle].at <= frame) below = middle;
    else above = middle;
  }
  return shots.length ? Math.max(0, below) : -1;
}

/** What the cube of a shot is made of: shots with the same are graded by one. @param {Grading} grading @param {number} shot */
export const madeOf = (grading, shot) => JSON.stringify([grading.shots[shot].space, grading.shots[shot].ops, grading.look]);

/** Places of the shots in which two grades of a cut look different. @param {Grading} one @param {Grading} other */
export const apartIn = (one, other) => one.shots.flatMap((shot, n) => shot.take && madeOf(one, n) !== madeOf(other, n) ? [n] : []);

/** Where two grades differ, for people; nothing where it is everywhere. @param {number[]} apart @param {number} shots how many there are */
export function whereApart(apart, shots) {
  if (!apart.length) return 'they look the same';
  return apart.length === shots ? '' : apart.length === 1 ? `they differ in shot ${apart[0] + 1} alone` : `they differ in ${apart.length} of ${shots} shots`;
}

/** @typedef {{kind: OpKind, values: number[], says: string, kept: boolean, set: boolean}} Row  one operation as it stands, set or at rest */

/** Every operation there is, as it stands in a shot (its number) or in the look (0). @param {OpKind[]} kinds @param {Grading} grading @param {number} shot
 * @returns {Row[]} */
export function rows(kinds, grading, shot) {
  const held = shot ? grading.shots[shot - 1] : {ops: grading.look, says: grading.says};
  return kinds.map(kind => {
    const n = held.ops.findIndex(op => op.kind === kind.name);
    return {kind, set: n >= 0, says: n < 0 ? '' : held.says[n] ?? kind.name, values: n < 0 ? kind.knobs.map(knob => knob.rest) : held.ops[n].values,
      kept: isKept(grading, kind.name, shot)};
  });
}

/** Whether an operation stays in every grade from now on. @param {Grading} grading @param {string} kind @param {number} shot 0 is the look */
export const isKept = ({kept}, kind, shot) => kept.some(one => Array.isArray(one) ? one[0] === kind && one[1] === shot : one.kind === kind && one.shot === shot);

/** How many of a knob's numbers make one of its unit, and that unit: `1/1000 stop` is 1000 a stop. @param {{unit: string}} knob */
export function unitOf({unit}) {
  const found = /^1\/(\d+)\s*(?:of )?(.*)$/.exec(unit);
  return found ? {per: Number(found[1]), name: found[2]} : {per: 1, name: ''};
}

/** A knob's value for people: `+0.35 stop`, `1.20`, `unclamped`. @param {Knob} knob @param {number} value */
export function written(knob, value) {
  const {per, name} = unitOf(knob);
  if (per === 1) return value > knob.rest ? knob.more : knob.less;
  const digits = Math.max(0, Math.min(4, Math.round(Math.log10(per))));
  const number = (Math.abs(value) / per).toFixed(Math.min(digits, 3));
  const sign = value < 0 ? '−' : knob.rest === 0 && knob.least < 0 && value > 0 ? '+' : '';
  return `${sign}${per > 10_000 && name ? (Math.abs(value) / per).toFixed(4) : number}${name ? ` ${name}` : ''}`;
}

/** What a press turns, by knob; a hand that sees no change presses again. Source: our choice, each about what is just seen on a face:
 * a twentieth of a stop, one mired, a hundredth of a slope. */
const PRESS = /** @type {Record<string, number>} */ ({stops: 50, mired: 10, tint: 50, amount: 20, pivot: 50, saturation: 20_000, clamp: 1,
  softness: 50, 'shadow hue': 50, 'light hue': 50, 'shadow amount': 20, 'light amount': 20,
  ...Object.fromEntries(['blacks', 'shadows', 'mids', 'lights', 'whites'].map(zone => [zone, 50])),
  ...Object.fromEntries(['r', 'g', 'b'].flatMap(one => [[`slope.${one}`, 10_000], [`offset.${one}`, 2000], [`power.${one}`, 10_000]]))});

/** @param {Knob} knob */
export const pressOf = knob => PRESS[knob.name] ?? Math.max(1, Math.round((knob.most - knob.least) / 200));

/** A knob turned by some presses, within its ends. @param {Knob} knob @param {number} value @param {number} presses */
export const pressed = (knob, value, presses) => Math.max(knob.least, Math.min(knob.most, value + presses * pressOf(knob)));

/**
 * Where a knob's value lies on its slider, 0 to 1, and back: the middle is at rest, and near it the hand is finer, because
 * a grade lives there. @param {Knob} knob @param {number} value
 */
export function along(knob, value) {
  const [from, to] = value < knob.rest ? [knob.rest - knob.least, -1] : [knob.most - knob.rest, 1];
  if (knob.rest === knob.least) return Math.sqrt((value - knob.least) / (knob.most - knob.least));
  return .5 + (from ? to * Math.sqrt(Math.abs(value - knob.rest) / from) / 2 : 0);
}

/** @param {Knob} knob @param {number} at 0 to 1 */
export function valueAt(knob, at) {
  if (knob.rest === knob.least) return Math.round(knob.least + at * at * (knob.most - knob.least));
  const way = 2 * at - 1;
  return Math.round(knob.rest + Math.sign(way) * way * way * (way < 0 ? knob.rest - knob.least : knob.most - knob.rest));
}

/**
 * What sets two grades apart in one shot (its number) and in the look (0), operation by operation; what is alike is left out.
 * @param {OpKind[]} kinds @param {Grading} one @param {Grading} other @param {number} shot
 */
export function differences(kinds, one, other, shot) {
  const [here, there] = [rows(kinds, one, shot), rows(kinds, other, shot)];
  return here.map((row, n) => ({kind: row.kind.name, here: row.says || 'at rest', there: there[n].says || 'at rest', same: String(row.values) === String(there[n].values)}))
    .filter(each => !each.same);
}

/** The next of what a picture may be set against, `step` places on. @param {string[]} all @param {string} now @param {number} step */
export function nextOf(all, now, step) {
  if (!all.length) return '';
  const at = all.indexOf(now);
  return at < 0 ? all[step > 0 ? 0 : all.length - 1] : all[(at + step + all.length) % all.length];
}

/** What a picture is called: `grade 3`, `the circled grade`, `ungraded`, `the still NAME`.
 * @param {string} on @param {{shown?: {id: string}[], circled?: string, rows?: {alt: string, number: number, name?: string}[]}} known */
export function called(on, {shown = [], circled = '', rows: versions = []}) {
  if (!on) return 'nothing';
  if (on === 'ungraded') return 'ungraded';
  if (on.startsWith('still:')) return `the still ${on.slice(6)}`;
  const place = shown.findIndex(one => one.id === on) + 1;
  if (place) return `grade ${place}${on === circled ? ', circled' : ''}`;
  if (on === circled) return 'the circled grade';
  const version = versions.find(one => one.alt === on);
  return version ? version.name || `version ${version.number}` : 'an earlier grade';
}

/** Whether what is on can be marked and changed. @param {string} on */
export const isGrade = on => Boolean(on) && on !== 'ungraded' && !on.startsWith('still:');

/** A guard's verdict in one line: what it is, its number and its limit: `skin 20.1 of 3 degree of CIELAB hue`.
 * @param {{name: string, value: number, limit: number, unit?: string}} guard */
export function verdict({name, value, limit, unit = ''}) {
  const {per, name: of} = unitOf({unit});
  return `${name} ${plainly(value / per)}, limit ${plainly(limit / per)}${of ? ` ${of}` : ''}`;
}

/** @param {number} value */
const plainly = value => Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));

/** Words for what a grade has more of, most, less, least, by axis. Source: tools/colour, the ends of its variables. */
const MORE = /** @type {Record<string, [string, string, string, string]>} */ ({
  exposure: ['brighter', 'brightest', 'darker', 'darkest'], brightness: ['brighter', 'brightest', 'darker', 'darkest'],
  contrast: ['harder', 'hardest', 'flatter', 'flattest'],
  warmth: ['warmer', 'warmest', 'colder', 'coldest'], tint: ['more magenta', 'most magenta', 'greener', 'greenest'],
  saturation: ['more colourful', 'most colourful', 'paler', 'palest'], density: ['denser', 'densest', 'lighter colours', 'lightest colours'],
  split: ['colder shadows', 'coldest shadows', 'warmer shadows', 'warmest shadows'], softness: ['softer', 'softest', 'crisper', 'crispest'],
  blacks: ['lifted blacks', 'most lifted blacks', 'deeper blacks', 'deepest blacks'],
  highlights: ['brighter highlights', 'brightest highlights', 'softer highlights', 'softest highlights']});

/** What sets a grade apart, from `more warmth` to `warmer`. @param {string} says as hands/apart.js has it */
export function inCraft(says) {
  const [how, ...rest] = says.split(' ');
  return MORE[rest.join(' ')]?.[['more', 'most', 'less', 'least'].indexOf(how)] ?? says;
}

/** Where each of some pictures of one shape stands in a frame, as large as they go. @param {number} count @param {number} width @param {number} height
 * @returns {{left: number, top: number, width: number, height: number}[]} */
export function tiles(count, width, height) {
  const across = Math.ceil(Math.sqrt(count));
  const down = Math.ceil(count / across);
  const share = 1 / Math.max(across, down);
  const [wide, high] = [width * share, height * share];
  const [left, top] = [(width - across * wide) / 2, (height - down * high) / 2];
  return Array.from({length: count}, (_, n) => ({left: left + n % across * wide, top: top + Math.floor(n / across) * high, width: wide, height: high}));
}

/** The widest that some cells of one shape can be and all fit in a room; never less than `least`, for then it is scrolled.
 * @param {number} count @param {{width: number, height: number}} room @param {number} shape its width over its height @param {number} gap @param {number} least */
export function cell(count, {width, height}, shape, gap, least) {
  let best = least;
  for (let across = 1; across <= count; across += 1) {
    const down = Math.ceil(count / across);
    best = Math.max(best, Math.min((width - gap * (across - 1)) / across, (height - gap * (down - 1)) / down * shape));
  }
  return Math.floor(best);
}
