/** How much of the tone each line of the scene has: a line over the scene that a hand bends, by pointer or by key. */
import {LitElement, html, css, svg} from 'lit';
import {alongOf, howMuch, pathOf, setBend, shareAt} from '../hands/tones.js';
import {LetGo} from '../let-go.js';
import {transport} from '../transport.js';
import {change, followTones, toned} from '../tones.js';
import {looks} from './looks.js';

/** The box of the line, in its own units; and what one press of a key moves. Source: our choice, a tenth. */
const [WIDE, HIGH, STEP] = [1000, 100, 100];

export class ToneCurve extends LitElement {
  static properties = {heard: {attribute: false}, picked: {state: true}, tried: {state: true}};

  static styles = [looks, css`
    :host { background: var(--desk); border-radius: 4px; padding: 3px 8px 4px; }
    .all { display: grid; grid-template: auto minmax(0, 1fr) / auto minmax(0, 1fr); gap: 2px 8px; }
    .top { grid-column: 1 / -1; display: flex; gap: 8px; align-items: baseline; min-width: 0; white-space: nowrap; } .top .said { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; }
    .top button { padding: 0 8px; } b { color: var(--accent); font-weight: 600; }
    .ends { display: flex; flex-direction: column; justify-content: space-between; color: var(--dim); font-size: .85em; line-height: 1; padding: 1px 0; }
    .field { position: relative; height: 3.4em; background: var(--wall); border-radius: 3px; cursor: ns-resize; touch-action: none; }
    svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; pointer-events: none; }
    path { fill: none; stroke: var(--accent); stroke-width: 1.5; vector-effect: non-scaling-stroke; } .fill { fill: var(--accent); opacity: .12; stroke: none; }
    .column { position: absolute; top: 0; bottom: 0; pointer-events: none; } .column.picked { background: rgb(255 255 255 / .09); } .column.now { border-bottom: 2px solid var(--bright); visibility: hidden; }
    .bend { position: absolute; width: .75em; height: .75em; margin: -.375em; border-radius: 50%; background: var(--accent); border: 1px solid var(--wall); pointer-events: none; }
    .bend.picked { box-shadow: 0 0 0 2px var(--bright); }
  `];

  constructor() {
    super();
    /** Lines as they are heard in the cut that is on. @type {{line: string, start: number, out: number}[]} */
    this.heard = [];
    /** Place of the line that the hand is on. */
    this.picked = 0;
    /** A bend that is not let go yet. @type {{line: string, share: number} | null} */
    this.tried = null;
    this.letting = new LetGo((/** @type {{line: string, share: number}} */ bend) => this.bend(bend));
    /** @type {(() => void)[]} */
    this.away = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [followTones(() => this.requestUpdate()), transport.onFrame(frame => this.at(frame))];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.letting.drop();
    for (const stop of this.away) stop();
  }

  grip() { this.field?.focus(); }

