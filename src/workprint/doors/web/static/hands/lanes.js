/** Where everything lies in the timeline: frames as pixels, lanes, what is under the pointer. Pure functions. */

/**
 * @typedef {{from: number, per: number, width: number}} View  first frame on the left, pixels a frame, pixels wide
 * @typedef {{top: number, high: number}} Row  pixels
 * @typedef {{ruler: Row, lines: Row, picture: Row, joint: Row, sound: Row}} Rows
 * @typedef {{n: number, at: number, out: number}} Span  place in its lane; frames of the cut
 * @typedef {{at: number, shot: number, whose: ''|'before'|'after'}} SoundEdge  as the verb `drag` names it
 * @typedef {{lane: keyof Rows | '', frame: number, shot: number, end: ''|'head'|'tail', edge: boolean, whose: ''|'before'|'after'}} Hit
 */

/** Ems from an edge at which the hand is on it. Source: issue 4's task, eight pixels on a laptop. */
const NEAR = 8 / 13;

/** Pixels that a frame has at most. Source: our choice; two edits a frame apart are told from one another. */
const LARGEST = 24;

/** Heights in ems. Source: our choice; the ruler and the lines hold one row of text. */
const [RULER, LINES, JOINT] = [1.35, 1.6, .75];

/** The lanes one above the other; picture and sound share what is left. @param {number} height @param {number} em @returns {Rows} */
export function rows(height, em) {
  const half = Math.max(em * 1.5, (height - (RULER + LINES + JOINT) * em) / 2);
  let top = 0;
  const row = (/** @type {number} */ high) => ({top: (top += high) - high, high});
  return {ruler: row(RULER * em), lines: row(LINES * em), picture: row(half), joint: row(JOINT * em), sound: row(half)};
}

/** @param {View} view @param {number} frame */
export const placed = (view, frame) => (frame - view.from) * view.per;

/** @param {View} view @param {number} x */
export const frameAt = (view, x) => view.from + x / view.per;

/** All of a cut. @param {number} width @param {number} frames @returns {View} */
export const whole = (width, frames) => ({from: 0, per: width / Math.max(1, frames), width});

/** A run of frames with a little on both sides. @param {number} width @param {number} start @param {number} out @param {number} frames @returns {View} */
export function near(width, start, out, frames) {
  const beside = (out - start) / 2;
  const per = Math.min(LARGEST, Math.max(width / (out - start + 2 * beside), width / Math.max(1, frames)));
  return kept({from: (start + out) / 2 - width / per / 2, per, width}, frames);
}

/** Never beyond the cut. @param {View} view @param {number} frames @returns {View} */
export function kept(view, frames) {
  const per = Math.max(view.width / Math.max(1, frames), Math.min(LARGEST, view.per));
  return {from: Math.max(0, Math.min(frames - view.width / per, view.from)), per, width: view.width};
}

/** Larger or smaller; what is at `x` stays there. @param {View} view @param {number} by @param {number} x @param {number} frames */
export function zoomed(view, by, x, frames) {
  const per = kept({...view, per: view.per * by}, frames).per;
  return kept({...view, per, from: frameAt(view, x) - x / per}, frames);
}

/** @param {View} view @param {number} pixels @param {number} frames */
export const scrolled = (view, pixels, frames) => kept({...view, from: view.from + pixels / view.per}, frames);

/** Whether a frame is on show. @param {View} view @param {number} frame */
export const shows = (view, frame) => placed(view, frame) >= 0 && placed(view, frame) <= view.width;

/** The page that has a frame: it comes at the left, as when one turns over. @param {View} view @param {number} frame @param {number} frames */
export function paged(view, frame, frames) {
  return shows(view, frame) ? view : kept({...view, from: frame - view.width / view.per / 20}, frames);
}

/**
 * What is under the pointer: a lane, a shot, and the side of an edge where one is near.
 * @param {number} x @param {number} y @param {View} view @param {Rows} lanes @param {Span[]} shots @param {SoundEdge[]} sounds @returns {Hit}
 */
export function under(x, y, view, lanes, shots, sounds) {
  const lane = /** @type {(keyof Rows)[]} */ (Object.keys(lanes)).find(name => y >= lanes[name].top && y < lanes[name].top + lanes[name].high) ?? '';
  const frame = Math.max(0, Math.min((shots.at(-1)?.out ?? 1) - 1, Math.floor(frameAt(view, x))));
  const shot = shots.findIndex(one => frame < one.out);
  /** @type {Hit} */
  const hit = {lane, frame, shot, end: '', edge: false, whose: ''};
  if (shot < 0 || lane === 'ruler' || lane === 'lines' || !lane) return hit;
  const near = NEAR * lanes.ruler.high / RULER;
  return lane === 'sound' ? soundAt(hit, x, view, sounds, near) : {...hit, ...sideOf(shots[shot], x, view, near)};
}

/** @param {Span} shot @param {number} x @param {View} view @param {number} near pixels @returns {{end: ''|'head'|'tail', edge: boolean}} */
function sideOf(shot, x, view, near) {
  const [from, to] = [placed(view, shot.at), placed(view, shot.out)];
  const reach = Math.min(near, (to - from) / 3);
  if (x - from <= reach) return {end: 'head', edge: true};
  return to - x <= reach ? {end: 'tail', edge: true} : {end: '', edge: false};
}

/** @param {Hit} hit @param {number} x @param {View} view @param {SoundEdge[]} sounds @param {number} near pixels @returns {Hit} */
function soundAt(hit, x, view, sounds, near) {
  const away = (/** @type {SoundEdge} */ one) => Math.abs(placed(view, one.at) - x);
  const best = sounds.reduce((/** @type {SoundEdge | null} */ found, one) => !found || away(one) < away(found) ? one : found, null);
  return best && away(best) <= near ? {...hit, shot: best.shot, end: 'head', edge: true, whose: best.whose} : hit;
}

/** A frame, or the place near it at which it is caught. @param {number} frame @param {number[]} places @param {number} reach frames */
export function snapped(frame, places, reach) {
  const best = places.reduce((found, one) => Math.abs(one - frame) < Math.abs(found - frame) ? one : found, Infinity);
  return Math.abs(best - frame) <= reach ? best : frame;
}

/** Frames between the marks of the ruler that leave room for their timecodes. @param {View} view @param {number} rate @param {number} apart pixels */
export function ruled(view, rate, apart) {
  const steps = [1, 5, 12, ...[1, 2, 5, 10, 30, 60, 120, 300, 600].map(each => each * rate)];
  return steps.find(step => step * view.per >= apart) ?? 1200 * rate;
}

/**
 * Where the pictures of a shot stand in its strip, in pixels from its head, and the frame of the take that each shows: the
 * one in its middle.
 * @param {import('./joints.js').Shot} shot @param {number} wide pixels of the shot @param {number} tile pixels of a whole picture
 */
export function moments(shot, wide, tile) {
  const share = (/** @type {number} */ x) => shot.backwards ? 1 - x / wide : x / wide;
  return Array.from({length: Math.max(1, Math.ceil(wide / tile - .15))}, (_, n) => {
    const at = n * tile;
    const out = wide < at + tile * 1.15 ? wide : at + tile;
    return {at, out, frame: Math.min(shot.out - 1, Math.floor(shot.start + share((at + out) / 2) * (shot.out - shot.start)))};
  });
}
