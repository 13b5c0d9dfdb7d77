/** The map's two layers: what stays while a pointer moves, and what is in hand. */
import {state} from '../store.js';
import {paint, paintHand, plot} from './map-paint.js';

/** Colours of the room that the painter uses. */
const TINTS = /** @type {const} */ (['dim', 'text', 'bright', 'edge', 'accent', 'good', 'bad', 'wall']);

/** How far a box reaches beyond its corners, in ems, so that the cuts at them are in it. */
export const AROUND = .7;

/** Where the plot lies on a ground, in pixels. @param {HTMLElement} ground @param {number} em */
export function plotOf({clientWidth, clientHeight}, em) {
  const box = plot(clientWidth, clientHeight, em);
  return {...box, wide: box.right - box.left, high: box.foot - box.top};
}

/** Paint both layers. @param {import('./cut-map.js').CutMap} map @param {CSSStyleDeclaration} style @returns {import('./map-paint.js').Sight} what was painted */
export function painted(map, style) {
  const {ground: {clientWidth: width, clientHeight: height, children}, view} = map;
  const tints = /** @type {any} */ (Object.fromEntries(TINTS.map(name => [name, style.getPropertyValue(`--${name}`)])));
  const sight = {width, height, em: parseFloat(style.fontSize), tints, view, ...map.used(), points: map.shares.map(one => map.seen(one)),
    marks: map.map.dots.map((/** @type {any} */ dot) => dot.mark), six: map.sixNow(), circled: map.places.get(state.cut?.id) ?? -1, caught: new Set(map.held)};
  paint(inkOf(children[0], width, height), sight);
  return sight;
}

/** Paint only what is in hand: what a moving pointer changes. @param {import('./cut-map.js').CutMap} map */
export function handPainted({ground, sight, places, on, at, loop}) {
  paintHand(inkOf(ground.children[1], sight.width, sight.height), sight, {on: places.get(on) ?? -1, at, loop: loop.seen});
}

/** A canvas' ink, as fine as the screen. @param {Element} layer @param {number} width @param {number} height */
function inkOf(layer, width, height) {
  const canvas = /** @type {HTMLCanvasElement} */ (layer);
  const [wide, high] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
  if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
  const ink = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  ink.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  return ink;
}
