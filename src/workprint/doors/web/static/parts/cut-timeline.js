/** The timeline of a cut: script lines, pictures, sound with its waveform, and where they are cut apart. */
import {LitElement, html, css} from 'lit';
import {peaks} from '../api.js';
import {fps, timecode} from '../hands/time.js';
import {transport} from '../transport.js';
import {looks} from './looks.js';

const [RULER, LINES, PICTURE, SOUND] = [16, 22, 40, 46];

export class CutTimeline extends LitElement {
  static properties = {cut: {attribute: false}, board: {attribute: false}};

  static styles = [looks, css`
    :host { position: relative; background: var(--desk); border-radius: 4px; overflow: hidden; }
    canvas { width: 100%; height: 100%; display: block; }
    .head { position: absolute; top: 0; bottom: 0; width: 1px; background: var(--accent); pointer-events: none; }
    .empty { position: absolute; inset: 0; display: grid; place-items: center; color: var(--dim); margin: 0; }
  `];

  constructor() {
    super();
    /** @type {any} */
    this.cut = null;
    /** @type {any} */
    this.board = null;
    this.turn = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = transport.onFrame(frame => this.at(frame));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.away?.();
  }

  render() {
    return html`<canvas role="slider" tabindex="0" aria-label="place in the cut" aria-valuemin="0" aria-valuemax=${this.cut?.frames ?? 0}
        @pointerdown=${this.sought} @pointermove=${(/** @type {PointerEvent} */ event) => event.buttons && this.sought(event)}></canvas>
      <div class="head"></div>
      ${this.cut ? '' : html`<p class="empty">Play a cut, and its shots, sounds and lines are laid out here.</p>`}`;
  }

  get canvas() { return /** @type {HTMLCanvasElement} */ (this.renderRoot.querySelector('canvas')); }

  firstUpdated() {
    new ResizeObserver(() => void this.draw()).observe(this.canvas);
  }

  updated() {
    void this.draw();
  }

  /** Where the playhead stands. Not a property: it changes with every picture. @param {number} frame */
  at(frame) {
    const head = /** @type {HTMLElement} */ (this.renderRoot.querySelector('.head'));
    if (head && this.cut) head.style.left = `${100 * frame / Math.max(1, this.cut.frames)}%`;
  }

  /** @param {PointerEvent} event */
  sought(event) {
    if (!this.cut) return;
    const frame = Math.floor(event.offsetX / this.canvas.clientWidth * this.cut.frames);
    transport.seek(frame);
  }

  async draw() {
    const {canvas, cut} = this;
    const turn = ++this.turn;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const ratio = devicePixelRatio;
    [canvas.width, canvas.height] = [width * ratio, height * ratio];
    const ink = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    ink.setTransform(ratio, 0, 0, ratio, 0, 0);
    ink.clearRect(0, 0, width, height);
    if (!cut) return;
    const place = (/** @type {number} */ frame) => frame / cut.frames * width;
    this.drawRuler(ink, width, place);
    this.drawLines(ink, place);
    this.drawShots(ink, place);
    for (const [at, piece] of cut.pieces) {
      const from = place(at);
      const to = place(at + piece.out - piece.start);
      ink.fillStyle = piece.room ? '#222a22' : '#263038';
      ink.fillRect(from + .5, RULER + LINES + PICTURE, to - from - 1, SOUND);
    }
    for (const [at, piece] of cut.pieces) {
      if (!piece.take || piece.room) continue;
      const wave = await peaks(piece.take);
      if (turn !== this.turn) return;
      this.drawWave(ink, wave, place(at), place(at + piece.out - piece.start), piece);
    }
  }

  /** @param {CanvasRenderingContext2D} ink @param {number} width @param {(frame: number) => number} place */
  drawRuler(ink, width, place) {
    const second = fps(this.cut.rate);
    const step = [1, 2, 5, 10, 30, 60].find(each => place(each * second) > 70) ?? 120;
    ink.font = '10px system-ui';
    ink.fillStyle = '#9d9d9d';
    for (let at = 0; place(at * second) < width; at += step) ink.fillText(timecode(at * second, this.cut.rate).slice(3), place(at * second) + 2, 11);
  }

  /** @param {CanvasRenderingContext2D} ink @param {(frame: number) => number} place */
  drawLines(ink, place) {
    const texts = new Map((this.board?.lines ?? []).map((/** @type {any} */ line) => [line.id, line]));
    ink.font = '11px system-ui';
    for (const each of this.cut.lines) {
      const [from, to] = [place(each.start), place(each.out)];
      ink.fillStyle = '#303030';
      ink.fillRect(from, RULER + 2, to - from, LINES - 4);
      ink.fillStyle = '#dedede';
      clipped(ink, `${texts.get(each.line)?.who ?? ''}: ${texts.get(each.line)?.text ?? each.line}`, from + 3, RULER + 15, to - from - 4);
    }
  }

  /** @param {CanvasRenderingContext2D} ink @param {(frame: number) => number} place */
  drawShots(ink, place) {
    const tones = new Map();
    for (const [at, shot] of this.cut.shots) {
      const setup = shot.take.split('/')[0];
      if (!tones.has(setup)) tones.set(setup, tones.size);
      const [from, to] = [place(at), place(at + (shot.lasts || shot.out - shot.start))];
      ink.fillStyle = shot.take ? `hsl(${(tones.get(setup) * 67) % 360} 14% ${shot.role === 'listener' ? 24 : 32}%)` : '#000';
      ink.fillRect(from + .5, RULER + LINES, to - from - 1, PICTURE - 2);
      ink.fillStyle = '#dedede';
      clipped(ink, shot.take, from + 4, RULER + LINES + 16, to - from - 6);
      ink.fillStyle = '#9d9d9d';
      clipped(ink, shot.role, from + 4, RULER + LINES + 31, to - from - 6);
    }
  }

  /** @param {CanvasRenderingContext2D} ink @param {Int16Array} wave @param {number} from @param {number} to @param {any} piece */
  drawWave(ink, wave, from, to, piece) {
    const middle = RULER + LINES + PICTURE + SOUND / 2;
    const hundred = 100 / fps(this.cut.rate);
    ink.fillStyle = '#7fa6bf';
    for (let x = Math.ceil(from); x < to; x += 1) {
      const begin = Math.floor((piece.start + (x - from) / (to - from) * (piece.out - piece.start)) * hundred);
      const end = Math.max(begin + 1, Math.floor((piece.start + (x + 1 - from) / (to - from) * (piece.out - piece.start)) * hundred));
      let [low, high] = [0, 0];
      for (let n = begin; n < end; n += 1) [low, high] = [Math.min(low, wave[2 * n] ?? 0), Math.max(high, wave[2 * n + 1] ?? 0)];
      const [top, bottom] = [loud(high), loud(-low)];
      ink.fillRect(x, middle - top, 1, Math.max(1, top + bottom));
    }
  }
}

/** Half the height of a sample: the root, so that a whisper is seen beside a shout. @param {number} value */
const loud = value => Math.sqrt(Math.max(0, value) / 32768) * (SOUND / 2 - 2);

/** Text that keeps to its width. @param {CanvasRenderingContext2D} ink @param {string} text @param {number} x @param {number} y @param {number} width */
function clipped(ink, text, x, y, width) {
  if (width < 8) return;
  ink.save();
  ink.beginPath();
  ink.rect(x, y - 14, width, 20);
  ink.clip();
  ink.fillText(text, x, y);
  ink.restore();
}

customElements.define('cut-timeline', CutTimeline);
