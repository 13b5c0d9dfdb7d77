/** What the colour room asks the desk for besides verbs: cubes, strips and stills. */
import {Trouble, verb} from './api.js';
import {lutOf} from './hands/lut.js';

export {verb};

/** @param {Response} answer */
async function sound(answer) {
  if (!answer.ok) throw new Trouble((await answer.json().catch(() => ({}))).trouble ?? `the desk answered ${answer.status}`, answer.status);
  return answer;
}

/** The baked chain of one shot. @param {string} alt @param {string} scene @param {number} shot from 1 @param {number} size */
export const lut = async (alt, scene, shot, size) => lutOf(await (await sound(
  await fetch(`/lut/${encodeURIComponent(alt)}?scene=${encodeURIComponent(scene)}&shot=${shot}&size=${size}`))).arrayBuffer());

/** One graded picture a shot, in a row. @param {string} alt @param {string} scene @param {string} [of] changes where what it is made of does */
export const gradestrip = (alt, scene, of = '') => `/gradestrip/${encodeURIComponent(alt)}?scene=${encodeURIComponent(scene)}${of && `&of=${of}`}`;

/** A still of the gallery. @param {string} name @param {number} height */
export const gallerystill = (name, height) => `/gallerystill?name=${encodeURIComponent(name)}&height=${height}`;

/** Give the desk a picture to go by. @param {string} name @param {Blob} picture a PNG @returns {Promise<string>} what a proposal calls it */
export async function bring(name, picture) {
  const answer = await sound(await fetch(`/reference/${encodeURIComponent(name)}`, {method: 'PUT', body: picture}));
  return (await answer.json()).reference;
}
