/** Two cuts side by side on one scale of time: pictures, sound, the lines that both have, and what differs lit. */
import {LitElement, html, svg, css} from 'lit';
import {filmstrip, verb} from '../api.js';
import {laid} from '../hand.js';
import {spansOf} from '../hands/passages.js';
import {fps, length, timecode} from '../hands/time.js';
import {transport} from '../transport.js';
import {looks} from './looks.js';

/** Height of the drawing of what joins both, in its own units; across it has a unit for every frame. */
const DEEP = 100;

export class SideBySide extends LitElement {
  static properties = {one: {attribute: false}, other: {attribute: false}, scene: {}, compared: {state: true}, cuts: {state: true}, at: {state: true}, trouble: {state: true}};

  static styles = [looks, css`
    :host { display: grid; height: 100%; grid-template-columns: minmax(0, 1fr) minmax(18em, 30%); gap: var(--gap); background: var(--desk); border-radius: 4px; padding: 5px 7px; }
    .cuts { display: grid; grid-template-rows: auto 2.8em .8em minmax(1em, 1fr) .8em 2.8em auto; min-height: 0; gap: 1px; position: relative; }
    .name { display: flex; gap: .6em; align-items: baseline; line-height: 1.3; } .name b { color: var(--accent); } .name b.B { color: var(--bright); }
    .lane { position: relative; background: #111; }
    .lane img { display: block; height: 100%; border-radius: 2px; }
    .sound i { position: absolute; top: 0; bottom: 0; background: #263038; border-right: 1px solid var(--desk); }
    .sound i.room { background: #222a22; }
    .lit { position: absolute; top: 0; bottom: 0; min-width: 3px; border: 1px solid var(--accent); background: rgb(232 176 75 / .22); padding: 0; border-radius: 2px; }
    .lit.at { background: rgb(232 176 75 / .55); }
    .joined { width: 100%; height: 100%; display: block; }
    .joined path { fill: #343434; } .joined path.at { fill: rgb(232 176 75 / .3); }
    .head { position: absolute; top: 0; bottom: 0; width: 2px; background: var(--bright); pointer-events: none; display: none; }
    .side { display: grid; grid-template-rows: auto minmax(0, 1fr); min-height: 0; gap: 3px; }
    .side header { display: flex; gap: .5em; align-items: baseline; } .side header button { margin-left: auto; padding: 0 8px; }
    ol { list-style: none; margin: 0; padding: 2px; overflow: auto; min-height: 0; }
    li button { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .6em; width: 100%; text-align: left; border: 1px solid transparent; background: none; padding: 1px 5px; line-height: 1.3; }
    li button[aria-current="true"] { background: var(--panel); border-color: var(--accent); color: var(--bright); }
    time { color: var(--dim); font-variant-numeric: tabular-nums; }
    .wait { display: grid; place-items: center; color: var(--dim); grid-column: 1 / 3; }
  `];

