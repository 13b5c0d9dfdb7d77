/** The desk's verbs from here: the same names, the same parameters, the same answers as everywhere. */

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
 * @param {{over?: string}} [how] `over`: the alt that is on this page as the circled cut
 * @returns {Promise<any>}
 */
export async function verb(name, given = {}, how = {}) {
  /** @type {Record<string, string>} */
  const headers = {'content-type': 'application/json'};
  if (who.name) headers['x-person'] = who.name;
  if (how.over !== undefined) headers['x-over'] = how.over;
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
/** @param {string} alt @param {string} scene */
export const filmstrip = (alt, scene) => `/filmstrip/${encodeURIComponent(alt)}?scene=${encodeURIComponent(scene)}`;
/** @param {string} take @param {number} frame @param {number} [height] */
export const still = (take, frame, height = 180) =>
  `/still?take=${encodeURIComponent(take)}&frame=${Math.max(0, Math.round(frame))}&height=${height}`;

/** @type {Map<string, Promise<Int16Array>>} */
const waves = new Map();

/** A take's waveform: pairs of lowest and highest, a hundred a second. @param {string} take */
export function peaks(take) {
  const known = waves.get(take);
  if (known) return known;
  const asked = fetch(`/peaks?take=${encodeURIComponent(take)}`).then(
    async answer => answer.ok ? new Int16Array(await answer.arrayBuffer()) : new Int16Array());
  waves.set(take, asked);
  return asked;
}
