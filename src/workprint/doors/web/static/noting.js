/** The note that is being written, kept through a reload, and what is shown of the others. */
import {state} from './store.js';
import {transport} from './transport.js';

/**
 * @typedef {object} Draft
 * @property {string} scene
 * @property {string} cut  the circled cut it is written on
 * @property {number} start  first frame it speaks of
 * @property {number} out  first frame after
 * @property {string} text
 * @property {import('./hands/strokes.js').Stroke[]} strokes
 */

const KEPT = 'workprint-note';

/** @type {{open: boolean, draft: Draft, colour: string, picked: number, drawings: boolean}} */
export const noting = {open: false, draft: kept(), colour: 'accent', picked: 0, drawings: true};

const changed = new EventTarget();

/** Call back after every change. @param {() => void} back @returns {() => void} stop */
export function watchNotes(back) {
  changed.addEventListener('change', back);
  return () => changed.removeEventListener('change', back);
}

/** @param {Partial<typeof noting>} part */
export function nowNoting(part) {
  Object.assign(noting, part);
  changed.dispatchEvent(new Event('change'));
}

/** Go on writing; what is written so far outlives a reload. @param {Partial<Draft>} part */
export function write(part) {
  nowNoting({draft: {...noting.draft, ...part}});
  sessionStorage.setItem(KEPT, JSON.stringify(noting.draft));
}

/** Begin anew. */
export function wipe() {
  sessionStorage.removeItem(KEPT);
  nowNoting({open: false, draft: kept()});
}

/** Whether there is anything in a draft. */
export const begun = () => Boolean(noting.draft.text.trim() || noting.draft.strokes.length);

/** @returns {Draft} */
function kept() {
  const empty = {scene: '', cut: '', start: 0, out: 1, text: '', strokes: []};
  try {
    return {...empty, ...JSON.parse(sessionStorage.getItem(KEPT) ?? '{}')};
  } catch {
    return empty;
  }
}

/** Why no note can be written now; empty where one can. */
export function hindered() {
  if (!state.cut) return 'nothing is circled yet; circle a cut (C): notes are written on the circled cut';
  if (state.on !== state.cut.id) return 'this is not the circled cut; play that one, or circle this one (C): notes are written on the circled cut';
  return '';
}

/** The frames that a note would speak of: from in to out, as far as they are set, or else the picture that is on. */
export function meant() {
  const {start, out} = state.range;
  const last = (state.cut?.frames ?? 1) - 1;
  const first = Math.min(last, start ?? Math.min(transport.frame, (out ?? Infinity) - 1));
  return {start: Math.max(0, first), out: Math.min(last + 1, out !== null && out > first ? out : Math.max(start === null ? 0 : transport.frame, first) + 1)};
}
