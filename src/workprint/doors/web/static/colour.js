/** What the colour room knows: which grade is on, against what, how each shot is baked; changed only by what the desk answers. */
import {gallerystill, lut, verb} from './api-colour.js';
import {called, isGrade, madeOf, shotAt} from './hands/graded.js';
import {cubeOf, identity} from './hands/lut.js';
import {say, state} from './store.js';
import {transport} from './transport.js';

/**
 * @typedef {import('./hands/graded.js').Grading} Grading
 * @typedef {import('./hands/lut.js').Cube} Cube
 *
 * @typedef {{a: string, b: string, past: string[], before: Pick<Colour, 'on'|'against'|'mode'>}} Asked  A or B: the two, pairs that were
 *   answered since the first was asked, and what was on then
 *
 * @typedef {object} Colour
 * @property {any} six  the grades on show
 * @property {any} turning  six grades of dials that are still being turned; null where none are
 * @property {string} on  what is on: an alt, `ungraded`, or `still:NAME`
 * @property {string} against  what it is wiped, split and flipped against
 * @property {''|'wipe'|'split'|'six'} mode  how the two, or the six, stand in the picture
 * @property {number} wipe  where the wipe stands, 0 to 1
 * @property {boolean} falsely  whether the picture shows exposure in colours
 * @property {number} shot  place of the shot under the playhead
 * @property {string} tried  the grade of a knob that is still being turned; empty for none
 * @property {import('./hands/graded.js').OpKind[]} kinds  every operation there is
 * @property {Asked | null} asked  the two grades that the desk asks about
 * @property {number} version  grows with everything that changes the picture
 */

/** @type {Colour} */
export const colour = {six: null, turning: null, on: 'ungraded', against: '', mode: '', wipe: .5, falsely: false, shot: 0, tried: '', kinds: [], asked: null, version: 0};

const changed = new EventTarget();

/** How many parts of the page show a grade now; while none does, the desk is asked for none. */
let followed = 0;

/** Call back after every change. @param {() => void} back @returns {() => void} stop */
export function followColour(back) {
  changed.addEventListener('change', back);
  followed += 1;
  if (followed === 1) queueMicrotask(arrived);
  return () => {
    changed.removeEventListener('change', back);
    followed -= 1;
  };
}

/** The room is open: where the playhead stands may be another shot than when it was left. */
function arrived() {
  stand(transport.frame);
  ahead();
}

/** @param {Partial<Colour>} part */
export function put(part) {
  Object.assign(colour, part, {version: colour.version + 1});
  if (colour.against === colour.on) colour.against = colour.on === 'ungraded' ? '' : 'ungraded';  // never against itself
  changed.dispatchEvent(new Event('change'));
}

/** Something of the film changed, and the picture did not: whoever follows looks again. */
export const retell = () => void changed.dispatchEvent(new Event('change'));

/** Id of the scene's grade; empty where none is circled. */
export const circled = () => state.graded?.rows.find((/** @type {any} */ row) => row.here)?.alt ?? '';

/** A or B: of the two that are asked about; else what is on, and what it is set against. @param {string} on */
export function letterOf(on) {
  const [a, b] = colour.asked ? [colour.asked.a, colour.asked.b] : [colour.on, colour.against];
  return on === a ? 'A' : on === b ? 'B' : '';
}

/** What something that may be on is called. @param {string} on */
export function name(on) {
  const known = called(on, {shown: shownNow(), circled: circled(), rows: state.graded?.rows});
  const letter = colour.asked && letterOf(on);
  return !letter ? known : known === 'an earlier grade' ? letter : `${letter}, ${known}`;  // most that are asked about are none of the six
}

/** The grades under the keys 1 to 6: those of the dials while they are turned. @returns {any[]} */
export const shownNow = () => (colour.turning ?? colour.six)?.shown ?? [];

/** All that the picture can be set against, in the order of a key that goes through them. @returns {string[]} */
export const others = () => [...new Set(['ungraded', ...(circled() ? [circled()] : []), ...shownNow().map(one => one.id),
  ...(given ? [`still:${given}`] : []), ...(state.gallery ?? []).map((/** @type {any} */ one) => `still:${one.name}`), ...(colour.against ? [colour.against] : [])])].filter(one => one !== colour.on);

/** Put something on; what was on before is what it is set against, where nothing else was chosen. @param {string} on */
export function putOn(on) {
  if (on === colour.on) return;
  put({on, tried: '', against: colour.against && colour.against !== on ? colour.against : colour.on});
  ahead();
}

/** The two change places. */
export function flip() {
  if (!colour.against) return say('choose first what to flip to: another of the six, 0 for ungraded, A for the next');
  return put({on: colour.against, against: colour.on, tried: ''});
}

/** @type {Map<string, Grading>} */
const gradings = new Map();
/** @type {Map<string, Promise<void>>} */
const asked = new Map();

