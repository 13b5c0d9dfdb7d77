/** One dial of a tone: how far it leans, where that comes from, how far marks bear it out; turned, or forgotten. */
import {LitElement, html, css} from 'lit';
import {borne, spoken} from '../hands/tones.js';
import {LetGo} from '../let-go.js';
import {looks} from './looks.js';

/** Thousandths of one step of a dial. Source: as the other dials, ten steps to either side. */
const STEP = 100;

export class ToneLean extends LitElement {
  static properties = {row: {attribute: false}, setting: {state: true}};

  static styles = [looks, css`
    :host { background: var(--panel); border-radius: 4px; padding: 3px 4px 4px 8px; }
    .all { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 6px; align-items: center; }
    .ends { display: flex; justify-content: space-between; gap: 6px; color: var(--dim); font-size: .92em; line-height: 1.2; }
    .ends span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .ends .asked { color: var(--bright); }
    .track { position: relative; } .track::before { content: ''; position: absolute; left: 50%; top: 0; bottom: 0; width: 1px; background: var(--dim); opacity: .5; }
    input { position: relative; display: block; width: 100%; height: 1.1em; margin: 0; padding: 0; border: 0; background: none; accent-color: var(--accent); cursor: ew-resize; }
    .rest input { accent-color: var(--dim); }
    .gone { padding: 0 7px; align-self: center; }
    .whence { grid-column: 1 / -1; margin: 1px 0 0; font-size: .9em; line-height: 1.25; color: var(--dim); overflow-wrap: anywhere; }
    .bar { display: inline-block; width: 3.6em; height: .45em; background: var(--wall); border-radius: 3px; overflow: hidden; vertical-align: .05em; } .bar i { display: block; height: 100%; background: var(--good); }
    b { font-weight: 400; color: var(--text); }
  `];

  constructor() {
    super();
    /** @type {import('../hands/tones.js').Row} */
    this.row = {craft: '', dial: '', less: '', more: '', about: '', setting: 0, sure: 0, whence: '', here: true};
    this.setting = 0;
    this.stood = '';
    this.letting = new LetGo((/** @type {number} */ setting) => this.tell('turn', setting));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.letting.drop();
  }

  /** Where it stands is what the desk says last; until it says something else, what the hand said. */
  willUpdate() {
    const {craft, dial, setting} = this.row;
    const says = JSON.stringify([craft, dial, setting]);
    if (says === this.stood || this.letting.waits || this.letting.held) return;
    this.stood = says;
    this.setting = setting;
  }

  /** The desk took nothing of it. */
  back() { this.setting = this.row.setting; }

  grip() { /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('input'))?.focus(); }

  render() {
    const {row, setting} = this;
    const marks = borne(row.sure);
    return html`<div class="all ${setting ? '' : 'rest'}" title=${row.about}>
      <label><span class="ends"><span class=${setting < 0 ? 'asked' : ''}>${row.less}</span><span class=${setting > 0 ? 'asked' : ''}>${row.more}</span></span>
        <span class="track" style="display:block"><input type="range" min="-1000" max="1000" step=${STEP} .value=${String(setting)} ?disabled=${!row.here} aria-label=${`${row.dial} of the tone`} aria-valuetext=${spoken(row, setting)}
          @pointerdown=${() => this.letting.hold()} @input=${(/** @type {any} */ event) => this.moved(Number(event.target.value))} @keydown=${this.keyed}></span></label>
      <button class="gone" aria-label=${`forget ${row.dial} in this tone`} title="the tone does not move it (Delete)" @click=${() => this.tell('forget', 0)}>×</button>
      <p class="whence">${row.whence || 'at rest'}${marks ? html` · <span class="bar" aria-hidden="true"><i style="width:${row.sure / 10}%"></i></span> <b>${marks}</b>` : ''}</p></div>`;
  }

  /** @param {number} setting */
  moved(setting) {
    this.setting = setting;
    this.letting.moved(setting);
  }

  /** @param {KeyboardEvent} event */
  keyed(event) {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      this.letting.drop();
      this.tell('forget', 0);
    } else if (event.key === 'Enter') this.letting.now();
    else if (event.key === 'Escape' && this.letting.waits) {
      this.letting.drop();
      this.setting = this.row.setting;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {string} what @param {number} setting */
  tell(what, setting) {
    this.dispatchEvent(new CustomEvent('lean', {detail: {what, craft: this.row.craft, dial: this.row.dial, setting}, bubbles: true, composed: true}));
  }
}

customElements.define('tone-lean', ToneLean);
