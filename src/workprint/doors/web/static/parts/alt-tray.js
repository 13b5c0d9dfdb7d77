/** The six: each a filmstrip with what it is, why, and the marks. */
import {LitElement, html, css} from 'lit';
import {filmstrip} from '../api.js';
import {length} from '../hands/time.js';
import {looks} from './looks.js';

const MARKS = [['circle', 'C'], ['hold', 'H'], ['ng', 'N']];

export class AltTray extends LitElement {
  static properties = {six: {attribute: false}, scene: {}, on: {}};

  static styles = [looks, css`
    ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 6px; }
    li { background: var(--panel); border: 1px solid transparent; border-radius: 5px; padding: 5px 7px; display: grid;
      grid-template-columns: auto 1fr auto; gap: 2px 8px; align-items: center; }
    li.on { border-color: var(--accent); }
    .number { font-size: 1.25em; font-weight: 600; padding: 2px 8px; }
    .strip { grid-column: 1 / -1; display: block; width: 100%; height: 44px; object-fit: cover; object-position: left; cursor: pointer;
      border-radius: 3px; background: #111; padding: 0; border: 0; }
    .strip img { width: 100%; height: 44px; object-fit: fill; display: block; border-radius: 3px; }
    .why { grid-column: 1 / -1; margin: 0; color: var(--dim); font-size: .93em; }
    .outside { color: var(--accent); }
    .marks { display: flex; gap: 4px; }
    .marks button { padding: 1px 8px; }
  `];

  constructor() {
    super();
    /** @type {any} */
    this.six = null;
    this.scene = '';
    this.on = '';
  }

  render() {
    const shown = this.six?.shown ?? [];
    return html`<ol aria-label="the six cuts on show">${shown.map((/** @type {any} */ one) => this.row(one))}</ol>`;
  }

  /** @param {any} one */
  row(one) {
    const place = one.number - (this.six?.shown[0]?.number ?? 1) + 1;
    return html`<li class=${one.id === this.on ? 'on' : ''}>
      <button class="number" aria-label="play cut ${place}" @click=${() => this.ask('play', one.id)}>${place}</button>
      <span>${length(one.frames, this.six.rate)}, ${one.shots} shots
        ${one.outside ? html`<span class="outside">from outside your taste</span>` : ''}</span>
      <span class="marks">${MARKS.map(([mark, key]) => html`
        <button title="${mark} (${key})" aria-pressed=${one.mark === mark} @click=${() => this.ask('mark', one.id, mark)}>${mark}</button>`)}</span>
      <button class="strip" tabindex="-1" aria-hidden="true" @click=${() => this.ask('play', one.id)}>
        <img src=${filmstrip(one.id, this.scene)} alt="" loading="lazy"></button>
      <p class="why">${best(one.reasons).join('; ')}</p>
    </li>`;
  }

  /** @param {string} what @param {string} alt @param {string} [mark] */
  ask(what, alt, mark = '') {
    this.dispatchEvent(new CustomEvent('alt', {detail: {what, alt, mark}, bubbles: true, composed: true}));
  }
}

/** The three causes that count most, for and against, in words. @param {any[]} reasons */
export function best(reasons) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const one of reasons) {
    const says = one.says.replace(/ \(\d+ times\)$/, '');
    if (one.points) sums.set(says, (sums.get(says) ?? 0) + one.points);
  }
  return [...sums].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])).slice(0, 3).map(([says]) => says);
}

customElements.define('alt-tray', AltTray);
