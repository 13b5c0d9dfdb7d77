/** Scopes: waveform, parade, vectorscope, histogram, false colour; drawn with every picture that is graded. */
import {LitElement, html, css, svg} from 'lit';
import {colour, put} from '../colour.js';
import {offer} from '../commands.js';
import {nextOf} from '../hands/graded.js';
import {BANDS, LEVELS, drawColumns, drawVectors, histogram, lights, parade, shares, skinLine, targets, vectorscope, waveform} from '../hands/scopes.js';
import {onPicture} from '../picture.js';
import {looks} from './looks.js';

/** Name, what its button says, what it is. */
const SCOPES = /** @type {const} */ ([['waveform', 'Wave', 'waveform: luma from left to right'], ['parade', 'RGB', 'RGB parade'],
  ['vectorscope', 'Vector', 'vectorscope, with the line near which skin lies'], ['histogram', 'Histo', 'histogram'], ['false', 'False', 'false colour: exposure in the picture']]);

/** Columns of the waveform; a third of them for each of the parade. */
const COLUMNS = 480;

/** Milliseconds between two times that the measures are put in words. Source: our choice; nobody reads faster. */
const TOLD_MS = 500;

/** Where this browser remembers the scope. */
const PLACE = 'workprint-scope';

export class ScopeView extends LitElement {
  static properties = {scope: {state: true}, says: {state: true}, bands: {state: true}, zoom: {state: true}};

  static styles = [looks, css`
    :host { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; gap: 3px; background: var(--desk); border-radius: 5px; padding: 4px; }
    nav { display: flex; gap: 2px; } nav button { padding: 0 .5em; font-size: .92em; flex: 1; }
    .scope { position: relative; background: #0c0c0c; min-height: 0; overflow: hidden; }
    canvas, svg { position: absolute; inset: 0; width: 100%; height: 100%; }
    .square canvas, .square svg { left: 50%; width: auto; aspect-ratio: 1; transform: translateX(-50%); }
    line, circle, path { stroke: #4a4a4a; fill: none; vector-effect: non-scaling-stroke; }
    .skin { stroke: #b9a58c; stroke-dasharray: 5 3; }
    .ire { position: absolute; left: 3px; font-size: .78em; color: #8c8c8c; transform: translateY(-50%); pointer-events: none; font-variant-numeric: tabular-nums; }
    .zoom { position: absolute; z-index: 1; right: 2px; bottom: 2px; padding: 0 .5em; font-size: .85em; }
    p { margin: 0; font-size: .88em; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-variant-numeric: tabular-nums; }
    dl { display: grid; grid-template-columns: auto auto 1fr auto; gap: 1px .6em; margin: 0; font-size: .88em; align-content: center; height: 100%; padding: 0 .6em; }
    dt { width: 1.5em; height: 1em; border: 1px solid #555; } dd { margin: 0; }
  `];

