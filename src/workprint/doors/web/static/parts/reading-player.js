/** What a reading is seen and heard with: one movie, or a run of it. Small, so that another player can take its place. */
import {LitElement, html, css, nothing} from 'lit';
import {looks} from './looks.js';

export class ReadingPlayer extends LitElement {
  static properties = {poster: {}};

  static styles = [looks, css`
    :host { background: #000; border-radius: 4px; overflow: hidden; }
    video { display: block; width: 100%; height: 100%; object-fit: contain; cursor: pointer; }
  `];

  constructor() {
    super();
    this.until = Infinity;
    this.src = '';
    /** What is seen before anything is heard. */
    this.poster = '';
  }

  render() {
    return html`<video playsinline preload="auto" poster=${this.poster || nothing} aria-label="the reading" @click=${this.toggle} @ended=${this.ended}
      @play=${() => this.told('playing')} @pause=${() => this.told('paused')}></video>`;
  }

  get movie() { return /** @type {HTMLVideoElement} */ (this.renderRoot.querySelector('video')); }

  firstUpdated() {
    const {movie} = this;
    const seen = (/** @type {number} */ _, /** @type {{mediaTime: number}} */ now) => {
      this.at(now.mediaTime);
      movie.requestVideoFrameCallback(seen);
    };
    movie.requestVideoFrameCallback(seen);
  }

  /** Play a movie from a place, to another or to its end. Seconds. @param {string} src @param {number} [from] @param {number} [until] */
  async play(src, from = 0, until = Infinity) {
    await this.updateComplete;
    const {movie} = this;
    if (src !== this.src) {
      this.src = src;
      movie.src = src;
    }
    this.until = until;
    if (movie.currentTime !== from) movie.currentTime = from;
    await movie.play().catch(() => undefined);
  }

  /** Have a movie loaded before it is asked for, where nothing else is heard. @param {string} src */
  ready(src) {
    if (src === this.src || !this.movie.paused) return;
    this.src = src;
    this.movie.src = src;
  }

  stop() { this.movie?.pause(); }

  toggle() {
    if (!this.src) return;
    this.until = Infinity;
    if (this.movie.paused) void this.movie.play();
    else this.movie.pause();
  }

  /** @param {number} seconds */
  at(seconds) {
    this.dispatchEvent(new CustomEvent('at', {detail: seconds}));
    if (seconds >= this.until) this.stop();
  }

  ended() { this.told('done'); }

  /** @param {string} name */
  told(name) { this.dispatchEvent(new CustomEvent(name)); }
}

customElements.define('reading-player', ReadingPlayer);
