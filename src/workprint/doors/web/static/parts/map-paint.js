/** The map's painter: one layer with the ground, every cut and the marks, another with what is in hand. No state, no DOM. */
import {ink as colour, stepOf} from '../hands/ramp.js';
import {axes} from './map-axes.js';

/**
 * What is painted.
 * @typedef {object} Sight
 * @property {number} width  of the whole map, in CSS pixels
 * @property {number} height
 * @property {number} em  size of the text in pixels
 * @property {Record<'dim'|'text'|'bright'|'edge'|'accent'|'good'|'bad'|'wall', string>} tints
 * @property {import('../hands/view.js').View} view
 * @property {import('../hands/measures.js').Measure} across
 * @property {import('../hands/measures.js').Measure} up
 * @property {import('../hands/measures.js').Measure} tone
 * @property {import('../hands/measures.js').Measure} size
 * @property {{x: number, y: number}[]} points  where every cut lies, in pixels
 * @property {string[]} marks  of every cut
 * @property {number} circled  place of the scene's cut among the cuts, or -1
 * @property {number[]} six  places of the six among the cuts
 * @property {Set<number>} caught  places of those in the loop; empty where there is none
 */

/** @typedef {CanvasRenderingContext2D} Ink */

/** @typedef {import('./map-axes.js').Box} Box */

/** Where the plot lies within the map. @param {number} width @param {number} height @param {number} em @returns {Box} */
export const plot = (width, height, em) => ({left: 3.6 * em, right: width - .6 * em, top: .5 * em, foot: height - 2.6 * em});

/** Steps of size. Source: our choice; more could not be told apart. */
const SIZES = 5;

/** Radius of a point, in ems. @param {number} at share of its size, 0 to 1 */
export const radius = at => .19 + .25 * Math.round(at * (SIZES - 1)) / (SIZES - 1);

/** Everything that stays while a pointer moves. @param {Ink} ink @param {Sight} sight */
export function paint(ink, sight) {
  const box = plot(sight.width, sight.height, sight.em);
  ink.clearRect(0, 0, sight.width, sight.height);
  axes(ink, sight, box);
  ink.save();
  ink.beginPath();
  ink.rect(box.left - .5 * sight.em, box.top - .5 * sight.em, box.right - box.left + sight.em, box.foot - box.top + sight.em);
  ink.clip();
  dots(ink, sight);
  sight.marks.forEach((mark, n) => { if (mark) marked(ink, sight, n, mark); });
  numbers(ink, sight, box);
  ink.restore();
}

/** Points of one colour and size, drawn once and then stamped. @type {Map<string, HTMLCanvasElement>} */
const stamps = new Map();

/** @param {number} step @param {number} pixels radius in CSS pixels @param {number} ratio @param {string} wall */
function stamp(step, pixels, ratio, wall) {
  const key = `${step} ${pixels.toFixed(2)} ${ratio}`;
  const known = stamps.get(key);
  if (known) return known;
  const made = document.createElement('canvas');
  made.width = made.height = Math.ceil((2 * pixels + 3) * ratio);
  const ink = /** @type {Ink} */ (made.getContext('2d'));
  ink.fillStyle = colour(step);
  ink.strokeStyle = wall;
  ink.lineWidth = ratio;
  ink.beginPath();
  ink.arc(made.width / 2, made.width / 2, pixels * ratio, 0, 7);
  ink.fill();
  ink.stroke();
  stamps.set(key, made);
  return made;
}

/** Every cut as a point. @param {Ink} ink @param {Sight} sight */
function dots(ink, sight) {
  const ratio = devicePixelRatio;
  const {points, tone, size, em, caught, marks, tints} = sight;
  for (let n = 0; n < points.length; n += 1) {
    const {x, y} = points[n];
    if (x < 0 || y < 0 || x > sight.width || y > sight.height) continue;
    const out = caught.size > 0 && !caught.has(n);
    ink.globalAlpha = out ? .18 : marks[n] === 'ng' ? .45 : 1;
    const made = stamp(stepOf(tone.shares[n]), em * radius(size.shares[n]), ratio, tints.wall);
    const side = made.width / ratio;
    ink.drawImage(made, Math.round((x - side / 2) * ratio) / ratio, Math.round((y - side / 2) * ratio) / ratio, side, side);
  }
  ink.globalAlpha = 1;
}

/** A mark, by its shape and its colour: circle a ring, hold a square, ng a cross, unsure a point that is hollow.
 * @param {Ink} ink @param {Sight} sight @param {number} n @param {string} mark */
