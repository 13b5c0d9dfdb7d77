/** The picture: plays any cut at once, flips to another at the same moment of the scene, shuttles with J K L. */
import {LitElement, html, css} from 'lit';
import {fitted} from '../hands/fit.js';
import {fps, timecode} from '../hands/time.js';
import {Reels} from '../reels.js';
import {say} from '../store.js';
import {behind} from '../transport.js';
import {looks} from './looks.js';

/** Seconds that are played before and after a place. Source: our choice; time to hear the line it is in. */
const AROUND_S = 1.5;

/** The fastest that it goes. Source: our choice; beyond eight times nobody sees what goes by. */
const FASTEST = 8;

/** Milliseconds that a picture may be late backwards. Source: our choice; a picture that is there takes 20. */
const HITCH_MS = 200;

/** Where the picture of a player lies in its stage, in pixels: without the black around it. @param {CutPlayer} player */
export const pictureRect = player => fitted({width: player.stage.clientWidth, height: player.stage.clientHeight},
  player.movie?.videoWidth ?? 0, player.movie?.videoHeight ?? 0);

export class CutPlayer extends LitElement {
  static properties = {alt: {}, scene: {}, rate: {}, frames: {type: Number}, speed: {state: true}, label: {}};

  static styles = [looks, css`
    :host { display: flex; flex-direction: column; background: #000; }
    .stage { position: relative; flex: 1; min-height: 0; overflow: hidden; isolation: isolate; }
    video { position: absolute; inset: 0; width: 100%; height: 100%; visibility: hidden; z-index: 0; background: var(--surround, #000); }
    video.next { visibility: visible; }
    video.on { visibility: visible; z-index: 1; }
    .over { position: absolute; inset: 0; z-index: 2; pointer-events: none; }
    .over ::slotted(*) { pointer-events: auto; }
    .bar { display: flex; gap: .9em; padding: .3em .6em; background: var(--desk); font-variant-numeric: tabular-nums; align-items: center; }
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
    this.until = Infinity;
    this.turn = 0;
    this.reels = new Reels(reel => this.seen(reel), trouble => this.refused(trouble));
    /** The cut that is asked for, and the one whose picture is on. @type {import('../reel.js').Reel | null} */
    this.reel = null;
    /** @type {import('../reel.js').Reel | null} */
    this.lit = null;
    /** @type {(() => void)[]} */
    this.waiting = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.place = behind(this);
    this.sizes = new ResizeObserver(() => this.fit());
    void this.updateComplete.then(() => this.sizes?.observe(this.stage));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
    this.place?.leave();
    this.sizes?.disconnect();
  }

  render() {
    return html`
      <div class="stage" part="stage">
        ${this.alt ? '' : html`<p class="empty"><span>Press <kbd>1</kbd> to <kbd>6</kbd> to play a cut.</span></p>`}
        <div class="over"><slot name="over"></slot></div>
      </div>
      <div class="bar">
        <span class="code" aria-label="place in the cut"></span>
        <span class="dim">of ${timecode(this.frames, this.rate)}</span>
        <span>${this.speed ? `${this.speed > 0 ? 'playing' : 'backwards'}${Math.abs(this.speed) === 1 ? '' : ` ×${Math.abs(this.speed)}`}` : 'stopped'}</span>
        <span class="dim push">${this.label}</span>
      </div>`;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    this.count();
    if (changed.get('scene')) this.clear();
  }

  /** Another scene is open: nothing of the one before stays on. */
  clear() {
    this.stop();
    for (const reel of [...this.reels.all.values()]) this.reels.drop(reel);
    this.reel = this.lit = this.reels.on = null;
    this.alt = '';
    this.tell(0);
  }

  /** The stage that movies stand on; they are made by hand, because nothing that plays goes through a template. */
  get stage() { return /** @type {HTMLElement} */ (this.renderRoot.querySelector('.stage')); }

  get movie() { return this.reel?.movie ?? null; }

  /** Length of the cut that is on, in frames. */
  get length() { return this.reel ? this.reel.told?.frames ?? Infinity : this.frames; }

  /** Have cuts ready before they are asked for: each at its first picture. @param {string[]} alts */
  ready(alts) {
    for (const alt of [...alts].reverse()) this.reels.of(alt, this.scene, this.stage);
    if (this.reel) this.reels.of(this.reel.alt, this.scene, this.stage);
    this.reels.thin(this.reel, this.lit);
    this.reels.pump();
  }

  /**
   * Put a cut on, at a frame. The picture that is on stays until the other one's is there.
   * @param {string} alt @param {number} [frame] @param {boolean} [playing]
   */
  async show(alt, frame = 0, playing = true) {
    await this.updateComplete;
    this.stop();
    this.reel = this.reels.of(alt, this.scene, this.stage);
    this.alt = alt;
    this.reels.thin(this.reel, this.lit);
    this.reel.movie.classList.add('next');
    this.speed = playing ? 1 : 0;
    this.reel.aim(frame);
    this.tell(this.reel.aimed);
    this.follow();
    if (this.reel.ready) return this.seen(this.reel);
    await new Promise(done => { this.waiting.push(() => done(undefined)); });
  }

  /** The desk has no such cut: nobody waits for it. @param {string} trouble */
  refused(trouble) {
    this.stop();
    this.arrived();
    say(trouble, true);
  }

  /** A picture is there. @param {import('../reel.js').Reel} reel */
  seen(reel) {
    if (reel !== this.reel) return;
    if (reel.movie.ended && this.speed > 0) return this.halt(this.length - 1);
    if (this.lit !== reel) {
      if (!reel.ready) return;
      this.light(reel);
    }
    // The cut that was on already has its other picture now.
    if (reel.ready || reel.shown > reel.aimed) this.arrived();
    if (this.speed > 0 && reel.movie.paused) this.run(reel);
    else if (this.speed > 0 && !reel.movie.seeking) this.passed(reel.shown);
  }

  /** This cut's picture is on from now on. @param {import('../reel.js').Reel} reel */
  light(reel) {
    this.lit = reel;
    for (const each of this.reels.all.values()) {
      each.movie.classList.toggle('on', each === reel);
      each.movie.classList.remove('next');
    }
    this.fit();
    this.arrived();
  }

  /** Nobody waits for the picture any more. */
  arrived() { for (const done of this.waiting.splice(0)) done(); }

  /** @param {import('../reel.js').Reel} reel */
  run(reel) {
    reel.movie.playbackRate = this.speed;
    reel.movie.play().catch(() => { if (reel === this.reel) this.speed = 0; });
  }

  /** A picture went by while it plays. @param {number} frame */
  passed(frame) {
    const last = Math.min(this.until, this.length) - 1;
    this.tell(Math.min(frame, last));
    this.follow();
    if (frame < last) return;
    // The last picture is heard to its end.
    const {turn} = this;
    const left = (last + 1) / fps(this.rate) - (this.movie?.currentTime ?? 0);
    setTimeout(() => { if (turn === this.turn) this.halt(last); }, Math.max(0, left * 1000 / this.speed));
  }

  /** @param {number} frame */
  halt(frame) {
    this.stop();
    this.seek(frame);
  }

  /** @param {number} [speed] */
  play(speed = 1) {
    const {reel} = this;
    if (!reel) return;
    this.turn += 1;
    if (speed > 0 && this.frame >= this.length - 1) this.seek(0);
    this.speed = speed;
    this.follow();
    if (speed > 0) {
      if (this.lit === reel) this.run(reel);
    } else {
      reel.movie.pause();
      this.runBack(speed);
    }
  }

  stop() {
    this.turn += 1;
    this.until = Infinity;
    const was = this.speed;
    this.speed = 0;
    this.movie?.pause();
    // A browser stops a picture late: it goes back to the one that was told.
    if (was > 0 && this.lit === this.reel) this.reel?.hold(this.frame);
  }

  /** Play a run of frames and stop at its end. @param {number} start @param {number} out */
  playRange(start, out) {
    this.stop();
    this.seek(start);
    this.until = out;
    this.play();
  }

  /** Play the moment around a frame. @param {number} frame */
  around(frame) {
    const reach = Math.round(AROUND_S * fps(this.rate));
    this.playRange(Math.max(0, frame - reach), Math.min(this.length, frame + reach));
  }

  /** Backwards there is no playing in a browser: every picture of these movies stands alone, so it is sought.
   * @param {number} speed */
  runBack(speed) {
    const {turn} = this;
    let [begun, from, seen] = [performance.now(), this.frame, performance.now()];
    const step = () => {
      if (turn !== this.turn || !this.reel) return;
      const now = performance.now();
      if (this.reel.ready) {
        seen = now;
        this.seek(Math.max(0, Math.round(from + (now - begun) / 1000 * fps(this.rate) * speed)));
      } else if (now - seen > HITCH_MS) [begun, from] = [now, this.frame];  // not fetched yet: time waits for the picture
      if (this.frame > 0 || !this.reel.ready) requestAnimationFrame(step);
      else this.stop();
    };
    requestAnimationFrame(step);
  }

  /** J, K, L: once is play, again is faster. @param {'j'|'k'|'l'} key */
  shuttle(key) {
    if (key === 'k') return this.stop();
    const way = key === 'l' ? 1 : -1;
    return this.play(this.speed * way > 0 ? Math.max(-FASTEST, Math.min(FASTEST, this.speed * 2)) : way);
  }

  toggle() {
    return this.speed ? this.stop() : this.play();
  }

  /** @param {number} frame */
  seek(frame) {
    const at = Math.max(0, Math.min(this.length - 1, frame));
    if (at !== this.frame || !this.reel?.ready) this.reel?.aim(at);
    this.tell(at);
    this.follow();
  }

  /** @param {number} frames */
  step(frames) {
    this.stop();
    this.seek(this.frame + frames);
  }

  /** What is fetched follows the place. */
  follow() {
    if (this.reel) this.reels.at(this.reel, this.frame, this.speed);
  }

  /** The overlay lies on the picture and on nothing of the black around it. */
  fit() {
    const over = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.over'));
    const {left, top, width, height} = pictureRect(this);
    if (over) Object.assign(over.style, {inset: 'auto', left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px`});
  }

  /** Not through the template: it is written with every picture. */
  count() {
    const code = this.renderRoot.querySelector('.code');
    if (code) code.textContent = timecode(this.frame, this.rate);
  }

  /** @param {number} frame */
  tell(frame) {
    if (frame === this.frame) return;
    this.frame = frame;
    this.count();
    this.place?.told(frame);
    this.dispatchEvent(new CustomEvent('at', {detail: frame, bubbles: true, composed: true}));
  }
}

customElements.define('cut-player', CutPlayer);
