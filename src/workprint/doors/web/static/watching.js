/** How long was watched for a choice: what a screen plays is counted, and told to the desk with the next mark. */
import {verb} from './api.js';
import {fps} from './hands/time.js';
import {state} from './store.js';
import {transport} from './transport.js';

/** Thousandths of a second from which on it is worth a word. Source: our choice; less is a slip of the hand. */
const WORTH = 500;

let frames = 0;

transport.onFrame(() => {
  if (transport.speed) frames += 1;
});

/** Tell the desk how long was played since the last mark. A desk that does not answer loses no mark by it. @param {string} [craft] whose choice it is for */
export async function watched(craft = 'cutting') {
  const thousandths = Math.round(1000 * frames / fps(state.board?.rate ?? '24'));
  frames = 0;
  if (thousandths >= WORTH) await verb('watched', {scene: state.scene, thousandths, craft}).catch(() => undefined);
}
