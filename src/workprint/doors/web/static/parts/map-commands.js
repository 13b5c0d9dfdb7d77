/** The map by keyboard: what the key sheet lists under it. */
import {nearest} from '../hands/near.js';
import {ALL, panned, zoomed} from '../hands/view.js';

/** How much nearer one key goes. Source: our choice; two of them double. */
const NEARER = Math.SQRT2;
/** Share of what is seen by which one key pans. Source: our choice. */
const STEP = .2;

/** Each way: how it is said, and which way it pans. */
const WAYS = /** @type {const} */ ([['left', 'to the left', -STEP, 0], ['right', 'to the right', STEP, 0], ['up', 'above', 0, STEP], ['down', 'below', 0, -STEP]]);

/** @param {import('./cut-map.js').CutMap} map @returns {import('../commands.js').Command[]} */
export function commands(map) {
  const here = () => Boolean(map.map) && map.shadowRoot?.activeElement === map.ground;
  const looped = () => map.held.length > 0;
  const one = (/** @type {string} */ id, /** @type {string} */ says, /** @type {string[]} */ keys, /** @type {() => unknown} */ run, when = here) =>
    ({id: `map-${id}`, says, group: 'the map', keys, run, when});
  const arrow = (/** @type {string} */ way) => `Arrow${way[0].toUpperCase()}${way.slice(1)}`;
  const next = (/** @type {number} */ by) => map.walk((map.here + by + map.map.dots.length) % map.map.dots.length);
  const zoom = (/** @type {number} */ factor) => map.look(zoomed(map.view, factor, ...middle(map)), map.at);
  return [
    one('go', 'go to the map of all cuts', ['Shift+t'], () => { map.ground.focus(); map.walk(map.here); }, () => Boolean(map.map)),
    ...WAYS.map(([way, says]) => one(way, `on the map: the nearest cut ${says}`, [arrow(way)], () => map.walk(nearest(map.sight.points, map.here, way)))),
    one('next', 'on the map: the next cut, in the order of the proposal', ['PageDown'], () => next(1)),
    one('previous', 'on the map: the cut before, in the order of the proposal', ['PageUp'], () => next(-1)),
    one('play', 'on the map: play the cut', ['Enter'], () => map.play(map.here)),
    one('flip', 'on the map: flip to the cut, at the same moment', ['Shift+Enter'], () => map.play(map.here, true)),
    one('nearer', 'on the map: nearer', ['+', '='], () => zoom(NEARER)),
    one('further', 'on the map: further', ['-'], () => zoom(1 / NEARER)),
    one('fit', 'see the whole map', ['0'], () => map.look(ALL), () => here() || map.view !== ALL),
    ...WAYS.map(([way, , x, y]) => one(`pan-${way}`, `on the map: pan ${way}`, [`Shift+${arrow(way)}`], () => map.look(panned(map.view, x, y)))),
    one('box', 'on the map: here is a corner of a box around cuts; again, the other', ['Shift+l'], () => map.loop.box()),
    one('six', 'show six of the cuts in the loop on the map', [], () => map.loop.six(), looped),
    one('free', 'let go of the loop on the map', ['Escape'], () => map.loop.free(), () => looped() || map.loop.corner >= 0),
  ];
}

/** Around what a key zooms, in shares of what is seen: the cut that is walked to, else the middle.
 * @param {import('./cut-map.js').CutMap} map @returns {[number, number]} */
function middle({sight: {points}, at, plot: {left, foot, wide, high}}) {
  return points[at] ? [(points[at].x - left) / wide, (foot - points[at].y) / high] : [.5, .5];
}
