/** A or B: the question over two cuts that lie side by side, with what an answer is: nearer, or cannot say. */
import {LitElement, html, css} from 'lit';
import {looks} from './looks.js';

export class AOrB extends LitElement {
  static properties = {asked: {attribute: false}, answers: {attribute: false}};

  static styles = [looks, css`
    :host { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: 4px; height: 100%; }
    header { display: flex; gap: 8px; align-items: center; background: var(--desk); border-radius: 4px; padding: 4px 8px; flex-wrap: wrap; }
    b { color: var(--accent); }
    .push { margin-left: auto; }
  `];

  constructor() {
    super();
    /** @type {{a: string, b: string, thousandths: number, says: string} | null} */
    this.asked = null;
    /** How many were answered since the first was asked. */
    this.answers = 0;
  }

  render() {
    const {asked} = this;
    if (!asked) return '';
    return html`<header role="group" aria-label="A or B?"><span>Which is nearer to what you want?</span>
        <button @click=${() => this.say('A')} title="<"><b>A</b> is</button><button @click=${() => this.say('B')} title=">"><b>B</b> is</button>
        <button @click=${() => this.say('unsure')} title="=">can’t say</button><button @click=${() => this.say('again')} title="D">play again</button>
        <span class="dim push">${(asked.thousandths / 1000).toFixed(0)} s of moments that differ; ${this.answers ? `${this.answers} answered` : 'it circles nothing'}</span></header>
      <slot></slot>`;
  }

  /** @param {string} which */
  say(which) {
    this.dispatchEvent(new CustomEvent('answer', {detail: which}));
  }
}

customElements.define('a-or-b', AOrB);
