/** Draws what lies over the lanes: notes and markers, in and out, and what is picked. */
import {handles, long} from '../hands/joints.js';
import {placed} from '../hands/lanes.js';
import {shape} from './brush.js';

/** @typedef {import('./timeline-paint.js').Sheet} Sheet */

/** @param {Sheet} sheet @param {any} note */
export function noted({ink, view, lanes, em, colours}, note) {
  const [from, to] = [placed(view, note.start), placed(view, note.out)];
  const {top, high} = lanes.ruler;
  ink.globalAlpha = note.resolved ? .4 : 1;
  ink.fillStyle = note.marker ? colours.accent : colours.good;
  if (note.marker) shape(ink, [[from - em * .3, top], [from + em * .3, top], [from, top + em * .5]]);
  else ink.fillRect(from, top + high - 3, Math.max(3, to - from), 3);
  ink.globalAlpha = 1;
}

/** In and out. @param {Sheet} sheet */
export function ranged({ink, view, lanes, cut, range, colours}) {
  if (range.start === null && range.out === null) return;
  const [from, to] = [placed(view, range.start ?? 0), placed(view, range.out ?? cut.frames)];
  const {top, high} = lanes.ruler;
  ink.fillStyle = colours.accent;
  ink.globalAlpha = .3;
  ink.fillRect(from, top, to - from, high);
  ink.globalAlpha = 1;
  if (range.start !== null) ink.fillRect(from, top, 2, high);
  if (range.out !== null) ink.fillRect(to - 2, top, 2, high);
}

/** What is picked: the shot framed, its side strong, and the frames that the take still has. @param {Sheet} sheet */
export function picked({ink, view, lanes, em, cut, takes, picked: one, colours}) {
  const [at, shot] = cut.shots[one?.shot ?? -1] ?? [];
  if (!one || at === undefined || !shot) return;
  const {top, high} = lanes.picture;
  const [from, to] = [placed(view, at), placed(view, at + long(shot))];
  ink.strokeStyle = colours.accent;
  ink.lineWidth = 1;
  ink.strokeRect(from + 1, top + .5, to - from - 2, high - 2);
  ink.fillStyle = colours.accent;
  if (one.end) side(ink, one.end === 'head' ? from : to, one.end === 'head' ? 1 : -1, top, high, em);
  const [before, after] = shot.take ? handles(shot, takes) : [0, 0];
  const free = Math.max(0, before - (shot.backwards ? 0 : takes.get(shot.take)?.head ?? 0));
  ink.globalAlpha = .55;
  if (one.end !== 'tail') ink.fillRect(Math.max(0, from - free * view.per), top, from - Math.max(0, from - free * view.per), 3);
  if (one.end !== 'head') ink.fillRect(to, top, Math.min(view.width - to, after * view.per), 3);
  ink.globalAlpha = 1;
}

/** A bracket on one side of an edge. @param {CanvasRenderingContext2D} ink @param {number} x @param {number} way @param {number} top @param {number} high @param {number} em */
function side(ink, x, way, top, high, em) {
  const [long, thick] = [em * .7, em * .3];
  const arm = (/** @type {number} */ y) => ink.fillRect(way > 0 ? x : x - long, y, long, thick * .75);
  ink.fillRect(way > 0 ? x : x - thick, top, thick, high - 1);
  arm(top);
  arm(top + high - 1 - thick * .75);
}