function marked(ink, sight, n, mark) {
  const {x, y} = sight.points[n];
  const {em, tints} = sight;
  const reach = .55 * em;
  // A cut that was circled before the scene's cut was has a thinner ring.
  ink.lineWidth = (mark === 'circle' && sight.circled >= 0 && sight.circled !== n ? .06 : .16) * em;
  ink.beginPath();
  if (mark === 'circle') ink.arc(x, y, 1.25 * reach, 0, 7);
  else if (mark === 'hold') ink.rect(x - reach, y - reach, 2 * reach, 2 * reach);
  else if (mark === 'ng') { ink.moveTo(x - reach, y - reach); ink.lineTo(x + reach, y + reach); ink.moveTo(x + reach, y - reach); ink.lineTo(x - reach, y + reach); }
  else ink.arc(x, y, .16 * em, 0, 7);
  if (mark === 'unsure') {
    ink.fillStyle = tints.wall;
    ink.fill();
    ink.beginPath();
    ink.arc(x, y, .5 * em, 0, 7);
    ink.setLineDash([.15 * em, .2 * em]);
  }
  haloed(ink, mark === 'circle' ? tints.accent : mark === 'hold' ? tints.good : mark === 'ng' ? tints.bad : tints.text, tints.wall);
  ink.setLineDash([]);
}

/** A line that reads on any point: on a dark one of its own. @param {Ink} ink @param {string} tint @param {string} wall */
function haloed(ink, tint, wall) {
  const width = ink.lineWidth;
  ink.strokeStyle = wall;
  ink.lineWidth = width + 2;
  ink.stroke();
  ink.strokeStyle = tint;
  ink.lineWidth = width;
  ink.stroke();
}

/** Where a number may stand beside its point, in ems. */
const BESIDE = [[1.1, 0], [-1.1, 0], [0, -1.2], [0, 1.2], [.9, -.9], [-.9, -.9], [.9, .9], [-.9, .9]];

/** The six, with their numbers beside them. @param {Ink} ink @param {Sight} sight @param {Box} box */
function numbers(ink, sight, box) {
  const {em, tints, points, six} = sight;
  /** @type {{x: number, y: number}[]} */
  const taken = six.map(n => points[n]);
  ink.font = `600 ${em}px system-ui, sans-serif`;
  ink.textAlign = 'center';
  ink.textBaseline = 'middle';
  six.forEach((n, place) => {
    const {x, y} = points[n];
    ink.lineWidth = 1.4;
    ink.beginPath();
    ink.arc(x, y, .5 * em, 0, 7);
    haloed(ink, tints.bright, tints.wall);
    const free = BESIDE.map(([dx, dy]) => ({x: x + dx * em, y: y + dy * em})).find(at => at.x > box.left && at.x < box.right
      && at.y > box.top && at.y < box.foot && taken.every(one => Math.hypot(one.x - at.x, one.y - at.y) > .85 * em)) ?? {x: x + 1.1 * em, y};
    taken.push(free);
    ink.strokeStyle = tints.wall;
    ink.lineWidth = .3 * em;
    ink.lineJoin = 'round';
    ink.strokeText(String(place + 1), free.x, free.y);
    ink.fillStyle = tints.bright;
    ink.fillText(String(place + 1), free.x, free.y);
  });
}

/**
 * What is in hand: the cut that plays, the one under the pointer, the loop while it is drawn.
 * @param {Ink} ink @param {Sight} sight @param {{on: number, at: number, loop: {x: number, y: number}[]}} hand
 */
export function paintHand(ink, sight, {on, at, loop}) {
  const {em, tints, points} = sight;
  ink.clearRect(0, 0, sight.width, sight.height);
  if (points[on]) plays(ink, sight, points[on]);
  if (points[at]) {
    ink.lineWidth = .14 * em;
    ink.beginPath();
    ink.arc(points[at].x, points[at].y, .75 * em, 0, 7);
    haloed(ink, tints.bright, tints.wall);
  }
  if (loop.length < 2) return;
  ink.beginPath();
  for (const point of loop) ink.lineTo(point.x, point.y);
  ink.closePath();
  ink.fillStyle = 'rgb(255 255 255 / .06)';
  ink.fill();
  ink.lineWidth = 1.5;
  ink.setLineDash([.35 * em, .25 * em]);
  haloed(ink, tints.text, tints.wall);
  ink.setLineDash([]);
}

/** The cut that is on in the player: a playhead above its point. @param {Ink} ink @param {Sight} sight @param {{x: number, y: number}} at */
function plays(ink, {em, tints}, {x, y}) {
  ink.lineWidth = 1;
  ink.beginPath();
  ink.moveTo(x, y - .72 * em);
  ink.lineTo(x - .5 * em, y - 1.45 * em);
  ink.lineTo(x + .5 * em, y - 1.45 * em);
  ink.closePath();
  haloed(ink, tints.accent, tints.wall);
  ink.fillStyle = tints.accent;
  ink.fill();
}
