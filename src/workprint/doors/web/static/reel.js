/** One cut in one <video>: filled with fragments by Media Source Extensions, or whole where a browser has none. */
import {begin, fragment, playable} from './api.js';
import {dropped, held, wanted} from './hands/buffer.js';
import {frameAt, middleOf} from './hands/time.js';

/**
 * What the desk tells of a cut before it is played.
 * @typedef {import('./hands/buffer.js').Laid & {id: string, mime: string, of: string}} Told
 * @typedef {'begin' | number} Part
 */

/** Milliseconds after a seek in which a browser that does not tell of pictures has shown it. Source: our choice, five at 60 Hz. */
const SHOWN_MS = 80;

export class Reel {
  /** @param {string} alt @param {string} scene @param {(reel: Reel) => void} seen called with every picture that is shown */
  constructor(alt, scene, seen) {
    this.alt = alt;
    this.scene = scene;
    this.seen = seen;
    /** @type {Told | null} */
    this.told = null;
    /** @type {MediaSource | null} */
    this.source = null;
    /** @type {SourceBuffer | null} */
    this.buffer = null;
    this.whole = false;
    this.gone = false;
    this.trimming = false;
    /** @type {() => void} */
    this.left = () => undefined;
    /** Resolved when it is let go: nothing waits for it after that. */
    this.over = /** @type {Promise<void>} */ (new Promise(done => { this.left = done; }));
    /** Frame that it is to stand at, and the one whose picture is on; -1 for none. */
    this.aimed = 0;
    this.shown = -1;
    /** @type {() => void} */
    this.opened = () => undefined;
    /** @type {Promise<unknown>} */
    this.chain = /** @type {Promise<void>} */ (new Promise(done => { this.opened = done; }));
    this.movie = this.made();
  }

  made() {
    const movie = document.createElement('video');
    movie.preload = 'auto';
    movie.playsInline = true;
    movie.disablePictureInPicture = true;
    movie.setAttribute('aria-label', 'the cut');
    const pictured = (/** @type {number} */ _, /** @type {{mediaTime: number}} */ at) => {
      const frame = this.told ? frameAt(at.mediaTime, this.told.rate) : -1;
      // While it seeks, what is on may still be what was left; only what was sought counts.
      if (this.told && (!movie.seeking || frame === this.aimed)) this.see(frame);
      if (!this.gone) movie.requestVideoFrameCallback(pictured);
    };
    movie.requestVideoFrameCallback(pictured);
    movie.addEventListener('ended', () => this.seen(this));
    movie.addEventListener('error', () => this.broke());
    // A seek to the picture that is on already, or in a window that is not drawn, brings no picture to tell of.
    movie.addEventListener('seeked', () => setTimeout(() => this.settled(), SHOWN_MS));
    return movie;
  }

  /** What cannot be played in fragments is played whole. */
  broke() {
    if (this.gone || this.whole || !this.movie.getAttribute('src')) return;
    this.whole = true;
    this.opened();
    this.movie.src = playable(this.alt, this.scene);
    this.hold(this.aimed);
  }

  settled() {
    const {movie, told} = this;
    if (this.gone || !told || movie.seeking || movie.readyState < 2 || !movie.paused) return;
    if (this.shown !== this.aimed && frameAt(movie.currentTime, told.rate) === this.aimed) this.see(this.aimed);
  }

  /** @param {number} frame */
  see(frame) {
    this.shown = frame;
    this.seen(this);
  }

  /** Whether the picture that it was aimed at is on. */
  get ready() { return this.shown === this.aimed; }

  /** Stand at a frame; its picture comes when it is there. @param {number} frame */
  aim(frame) {
    this.aimed = this.told ? Math.max(0, Math.min(this.told.frames - 1, frame)) : Math.max(0, frame);
    if (this.ready && this.movie.paused) return;
    this.hold(this.aimed);
  }

  /** Go to the middle of a frame, wherever it stands. @param {number} frame */
  hold(frame) {
    this.aimed = frame;
    this.shown = -1;
    if (this.told) this.movie.currentTime = middleOf(frame, this.told.rate);
  }

  /** @returns {import('./hands/buffer.js').Span[]} */
  get ranges() {
    const {buffered} = this.movie;
    return Array.from({length: buffered.length}, (_, n) => [buffered.start(n), buffered.end(n)]);
  }

