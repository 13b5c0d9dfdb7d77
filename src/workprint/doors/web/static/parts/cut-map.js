/** The map: every cut as a point on two measured axes, with colour and size for two more; walked, zoomed, looped in. */
import {LitElement, html, css, unsafeCSS} from 'lit';
import {offer} from '../commands.js';
import {laid, play} from '../hand.js';
import {written} from '../hands/keys.js';
import {measures} from '../hands/measures.js';
import {sameMoment} from '../hands/moment.js';
import {ink, STEPS} from '../hands/ramp.js';
import {ALL, holding} from '../hands/view.js';
import {state} from '../store.js';
import {transport} from '../transport.js';
import {looks} from './looks.js';
import {FIRST, recalled, remember, usedFor, USES} from './map-choice.js';
import {commands} from './map-commands.js';
import {MapHands} from './map-hands.js';
import {handPainted, painted, plotOf} from './map-layers.js';
import {MapLoop} from './map-loop.js';
import './map-tip.js';
import {beside, heard} from './map-words.js';

/** How the map is worked by keys, for whoever hears it. */
const HEARD = 'arrow keys walk, Page Up and Page Down go one by one, Enter plays, Shift and Enter flips, plus, minus and 0 zoom, '
  + 'Shift and arrows pan, Shift and L begins and ends a box around cuts';

const RAMP = Array.from({length: STEPS}, (_, n) => `${ink(n)} ${100 * n / STEPS}% ${100 * (n + 1) / STEPS}%`).join(', ');

/** @typedef {{x: number, y: number}} Point */

export class CutMap extends LitElement {
  static properties = {map: {attribute: false}, scene: {}, rate: {}, on: {}, choice: {state: true}, held: {state: true}};

  static styles = [looks, css`
    :host { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; gap: 3px; container-type: inline-size; }
    .ground { position: relative; min-height: 0; background: var(--wall); border-radius: 4px; touch-action: none; cursor: crosshair; }
    .ground:focus-visible { outline-offset: -2px; }
    canvas { position: absolute; inset: 0; width: 100%; height: 100%; border-radius: 4px; pointer-events: none; }
    .row { gap: 3px 8px; flex-wrap: nowrap; white-space: nowrap; } label { display: flex; gap: 4px; align-items: center; min-width: 0; }
    select { padding: 1px 2px; min-width: 0; max-width: 7em; }
    .ramp { flex: 1; display: flex; gap: 4px; align-items: center; min-width: 5em; font-size: .85em; }
    .ramp i { flex: 1; min-width: 2em; height: .8em; border-radius: 2px; background: linear-gradient(90deg, ${unsafeCSS(RAMP)}); }
    .much { margin-left: auto; overflow: hidden; text-overflow: ellipsis; }
    .caught { color: var(--bright); } .row button { padding: 1px 8px; }
    .key { display: none; } @container (min-width: 46em) { .key { display: inline; } }
  `];

