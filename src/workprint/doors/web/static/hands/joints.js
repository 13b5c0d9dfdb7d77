/** Picture and sound at an edit, and how far a hand can move it: as film/joint.py and film/edits.py of the desk. Pure functions. */

/**
 * @typedef {{take: string, start: number, out: number, lines: string[], role: string, lasts: number, backwards: boolean}} Shot
 * @typedef {{take: string, start: number, out: number, room: boolean}} Piece
 * @typedef {{frames: number, rate: string, shots: [number, Shot][], pieces: [number, Piece][], lines: {line: string, take: string, start: number, out: number}[], over: {at: number, take: string, start: number, out: number}[], id: string}} Cut
 * @typedef {{shot: number, at: number, sound: number | null, lead: number, quiet: number | null}} Joint
 *   `sound`: the piece that begins at the sound edit that belongs to it; `lead`: frames later (L), negative earlier (J); `quiet`: room tone in the middle of which the picture is cut
 * @typedef {{frames: number, head: number}} Taken
 * @typedef {'ripple'|'roll'|'sound'|'picture'|'slip'|'slide'} Kind
 * @typedef {{kind: Kind, shot: number, end: ''|'head'|'tail', whose?: ''|'before'|'after', along?: boolean}} Grip  what a hand holds; `along`: its own sound slips along
 */

/** Frames of the film that a part fills. @param {{start: number, out: number, lasts?: number}} part */
export const long = part => part.lasts || part.out - part.start;

/** @param {Shot} shot */
const retimed = shot => shot.backwards || long(shot) !== shot.out - shot.start;

/** Black, silence and room tone are as long as they are asked to be. @param {{take: string, room?: boolean}} part */
const elastic = part => !part.take || part.room === true;

/** @param {Cut} cut @param {number} shot @param {number} piece */
function synced(cut, shot, piece) {
  const [[at, seen], [place, heard]] = [cut.shots[shot], cut.pieces[piece]];
  return !elastic(heard) && !retimed(seen) && seen.take === heard.take && seen.start - at === heard.start - place;
}

/** The edit at which a shot begins; as many as there are shots: the end of the cut. @param {Cut} cut @param {number} shot @returns {Joint} */
export function joint(cut, shot) {
  const {shots, pieces, frames} = cut;
  const seen = (/** @type {number} */ n) => shots[n]?.[0] ?? frames;
  const heard = (/** @type {number} */ n) => pieces[n]?.[0] ?? frames;
  const at = seen(shot);
  const here = at === frames ? pieces.length : pieces.findIndex(([place]) => place === at);
  if (here >= 0) return {shot, at, sound: here, lead: 0, quiet: null};
  const under = pieces.findLastIndex(([place]) => place <= at);
  if (elastic(pieces[under][1])) return {shot, at, sound: null, lead: 0, quiet: under};
  const [before, behind] = [synced(cut, shot - 1, under), synced(cut, shot, under)];
  if (before && !behind && heard(under + 1) < seen(shot + 1)) return {shot, at, sound: under + 1, lead: heard(under + 1) - at, quiet: null};
  if (behind && !before && seen(shot - 1) < heard(under)) return {shot, at, sound: under, lead: heard(under) - at, quiet: null};
  return {shot, at, sound: null, lead: 0, quiet: null};
}

/** Every edit between two shots. @param {Cut} cut */
export const joints = cut => cut.shots.slice(1).map((_, n) => joint(cut, n + 1));

/** Whether one take's sound runs on under an edit. @param {Joint} one */
export const runsOn = one => one.sound === null && one.quiet === null;

/** Where sound can be dragged, each as the verb `drag` names it. @param {Cut} cut @param {Joint[]} edits @returns {import('./lanes.js').SoundEdge[]} */
export function soundEdges(cut, edits) {
  const {pieces} = cut;
  const at = (/** @type {number} */ n) => pieces[n]?.[0] ?? cut.frames;
  return edits.flatMap(({shot, sound, quiet}) => {
    const found = /** @type {[number, ''|'before'|'after'][]} */ (quiet !== null ? [[quiet, 'before'], [quiet + 1, 'after']]
      : sound === null ? [] : [[sound, ''], ...(elastic(pieces[sound - 1]?.[1] ?? pieces[0][1]) && sound > 1 ? [[sound - 1, 'before']] : []),
        ...(pieces[sound] && elastic(pieces[sound][1]) ? [[sound + 1, 'after']] : [])]);
    return found.filter(([n]) => n > 0 && n < pieces.length).map(([n, whose]) => ({at: at(n), shot, whose}));
  });
}

