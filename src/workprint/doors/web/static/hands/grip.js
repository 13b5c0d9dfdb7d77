/** What a hand holds in the timeline, and the verb that it comes to. Pure functions. */
import {editOf, joint, long, runsOn} from './joints.js';

/**
 * @typedef {import('./joints.js').Cut} Cut
 * @typedef {import('./joints.js').Grip} Grip
 * @typedef {import('./lanes.js').Hit} Hit
 */

/**
 * What is held where the pointer went down; null where nothing is: in the middle of a shot without Alt or Ctrl.
 * @param {Hit} hit @param {{shiftKey: boolean, altKey: boolean, ctrlKey: boolean, metaKey: boolean}} keys @param {boolean} rolling
 * @param {number} [shots]  of the cut @returns {Grip | null}
 */
export function gripped(hit, keys, rolling, shots = Infinity) {
  const {shot, end, whose} = hit;
  const command = keys.ctrlKey || keys.metaKey;
  if (hit.lane === 'sound') return hit.edge ? {kind: 'sound', shot, end: 'head', whose} : null;
  if (hit.lane !== 'picture' && hit.lane !== 'joint') return null;
  if (hit.edge) return command ? {kind: 'picture', shot: editOf({shot, end}), end: 'head'} : edged(shot, end, rolling !== keys.shiftKey, shots);
  if (keys.altKey) return {kind: 'slip', shot, end: '', along: keys.shiftKey};
  return command ? {kind: 'slide', shot, end: ''} : null;
}

/** An edge as a hand holds it: at the head and the tail of the cut nothing lies beyond that could give, so there it ripples.
 * @param {number} shot @param {''|'head'|'tail'} end @param {boolean} rolling @param {number} shots  of the cut @returns {Grip} */
export const edged = (shot, end, rolling, shots) => ({kind: rolling && editOf({shot, end}) > 0 && editOf({shot, end}) < shots ? 'roll' : 'ripple', shot, end});

/** Why a grip cannot move, and what would do; empty where it can. Source: film/edits.py, which refuses it. @param {Cut} cut @param {Grip} grip */
export const refused = (cut, grip) => grip.kind === 'ripple' && runsOn(joint(cut, editOf(grip)))
  ? 'sound runs on under this edit, and a ripple there would break its sync; roll it instead: press R, then move it' : '';

/**
 * The verb of a grip moved by some frames, what it is given, and the frame of the cut around which it is looked at.
 * @param {Cut} cut @param {Grip} grip @param {number} frames @returns {{name: string, given: Record<string, unknown>, around: number}}
 */
export function order(cut, grip, frames) {
  const shot = `s${grip.shot + 1}`;
  const edit = editOf(grip);
  const at = placeOf(cut, edit);
  const {kind} = grip;
  if (kind === 'ripple') {
    return grip.end === 'tail' ? {name: 'trim', given: {shot, tail: frames}, around: at + frames} : {name: 'trim', given: {shot, head: frames}, around: at};
  }
  if (kind === 'roll') return {name: 'roll', given: {shot: `s${edit + 1}`, frames}, around: at + frames};
  if (kind === 'sound') return {name: 'drag', given: {shot, frames, ...(grip.whose ? {whose: grip.whose} : {})}, around: at};
  if (kind === 'picture') return {name: 'drag', given: {shot, frames, picture: true}, around: at + frames};
  if (kind === 'slip') return {name: 'slip', given: {shot, frames, ...(grip.along ? {sound: true} : {})}, around: at};
  return {name: 'slide', given: {shot, frames}, around: at + frames};
}

/** The frame at which an edit lies. @param {Cut} cut @param {number} edit */
export const placeOf = (cut, edit) => cut.shots[edit]?.[0] ?? cut.frames;

/** The frame on which a grip begins to move: of a sound edit its own. @param {Cut} cut @param {Grip} grip @param {{at: number, shot: number, whose: string}[]} sounds */
export function restOf(cut, grip, sounds) {
  const own = grip.kind === 'sound' ? sounds.find(one => one.shot === grip.shot && one.whose === (grip.whose ?? '')) : null;
  return own ? own.at : placeOf(cut, editOf(grip));
}