  constructor() {
    super();
    /** @type {any} */
    this.map = null;
    this.scene = '';
    this.rate = '24';
    this.on = '';
    /** Which measure is used for what. @type {Record<string, string>} */
    this.choice = FIRST;
    /** Places of the cuts in the loop. @type {number[]} */
    this.held = [];
    /** The cut that is pointed at, or -1. */
    this.at = -1;
    /** @type {import('../hands/view.js').View} */
    this.view = ALL;
    /** @type {import('../hands/measures.js').Measure[]} */
    this.all = [];
    /** @type {Point[]} where every cut lies, in shares of the whole */
    this.shares = [];
    /** @type {Map<string, number>} */
    this.places = new Map();
    this.plot = {left: 0, right: 1, top: 0, foot: 1, wide: 1, high: 1};
    /** @type {import('./map-paint.js').Sight} */
    this.sight = /** @type {any} */ ({points: [], em: 13});
    this.hands = new MapHands(this);
    this.loop = new MapLoop(this);
    this.keys = commands(this);
    /** @type {(() => void)[]} */
    this.away = [];
    this.due = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [offer(this.keys)];
    if (this.hasUpdated) this.watchSize();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.away) stop();
    cancelAnimationFrame(this.due);
    this.due = 0;
  }

  firstUpdated() {
    this.watchSize();
  }

  watchSize() {
    const watch = new ResizeObserver(() => this.soon());
    watch.observe(this.ground);
    this.away.push(() => watch.disconnect());
  }

  get ground() { return /** @type {HTMLElement} */ (this.renderRoot.querySelector('.ground')); }
  get tip() { return /** @type {import('./map-tip.js').MapTip} */ (this.renderRoot.querySelector('map-tip')); }

  render() {
    const {tone} = this.used();
    const many = this.map?.dots.length ?? 0;
    return html`
      <div class="row dim">${this.pick('up')}${this.pick('colour')}<span class="ramp" title=${tone ? `${tone.less} to ${tone.more}` : ''}>
        ${tone?.says(tone.least)}<i></i>${tone?.says(tone.most)}</span></div>
      <div class="ground" tabindex="0" role="application" aria-roledescription="map" aria-describedby="walked"
        aria-label=${`map of ${many} cuts: ${HEARD}`}
        @pointerdown=${(/** @type {PointerEvent} */ event) => this.hands.pressed(event)} @pointermove=${(/** @type {PointerEvent} */ event) => this.hands.moved(event)}
        @pointerup=${(/** @type {PointerEvent} */ event) => this.hands.released(event)} @pointercancel=${(/** @type {PointerEvent} */ event) => this.hands.released(event)}
        @pointerleave=${() => this.hands.left()} @wheel=${(/** @type {WheelEvent} */ event) => this.hands.wheeled(event)}
        @dblclick=${(/** @type {MouseEvent} */ event) => { if (this.hands.meant(MapHands.at(event)) < 0) this.look(ALL); }}
        @keydown=${this.keyed} @keyup=${this.keyed} @blur=${() => this.point(-1)}><canvas></canvas><canvas></canvas></div>
      ${this.held.length ? html`<div class="row"><span class="caught">${this.loop.says}</span>
          <button @click=${() => this.loop.six()}>show six of them</button><button @click=${() => this.loop.free()}>let go</button></div>`
        : html`<div class="row dim">${this.pick('across')}${this.pick('size')}<span class="key">○ circled · □ held · × no good · dotted: can’t say</span>
          <span class="much">${many} cuts</span></div>`}
      <map-tip aria-hidden="true"></map-tip><div class="hidden" id="walked" aria-live="polite"></div>`;
  }

  /** @param {string} use */
  pick(use) {
    return html`<label>${use} <select aria-label=${use} @change=${(/** @type {any} */ event) => this.choose(use, event.target.value)}>
      ${this.all.map(({name}) => html`<option value=${name} ?selected=${name === usedFor(this.all, this.choice, use).name}>${name}</option>`)}</select></label>`;
  }

  /** What is drawn how. */
  used() {
    const [across, up, tone, size] = USES.map(([use]) => usedFor(this.all, this.choice, use));
    return {across, up, tone, size};
  }

  /** Where what was chosen is kept: for the scene of the film. */
  get memory() { return `${state.status?.title ?? ''} ${this.scene}`; }

  /** @param {string} use @param {string} name */
  choose(use, name) {
    this.choice = {...this.choice, [use]: name};
    this.loop.kept = [];
    this.point(-1);
    remember(this.memory, this.choice);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('map')) this.mapped(/** @type {any} */ (changed.get('map')));
    if (!changed.has('map') && !changed.has('choice')) return;
    const {across, up} = this.used();
    this.shares = (this.map?.dots ?? []).map((/** @type {any} */ _, /** @type {number} */ n) =>
      ({x: across.shares[n], y: up.shares[n]}));
  }

  /** @param {any} before */
  mapped(before) {
    const dots = this.map?.dots ?? [];
    this.all = measures(this.map, this.rate);
    if (before && before.dots.length === dots.length && before.dots[0]?.id === dots[0]?.id) return;
    this.places = new Map(dots.map((/** @type {any} */ dot, /** @type {number} */ n) => [dot.id, n]));
    this.choice = recalled(this.memory);
    [this.view, this.at] = [ALL, -1];
    this.loop.clear();
  }

  updated() {
    this.soon();
  }

  /** Paint everything with the next picture of the screen. */
  soon() {
    this.due ||= requestAnimationFrame(() => {
      this.due = 0;
      this.paint();
    });
  }

  paint() {
    if (!this.map || !this.ground?.clientWidth) return;
    const style = getComputedStyle(this);
    this.plot = plotOf(this.ground, parseFloat(style.fontSize));
    this.sight = painted(this, style);
    this.paintHand();
  }

  /** Only what is in hand. */
  paintHand() {
    if (this.sight.tints) handPainted(this);
  }

  /** From shares of the whole to pixels. @param {Point} one @returns {Point} */
  seen({x, y}) {
    const {view: {left, right, foot, top}, plot: box} = this;
    return {x: box.left + box.wide * (x - left) / (right - left), y: box.foot - box.high * (y - foot) / (top - foot)};
  }

  /** From pixels to shares of the whole. @param {Point} one @returns {Point} */
  whole({x, y}) {
    const {view: {left, right, foot, top}, plot: box} = this;
    return {x: left + (right - left) * (x - box.left) / box.wide, y: foot + (top - foot) * (box.foot - y) / box.high};
  }

  /** Places of the six on show. @returns {number[]} */
  sixNow() {
    return (this.map?.shown ?? []).map((/** @type {string} */ id) => this.places.get(id)).filter((/** @type {unknown} */ n) => n !== undefined);
  }

  /** See another part of the map. @param {import('../hands/view.js').View} view @param {number} [at] the cut that stays pointed at */
  look(view, at = -1) {
    this.view = view;
    this.point(-1);
    if (at < 0) return this.soon();
    this.paint();
    return this.point(at);
  }

  /** Point at a cut, or at none. @param {number} n */
  point(n) {
    if (n === this.at) return;
    this.at = n;
    this.paintHand();
    const dot = this.map?.dots[n];
    if (!dot) return this.tip?.hush();
    const {points: {[n]: {x, y}}, em} = this.sight;
    const box = this.ground.getBoundingClientRect();
    this.tip.tell(beside(this, n), this.scene, new DOMRect(box.left + x, box.top + y, 0, 1.4 * em), box.top);
  }

  /** Go on to a cut by key, and say which it is. @param {number} n */
  walk(n) {
    if (!this.shares[n]) return;
    this.view = holding(this.view, this.shares[n].x, this.shares[n].y);
    this.paint();
    this.at = -1;
    this.point(n);
    this.say(heard(this, n));
  }

  /** Where a walk goes on: at what is pointed at, else at what is on, the first of the six, or the first of all. */
  get here() { return this.at >= 0 ? this.at : this.places.get(this.on) ?? this.sixNow()[0] ?? 0; }

  /** Play a cut; or flip to it at the same moment of the scene. @param {number} n @param {boolean} [flip] */
  async play(n, flip = false) {
    const id = this.map?.dots[n]?.id;
    if (!id) return undefined;
    const [here, there] = flip && state.on ? await Promise.all([laid(state.on), laid(id)]) : [];
    return here && there ? play(id, sameMoment(transport.frame, here, there), transport.speed > 0) : play(id);
  }

  /** Say something to whoever hears the map. @param {string} says */
  say(says) {
    /** @type {HTMLElement} */ (this.renderRoot.querySelector('#walked')).textContent = says;
  }

  /** @param {KeyboardEvent} event */
  keyed(event) {
    this.hands.spaceKey(event, () => transport.toggle());
    const command = event.type === 'keydown' && this.keys.find(one => one.keys.includes(written(event)) && one.when?.());
    if (!command) return;
    // While the map has the focus its keys are its own, whatever else they are elsewhere.
    event.preventDefault();
    event.stopPropagation();
    void command.run(event);
  }
}

customElements.define('cut-map', CutMap);