/** A grade as it is read, or null while it is asked for; whoever follows is told when it is there. @param {string} alt @returns {Grading | null} */
export function gradingOf(alt) {
  if (!alt || alt.startsWith('still:')) return null;
  if (!asked.has(alt)) {
    asked.set(alt, verb('grading', {alt, scene: state.scene}).then(found => {
      gradings.set(alt, found);
      for (const one of gradings.values()) one.kept = found.kept;  // of the scene, whichever grade is read
      put({});
      ahead();
    }).catch(() => undefined));
  }
  return gradings.get(alt) ?? null;
}

/** The same, once it is there; null where it cannot be read. @param {string} alt @returns {Promise<Grading | null>} */
export async function gradingThere(alt) {
  gradingOf(alt);
  await asked.get(alt);
  return gradings.get(alt) ?? null;
}

/** What is kept may be something else now: what is on is read anew, and its old words stay until the new ones are there. */
export function reread() {
  asked.delete(colour.on);
  for (const [made, cube] of cubes) if (cube === 'refused') cubes.delete(made);
  gradingOf(colour.on);
}

/** Every grade is another now: the cut is, or what its takes are. */
export function forget() {
  gradings.clear();
  asked.clear();
}

/** Cubes by what they are made of, the latest used last. @type {Map<string, Cube | 'asked' | 'refused'>} */
const cubes = new Map();

/** Cubes that are kept. Source: our choice; each is six tenths of a megabyte. */
const KEPT = 160;

const plain = cubeOf(identity(2));

/** The cube of a shot, or null while it is on its way. @param {string} alt @param {number} shot @returns {Cube | null} */
export function cubeNow(alt, shot) {
  const grading = gradingOf(alt);
  const one = grading?.shots[shot];
  if (!grading || !one) return null;
  if (!one.take) return plain;
  const made = madeOf(grading, shot);
  const known = cubes.get(made);
  if (known) cubes.delete(made);
  cubes.set(made, known ?? 'asked');
  for (const old of [...cubes.keys()].slice(0, -KEPT)) cubes.delete(old);
  if (!known) void bake(alt, shot, made);
  return typeof known === 'object' ? known : null;
}

/** @param {string} alt @param {number} shot @param {string} made */
async function bake(alt, shot, made) {
  const grading = gradings.get(alt);
  try {
    // While a hand is on a knob half the points are there in an eighth of the time.
    cubes.set(made, cubeOf(await lut(alt, state.scene, shot + 1, alt === colour.tried ? 17 : 33)));
    put({});
  } catch (trouble) {
    cubes.set(made, 'refused');  // it would be asked for with every picture
    // Of a cut that is another meanwhile nobody needs to hear.
    if (gradings.get(alt) === grading) say(/** @type {Error} */ (trouble).message, true);
  }
}

/** Have ready what may be asked for next: this shot in all six, and all shots of what is on. */
export function ahead() {
  if (!followed) return;
  for (const one of [colour.on, colour.against, ...shownNow().map(each => each.id)]) if (one && !one.startsWith('still:')) cubeNow(one, colour.shot);
  for (let n = 0; n < (gradings.get(colour.on)?.shots.length ?? 0); n += 1) cubeNow(colour.on, n);
}

/** The grading by which shots are told: of what is on, else of the cut as it was shot. */
export const gradingOn = () => gradingOf(isGrade(colour.on) ? colour.on : 'ungraded') ?? gradingOf('ungraded');

/** The shot under the playhead is the one whose grade is shown and changed. @param {number} frame */
function stand(frame) {
  const shots = gradingOn()?.shots;
  const shot = shots ? shotAt(shots, frame) : 0;
  if (shot === colour.shot) return;
  put({shot});
  ahead();
}

transport.onFrame(frame => { if (followed) stand(frame); });

/** Go to a shot, its middle: its first frame may be a dissolve or a blink. @param {number} shot */
export function goTo(shot) {
  const shots = gradingOn()?.shots ?? [];
  const one = shots[Math.max(0, Math.min(shots.length - 1, shot))];
  if (one) transport.seek(one.at + Math.floor((one.out - one.start - 1) / 2));
}

/** @type {Map<string, ImageBitmap | 'asked'>} */
const stills = new Map();

/** Name of the still that a person gave to go by; empty for none. */
let given = '';

/** Somebody gave a picture to go by: the cut can be set against it. @param {string} still @param {ImageBitmap} picture */
export function give(still, picture) {
  given = still;
  stills.set(still, picture);
  put({});
}

/** The still to set the picture against first: the reference, else the latest that was grabbed; empty for none. */
export const firstStill = () => given || (state.gallery?.at(-1)?.name ?? '');

/** A still's picture, or null while it is on its way. @param {string} still its name @returns {ImageBitmap | null} */
export function stillNow(still) {
  const known = stills.get(still);
  if (!known) {
    stills.set(still, 'asked');
    void fetch(gallerystill(still, 540)).then(answer => answer.blob()).then(createImageBitmap).then(picture => { stills.set(still, picture); put({}); })
      .catch(() => stills.delete(still));
  }
  return known && known !== 'asked' ? known : null;
}
