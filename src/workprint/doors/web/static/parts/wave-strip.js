/** A reading's waveform with its words under it; every boundary of a word is a handle that moves it. */
import {LitElement, html, css} from 'lit';
import {peaks} from '../api.js';
import {bars} from '../hands/wave.js';
import {SAMPLES, STEP, corrections, edges, held, moved, named} from '../hands/words.js';
import {looks} from './looks.js';

/**
 * @typedef {import('../hands/words.js').Word} Word
 * @typedef {import('../hands/words.js').Edge} Edge
 */

/** Milliseconds after the last arrow key until the boundary stays where it is. Source: our choice; time for the next press. */
const REST_MS = 700;

export class WaveStrip extends LitElement {
  static properties = {take: {}, words: {attribute: false}, from: {type: Number}, to: {type: Number}, fixed: {}, moving: {state: true}};

  static styles = [looks, css`
    :host { display: grid; grid-template-rows: minmax(3em, 1fr) 2.7em; background: var(--desk); border-radius: 4px; overflow: hidden; user-select: none; }
    .wave { position: relative; cursor: text; margin: 0 .9em; }
    canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
    .head { position: absolute; top: 0; bottom: 0; left: -1em; width: 1px; background: var(--bright); pointer-events: none; }
    .edge { position: absolute; top: 0; bottom: 0; width: 1em; margin-left: -.5em; cursor: ew-resize; touch-action: none; border-radius: 3px; }
    .edge::before { content: ''; position: absolute; left: calc(50% - .5px); top: 0; bottom: 0; width: 1px; background: var(--dim); }
    .edge::after { content: ''; position: absolute; left: calc(50% - .28em); top: 0; width: .56em; height: .8em; background: var(--dim); border-radius: 0 0 3px 3px; }
    .edge:hover::before, .edge:hover::after { background: var(--bright); }
    .edge.moving::before, .edge.moving::after { background: var(--accent); }
    .edge:focus-visible { outline-offset: -2px; z-index: 1; }
    .words { position: relative; margin: 0 .9em; line-height: 1.3; }
    .words span { position: absolute; top: .1em; overflow: hidden; white-space: nowrap; border-left: 1px solid var(--edge); padding-left: .25em; }
    .words .missing { top: 1.35em; border: 0; padding: 0; overflow: visible; color: var(--bad); text-decoration: line-through; transform: translateX(-50%); }
    .words .changed, .words .extra { color: var(--accent); }
    .told { position: absolute; right: .5em; top: .2em; color: var(--accent); font-variant-numeric: tabular-nums; pointer-events: none;
      background: color-mix(in srgb, var(--desk) 85%, transparent); padding: 0 .3em; }
  `];

  constructor() {
    super();
    this.take = '';
    /** @type {Word[]} */
    this.words = [];
    this.from = 0;
    this.to = 1;
    this.fixed = false;
    /** The boundary that is on the move, and where it is. @type {{n: number, at: number} | null} */
    this.moving = null;
    /** @type {Edge[]} */
    this.edges = [];
    this.stand = 0;
    this.rest = 0;
    this.said = '';
    /** @type {ResizeObserver | undefined} */
    this.sized = undefined;
    /** What the desk was told and has not answered. @type {{n: number, at: number} | null} */
    this.asked = null;
    /** @type {{n: number, off: number} | undefined} */
    this.grip = undefined;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sized?.disconnect();
    clearTimeout(this.rest);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const said = JSON.stringify([this.take, this.words]);
    if (changed.has('words') && said !== this.said) this.renewed(said);
    if (!this.moving) this.edges = this.fixed ? [] : edges(this.words, this.from, this.to);
    this.stand = Math.min(this.stand, Math.max(0, this.edges.length - 1));
  }

  /** Other words: a preview ends, unless somebody went on moving the same boundary while the desk answered. @param {string} said */
  renewed(said) {
    const [now, was, {moving}] = [edges(this.words, this.from, this.to), this.edges, this];
    const same = moving && moving !== this.asked && now[moving.n]?.before === was[moving.n].before && now[moving.n]?.after === was[moving.n].after;
    const take = this.said.split('"', 2)[1] === this.take;
    [this.said, this.asked] = [said, null];
    if (same && take && now.length === was.length) this.edges = now;
    else this.moving = null;
  }

  render() {
    const words = this.shown();
    return html`<div class="wave" part="wave" @pointerdown=${this.sought}><canvas aria-hidden="true"></canvas>
        ${this.edges.map((edge, n) => this.handle(edge, n))}<div class="head"></div>
        ${this.moving ? html`<span class="told">${this.seconds(this.moving.at)}, ${this.by()}</span>` : ''}</div>
      <div class="words" aria-hidden="true">${words.map(word => html`<span class=${word[3]} title=${word[0]}
        style="left: ${this.place(word[1])}%; ${word[3] === 'missing' ? '' : `width: ${this.place(word[2]) - this.place(word[1])}%`}">${word[0]}</span>`)}</div>`;
  }

  /** @param {Edge} edge @param {number} n */
  handle(edge, n) {
    const on = this.moving?.n === n;
    const at = on ? /** @type {{at: number}} */ (this.moving).at : edge.at;
    return html`<div class="edge ${on ? 'moving' : ''}" role="slider" tabindex=${n === this.stand ? 0 : -1} aria-label=${named(this.words, edge)}
      aria-valuemin=${ms(edge.least)} aria-valuemax=${ms(edge.most)} aria-valuenow=${ms(at)} aria-valuetext="${this.seconds(at)} into the take"
      aria-description="left and right move it by 10 ms, with shift by 100; up and down go to the next boundary; Enter plays around it"
      title="${named(this.words, edge)}: drag, or ← → (Shift: 100 ms)" style="left: ${this.place(at)}%" @keydown=${(/** @type {KeyboardEvent} */ event) => this.keyed(event, n)}
      @pointerdown=${(/** @type {PointerEvent} */ event) => this.caught(event, n)} @pointermove=${(/** @type {PointerEvent} */ event) => this.dragged(event, n)}
      @pointerup=${this.settle} @pointercancel=${this.drop} @blur=${this.settle} @focus=${() => { this.stand = n; this.requestUpdate(); }}></div>`;
  }

