/** The cutting room: the picture, the six, the map, the timeline, and the keys that work them. */
import {LitElement, html, css} from 'lit';
import {verb} from '../api.js';
import {sameMoment} from '../hands/moment.js';
import '../parts/alt-tray.js';
import '../parts/cut-map.js';
import '../parts/cut-player.js';
import '../parts/cut-timeline.js';
import {looks} from '../parts/looks.js';
import {act, follow, say, show, state} from '../store.js';

const MARKS = /** @type {Record<string, string>} */ ({c: 'circle', h: 'hold', n: 'ng'});

export class CuttingPage extends LitElement {
  static properties = {on: {state: true}, cut: {state: true}, asking: {state: true}};

  static styles = [looks, css`
    :host { display: grid; height: 100%; gap: var(--gap); grid-template: minmax(0, 1fr) 132px / minmax(0, 1fr) minmax(300px, 27%); }
    cut-player { grid-area: 1 / 1; }
    aside { grid-area: 1 / 2 / 3 / 3; display: grid; grid-template-rows: minmax(0, 1fr) 34%; gap: var(--gap); min-height: 0; }
    .six { overflow: auto; }
    cut-timeline { grid-area: 2 / 1; }
    .start { display: grid; place-items: center; text-align: center; height: 100%; }
    .start button { font-size: 1.1em; padding: 8px 18px; border-color: var(--accent); }
  `];

  constructor() {
    super();
    this.on = '';
    /** @type {any} */
    this.cut = null;
    this.asking = false;
    this.other = '';
    /** @type {Map<string, any>} */
    this.cuts = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    this.stop = follow(() => this.followed());
    addEventListener('keydown', this.keyed);
    this.followed();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    removeEventListener('keydown', this.keyed);
  }

  followed() {
    this.requestUpdate();
    const shown = state.six?.shown ?? [];
    if (shown.length && shown[0].id !== this.first) {
      this.first = shown[0].id;
      void this.updateComplete.then(() => this.player?.ready(shown.map((/** @type {any} */ one) => one.id)));
      for (const one of shown) void this.laid(one.id);
    }
  }

  get player() { return /** @type {import('../parts/cut-player.js').CutPlayer | null} */ (this.renderRoot.querySelector('cut-player')); }
  get line() { return /** @type {import('../parts/cut-timeline.js').CutTimeline | null} */ (this.renderRoot.querySelector('cut-timeline')); }

  render() {
    if (!state.map) return this.empty();
    return html`
      <cut-player .scene=${state.scene} .rate=${state.board?.rate ?? '24'} .frames=${this.cut?.frames ?? 0} .label=${this.label()}
        @at=${(/** @type {CustomEvent} */ event) => this.line?.at(event.detail)}></cut-player>
      <aside>
        <div class="six"><alt-tray .six=${state.six} .scene=${state.scene} .on=${this.on} @alt=${this.asked}></alt-tray></div>
        <cut-map .map=${state.map} .scene=${state.scene} .rate=${state.board?.rate ?? '24'} .on=${this.on} @alt=${this.asked}></cut-map>
      </aside>
      <cut-timeline .cut=${this.cut} .board=${state.board} @seek=${(/** @type {CustomEvent} */ event) => this.player?.seek(event.detail)}></cut-timeline>`;
  }

  empty() {
    const lined = state.board?.readings.length;
    return html`<div class="start" style="grid-area: 1 / 1 / 3 / 3"><div>
      <p>${lined ? 'Every take of this scene is lined.' : 'There is nothing to cut yet.'}</p>
      ${lined ? html`<button ?disabled=${this.asking} @click=${this.propose}>${this.asking ? 'cutting …' : 'Propose 300 cuts'}</button>`
        : html`<p class="dim">${state.status?.next ?? ''}</p>`}</div></div>`;
  }

  async propose() {
    this.asking = true;
    const six = await act('propose', {scene: state.scene});
    this.asking = false;
    if (six) say(`${six.total} whole cuts, all different; the first six are on show`);
    await show();
  }

  label() {
    const shown = state.six?.shown ?? [];
    const place = shown.findIndex((/** @type {any} */ one) => one.id === this.on);
    return this.on ? `${place >= 0 ? `cut ${place + 1}` : `cut ${this.on.slice(0, 8)}`}${this.on === state.cut?.id ? ', circled' : ''}` : '';
  }

  /** A cut with everything at its place, asked for once. @param {string} alt */
  async laid(alt) {
    if (!this.cuts.has(alt)) this.cuts.set(alt, await verb('timeline', {alt, scene: state.scene}).catch(() => null));
    return this.cuts.get(alt);
  }

  /** @param {string} alt @param {number} [frame] @param {boolean} [playing] */
  async play(alt, frame = 0, playing = true) {
    if (this.on && this.on !== alt) this.other = this.on;
    this.on = alt;
    const started = this.player?.show(alt, frame, playing);
    this.cut = await this.laid(alt);
    await started;
  }

  /** The other cut at the same moment of the scene. */
  async flip() {
    if (!this.other || !this.player) return say('play two cuts first; then F flips between them');
    const [here, there] = [await this.laid(this.on), await this.laid(this.other)];
    const at = here && there ? sameMoment(this.player.frame, here, there) : 0;
    return this.play(this.other, at, this.player.speed > 0);
  }

  /** @param {CustomEvent} event */
  asked(event) {
    const {what, alt, mark} = event.detail;
    return what === 'play' ? this.play(alt) : this.mark(alt, mark);
  }

  /** @param {string} alt @param {string} mark */
  async mark(alt, mark) {
    const said = await act('decide', {alt, mark, scene: state.scene});
    if (said && state.six) {
      const row = state.six.shown.find((/** @type {any} */ one) => one.id === alt);
      if (row) row.mark = mark;
      this.requestUpdate();
      /** @type {import('../parts/alt-tray.js').AltTray | null} */ (this.renderRoot.querySelector('alt-tray'))?.requestUpdate();
    }
  }

  /** @param {KeyboardEvent} event */
  keyed = event => {
    const typing = event.composedPath().some(each => each instanceof HTMLInputElement || each instanceof HTMLSelectElement || each instanceof HTMLTextAreaElement);
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !state.map) return;
    const done = this.key(event.key.length === 1 ? event.key.toLowerCase() : event.key, event.shiftKey);
    if (done) event.preventDefault();
  };

  /** @param {string} key @param {boolean} shift @returns {boolean} */
  key(key, shift) {
    const shown = state.six?.shown ?? [];
    const one = shown[Number(key) - 1];
    if (one) return Boolean(this.play(one.id));
    if (key in MARKS && this.on) return Boolean(this.mark(this.on, MARKS[key]));
    /** @type {Record<string, () => unknown>} */
    const keys = {
      ' ': () => this.player?.toggle(), j: () => this.player?.shuttle('j'), k: () => this.player?.shuttle('k'), l: () => this.player?.shuttle('l'),
      ArrowLeft: () => this.player?.step(shift ? -24 : -1), ArrowRight: () => this.player?.step(shift ? 24 : 1),
      Home: () => this.player?.seek(0), End: () => this.player?.seek((this.cut?.frames ?? 1) - 1),
      f: () => this.flip(), m: () => show((shown.at(-1)?.number ?? 0) + 1 > (state.six?.total ?? 0) ? 1 : (shown.at(-1)?.number ?? 0) + 1),
      u: () => act('undo'),
    };
    if (!(key in keys)) return false;
    keys[key]();
    return true;
  }
}

customElements.define('cutting-page', CuttingPage);
