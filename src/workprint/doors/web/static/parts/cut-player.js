/** The picture: plays any cut at once, flips to another at the same moment of the scene, shuttles with J K L. */
import {LitElement, html, css} from 'lit';
import {playable} from '../api.js';
import {fps, frameAt, middleOf, timecode} from '../hands/time.js';
import {behind} from '../transport.js';
import {looks} from './looks.js';

/** Movies kept ready beside the one that is on: the six, the circled one and one from the map. */
const READY = 9;

export class CutPlayer extends LitElement {
  static properties = {alt: {}, scene: {}, rate: {}, frames: {type: Number}, frame: {state: true}, speed: {state: true}, label: {}};

  static styles = [looks, css`
    :host { display: flex; flex-direction: column; background: #000; }
    .stage { position: relative; flex: 1; min-height: 0; }
    video { position: absolute; inset: 0; width: 100%; height: 100%; visibility: hidden; }
    video.on { visibility: visible; }
    .bar { display: flex; gap: 12px; padding: 4px 8px; background: var(--desk); font-variant-numeric: tabular-nums; align-items: center; }
    .empty { position: absolute; inset: 0; display: grid; place-items: center; color: var(--dim); text-align: center; padding: 2em; }
    .code { color: var(--bright); font-size: 1.15em; }
    .push { margin-left: auto; }
  `];

  constructor() {
    super();
    this.alt = '';
    this.scene = '';
    this.rate = '24';
    this.frames = 0;
    this.frame = 0;
    this.speed = 0;
    this.label = '';
    /** @type {Map<string, HTMLVideoElement>} */
    this.movies = new Map();
    this.backwards = 0;
    this.until = Infinity;
  }

  connectedCallback() {
    super.connectedCallback();
    this.place = behind(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.place?.leave();
  }

  render() {
    return html`
      <div class="stage" part="stage">
        ${this.alt ? '' : html`<p class="empty">Press <kbd>1</kbd> to <kbd>6</kbd> to play a cut.</p>`}
        <slot name="over"></slot>
      </div>
      <div class="bar">
        <span class="code" aria-label="place in the cut">${timecode(this.frame, this.rate)}</span>
        <span class="dim">of ${timecode(this.frames, this.rate)}</span>
        <span>${this.speed ? `${this.speed > 0 ? 'playing' : 'backwards'}${Math.abs(this.speed) === 1 ? '' : ` ×${Math.abs(this.speed)}`}` : 'stopped'}</span>
        <span class="dim push">${this.label}</span>
      </div>`;
  }

  /** The stage that movies stand on; they are made by hand, because nothing that plays goes through a template. */
  get stage() { return /** @type {HTMLElement} */ (this.renderRoot.querySelector('.stage')); }

  get movie() { return this.movies.get(this.alt); }

  /** Have movies ready before they are asked for. @param {string[]} alts */
  ready(alts) {
    for (const alt of alts) this.load(alt);
  }

  /** @param {string} alt */
  load(alt) {
    const known = this.movies.get(alt);
    if (known) {
      this.movies.delete(alt);
      this.movies.set(alt, known);
      return known;
    }
    const movie = document.createElement('video');
    // All six at once would take every connection that a browser allows, and stills and waveforms would wait.
    movie.preload = 'metadata';
    movie.src = playable(alt, this.scene);
    movie.setAttribute('aria-label', 'the cut');
    movie.addEventListener('ended', () => { this.speed = 0; });
    this.stage.append(movie);
    this.movies.set(alt, movie);
    for (const old of [...this.movies.keys()].slice(0, Math.max(0, this.movies.size - READY))) {
      if (old !== this.alt) this.drop(old);
    }
    return movie;
  }

  /** @param {string} alt */
  drop(alt) {
    const movie = this.movies.get(alt);
    movie?.removeAttribute('src');
    movie?.load();
    movie?.remove();
    this.movies.delete(alt);
  }

  /**
   * Put a cut on, at a frame. @param {string} alt @param {number} [frame] @param {boolean} [playing]
   */
  async show(alt, frame = 0, playing = true) {
    await this.updateComplete;
    const movie = this.load(alt);
    const before = this.movie;
    movie.currentTime = middleOf(frame, this.rate);
    if (before && before !== movie) before.pause();
    this.alt = alt;
    for (const [name, each] of this.movies) each.classList.toggle('on', name === alt);
    this.told(frame);
    this.watch(movie);
    if (playing) await this.play();
    else this.stop();
  }

  /** @param {number} [speed] */
  async play(speed = 1) {
    const movie = this.movie;
    if (!movie) return;
    this.backwards = 0;
    if (speed > 0) {
      movie.playbackRate = speed;
      this.speed = speed;
      await movie.play().catch(() => { this.speed = 0; });
    } else {
      movie.pause();
      this.speed = speed;
      this.runBack(speed);
    }
  }

  stop() {
    this.backwards = 0;
    this.speed = 0;
    this.until = Infinity;
    this.movie?.pause();
  }

  /** Play a run of frames and stop at its end. @param {number} start @param {number} out */
  async playRange(start, out) {
    this.seek(start);
    this.until = out;
    await this.play();
  }

  /** Backwards there is no playing in a browser: every picture of these movies stands alone, so it is sought.
   * @param {number} speed */
  runBack(speed) {
    const turn = ++this.turn;
    this.backwards = turn;
    const begun = performance.now();
    const from = this.frame;
    const step = () => {
      if (this.backwards !== turn) return;
      const at = Math.max(0, Math.round(from + (performance.now() - begun) / 1000 * fps(this.rate) * speed));
      this.seek(at);
      if (at > 0) requestAnimationFrame(step);
      else this.stop();
    };
    requestAnimationFrame(step);
  }

  turn = 0;

  /** J, K, L: once is play, again is faster. @param {'j'|'k'|'l'} key */
  shuttle(key) {
    if (key === 'k') return this.stop();
    const way = key === 'l' ? 1 : -1;
    return void this.play(this.speed * way > 0 ? Math.max(-8, Math.min(8, this.speed * 2)) : way);
  }

  toggle() {
    return this.speed ? this.stop() : void this.play();
  }

  /** @param {number} frame */
  seek(frame) {
    const movie = this.movie;
    const at = Math.max(0, Math.min(this.frames - 1, frame));
    if (movie) movie.currentTime = middleOf(at, this.rate);
    this.told(at);
  }

  /** @param {number} frames */
  step(frames) {
    this.stop();
    this.seek(this.frame + frames);
  }

  /** Follow the pictures as they are shown. @param {HTMLVideoElement} movie */
  watch(movie) {
    const seen = (/** @type {number} */ _, /** @type {{mediaTime: number}} */ told) => {
      if (movie !== this.movie) return;
      // A picture that was sought earlier may come late: while nothing plays, what was asked for counts.
      if (this.speed > 0) this.told(frameAt(told.mediaTime, this.rate));
      movie.requestVideoFrameCallback(seen);
    };
    movie.requestVideoFrameCallback(seen);
  }

  /** @param {number} frame */
  told(frame) {
    if (frame === this.frame) return;
    this.frame = frame;
    this.place?.told(frame);
    if (this.speed > 0 && frame >= this.until - 1) this.stop();
  }
}

customElements.define('cut-player', CutPlayer);