/** Words for what a hand does. @param {Cut} cut @param {Grip} grip @param {number} frames */
export function told(cut, grip, frames) {
  const by = `${frames > 0 ? '+' : frames < 0 ? '−' : '±'}${Math.abs(frames)}`;
  const shot = `s${grip.shot + 1}`;
  if (grip.kind === 'ripple') return `${shot} ${grip.end} ${by}${refused(cut, grip) ? ': sound runs on, roll it (R)' : ''}`;
  if (grip.kind === 'roll') return `roll s${editOf(grip) + 1} ${by}`;
  if (grip.kind === 'sound') return `sound of s${grip.shot + 1} ${by}${lap(cut, grip, frames)}`;
  if (grip.kind === 'picture') return `picture of s${grip.shot + 1} ${by}`;
  return `${grip.kind} ${shot} ${by}${grip.along ? ' with its sound' : ''}`;
}

/** @param {Cut} cut @param {Grip} grip @param {number} frames */
function lap(cut, grip, frames) {
  const {lead, sound} = joint(cut, grip.shot);
  const now = lead + frames;
  return sound === null || grip.whose ? '' : now ? `, ${now < 0 ? 'J' : 'L'} ${Math.abs(now)}` : ', straight';
}

/**
 * The frames of takes on both sides of what a hand moves: the last that goes out, the first that comes in.
 * @param {Cut} cut @param {Grip} grip @param {number} frames @returns {{take: string, frame: number, says: string}[]}
 */
export function facing(cut, grip, frames) {
  const edit = editOf(grip);
  const last = (/** @type {number} */ n, /** @type {number} */ by) => picture(cut.shots[n]?.[1], long(cut.shots[n]?.[1] ?? {start: 0, out: 1}) - 1 + by, 'last');
  const first = (/** @type {number} */ n, /** @type {number} */ by) => picture(cut.shots[n]?.[1], by, 'first');
  const found = {
    ripple: () => grip.end === 'tail' ? [last(grip.shot, frames), first(grip.shot + 1, 0)] : [last(grip.shot - 1, 0), first(grip.shot, frames)],
    roll: () => [last(edit - 1, frames), first(edit, frames)],
    picture: () => [last(edit - 1, frames), first(edit, frames)],
    sound: () => [],
    slip: () => [first(grip.shot, frames), last(grip.shot, frames)],
    slide: () => [last(grip.shot - 1, frames), first(grip.shot + 1, frames)],
  }[grip.kind]();
  return found.filter(each => each !== null);
}

/** @param {import('./joints.js').Shot | undefined} shot @param {number} along frames of the film @param {string} says */
function picture(shot, along, says) {
  if (!shot?.take) return null;
  const source = Math.floor(along * (shot.out - shot.start) / long(shot));
  return {take: shot.take, frame: shot.backwards ? shot.out - 1 - source : shot.start + source, says};
}

/**
 * The edit before or after a place, as it is picked: the same side of the cut as before.
 * @param {Cut} cut @param {number} frame @param {1 | -1} way @param {''|'head'|'tail'} end @returns {{shot: number, end: 'head'|'tail', at: number} | null}
 */
export function nextEdit(cut, frame, way, end) {
  const places = [...cut.shots.map(([at]) => at), cut.frames];
  const edit = way > 0 ? places.findIndex(at => at > frame) : places.findLastIndex(at => at < frame);
  if (edit < 0) return null;
  const tail = edit === cut.shots.length || (end === 'tail' && edit > 0);
  return {shot: tail ? edit - 1 : edit, end: tail ? 'tail' : 'head', at: places[edit]};
}

/** The line that a shot is spoken of by at a place: the one heard there, or the first that is seen in it; empty for none.
 * @param {Cut} cut @param {number} shot @param {number} frame */
export function lineAt(cut, shot, frame) {
  const lines = cut.shots[shot]?.[1].lines ?? [];
  return cut.lines.find(one => one.start <= frame && frame < one.out && lines.includes(one.line))?.line ?? lines[0] ?? '';
}
