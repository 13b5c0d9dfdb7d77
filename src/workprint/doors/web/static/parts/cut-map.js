/** The map: every cut as a point on two measured axes, coloured by a third. */
import {LitElement, html, css} from 'lit';
import {filmstrip} from '../api.js';
import {nearest, under} from '../hands/near.js';
import {length} from '../hands/time.js';
import {looks} from './looks.js';

const PAD = 14;
/** Pixels within which the pointer means a point. */
const REACH = 12;

export class CutMap extends LitElement {
  static properties = {map: {attribute: false}, scene: {}, rate: {}, on: {}, x: {state: true}, y: {state: true}, colour: {state: true}, over: {state: true}};

  static styles = [looks, css`
    :host { display: flex; flex-direction: column; gap: 4px; position: relative; }
    canvas { flex: 1; width: 100%; min-height: 0; background: var(--desk); border-radius: 4px; }
    .tip { position: absolute; left: 8px; right: 8px; bottom: 8px; background: var(--panel); border: 1px solid var(--edge); border-radius: 4px; padding: 4px; pointer-events: none; }
    .tip img { display: block; width: 100%; height: 40px; object-fit: fill; }
    select { padding: 1px 4px; }
  `];

  constructor() {
    super();
    /** @type {any} */
    this.map = null;
    this.scene = '';
    this.rate = '24';
    this.on = '';
    this.x = 0;
    this.y = 1;
    this.colour = 2;
    this.over = -1;
    /** @type {{x: number, y: number}[]} */
    this.points = [];
  }

  render() {
    const names = this.map?.axes ?? [];
    const dot = this.map?.dots[this.over];
    return html`
      <div class="row">
        ${this.pick('across', this.x, names, (/** @type {number} */ value) => { this.x = value; })}
        ${this.pick('up', this.y, names, (/** @type {number} */ value) => { this.y = value; })}
        ${this.pick('colour', this.colour, names, (/** @type {number} */ value) => { this.colour = value; })}
        <span class="dim">${this.map?.dots.length ?? 0} cuts</span>
      </div>
      <canvas tabindex="0" role="application" aria-label="map of all cuts; arrow keys walk, Enter plays"
        @mousemove=${this.moved} @mouseleave=${() => { this.over = -1; }} @click=${() => this.play()} @keydown=${this.walked}></canvas>
      ${dot ? html`<div class="tip" aria-live="polite"><img src=${filmstrip(dot.id, this.scene)} alt="">
        ${length(dot.frames, this.rate)}, ${dot.shots} shots; ${names.map((/** @type {string} */ name, /** @type {number} */ n) => `${name} ${dot.axes[n]}`).join(', ')}</div>` : ''}`;
  }

  /** @param {string} what @param {number} now @param {string[]} names @param {(value: number) => void} take */
  pick(what, now, names, take) {
    return html`<label class="dim">${what} <select @change=${(/** @type {any} */ event) => take(Number(event.target.value))}>
      ${names.map((name, n) => html`<option value=${n} ?selected=${n === now}>${name}</option>`)}</select></label>`;
  }

  get canvas() { return /** @type {HTMLCanvasElement} */ (this.renderRoot.querySelector('canvas')); }

  firstUpdated() {
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  updated() {
    this.draw();
  }

  draw() {
    const {canvas} = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const ratio = devicePixelRatio;
    if (canvas.width !== width * ratio || canvas.height !== height * ratio) [canvas.width, canvas.height] = [width * ratio, height * ratio];
    const ink = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    ink.setTransform(ratio, 0, 0, ratio, 0, 0);
    ink.clearRect(0, 0, width, height);
    const dots = this.map?.dots ?? [];
    const along = scale(dots, this.x, PAD, width - PAD);
    const up = scale(dots, this.y, height - PAD, PAD);
    const tone = scale(dots, this.colour, 0, 1);
    const six = new Set(this.map?.shown ?? []);
    this.points = dots.map((/** @type {any} */ dot) => ({x: along(dot.axes[this.x]), y: up(dot.axes[this.y])}));
    dots.forEach((/** @type {any} */ dot, /** @type {number} */ n) => {
      const {x, y} = this.points[n];
      const share = tone(dot.axes[this.colour]);
      ink.globalAlpha = dot.mark === 'ng' ? .25 : .85;
      ink.fillStyle = `hsl(${210 - 170 * share} ${20 + 40 * share}% ${45 + 20 * share}%)`;
      ink.beginPath();
      ink.arc(x, y, dot.id === this.on || n === this.over ? 6 : 3.2, 0, 7);
      ink.fill();
      ink.globalAlpha = 1;
      if (dot.mark === 'circle' || dot.mark === 'hold' || six.has(dot.id) || dot.id === this.on) {
        ink.strokeStyle = dot.mark === 'circle' || dot.id === this.on ? '#e8b04b' : dot.mark === 'hold' ? '#8fbf7f' : '#fff';
        ink.lineWidth = dot.mark ? 2.5 : 1.2;
        ink.beginPath();
        ink.arc(x, y, 7.5, 0, 7);
        ink.stroke();
      }
    });
  }

  /** @param {MouseEvent} event */
  moved(event) {
    this.over = under(this.points, event.offsetX, event.offsetY, REACH);
  }

  /** @param {KeyboardEvent} event */
  walked(event) {
    const way = /** @type {Record<string, 'left'|'right'|'up'|'down'>} */ ({ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down'})[event.key];
    if (way && this.points.length) {
      const from = this.over >= 0 ? this.over : Math.max(0, this.map.dots.findIndex((/** @type {any} */ dot) => dot.id === this.on));
      this.over = nearest(this.points, from, way);
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter') this.play();
  }

  play() {
    const dot = this.map?.dots[this.over];
    if (dot) this.dispatchEvent(new CustomEvent('alt', {detail: {what: 'play', alt: dot.id, mark: ''}, bubbles: true, composed: true}));
  }
}

/** From the values on an axis to places. @param {any[]} dots @param {number} axis @param {number} from @param {number} to */
function scale(dots, axis, from, to) {
  let [least, most] = [Infinity, -Infinity];
  for (const dot of dots) [least, most] = [Math.min(least, dot.axes[axis]), Math.max(most, dot.axes[axis])];
  return (/** @type {number} */ value) => from + (to - from) * (value - least) / Math.max(1, most - least);
}

customElements.define('cut-map', CutMap);
