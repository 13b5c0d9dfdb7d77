/** A or B: the question over two alternatives that can be told apart on screen, with what an answer is: nearer, or cannot say. */
import {LitElement, html, css} from 'lit';
import {looks} from './looks.js';

export class AOrB extends LitElement {
  static properties = {again: {attribute: false}, says: {}};

  static styles = [looks, css`
    :host { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: 4px; height: 100%; }
    header { display: flex; gap: 8px; align-items: center; background: var(--desk); border-radius: 4px; padding: var(--pad, 4px) 8px; flex-wrap: wrap; }
    b { color: var(--accent); }
    .push { margin-left: auto; }
  `];

  constructor() {
    super();
    /** What shows both once more, and its key. @type {[string, string]} */
    this.again = ['play again', 'D'];
    /** How far this has come, or what it costs. */
    this.says = '';
  }

  render() {
    const [again, key] = this.again;
    return html`<header role="group" aria-label="A or B?"><span>Which is nearer to what you want?</span>
        <button @click=${() => this.say('A')} title="<"><b>A</b> is</button><button @click=${() => this.say('B')} title=">"><b>B</b> is</button>
        <button @click=${() => this.say('unsure')} title="=">can’t say</button><button @click=${() => this.say('again')} title=${key}>${again}</button>
        <span class="dim push">${this.says}</span></header>
      <slot></slot>`;
  }

  /** @param {string} which */
  say(which) {
    this.dispatchEvent(new CustomEvent('answer', {detail: which}));
  }
}

/** How many were answered since the first was asked, in words. @param {number} count */
export const answered = count => count ? `${count} answered` : 'it circles nothing';

/** The keys of the question, the same in every room. @param {{group: string, asks: string, ready: () => boolean, asked: () => boolean,
 * ask: () => unknown, answer: (which: 'A'|'B'|'unsure') => unknown}} room @returns {import('../commands.js').Command[]} */
export const questions = ({group, asks, ready, asked, ask, answer}) => [
  {id: 'a-or-b', says: `be asked: A or B? ${asks}`, group, keys: ['Shift+y'], when: ready, run: ask},
  {id: 'a-nearer', says: 'A is nearer to what you want', group, keys: ['<'], when: asked, run: () => answer('A')},
  {id: 'b-nearer', says: 'B is nearer to what you want', group, keys: ['>'], when: asked, run: () => answer('B')},
  {id: 'neither', says: 'A or B: you can’t say', group, keys: ['='], when: asked, run: () => answer('unsure')},
];

customElements.define('a-or-b', AOrB);