  get field() { return /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.field')); }

  /** Bends as they are, with the one that is in the hand. @returns {{line: string, share: number}[]} */
  get bends() {
    const bends = toned.told?.curve ?? [];
    const set = this.tried ? this.setting(this.tried) : [];
    return [...bends.filter((/** @type {any} */ one) => !set.some(each => each.line === one.line)), ...set];
  }

  /** Every line, with the bend that is in the hand. @returns {import('../hands/tones.js').LineShare[]} */
  get along() { return this.tried ? alongOf(this.bends, toned.told?.along ?? []) : toned.told?.along ?? []; }

  render() {
    const {along, bends} = this;
    if (!along.length) return '';
    const place = Math.min(this.picked, along.length - 1);
    const one = along[place];
    const path = pathOf(along, WIDE, HIGH);
    const bent = new Set(bends.map(each => each.line));
    const here = along.map((each, n) => ({...each, n})).filter(each => bent.has(each.line));
    return html`<div class="all"><div class="top"><b title="how much of the tone each line has">${toned.told.name}</b>
        <span class="said" aria-live="polite">${here.length || this.tried ? html`<span class="dim">${one.line} ${one.who}</span> ${one.words} <span class="dim">· ${howMuch(one.share)}</span>` : html`<span class="dim">over the whole scene; drag a line down where there shall be less of it, or ← → to a line and ↓</span>`}</span>
        <button ?disabled=${!bends.length} title="all of it in every line" @click=${() => change({curve: ['whole']})}>flat</button></div>
      <div class="ends" aria-hidden="true"><span>all</span><span>none</span></div>
      <div class="field" role="slider" tabindex="0" aria-orientation="vertical" aria-label=${`how much of the tone line ${one.line} has: ${one.who} ${one.words}`} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(one.share / 10)}
        aria-valuetext=${`${howMuch(one.share)}${bent.has(one.line) ? ', a bend of yours' : ''}`} @keydown=${this.keyed} @pointerdown=${this.down} @pointermove=${this.move}>
        <div class="column picked" style=${this.column(place)}></div><div class="column now"></div>
        <svg viewBox="0 0 ${WIDE} ${HIGH}" preserveAspectRatio="none" aria-hidden="true">${svg`<path class="fill" d="${path} V${HIGH} H0 Z"></path><path d=${path}></path>`}</svg>
        ${here.map(each => html`<i class="bend ${each.n === place ? 'picked' : ''}" style="left:${100 * (each.n + .5) / along.length}%; top:${100 - each.share / 10}%"></i>`)}</div></div>`;
  }

  /** @param {number} place */
  column(place) { return `left:${100 * place / this.along.length}%; width:${100 / this.along.length}%`; }

  /** Where the playhead is. Not a property: it changes with every picture. @param {number} frame */
  at(frame) {
    const now = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.now'));
    if (!now) return;
    const line = this.heard.find(one => frame >= one.start && frame < one.out)?.line.split('.')[0];
    const place = this.along.findIndex(one => one.line === line);
    now.style.cssText = place < 0 ? 'visibility:hidden' : `visibility:visible; ${this.column(place)}`;
  }

  /** @param {PointerEvent} event */
  down(event) {
    const {field, along} = this;
    if (!field || event.button !== 0) return;
    field.setPointerCapture(event.pointerId);
    this.picked = Math.max(0, Math.min(along.length - 1, Math.floor((event.clientX - field.getBoundingClientRect().left) / field.clientWidth * along.length)));
    this.letting.hold();
  }

  /** @param {PointerEvent} event */
  move(event) {
    const {field, along} = this;
    if (!field || !this.letting.held) return;
    this.stand(along[this.picked].line, shareAt(event.clientY - field.getBoundingClientRect().top, field.clientHeight));
  }

  /** @param {string} line @param {number} share */
  stand(line, share) {
    this.tried = {line, share};
    this.letting.moved(this.tried);
  }

  /** @param {KeyboardEvent} event */
  keyed(event) {
    const {along} = this;
    const place = Math.min(this.picked, along.length - 1);
    const one = along[place];
    const walk = /** @type {Record<string, number>} */ ({ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: along.length - 1})[event.key];
    const turn = /** @type {Record<string, number>} */ ({ArrowUp: one.share + STEP, ArrowDown: one.share - STEP, PageUp: 1000, PageDown: 0})[event.key];
    if (walk !== undefined) {
      this.letting.now();
      this.picked = Math.max(0, Math.min(along.length - 1, walk));
    } else if (turn !== undefined) this.stand(one.line, Math.max(0, Math.min(1000, Math.round(turn / STEP) * STEP)));
    else if (event.key === 'Delete' || event.key === 'Backspace') void this.straighten(one.line);
    else if (event.key === 'Enter') this.letting.now();
    else if (event.key === 'Escape' && this.tried) this.drop();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  drop() {
    this.letting.drop();
    this.tried = null;
  }

  /** A bend, and the lines beside it that are to stay as they are. @param {{line: string, share: number}} bend */
  setting(bend) { return setBend(toned.told?.curve ?? [], toned.told?.along ?? [], bend); }

  /** What the hand said is on the record. @param {{line: string, share: number}} bend */
  async bend(bend) {
    await change({curve: this.setting(bend).map(({line, share}) => `${line}=${share}`)});  // refused, it lies as it lay
    if (this.tried === bend) this.tried = null;
  }

  /** The bend at a line is gone. @param {string} line */
  async straighten(line) {
    const bent = this.bends.some(one => one.line === line);  // in the hand, or told
    this.drop();
    if (bent) await change({curve: [`${line}=`]});
  }
}

customElements.define('tone-curve', ToneCurve);
