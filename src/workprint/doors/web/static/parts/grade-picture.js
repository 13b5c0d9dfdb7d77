/** The picture, graded: what the player shows goes through the grade of the shot that is on; wiped, split, or all six at once. */
import {LitElement, html, css} from 'lit';
import {colour, cubeNow, followColour, gradingOn, name, put, shownNow, stillNow} from '../colour.js';
import {room, taken} from '../frames.js';
import {shotAt, tiles} from '../hands/graded.js';
import {grade} from '../hands/lut.js';
import {falseColour} from '../hands/scopes.js';
import {tell} from '../picture.js';
import {looks} from './looks.js';

/** Pixels across at most. Source: the proxies' own width (media/fitting.py). */
const WIDEST = 960;

/** What a key moves the wipe by. Source: our choice. */
const STEP = .02;

/** @typedef {import('../frames.js').Room} Room */

export class GradePicture extends LitElement {
  static properties = {mode: {state: true}, wipe: {state: true}, waiting: {state: true}};

  static styles = [looks, css`
    :host { position: absolute; inset: 0; }
    /* A hair wider than the picture, so that nothing of it shows as it was shot. */
    canvas { position: absolute; inset: -1px; width: calc(100% + 2px); height: calc(100% + 2px); }
    .name { position: absolute; top: .5em; padding: .05em .5em; border-radius: 3px; background: rgb(20 20 20 / .72); color: var(--bright); font-size: .92em; pointer-events: none; }
    .line { position: absolute; top: 0; bottom: 0; width: 15px; margin-left: -7px; cursor: ew-resize; touch-action: none; }
    .line::before { content: ''; position: absolute; left: 7px; top: 0; bottom: 0; width: 1px; background: #d0d0d0; }
    .tile { position: absolute; background: none; border: 0; border-radius: 0; padding: 0; text-align: left; }
    .tile.on { outline: 2px solid var(--accent); outline-offset: -2px; }
    .tile span { position: absolute; left: .4em; bottom: .3em; background: rgb(20 20 20 / .72); color: var(--bright); padding: 0 .4em; border-radius: 3px; font-size: .9em; }
  `];

  constructor() {
    super();
    /** Pictures that were drawn, for whoever counts. */
    this.drawn = 0;
    this.mode = colour.mode;
    this.wipe = colour.wipe;
    /** Whether a grade is still on its way: what is on meanwhile is not it. */
    this.waiting = true;
    /** @type {Room | null} what is shown, as it was shot */
    this.source = null;
    /** @type {Room | null} */
    this.one = null;
    /** @type {Room | null} */
    this.other = null;
    /** @type {Room | null} */
    this.small = null;
    /** @type {Uint32Array | null} the picture as it was shot */
    this.from = null;
    /** @type {{reel: unknown, frame: number, version: number}} */
    this.was = {reel: null, frame: -1, version: -1};
    this.turn = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = followColour(() => { this.mode = colour.mode; this.wipe = colour.wipe; this.requestUpdate(); });
    const look = () => {
      this.turn = requestAnimationFrame(look);
      this.look();
    };
    look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.away?.();
    cancelAnimationFrame(this.turn);
  }

  get canvas() { return /** @type {HTMLCanvasElement | null} */ (this.renderRoot.querySelector('canvas')); }

