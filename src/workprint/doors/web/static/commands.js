/** Every command of the page: parts offer theirs while they are on screen; keys, key sheet and palette read them here. */
import {written} from './hands/keys.js';

/**
 * @typedef {object} Command
 * @property {string} id  unique among all
 * @property {string} says  what it does, as a line that reads well alone
 * @property {string} group  heading under which the key sheet lists it
 * @property {string[]} keys  `c`, `Shift+c`, `Ctrl+k`; none for commands of the palette alone
 * @property {(event?: Event) => unknown} run
 * @property {() => boolean} [when]  whether it can be done now; left out, always
 */

/** Kinds of input that nobody types into. */
const NOT_TEXT = ['checkbox', 'radio', 'button', 'range', 'file', 'color'];

/** @type {Command[][]} */
const offers = [];

const changed = new EventTarget();

/** Offer commands for as long as a part is on screen. @param {Command[]} commands @returns {() => void} takes them back */
export function offer(commands) {
  offers.push(commands);
  changed.dispatchEvent(new Event('change'));
  return () => {
    const at = offers.indexOf(commands);
    if (at >= 0) offers.splice(at, 1);
    changed.dispatchEvent(new Event('change'));
  };
}

/** Call back when other commands are offered. @param {() => void} back @returns {() => void} stop */
export function watch(back) {
  changed.addEventListener('change', back);
  return () => changed.removeEventListener('change', back);
}

/** What is offered now; of two with one id the later. @returns {Command[]} */
export const offered = () => [...new Map(offers.flat().map(one => [one.id, one])).values()];

/** The command of a key, the later offer first. @param {string} key */
export const commandOf = key => offered().reverse().find(one => one.keys.includes(key) && (one.when?.() ?? true));

/** Do what a key says. @param {KeyboardEvent} event @returns {boolean} whether a command took it */
export function pressed(event) {
  if (event.defaultPrevented || event.isComposing || typing(event)) return false;
  const command = commandOf(written(event));
  if (!command || boxed()) return false;
  event.preventDefault();
  does(command, event);
  return true;
}

/** Whether a box is open that wants an answer first: nothing behind it hears a key. @param {Document | ShadowRoot} [root] @returns {boolean} */
function boxed(root = document) {
  return Boolean(root.querySelector('dialog:modal')) || [...root.querySelectorAll('*')].some(one => one.shadowRoot && boxed(one.shadowRoot));
}

/** Do a command, and tell who waits for it. @param {Command} command @param {Event} [event] */
export function does(command, event) {
  void command.run(event);
  changed.dispatchEvent(new CustomEvent('done', {detail: command.id}));
}

/** Call back with the id of every command that is done. @param {(id: string) => void} back @returns {() => void} stop */
export function onDone(back) {
  const told = (/** @type {Event} */ event) => back(/** @type {CustomEvent} */ (event).detail);
  changed.addEventListener('done', told);
  return () => changed.removeEventListener('done', told);
}

/** Whether somebody is writing: then letters are letters. @param {KeyboardEvent} event */
function typing(event) {
  const at = event.composedPath()[0];
  const text = at instanceof HTMLTextAreaElement || (at instanceof HTMLInputElement && !NOT_TEXT.includes(at.type));
  // What is typed is taken back in its own field.
  if (event.ctrlKey || event.metaKey) return text && event.key.toLowerCase() === 'z';
  if (at instanceof HTMLSelectElement || at instanceof HTMLTextAreaElement) return true;
  if (at instanceof HTMLButtonElement) return event.key === ' ' || event.key === 'Enter';
  if (!(at instanceof HTMLInputElement)) return at instanceof HTMLElement && at.isContentEditable;
  if (at.type === 'range') return event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End';
  return text || event.key === ' ';
}