/** The piece that begins at the sound edit a hand is on; -1 for none. @param {Cut} cut @param {Grip} grip */
function pieceOf(cut, grip) {
  const {sound, quiet} = joint(cut, grip.shot);
  if (quiet !== null) return grip.whose === 'before' ? quiet : quiet + 1;
  return sound === null ? -1 : grip.whose === 'before' ? sound - 1 : grip.whose === 'after' ? sound + 1 : sound;
}

/** Frames that a take still has before and after a part. @param {Shot | Piece} part @param {Map<string, Taken>} takes @returns {[number, number]} */
export function handles(part, takes) {
  if (elastic(part)) return [Infinity, Infinity];
  const [before, after] = [part.start, (takes.get(part.take)?.frames ?? part.out) - part.out];
  if (!('lasts' in part) || !retimed(part)) return [before, after];
  const scale = (/** @type {number} */ frames) => Math.floor(frames * long(part) / (part.out - part.start));
  return part.backwards ? [scale(after), scale(before)] : [scale(before), scale(after)];
}

/** How far an edit can move: earliest and latest, in frames. Source: film/edits.py, which refuses what lies beyond.
 * @param {Cut} cut @param {Map<string, Taken>} takes @param {Grip} grip @returns {[number, number]} */
export function limits(cut, takes, grip) {
  const {shot, kind} = grip;
  const [shots, pieces] = [cut.shots.map(each => each[1]), cut.pieces.map(each => each[1])];
  const heads = (/** @type {(Shot | Piece)[]} */ lane, /** @type {number} */ n) => lane[n] ? [-handles(lane[n], takes)[0], long(lane[n]) - (elastic(lane[n]) ? 0 : 1)] : [0, 0];
  const tails = (/** @type {(Shot | Piece)[]} */ lane, /** @type {number} */ n) => lane[n] ? [-long(lane[n]) + (elastic(lane[n]) ? 0 : 1), handles(lane[n], takes)[1]] : [0, 0];
  const both = (/** @type {(Shot | Piece)[]} */ lane, /** @type {number} */ n) => [tails(lane, n - 1), heads(lane, n)];
  const within = (/** @type {number[][]} */ found) => /** @type {[number, number]} */ (
    [Math.max(...found.map(each => each[0])), Math.min(...found.map(each => each[1]))]);
  const edit = editOf(grip);
  if (kind === 'slip') return elastic(shots[shot]) ? [0, 0] : [-shots[shot].start, (takes.get(shots[shot].take)?.frames ?? shots[shot].out) - shots[shot].out];
  if (kind === 'slide') return within([tails(shots, shot - 1), heads(shots, shot + 1)]);
  if (kind === 'sound') return pieceOf(cut, grip) < 0 ? [0, 0] : within(both(pieces, pieceOf(cut, grip)));
  const one = joint(cut, edit);
  if (kind !== 'ripple') return edit > 0 && edit < shots.length ? within([...both(shots, edit), ...(kind === 'roll' && one.sound !== null ? both(pieces, one.sound) : [])]) : [0, 0];
  if (runsOn(one)) return [0, 0];
  const at = one.quiet ?? /** @type {number} */ (one.sound) - (grip.end === 'tail' ? 1 : 0);
  return grip.end === 'tail' ? within([tails(shots, shot), tails(pieces, at)]) : within([heads(shots, shot), one.quiet === null ? heads(pieces, at) : [-Infinity, pieces[at] ? long(pieces[at]) : 0]]);
}

/** The edit that a grip is on: the shot that begins there. @param {{shot: number, end: ''|'head'|'tail'}} grip */
export const editOf = grip => grip.shot + (grip.end === 'tail' ? 1 : 0);