  constructor() {
    super();
    /** Pictures that were measured and drawn, for whoever counts. */
    this.drawn = 0;
    this.scope = /** @type {string} */ (localStorage.getItem(PLACE) ?? 'waveform');
    if (!SCOPES.some(([name]) => name === this.scope) || this.scope === 'false') this.scope = 'waveform';
    this.says = '';
    /** How far the vectorscope is looked into. */
    this.zoom = 1;
    /** @type {number[]} */
    this.bands = [];
    this.counts = new Uint32Array(COLUMNS * LEVELS);
    this.levels = new Uint32Array(4 * LEVELS);
    this.vectors = new Uint32Array(LEVELS * LEVELS);
    this.told = 0;
    /** @type {Map<string, Uint8Array>} */
    this.light = new Map();
    /** @type {ImageData | null} */
    this.image = null;
    /** @type {(() => void)[]} */
    this.away = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [onPicture(picture => this.measure(picture)), offer([
      {id: 'scope', says: 'the next scope: waveform, parade, vectorscope, histogram, false colour', group: 'scopes', keys: ['v'], run: () => this.turn(1)},
      {id: 'scope-back', says: 'the scope before', group: 'scopes', keys: ['Shift+v'], run: () => this.turn(-1)},
      {id: 'scope-zoom', says: 'look twice as far into the vectorscope, or back', group: 'scopes', keys: ['x'], when: () => this.scope === 'vectorscope', run: () => this.look()},
      ...SCOPES.map(([name, , says]) => ({id: `scope-${name}`, says, group: 'scopes', keys: [], run: () => this.show(name)}))])];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.away) stop();
    if (colour.falsely) put({falsely: false});
  }

  /** @param {number} way */
  turn(way) { this.show(nextOf(SCOPES.map(([name]) => name), this.scope, way)); }

  /** Pale pictures lie close around the middle: twice, four times, and whole again. */
  look() {
    this.zoom = this.zoom === 4 ? 1 : this.zoom * 2;
    put({});
  }

  /** @param {string} scope */
  async show(scope) {
    this.scope = scope;
    this.image = null;
    localStorage.setItem(PLACE, scope);
    await this.updateComplete;
    put({falsely: scope === 'false'});
  }

  render() {
    const about = SCOPES.find(([name]) => name === this.scope)?.[2] ?? '';
    return html`<nav role="tablist" aria-label="scopes">${SCOPES.map(([name, says, whole]) => html`<button role="tab" aria-selected=${name === this.scope}
        title=${`${whole} (V)`} aria-label=${`${says}: ${whole}`} @click=${() => this.show(name)}>${says}</button>`)}</nav>
      <div class="scope ${this.scope === 'vectorscope' ? 'square' : ''}">
        ${this.scope === 'false' ? this.legend() : html`<canvas role="img" aria-label=${`${about}; ${this.says}`}></canvas>${this.graticule()}`}</div>
      <p class="dim">${this.says || 'no picture yet'}</p>`;
  }

  /** What each colour of false colour means, and how much of the picture has it. */
  legend() {
    return html`<dl aria-label="what the colours mean">${BANDS.map((band, n) => band.colour ? html`<dt style="background:${band.colour}"></dt>
      <dd class="dim">${band.from} to ${BANDS[n + 1]?.from ?? 100} IRE</dd><dd>${band.says}</dd><dd>${((this.bands[n] ?? 0) * 100).toFixed(1)} %</dd>` : '')}</dl>`;
  }

  graticule() {
    if (this.scope === 'vectorscope') return this.wheel();
    if (this.scope === 'histogram') return html`<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">${[25, 50, 75].map(x => svg`<line x1=${x} x2=${x} y1="0" y2="100"></line>`)}</svg>`;
    return html`<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">${[0, 25, 50, 75, 100].map(y => svg`<line x1="0" x2="100" y1=${y} y2=${y}></line>`)}</svg>
      ${[100, 75, 50, 25, 0].map(ire => html`<span class="ire" style="top:${ire === 100 ? 4 : ire === 0 ? 96 : 100 - ire}%">${ire}</span>`)}`;
  }

  wheel() {
    const skin = skinLine();
    const at = (/** @type {number} */ share) => 100 * share;
    return html`<button class="zoom" title="look further in (X)" aria-label=${`vectorscope, ${this.zoom} times`} @click=${() => this.look()}>×${this.zoom}</button><svg viewBox="0 0 100 100" aria-hidden="true">${svg`<circle cx="50" cy="50" r="49"></circle><circle cx="50" cy="50" r="24.5"></circle>
      <line x1="50" x2="50" y1="1" y2="99"></line><line x1="1" x2="99" y1="50" y2="50"></line>
      <line class="skin" x1=${at(skin.from.x)} y1=${at(skin.from.y)} x2=${at(skin.to.x)} y2=${at(skin.to.y)}></line>
      ${targets(.75, this.zoom).filter(one => Math.hypot(one.x - .5, one.y - .5) < .5).map(one => svg`<path d="M${at(one.x) - 2.5} ${at(one.y) - 2.5} h5 v5 h-5 z"></path><text x=${at(one.x)} y=${at(one.y) + 1.6} font-size="4.6" fill="#9a9a9a" text-anchor="middle">${one.name}</text>`)}
      <text x=${at(skin.to.x) - 1} y=${at(skin.to.y) + 8} font-size="4.6" fill="#b9a58c" text-anchor="end">skin</text>`}</svg>`;
  }

  /** Measure a picture and draw it. @param {import('../picture.js').Graded} picture */
  measure({pixels, width, height}) {
    histogram(pixels, this.levels);
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas && this.scope !== 'false') this.draw(canvas, pixels, width, height);
    this.drawn += 1;
    const now = performance.now();
    if (now - this.told < TOLD_MS) {
      clearTimeout(this.later);
      this.later = setTimeout(() => this.tell(), TOLD_MS);
    } else this.tell();
  }

  /** @param {HTMLCanvasElement} canvas @param {Uint32Array} pixels @param {number} width @param {number} height */
  draw(canvas, pixels, width, height) {
    const wide = this.scope === 'vectorscope' ? LEVELS : COLUMNS;
    const ink = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    if (canvas.width !== wide || !this.image) {
      [canvas.width, canvas.height] = [wide, LEVELS];
      this.image = ink.createImageData(wide, LEVELS);
    }
    if (this.scope === 'histogram') return this.hills(ink);
    const to = new Uint32Array(this.image.data.buffer);
    if (this.scope === 'vectorscope') {
      vectorscope(pixels, this.vectors, this.zoom);
      drawVectors(this.vectors, this.lightOf(pixels.length / 64), to);
    } else if (this.scope === 'parade') {
      parade(pixels, width, this.counts);
      const part = this.counts.length / 3;
      const light = this.lightOf(height * width * 3 / COLUMNS);
      for (const [n, tint] of [0x5a5aff, 0x50e650, 0xff7850].entries()) drawColumns(this.counts.subarray(n * part, (n + 1) * part), light, to, wide, n * COLUMNS / 3, tint);
    } else {
      waveform(pixels, width, this.counts);
      drawColumns(this.counts, this.lightOf(height * width / COLUMNS), to, wide, 0, 0xdcdcdc);
    }
    ink.putImageData(this.image, 0, 0);
  }

  /** @param {number} most */
  lightOf(most) {
    const known = this.light.get(String(most)) ?? lights(most);
    this.light.set(String(most), known);
    return known;
  }

  /** @param {CanvasRenderingContext2D} ink */
  hills(ink) {
    ink.clearRect(0, 0, COLUMNS, LEVELS);
    ink.globalCompositeOperation = 'lighter';
    // The ends are clipped values, often tall: what lies between them sets the height.
    const inside = [0, 1, 2, 3].flatMap(n => [...this.levels.subarray(n * LEVELS + 1, (n + 1) * LEVELS - 1)]);
    const most = Math.max(1, ...inside);
    ['#6a6a6a', '#a02a2a', '#228a22', '#2a48b8'].forEach((tint, n) => {
      ink.fillStyle = tint;
      for (let level = 0; level < LEVELS; level += 1) {
        const high = Math.min(LEVELS, this.levels[n * LEVELS + level] / most * (LEVELS - 6));
        ink.fillRect(level * COLUMNS / LEVELS, LEVELS - high, COLUMNS / LEVELS + .5, high);
      }
    });
    ink.globalCompositeOperation = 'source-over';
  }

  /** What is measured, in words: for whoever cannot see the scope, and for whoever can. */
  tell() {
    this.told = performance.now();
    const luma = this.levels.subarray(0, LEVELS);
    const all = luma.reduce((sum, count) => sum + count, 0);
    const below = (/** @type {number} */ share) => {
      let sum = 0;
      return luma.findIndex(count => (sum += count) >= share * all) / 2.55;
    };
    if (!all) return;
    const [clipped, crushed] = [luma[LEVELS - 1] / all, luma[0] / all];
    const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(1)} %`;
    this.says = `${below(.01).toFixed(0)} to ${below(.99).toFixed(0)} IRE, middle ${below(.5).toFixed(0)}; white clipped ${percent(clipped)}, black ${percent(crushed)}`;
    this.bands = shares(this.levels);
  }
}

customElements.define('scope-view', ScopeView);
