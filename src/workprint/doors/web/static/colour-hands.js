/** Hands in the colour room: propose, show, mark, change, take back; and what is known follows the film. */
import {verb} from './api.js';
import {ahead, circled, colour, forget, gradingOf, put, putOn, reread, retell, shownNow} from './colour.js';
import {isGrade} from './hands/graded.js';
import {line} from './hands/in-turn.js';
import {act, follow, need, refresh, say, state} from './store.js';
import {toneNow} from './tones.js';
import {watched} from './watching.js';

/** Changes, marks, answers and steps back of whoever sits here. */
export const hands = line();

/** Show six grades of the latest proposal. @param {number} [first] left out, those that are on show, as they stand */
export async function show(first = 0) {
  const six = await verb('show', {scene: state.scene, ...(first ? {first} : {}), craft: 'colour'}).catch(() => null);
  come(six);
}

/** Six grades are there. @param {any} six */
export function come(six) {
  put({six, turning: null, tried: ''});
  for (const one of shownNow()) gradingOf(one.id);
  if (six?.shown.length && !isGrade(colour.on)) putOn(six.shown[0].id);
  ahead();
}

/** Ask for grades: by words, by a reference, in the tone that is on, by what is kept. @param {{words?: string, reference?: string[], tone?: string}} [how] */
export async function propose(how = {}) {
  const tone = how.tone ?? toneNow('colour');
  const six = await act('propose', {scene: state.scene, tool: 'colour', ...how, ...(tone ? {tone} : {})});
  if (!six) return null;
  enough();
  putOn(six.shown[0]?.id ?? 'ungraded');
  come(six);
  say(`${six.total} grades, all different; the first six are on show${how.words ? `, for “${how.words}”` : ''}${tone ? `, in the tone “${tone}”` : ''}`);
  return six;
}

/** A or B is asked no more: what was on before is on again. */
export function enough() {
  if (colour.asked) put({asked: null, tried: '', ...colour.asked.before});
}

/** @param {string} alt @param {string} mark */
export async function mark(alt, mark) {
  if (!isGrade(alt)) return say('only a grade can be marked: put one of the six on (1 to 6)');
  const said = await hands.last(async () => {
    await watched('colour');
    return act('decide', {alt, mark, scene: state.scene, craft: 'colour'});
  });
  if (!said || !colour.six) return undefined;
  put({six: {...colour.six, shown: colour.six.shown.map((/** @type {any} */ one) => one.id === alt ? {...one, mark} : one)}});
  if (colour.six.shown.some((/** @type {any} */ one) => one.shown_for) && !colour.turning) return show();  // an early answer may have come back
  return undefined;
}

/** Undo, redo, or go to a version of the grade; the one that is circled then is on. @param {'undo'|'redo'|'go'} what @param {Record<string, unknown>} [given] */
export const step = (what, given = {}) => hands.last(async () => {
  const mine = colour.on === (circled() || 'ungraded');
  const said = await act(what, {...given, scene: state.scene, craft: 'colour'});
  if (!said) return;
  await refresh(['graded']);
  const now = circled() || 'ungraded';
  if (now !== colour.on && (mine || what === 'go')) put({on: now, against: colour.on, tried: ''});
  reread();
});

/** Change the circled grade by hand; it is on then, against what it was. @param {string} name @param {Record<string, unknown>} given */
export const change = (name, given) => hands.turn(async () => {
  if (colour.on !== (circled() || 'ungraded')) return void say('this is not the circled grade; circle it first (C): hands work on the circled grade', true);
  const said = await act(name, {...given, scene: state.scene});
  if (!said) return void put({tried: ''});
  if (said.alt) put({on: said.alt, against: colour.on, tried: ''});
  await refresh(['graded']);
  return said;
});

/** @type {string} */
let stands = '';

/** Keep the room up to date for as long as it is open. @returns {() => void} stop */
export function open() {
  const stops = [need('board', 'cut', 'graded', 'gallery', 'spaces', 'tones', 'askedColour'), follow(looked)];
  const back = stands !== '';
  looked();
  if (back && !colour.six) void show();  // proposed elsewhere meanwhile, perhaps
  return () => { for (const stop of stops) stop(); };
}

/** Another scene, cut, space or circled grade: what was known of the one before is let go. */
function looked() {
  const {scene} = state;
  if (!scene || !state.cut || !state.spaces) return retell();
  const now = JSON.stringify([scene, state.cut.id, state.spaces]);
  if (now === stands) return retell();
  const moved = !stands.startsWith(`["${scene}"`);
  stands = now;
  forget();
  if (moved) Object.assign(colour, {six: null, turning: null, on: circled() || 'ungraded', against: '', mode: '', shot: 0, tried: '', asked: null});
  gradingOf('ungraded');
  gradingOf(colour.on);
  if (!colour.kinds.length) void verb('ops').then(kinds => put({kinds}));
  if (moved) void show();
  else put({});
}