  /** What it lacks, the most urgent first. @param {number} frame @param {number} speed @param {boolean} on whether it is the one that plays
   * @returns {Part[]} */
  wants(frame, speed, on) {
    if (!this.told) return ['begin'];
    if (this.whole) return [];
    const have = held(this.ranges, this.told);
    const here = Math.floor((on ? frame : this.aimed) / this.told.each);
    // Nothing is fetched beside the one that a person waits for.
    return have.has(here) ? on ? wanted(have, this.told, frame, speed) : [] : [here];
  }

  /** Whether a person waits for a picture that is not here yet. @param {number} frame */
  lacks(frame) {
    return !this.told || (!this.whole && !held(this.ranges, this.told).has(Math.floor(frame / this.told.each)));
  }

  /** Fetch a part of it. @param {Part} part @param {AbortSignal} signal @returns {Promise<any>} */
  fetch(part, signal) {
    return part === 'begin' ? begin(this.alt, this.scene, this.aimed, signal) : fragment(this.alt, this.scene, part, this.told?.of ?? '', signal);
  }

  /** Frame at which it is, whether it plays or stands. */
  get place() { return this.told ? frameAt(this.movie.currentTime, this.told.rate) : this.aimed; }

  /** Take what was fetched. @param {Part} part @param {any} data */
  async take(part, data) {
    if (part !== 'begin') return this.queue(() => this.append(data));
    this.lay(data.told);
    return this.open(data.data);
  }

  /** @param {Told} told */
  lay(told) {
    this.told = told;
    this.whole = !('MediaSource' in globalThis) || !MediaSource.isTypeSupported(told.mime);
    if (this.whole) this.movie.src = playable(this.alt, this.scene);
    else {
      const source = this.source = new MediaSource();
      this.movie.src = URL.createObjectURL(source);
    }
    this.hold(Math.min(this.aimed, told.frames - 1));
  }

  /** @param {ArrayBuffer} first the head and a fragment */
  async open(first) {
    const {source, told} = this;
    if (!source || !told) return;
    if (source.readyState !== 'open') await new Promise(done => source.addEventListener('sourceopen', done, {once: true}));
    if (this.gone) return;
    URL.revokeObjectURL(this.movie.src);
    this.buffer = source.addSourceBuffer(told.mime);
    source.duration = middleOf(told.frames - 0.5, told.rate);
    await this.append(first);
    this.opened();
  }

  /** One thing after another is done to the buffer. @param {() => Promise<unknown>} what */
  queue(what) {
    const next = this.chain.then(() => this.gone ? undefined : what());
    this.chain = next.catch(() => undefined);
    return next;
  }

  /** @param {ArrayBuffer} data */
  async append(data) {
    try {
      await this.updated(buffer => buffer.appendBuffer(data));
    } catch (full) {
      if (!(full instanceof DOMException && full.name === 'QuotaExceededError') || !this.told) throw full;
      for (const [start, out] of dropped(this.ranges, this.told, this.place, 0, 0)) await this.updated(buffer => buffer.remove(start, out));
      await this.updated(buffer => buffer.appendBuffer(data));
    }
    this.end();
  }

  /** Where its last picture is there, nothing more is waited for; a source that something was taken out of is open again. */
  end() {
    if (this.gone || !this.told || this.source?.readyState !== 'open' || !held(this.ranges, this.told).has(this.told.count - 1)) return;
    this.source.endOfStream();
  }

  /** @param {(buffer: SourceBuffer) => void} change */
  updated(change) {
    return new Promise((done, failed) => {
      const {buffer} = this;
      if (!buffer || this.gone) return void done(undefined);
      buffer.addEventListener('updateend', done, {once: true});
      try {
        change(buffer);
      } catch (trouble) {
        buffer.removeEventListener('updateend', done);
        failed(trouble);
      }
    });
  }

  /** Let go what is far from where it stands. @param {number} frame @param {number} speed */
  trim(frame, speed) {
    if (!this.told || this.whole || this.trimming) return;
    const far = dropped(this.ranges, this.told, frame, speed);
    if (!far.length) return;
    this.trimming = true;
    void this.queue(async () => {
      for (const [start, out] of far) await this.updated(buffer => buffer.remove(start, out));
      this.end();
    }).catch(() => undefined).finally(() => { this.trimming = false; });
  }

  /** Let everything go. */
  drop() {
    this.gone = true;
    this.left();
    this.opened();
    this.movie.pause();
    this.movie.removeAttribute('src');
    this.movie.load();
    this.movie.remove();
  }
}
