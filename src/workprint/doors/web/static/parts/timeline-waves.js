/** The waveforms of a timeline, drawn once for each place and size of it and then laid under everything. */
import {peaks, soundOf} from '../api.js';
import {placed} from '../hands/lanes.js';

/** Lowest and highest values that a take's waveform has a second. Source: desk/looking.py, peaks. */
const A_SECOND = 100;

export class Waves {
  /** @param {() => void} ready  called when a waveform has come */
  constructor(ready) {
    this.ready = ready;
    /** @type {Map<string, Int16Array | null>} null while it is awaited */
    this.known = new Map();
    this.canvas = document.createElement('canvas');
    this.key = '';
    this.count = 0;
  }

  /** A take's waveform, once it is there. @param {string} take */
  of(take) {
    const sound = soundOf(take);
    const known = this.known.get(sound);
    if (known !== undefined) return known;
    this.known.set(sound, null);
    void peaks(take).then(wave => {
      this.known.set(sound, wave);
      this.count += 1;
      this.ready();
    }, () => undefined);
    return null;
  }

  /**
   * The waveforms of what is on show: a picture as large as the sound's lane.
   * @param {import('../hands/joints.js').Cut} cut @param {import('../hands/lanes.js').View} view @param {number} high @param {number} ratio @param {number} fps @param {string} colour
   */
  layer(cut, view, high, ratio, fps, colour) {
    const pieces = cut.pieces.filter(([at, piece]) => piece.take && !piece.room && placed(view, at + piece.out - piece.start) > 0 && placed(view, at) < view.width);
    const waves = pieces.map(([, piece]) => this.of(piece.take));
    const key = [cut.id, view.from, view.per, view.width, high, ratio, this.count].join(' ');
    if (key === this.key) return this.canvas;
    this.key = key;
    this.canvas.width = Math.max(1, Math.round(view.width * ratio));
    this.canvas.height = Math.max(1, Math.round(high * ratio));
    const ink = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d'));
    ink.fillStyle = colour;
    const scaled = {from: view.from, per: view.per * ratio, width: this.canvas.width};
    pieces.forEach(([at, piece], n) => { if (waves[n]) this.draw(ink, waves[n], scaled, at, piece, A_SECOND / fps); });
    return this.canvas;
  }

  /** @param {CanvasRenderingContext2D} ink @param {Int16Array} wave @param {import('../hands/lanes.js').View} view @param {number} at @param {import('../hands/joints.js').Piece} piece @param {number} each values a frame */
  draw(ink, wave, view, at, piece, each) {
    const half = this.canvas.height / 2;
    const from = placed(view, at);
    const to = Math.min(view.width, placed(view, at + piece.out - piece.start) - 1);
    const [begin, step] = [piece.start * each, each / view.per];
    for (let x = Math.max(0, Math.ceil(from)); x < to; x += 1) {
      const first = Math.floor(begin + (x - from) * step);
      const last = Math.max(first + 1, Math.floor(begin + (x + 1 - from) * step));
      let [low, high] = [0, 0];
      for (let n = first; n < last; n += 1) {
        low = Math.min(low, wave[2 * n] ?? 0);
        high = Math.max(high, wave[2 * n + 1] ?? 0);
      }
      const [top, bottom] = [loud(high) * half, loud(-low) * half];
      ink.fillRect(x, half - top, 1, Math.max(1, top + bottom));
    }
  }
}

/** How high a sample stands, 0 to 1: the root, so that a whisper is seen beside a shout. @param {number} value */
const loud = value => Math.sqrt(Math.max(0, value) / 32768) * .94;
