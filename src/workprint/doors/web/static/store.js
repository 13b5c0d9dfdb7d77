/** What the page knows: one place, changed only by what the desk answers. */
import {verb, Trouble} from './api.js';

/**
 * @typedef {object} State
 * @property {any} status  where the film stands
 * @property {string} scene  the scene that is open
 * @property {any} board  lined script of the scene
 * @property {any} six  the string-out
 * @property {any} map  every cut of the proposal
 * @property {any} cut  timeline of the circled cut
 * @property {any[]} told  the record in words
 * @property {Record<string, any>} work  long work, by verb
 * @property {boolean} lost  whether the desk does not answer
 * @property {string} says  the last sentence for the person
 * @property {boolean} bad  whether that sentence is trouble
 */

/** @type {State} */
export const state = {status: null, scene: '', board: null, six: null, map: null, cut: null, told: [], work: {},
  lost: false, says: '', bad: false};

const changed = new EventTarget();

/** Call back after every change. @param {() => void} back @returns {() => void} stop */
export function follow(back) {
  changed.addEventListener('change', back);
  return () => changed.removeEventListener('change', back);
}

/** @param {Partial<State>} part */
export function set(part) {
  Object.assign(state, part);
  changed.dispatchEvent(new Event('change'));
}

/** Say a sentence. @param {string} says @param {boolean} [bad] */
export const say = (says, bad = false) => set({says, bad});

/** Do a verb and say what came of it. @param {string} name @param {Record<string, unknown>} [given] @param {{over?: string}} [how] */
export async function act(name, given = {}, how = {}) {
  try {
    const answer = await verb(name, given, how);
    if (answer && typeof answer.says === 'string') say(answer.says);
    return answer;
  } catch (trouble) {
    say(/** @type {Error} */ (trouble).message, true);
    if (trouble instanceof Trouble && trouble.status === 409) void refresh();
    return undefined;
  }
}

/** An answer, or null where the desk says that there is nothing yet. @param {string} name @param {Record<string, unknown>} given */
async function maybe(name, given) {
  try {
    return await verb(name, given);
  } catch (trouble) {
    if (trouble instanceof Trouble && trouble.status !== 0) return null;
    throw trouble;
  }
}

/** Look at everything anew. */
export async function refresh() {
  try {
    const status = await verb('status');
    const shot = status.scenes.find((/** @type {any} */ one) => one.takes) ?? status.scenes[0];
    const scene = state.scene || shot?.scene || '';
    const given = {scene};
    const [board, map, cut, told] = await Promise.all([
      scene ? maybe('board', given) : null, scene ? maybe('map', given) : null,
      scene ? maybe('timeline', {alt: 'circled', scene}) : null, verb('told', {last: 200})]);
    set({status, scene, board, map, cut, told, lost: false});
  } catch (trouble) {
    set({lost: true});
    say(/** @type {Error} */ (trouble).message, true);
  }
}

/** Show six cuts of the latest proposal. @param {number} [first] */
export async function show(first = 1) {
  if (!state.map) return;
  const six = await act('show', {scene: state.scene, first});
  if (six) set({six});
}

/** Open another scene. @param {string} scene */
export async function open(scene) {
  set({scene, board: null, six: null, map: null, cut: null});
  await refresh();
  await show();
}

/** Listen to the desk for as long as the page is open; a desk that went away is found again. */
export function listen() {
  const source = new EventSource('/news');
  let size = -1;
  source.onmessage = event => {
    const news = JSON.parse(event.data);
    if (news.news === 'work') set({work: {...state.work, [news.verb]: news}});
    if (news.news === 'anew' || (news.news === 'record' && news.size !== size)) {
      const first = size < 0 && !state.lost;
      size = news.size ?? -1;
      if (!first) void refresh();
    }
    if (state.lost) {
      say('the desk is back');
      void refresh();
    }
  };
  source.onerror = () => {
    if (!state.lost) set({lost: true, says: 'the desk does not answer; nothing that was done is lost; it is tried again by itself', bad: true});
  };
}