  updated() {
    this.sized ??= this.watched();
    void this.draw();
  }

  watched() {
    const seen = new ResizeObserver(() => void this.draw());
    seen.observe(this.wave);
    return seen;
  }

  get wave() { return /** @type {HTMLElement} */ (this.renderRoot.querySelector('.wave')); }

  /** The words as they are, or as they would be. */
  shown() { return this.moving ? moved(this.words, this.edges[this.moving.n], this.moving.at) : this.words; }

  /** Per cent of the width. @param {number} sample */
  place(sample) { return 100 * (sample - this.from) / Math.max(1, this.to - this.from); }

  /** @param {number} sample */
  seconds(sample) { return `${(sample / SAMPLES).toFixed(2)} s`; }

  by() {
    const by = this.moving ? ms(this.moving.at - this.edges[this.moving.n].at) : 0;
    return `${by > 0 ? '+' : ''}${by} ms`;
  }

  /** @param {PointerEvent} event */
  sample(event) {
    const box = this.wave.getBoundingClientRect();
    return this.from + (event.clientX - box.left) / box.width * (this.to - this.from);
  }

  /** Where the playhead stands. Not a property: it changes with every picture. @param {number} sample */
  at(sample) {
    const head = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.head'));
    if (head) head.style.left = sample >= this.from && sample <= this.to ? `${this.place(sample)}%` : '-1em';
  }

  /** Go to the boundaries. */
  focus() { /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.edge[tabindex="0"]'))?.focus(); }

  /** @param {PointerEvent} event */
  sought(event) {
    if (event.target instanceof Element && event.target.closest('.edge')) return;
    this.tell('seek', this.sample(event));
  }

  /** @param {PointerEvent} event @param {number} n */
  caught(event, n) {
    const handle = /** @type {HTMLElement} */ (event.currentTarget);
    handle.setPointerCapture(event.pointerId);
    handle.focus();
    event.preventDefault();
    this.grip = {n, off: this.edges[n].at - this.sample(event)};
  }

  /** @param {PointerEvent} event @param {number} n */
  dragged(event, n) {
    if (!event.buttons || this.grip?.n !== n) return;
    this.moving = {n, at: held(this.edges[n], this.sample(event) + this.grip.off)};
  }

  /** @param {KeyboardEvent} event @param {number} n */
  keyed(event, n) {
    const way = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    const next = {ArrowUp: -1, ArrowDown: 1}[event.key];
    if (way) this.nudge(n, way * (event.shiftKey ? 10 : 1) * STEP);
    else if (next) this.step(n + next);
    else if (event.key === 'Enter' || event.key === ' ') this.heard(n);
    else if (event.key === 'Escape') this.left();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number} n @param {number} by */
  nudge(n, by) {
    const edge = this.edges[n];
    this.moving = {n, at: held(edge, (this.moving?.n === n ? this.moving.at : edge.at) + by)};
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.settle(), REST_MS);
  }

  /** @param {number} n */
  step(n) {
    const handles = this.renderRoot.querySelectorAll('.edge');
    /** @type {HTMLElement | undefined} */ (handles[Math.max(0, Math.min(handles.length - 1, n))])?.focus();
  }

  /** @param {number} n */
  heard(n) {
    const at = this.moving?.n === n ? this.moving.at : this.edges[n].at;
    this.settle();
    this.tell('around', at);
  }

  left() {
    if (this.moving) return this.drop();
    return this.tell('leave', null);
  }

  /** What was moved stays: the desk is told. The preview stands until the desk has answered. */
  settle() {
    clearTimeout(this.rest);
    this.grip = undefined;
    const {moving} = this;
    if (!moving || this.asked === moving) return;
    const told = corrections(this.words, this.edges[moving.n], moving.at);
    if (!told.length) return this.drop();
    this.asked = moving;
    this.tell('correct', {corrections: told, at: moving.at});
  }

  /** As it was. */
  drop() {
    clearTimeout(this.rest);
    this.grip = undefined;
    this.moving = null;
  }

  /** @param {string} name @param {unknown} detail */
  tell(name, detail) { this.dispatchEvent(new CustomEvent(name, {detail})); }

  async draw() {
    const wave = this.take ? await peaks(this.take) : new Int16Array();
    const canvas = /** @type {HTMLCanvasElement} */ (this.renderRoot.querySelector('canvas'));
    const [width, height, ratio] = [canvas.clientWidth, canvas.clientHeight, devicePixelRatio];
    [canvas.width, canvas.height] = [width * ratio, height * ratio];
    const ink = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    ink.scale(ratio, ratio);
    const looks = getComputedStyle(this);
    const [quiet, spoken] = [looks.getPropertyValue('--edge'), looks.getPropertyValue('--dim')];
    const words = this.shown().filter(word => word[3] !== 'missing');
    for (const bar of bars(wave, this.from, this.to, width, height)) {
      ink.fillStyle = words.some(word => word[1] <= bar.sample && bar.sample < word[2]) ? spoken : quiet;
      ink.fillRect(bar.x, bar.top, 1, bar.tall);
    }
  }
}

/** @param {number} samples */
const ms = samples => Math.round(samples * 1000 / SAMPLES);

customElements.define('wave-strip', WaveStrip);
