/** How the page of readings plays: one reading, all of a line in one movie, or the moment around a boundary. */
import {playable, verb} from '../api.js';
import {framesOf, frameAt, fps} from '../hands/time.js';
import {SAMPLES} from '../hands/words.js';
import {act, say, state} from '../store.js';

/**
 * @typedef {import('../hands/rows.js').Cell} Cell
 * @typedef {import('../hands/rows.js').Row} Row
 */

/** Seconds played on each side of a boundary that was moved. Source: our choice; the words on both sides. */
const BESIDE_S = 0.7;

/** Milliseconds after which a reading that was walked to is made ready. Source: our choice; less than a cell's rest. */
const READY_MS = 80;

/** Nothing is on. */
const NOTHING = {key: '', from: 0, cells: /** @type {Cell[]} */ ([]), begins: /** @type {number[]} */ ([]), src: ''};

export class Hearing {
  /** @param {import('./readings.js').ReadingsPage} page */
  constructor(page) {
    this.page = page;
    /** What the movie that is on has: a reading and the sample at its head; or all of a line, and the frames where each begins. */
    this.on = NOTHING;
    /** Which of all is on, from 0; -1 where one alone is heard. */
    this.nth = -1;
    /** Readings still to be heard, where there is no movie of all. @type {Cell[]} */
    this.queue = [];
    this.soon = 0;
    /** Movies that were asked for. @type {Map<string, Promise<string>>} */
    this.movies = new Map();
  }

  get rate() { return fps(this.page.board.rate); }

  /** Somebody chose a reading: what was heard in turn ends, and this one is made ready. @param {Cell} cell */
  chose(cell) {
    if (this.on.cells.length) this.page.player?.stop();
    if (this.on.cells.length) this.on = NOTHING;
    [this.nth, this.queue] = [-1, []];
    clearTimeout(this.soon);
    this.soon = setTimeout(() => void this.movie(cell).then(src => this.page.player?.ready(src)).catch(() => undefined), READY_MS);
  }

  /** The movie of a reading, made once. @param {Cell} cell @returns {Promise<string>} */
  movie({take, heard: {start, out}}) {
    const name = `${state.scene} ${take} ${start} ${out}`;
    const known = this.movies.get(name) ?? verb('listen', {take, start, out}).then(made => playable(made.alt, state.scene));
    this.movies.set(name, known);
    known.catch(() => this.movies.delete(name));
    return known;
  }

  /** Play a reading, or a part of it. @param {Cell} cell @param {number} [sample] of the take @param {number} [until] */
  async hear(cell, sample = 0, until = Infinity) {
    clearTimeout(this.soon);
    this.nth = -1;
    try {
      const src = await this.movie(cell);
      if (this.page.chosen?.key !== cell.key) return;
      const from = cell.heard.start * SAMPLES / this.rate;
      this.on = {...NOTHING, key: cell.key, from, src};
      this.page.grid?.lit(cell.key);
      await this.page.player?.play(src, Math.max(0, (sample - from) / SAMPLES), (until - from) / SAMPLES);
    } catch (trouble) {
      say(/** @type {Error} */ (trouble).message, true);
    }
  }

  /** Stop, or go on; or hear what is chosen now. */
  toggle() {
    const {chosen, player} = this.page;
    if (this.on.cells.length || this.on.key === chosen?.key) player?.toggle();
    else if (chosen) void this.hear(chosen);
  }

  /** Every reading of a line in one movie, so that nothing has to be waited for between them. @param {Row | null} row @param {string} order */
  async all(row, order) {
    if (!row) return;
    if (row.kind === 'besides') return this.inTurn(row.cells.flat());
    const found = await act('readings', {line: row.id, scene: state.scene, order});
    if (!found || row.id !== this.page.row?.id) return;
    if (!found.file) return void say(found.why, true);
    const rows = found.rows.filter((/** @type {any} */ one) => one.begins);
    this.on = {...NOTHING, cells: rows.map((/** @type {any} */ one) => row.cells.flat().find(cell => cell.take === one.take && cell.run === one.run)),
      begins: rows.map((/** @type {any} */ one) => framesOf(one.begins, this.page.board.rate)),
      src: `/file/media/${encodeURIComponent(found.file.split(/[\\/]/).pop())}?of=${Date.now()}`};
    this.nth = -1;
    say(`${this.on.cells.length} ${this.on.cells.length === 1 ? 'reading' : 'readings'} of line ${row.id}, ${order === 'slate' ? 'by slate' : `the most ${order === 'length' ? 'time' : order} first`}`);
    await this.page.player?.play(this.on.src);
  }

  /** @param {Cell[]} cells */
  inTurn(cells) {
    this.queue = [...cells];
    this.ended();
  }

  ended() {
    this.page.grid?.lit('');
    const next = this.queue.shift();
    if (!next) return;
    this.page.stand(next);
    void this.hear(next);
  }

  /** A picture was shown: the playhead follows, and the reading that is heard is lit. @param {number} seconds */
  seen(seconds) {
    const {on, page} = this;
    if (!on.cells.length) return page.strip?.at(on.key === page.chosen?.key ? on.from + seconds * SAMPLES : -1);
    const frame = frameAt(seconds, page.board.rate);
    const nth = Math.max(0, on.begins.findLastIndex(begin => begin <= frame));
    const cell = on.cells[nth];
    if (!cell) return;
    if (nth !== this.nth) {
      this.nth = nth;
      page.stand(cell);
      page.grid?.lit(cell.key);
    }
    page.strip?.at((cell.heard.start + frame - on.begins[nth]) * SAMPLES / this.rate);
  }

  /** Play the chosen reading from a sample of its take. @param {number} sample @param {number} [until] */
  async from(sample, until = Infinity) {
    if (this.page.chosen) await this.hear(this.page.chosen, sample, until);
  }

  /** Play the words on both sides of a sample. @param {number} sample */
  around(sample) { return this.from(sample - BESIDE_S * SAMPLES, sample + BESIDE_S * SAMPLES); }
}