  constructor() {
    super();
    /** @type {import('../hands/passages.js').Named} */
    this.one = {id: '', name: ''};
    /** @type {import('../hands/passages.js').Named} */
    this.other = {id: '', name: ''};
    this.scene = '';
    /** @type {any} */
    this.compared = null;
    /** @type {any[]} timelines of both */
    this.cuts = [];
    this.at = -1;
    this.trouble = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = transport.onFrame(frame => this.stands(frame));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.away?.();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('one') && this.one.id !== /** @type {any} */ (changed.get('one'))?.id
      || changed.has('other') && this.other.id !== /** @type {any} */ (changed.get('other'))?.id) void this.look();
  }

  /** Ask the desk what differs. */
  async look() {
    const asked = `${this.one.id} ${this.other.id}`;
    [this.compared, this.cuts, this.at, this.trouble] = [null, [], -1, ''];
    try {
      const [compared, ...cuts] = await Promise.all([verb('compare', {one: this.one.id, other: this.other.id, scene: this.scene, movie: false}),
        laid(this.one.id), laid(this.other.id)]);
      if (asked === `${this.one.id} ${this.other.id}` && cuts.every(Boolean)) [this.compared, this.cuts] = [compared, cuts];
      else this.trouble = 'one of the two cannot be laid out; the record may be from before its takes were renamed';
    } catch (trouble) {
      this.trouble = /** @type {Error} */ (trouble).message;
    }
  }

  render() {
    if (!this.compared) return html`<p class="wait" role="status">${this.trouble || 'laying the two side by side …'} <button @click=${this.close}>close (Esc)</button></p>`;
    const [first, second] = this.cuts;
    return html`<div class="cuts">${this.heading(this.one, 'A', 0)}${this.pictures(first, 0)}${this.sounds(first, 0)}
        ${this.joined()}${this.sounds(second, 1)}${this.pictures(second, 1)}${this.heading(this.other, 'B', 1)}</div>
      ${this.list()}`;
  }

  get longest() { return Math.max(...this.compared.frames, 1); }

  /** @param {number} frames */
  wide(frames) { return `${100 * frames / this.longest}%`; }

  /** @param {import('../hands/passages.js').Named} named @param {string} letter @param {number} which */
  heading(named, letter, which) {
    return html`<div class="name"><b class=${letter}>${letter}</b>${named.name} <span class="dim">${length(this.compared.frames[which], this.compared.rate)}, ${this.cuts[which].shots.length} shots</span></div>`;
  }

  /** @param {any} cut @param {number} which */
  pictures(cut, which) {
    return html`<div class="lane"><img src=${filmstrip(cut.id, this.scene)} alt="" style="width:${this.wide(cut.frames)}">${this.lit(which)}
      <span class="head" data-alt=${cut.id} data-frames=${cut.frames}></span></div>`;
  }

  /** @param {any} cut @param {number} which */
  sounds(cut, which) {
    return html`<div class="lane sound">${cut.pieces.map((/** @type {[number, any]} */ [at, piece]) => html`<i class=${piece.room || !piece.take ? 'room' : ''}
      style="left:${this.wide(at)};width:${this.wide(piece.out - piece.start)}" title=${piece.take}></i>`)}${this.lit(which, true)}</div>`;
  }

  /** What differs, lit where it is. @param {number} which @param {boolean} [still] whether it is only to be seen */
  lit(which, still = false) {
    return this.compared.differences.map((/** @type {any} */ one, /** @type {number} */ n) => {
      const [start, out] = which ? one.there : one.here;
      const where = `left:${this.wide(start)};width:${this.wide(out - start)}`;
      const lit = `lit ${n === this.at ? 'at' : ''}`;
      return still ? html`<span class=${lit} style=${where}></span>`
        : html`<button class=${lit} style=${where} tabindex="-1" aria-hidden="true" title=${one.says} @click=${() => this.go(n)}></button>`;
    });
  }

  /** The lines that both have, each from where it is heard in one to where it is heard in the other. */
  joined() {
    const [first, second] = this.cuts;
    const there = new Map(second.lines.map((/** @type {any} */ line) => [line.line, line]));
    const on = new Set(this.compared.differences[this.at]?.lines ?? []);
    return html`<svg class="joined" viewBox="0 0 ${this.longest} ${DEEP}" preserveAspectRatio="none" role="img" aria-label="the lines that both cuts have">
      ${first.lines.filter((/** @type {any} */ line) => there.has(line.line)).map((/** @type {any} */ line) => {
        const other = /** @type {any} */ (there.get(line.line));
        return svg`<path class=${on.has(line.line) ? 'at' : ''} d="M${line.start} 0 H${line.out} L${other.out} ${DEEP} H${other.start} Z"></path>`;
      })}</svg>`;
  }

  list() {
    const {differences, frames, moments, rate} = this.compared;
    const seconds = (/** @type {number} */ count) => (count / fps(rate)).toFixed(0);
    return html`<div class="side"><header><h2>${differences.length ? `${differences.length} difference${differences.length > 1 ? 's' : ''} in B` : 'They play the same.'}</h2>
        ${differences.length ? html`<span class="dim">${seconds(moments)} of ${seconds(frames[0] + frames[1])} s</span>` : ''}
        <button @click=${this.close} title="Esc">close</button></header>
      <ol aria-label="what differs" @keydown=${this.keyed}>${differences.map((/** @type {any} */ one, /** @type {number} */ n) => html`<li>
        <button aria-current=${n === this.at} @click=${() => this.go(n)}><time>${timecode(one.here[0], rate).slice(3)}</time><span>${one.says}</span></button></li>`)}</ol></div>`;
  }

  /** @param {KeyboardEvent} event */
  keyed(event) {
    const step = /** @type {Record<string, number>} */ ({ArrowDown: 1, ArrowUp: -1})[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    this.next(step);
  }

  /** The next difference or the one before. @param {number} step */
  next(step) {
    const count = this.compared?.differences.length ?? 0;
    if (count) this.go(Math.max(0, Math.min(count - 1, this.at + step)));
  }

  /** Play one difference in both. @param {number} n */
  go(n) {
    this.at = n;
    void this.updateComplete.then(() => {
      const button = /** @type {HTMLElement | null} */ (this.renderRoot.querySelectorAll('li button')[n]);
      button?.scrollIntoView({block: 'nearest'});
      button?.focus();
    });
    const spans = spansOf(n, this.compared, [this.one, this.other], fps(this.compared.rate));
    this.dispatchEvent(new CustomEvent('moments', {detail: {spans}, bubbles: true, composed: true}));
  }

  /** Where the playhead stands, in the cut that is on. @param {number} frame */
  stands(frame) {
    for (const head of /** @type {NodeListOf<HTMLElement>} */ (this.renderRoot.querySelectorAll('.head'))) {
      const on = head.dataset.alt === transport.alt;
      head.style.display = on ? 'block' : 'none';
      if (on) head.style.left = this.wide(frame);
    }
  }

  close() {
    this.dispatchEvent(new CustomEvent('close'));
  }
}

customElements.define('side-by-side', SideBySide);
