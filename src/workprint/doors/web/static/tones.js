/** Tones on the page: which one is on, in every room; changed only by what the desk answers. */
import {verb} from './api.js';
import {act, follow as followStore, refresh, say, state} from './store.js';

/**
 * @typedef {object} Toned
 * @property {string | null} on  words of the tone that is on; empty for none; null while nobody has said, and the latest proposal's counts
 * @property {any} told  what it has come to mean, and how it lies over the scene; null where none of one's own is on
 */

/** @type {Toned} */
export const toned = {on: null, told: null};

const changed = new EventTarget();

/** Call back after every change. @param {() => void} back @returns {() => void} stop */
export function followTones(back) {
  changed.addEventListener('change', back);
  const stop = followStore(() => { heard(); back(); });  // others' tones come and go, too
  heard();
  return () => {
    changed.removeEventListener('change', back);
    stop();
  };
}

/** @param {Partial<Toned>} part */
function put(part) {
  Object.assign(toned, part);
  changed.dispatchEvent(new Event('change'));
}

/** One's own tone of these words, of those that the film has. @param {string} name */
const own = name => (state.tones ?? []).find((/** @type {any} */ one) => one.mine && one.name.toLowerCase() === name.toLowerCase());

/** What the latest proposal of a craft was asked for. @param {string} craft */
export const askedFor = craft => craft === 'colour' ? state.askedColour : state.asked;

/** Words of the tone in which is proposed next; empty for none. @param {string} craft */
export function toneNow(craft) {
  const asked = askedFor(craft);
  const name = toned.on ?? (asked?.mine ? asked.tone : '');
  return own(name)?.name ?? '';
}

let known = '';

/** The film's tones, or the scene, are others now: what is on is read anew. */
function heard() {
  const name = toneNow('cutting') || toneNow('colour');
  const now = JSON.stringify([name, state.scene, own(name) ?? null]);
  if (now === known) return;
  known = now;
  if (!name) return put({told: null});
  void verb('tone', {name, scene: state.scene, history: true}).then(told => { if (now === known) put({told}); }, () => { if (now === known) put({told: null}); });
}

/** Find a tone by its words: what it means is on the record then. @param {string} name */
export async function find(name) {
  const told = await act('tone', {name, scene: state.scene, history: true});
  if (!told) return null;
  await refresh(['tones']);  // it is on once it is among those of the film
  put({on: told.name, told});
  heard();
  say(told.says);
  return told;
}

/** Say something of the tone that is on. @param {Record<string, unknown>} given */
export async function change(given) {
  const {told} = toned;
  if (!told) return null;
  const answer = await act('tone', {name: told.name, scene: state.scene, history: true, ...given});
  if (!answer) return null;
  put({told: answer});
  await refresh(['tones']);
  return answer;
}

/** Forget a tone of one's own. @param {string} name */
export async function forgetTone(name) {
  const said = await act('forget', {tone: name});
  if (said && toned.told?.name === name) put({on: '', told: null});
  await refresh(['tones']);
}

/** Propose in no tone from now on. */
export function leave() {
  put({on: '', told: null});
  say('no tone is on: what you propose next is as the tool has it, with the dials as they stand');
}
