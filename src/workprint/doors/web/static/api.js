/** The desk's verbs from here: the same names, the same parameters, the same answers as everywhere. */
import {takeId} from './hands/rows.js';

/** A sentence for the person: what came, what would do, the next step. */
export class Trouble extends Error {
  /** @param {string} says @param {number} status */
  constructor(says, status) {
    super(says);
    this.status = status;
  }
}

/** Who sits here; kept for this browser only. */
export const who = {
  get name() { return localStorage.getItem('workprint-who') ?? ''; },
  set name(name) { localStorage.setItem('workprint-who', name); },
};

/**
 * Do a verb of the desk.
 * @param {string} name
 * @param {Record<string, unknown>} [given]
 * @param {{over?: string, tried?: boolean}} [how] `over`: the alt that is on this page as the circled cut; `tried`: an edit
 *   that is only to be seen
 * @returns {Promise<any>}
 */
export async function verb(name, given = {}, how = {}) {
  /** @type {Record<string, string>} */
  const headers = {'content-type': 'application/json'};
  if (who.name) headers['x-person'] = who.name;
  if (how.over !== undefined) headers['x-over'] = how.over;
  if (how.tried) headers['x-try'] = 'true';
  let answer;
  try {
    answer = await fetch(`/verbs/${name}`, {method: 'POST', headers, body: JSON.stringify(given)});
  } catch {
    throw new Trouble('the desk does not answer; nothing that was done is lost; it is tried again by itself', 0);
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Trouble(body.trouble ?? `the desk answered ${answer.status}`, answer.status);
  return body;
}

/** @param {string} alt @param {string} scene */
export const playable = (alt, scene) => `/play/${encodeURIComponent(alt)}?scene=${encodeURIComponent(scene)}`;
/** What is played, or a sentence why not. @param {string} where @param {AbortSignal} signal */
async function played(where, signal) {
  const answer = await fetch(where, {signal}).catch(gone => { throw signal.aborted ? gone : new Trouble('the desk does not answer', 0); });
  if (!answer.ok) throw new Trouble((await answer.json().catch(() => ({}))).trouble ?? `the desk answered ${answer.status}`, answer.status);
  return answer;
}

/** All that the first picture of a cut takes, at once: what it is, and its head with the fragment of a frame.
 * @param {string} alt @param {string} scene @param {number} frame @param {AbortSignal} signal */
export async function begin(alt, scene, frame, signal) {
  const answer = await played(`/fragments/${encodeURIComponent(alt)}/begin?scene=${encodeURIComponent(scene)}&frame=${frame}`, signal);
  return {told: JSON.parse(answer.headers.get('x-told') ?? '{}'), data: await answer.arrayBuffer()};
}

/** A fragment of a cut. @param {string} alt @param {string} scene @param {number} number @param {string} of what it is made of, as told
 * @param {AbortSignal} signal */
export const fragment = async (alt, scene, number, of, signal) =>
  (await played(`/fragments/${encodeURIComponent(alt)}/${number}?scene=${encodeURIComponent(scene)}&of=${of}`, signal)).arrayBuffer();

/** @param {string} alt @param {string} scene */
export const filmstrip = (alt, scene) => `/filmstrip/${encodeURIComponent(alt)}?scene=${encodeURIComponent(scene)}`;
/** What the takes that the page knows are made of, by take. @type {Map<string, {original: string, sound: string}>} */
const made = new Map();

/** Learn what takes are made of: their pictures are kept by that, for a take may be renamed. @param {any[]} takes */
export function know(takes) {
  for (const take of takes) {
    made.set(takeId(take), {original: take.original, sound: JSON.stringify([take.original, take.sound, take.channel, take.sync])});
  }
}

/** @param {string} take @param {number} frame @param {number} [height] @param {string} [original] content hash of its picture; left out, as the page knows it */
export const still = (take, frame, height = 180, original = made.get(take)?.original ?? '') =>
  `/still?take=${encodeURIComponent(take)}&frame=${Math.max(0, Math.round(frame))}&height=${height}${original && `&of=${original.slice(0, 16)}`}`;

/** The name of a take's sound as it is now: another one after a take is renamed or its sound is moved. @param {string} take */
export const soundOf = take => `${take} ${made.get(take)?.sound ?? ''}`;

/** @type {Map<string, Promise<Int16Array>>} */
const waves = new Map();

/** A take's waveform: pairs of lowest and highest, a hundred a second. @param {string} take */
export function peaks(take) {
  const known = waves.get(soundOf(take));
  if (known) return known;
  const asked = fetch(`/peaks?take=${encodeURIComponent(take)}`).then(
    async answer => answer.ok ? new Int16Array(await answer.arrayBuffer()) : new Int16Array());
  waves.set(soundOf(take), asked);
  return asked;
}