  render() {
    const wiped = this.mode === 'wipe' && colour.against;
    return html`<canvas role="img" aria-label=${`the picture: ${this.told()}`}></canvas>
      ${this.mode === 'six' || this.mode === 'split' ? this.grid() : html`<span class="name" style="left:.6em">${name(colour.on)}${this.waiting ? ' is on its way …' : ''}</span>`}
      ${wiped ? html`<span class="name" style="right:.6em">${name(colour.against)}</span>
        <div class="line" role="slider" tabindex="0" aria-label="wipe" aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(100 * this.wipe)}
          aria-valuetext=${`${Math.round(100 * this.wipe)} % ${name(colour.on)}, the rest ${name(colour.against)}`} style="left:${100 * this.wipe}%"
          @pointerdown=${this.hold} @keydown=${this.keyed}></div>` : ''}`;
  }

  told() {
    if (this.mode === 'six') return 'all six grades';
    return `${name(colour.on)}${this.mode && colour.against ? `, ${this.mode === 'wipe' ? 'wiped' : 'beside'} ${name(colour.against)}` : ''}${colour.falsely ? ', exposure in colours' : ''}`;
  }

  /** What stands in each part of a picture that is shared. @returns {string[]} */
  get shared() {
    if (colour.mode === 'six') return shownNow().map(one => one.id);
    const [two, asked] = [[colour.on, ...(colour.against ? [colour.against] : [])], colour.asked];
    return asked && two.includes(asked.a) && two.includes(asked.b) ? [asked.a, asked.b] : two;  // A stays on the left, whichever is on
  }

  grid() {
    const {shared} = this;
    return tiles(shared.length, 100, 100).map(({left, top, width, height}, n) => html`<button class="tile ${shared[n] === colour.on ? 'on' : ''}"
      style="left:${left}%;top:${top}%;width:${width}%;height:${height}%" aria-label=${`put on ${name(shared[n])}`} @click=${() => put({on: shared[n], mode: '', against: colour.on === shared[n] ? colour.against : colour.on})}>
      <span>${name(shared[n])}${this.waiting ? ' is on its way …' : ''}</span></button>`);
  }

  /** @param {PointerEvent} event */
  hold(event) {
    const line = /** @type {HTMLElement} */ (event.currentTarget);
    line.setPointerCapture(event.pointerId);
    const moved = (/** @type {PointerEvent} */ at) => {
      const box = this.getBoundingClientRect();
      put({wipe: Math.max(0, Math.min(1, (at.clientX - box.left) / box.width))});
    };
    line.addEventListener('pointermove', moved);
    line.addEventListener('pointerup', () => line.removeEventListener('pointermove', moved), {once: true});
  }

  /** @param {KeyboardEvent} event */
  keyed(event) {
    const way = /** @type {Record<string, number>} */ ({ArrowLeft: -1, ArrowRight: 1})[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    this.move(way);
  }

  /** @param {number} way */
  move(way) {
    put({wipe: Math.max(0, Math.min(1, colour.wipe + way * STEP))});
  }

  /** Draw where another picture, another grade or another way of looking is on. */
  look() {
    const reel = /** @type {import('./cut-player.js').CutPlayer | null} */ (this.closest('cut-player'))?.lit;
    if (!reel || reel.shown < 0 || !reel.movie.videoWidth || !this.canvas) return;
    const {was} = this;
    const moved = was.reel !== reel || was.frame !== reel.shown;
    if (!moved && was.version === colour.version) return;
    if (moved || !this.from) this.take(reel.movie);
    // Where a cube is still on its way what was on stays on, and it is looked for again.
    const done = this.draw(shotAt(gradingOn()?.shots ?? [], reel.shown));
    this.was = {reel, frame: reel.shown, version: done ? colour.version : -1};
    this.waiting = !done;
  }

  /** @param {HTMLVideoElement} movie */
  take(movie) {
    const [wide, high] = [movie.videoWidth, movie.videoHeight];
    const share = Math.min(1, WIDEST / wide);
    if (this.one?.width !== Math.round(wide * share)) {
      [this.source, this.one, this.other] = [0, 1, 2].map(() => room(Math.round(wide * share), Math.round(high * share)));
      const canvas = /** @type {HTMLCanvasElement} */ (this.canvas);
      [canvas.width, canvas.height] = [this.one.width, this.one.height];
    }
    if (this.source) this.from = taken(this.source, movie);
  }

  /** @param {number} shot @returns {boolean} whether all that is asked for is drawn */
  draw(shot) {
    const {one, other, from} = this;
    const ink = this.canvas?.getContext('2d');
    if (!one || !other || !from || !ink || !this.fill(colour.tried || colour.on, shot, from, one)) return false;
    this.drawn += 1;
    tell(one);
    if (colour.mode === 'six' || colour.mode === 'split') return this.share(shot, ink);
    const wiping = colour.mode === 'wipe' && colour.against !== '' && !colour.falsely;
    const wiped = wiping && this.fill(colour.against, shot, from, other);
    if (colour.falsely) falseColour(one.pixels, other.pixels);
    ink.putImageData(colour.falsely ? other.image : one.image, 0, 0);
    const left = Math.round(one.width * colour.wipe);
    if (wiped) ink.putImageData(other.image, 0, 0, left, 0, one.width - left, one.height);
    return !wiping || wiped;
  }

  /** The picture as it is in one grade, as it was shot, or a still of the gallery. @param {string} what @param {number} shot
   * @param {Uint32Array} from @param {Room} to @returns {boolean} whether it is there */
  fill(what, shot, from, to) {
    if (what.startsWith('still:')) {
      const still = stillNow(what.slice(6));
      if (still) to.pixels.set(taken(to, still, still));
      return Boolean(still);
    }
    const cube = cubeNow(what, shot);
    if (cube) grade(cube, from, to.pixels);
    return Boolean(cube);
  }

  /** Several beside each other, each a whole picture. @param {number} shot @param {CanvasRenderingContext2D} ink @returns {boolean} */
  share(shot, ink) {
    const {one, source, shared} = this;
    if (!one || !source) return false;
    const places = tiles(shared.length, one.width, one.height);
    const [width, height] = places.length ? [Math.floor(places[0].width), Math.floor(places[0].height)] : [1, 1];
    if (this.small?.width !== width) this.small = room(width, height);
    const {small} = this;
    ink.fillStyle = '#1c1c1c';
    ink.fillRect(0, 0, one.width, one.height);
    const from = taken(small, source.ink.canvas);
    return shared.map((what, n) => {
      const there = this.fill(what, shot, from, small);
      if (there) ink.putImageData(small.image, Math.round(places[n].left), Math.round(places[n].top));
      return there;
    }).every(Boolean);
  }
}

customElements.define('grade-picture', GradePicture);
