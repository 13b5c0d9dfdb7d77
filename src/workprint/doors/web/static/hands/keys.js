/** Keys: how they are written, and which one was pressed. Pure functions. */

/** What a key is called for people. */
const SAID = /** @type {Record<string, string>} */ ({' ': 'space', ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc'});

/**
 * The key of an event as commands write it: `c`, `Shift+c`, `Alt+ArrowLeft`, `Ctrl+k`. Cmd counts as Ctrl. A sign that
 * needs shift on some keyboards is written as the sign: `?`.
 * @param {{key: string, shiftKey: boolean, altKey: boolean, ctrlKey: boolean, metaKey: boolean}} event
 */
export function written(event) {
  const letter = event.key.length === 1 && event.key.toLowerCase() !== event.key.toUpperCase();
  const named = event.key.length > 1;
  const key = letter ? event.key.toLowerCase() : event.key;
  return (event.ctrlKey || event.metaKey ? 'Ctrl+' : '') + (event.altKey ? 'Alt+' : '')
    + (event.shiftKey && (letter || named || event.key === ' ') ? 'Shift+' : '') + key;
}

/** A written key for people: `Shift+ArrowLeft` is `Shift ←`. @param {string} key */
export function said(key) {
  const parts = key === '+' ? ['+'] : key.split('+');
  return parts.map((part, n) => SAID[part] ?? (n === parts.length - 1 && part.length === 1 ? part.toUpperCase() : part)).join(' ');
}

/**
 * How well a command fits what was typed in the palette: 0 is not at all. Every word must be found; a word's beginning
 * counts more than its middle. @param {string} says @param {string} typed
 */
export function fits(says, typed) {
  const text = ` ${says.toLowerCase()}`;
  let sum = 1;
  for (const word of typed.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = text.indexOf(` ${word}`) >= 0 ? 2 : text.includes(word) ? 1 : 0;
    if (!at) return 0;
    sum += at;
  }
  return sum;
}
