/** The lined script: every reading of every line is seen, heard and put right here. */
import {LitElement, html, css} from 'lit';
import {verb} from '../api.js';
import {offer, offered} from '../commands.js';
import {again, laid, takeId} from '../hands/rows.js';
import {fps} from '../hands/time.js';
import {SAMPLES, inOrder} from '../hands/words.js';
import '../parts/line-grid.js';
import {looks} from '../parts/looks.js';
import '../parts/reading-facts.js';
import '../parts/reading-player.js';
import '../parts/wave-strip.js';
import {follow, need, say, state} from '../store.js';
import {Hearing} from './hearing.js';
import {Marking} from './marking.js';

/**
 * @typedef {import('../hands/rows.js').Cell} Cell
 * @typedef {import('../hands/rows.js').Row} Row
 */

/** Ways to hear all readings of a line, as the verb `readings` has them. */
const ORDERS = ['slate', 'energy', 'pace', 'pitch', 'level', 'length'];

export class ReadingsPage extends LitElement {
  static properties = {chosen: {state: true}, order: {state: true}, rows: {state: true}};

  static styles = [looks, css`
    :host { display: grid; grid-template: minmax(0, 1fr) 9.5em / minmax(0, 1fr) minmax(20em, 30%); gap: var(--gap); height: 100%; }
    aside { display: grid; grid-template-rows: auto auto minmax(0, 1fr); gap: var(--gap); min-height: 0; }
    reading-player { aspect-ratio: 16 / 9; }
    wave-strip { grid-column: 1 / 3; }
    .strip { grid-column: 1 / 3; background: var(--desk); border-radius: 4px; display: grid; place-items: center; margin: 0; }
    .start { grid-area: 1 / 1 / 3 / 3; display: grid; place-items: center; text-align: center; }
    .start button { font-size: 1.1em; padding: .5em 1.4em; border-color: var(--accent); }
  `];

  constructor() {
    super();
    /** @type {Cell | null} */
    this.chosen = null;
    /** @type {Cell | null} what was chosen last, whether it is there or not */
    this.gone = null;
    this.order = 'slate';
    /** @type {Row[]} */
    this.rows = [];
    /** @type {any} */
    this.board = null;
    /** @type {any[]} */
    this.proposed = [];
    this.hearing = new Hearing(this);
    this.marking = new Marking(this);
  }

  connectedCallback() {
    super.connectedCallback();
    const stops = [follow(() => this.followed()), need('board'), offer(this.commands())];
    this.stop = () => stops.forEach(stop => stop());
    this.followed();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  /** A board that came anew is laid out anew; what was said besides comes a moment later. */
  followed() {
    const {board} = state;
    if (board === this.board) return this.requestUpdate();
    if (board?.scene !== this.board?.scene) [this.chosen, this.gone, this.proposed] = [null, null, []];
    this.board = board;
    this.lay();
    if (board) void verb('lines', {scene: board.scene}).catch(() => ({proposed: []})).then(answer => {
      if (board !== this.board) return;
      this.proposed = answer.proposed;
      this.lay();
    });
  }

  lay() {
    this.rows = this.board ? laid(this.board, this.proposed) : [];
    const [was, cells] = [this.chosen ?? this.gone, this.rows.flatMap(row => row.cells.flat())];
    this.gone = was;
    this.chosen = was && again(cells, was);
  }

  get grid() { return /** @type {import('../parts/line-grid.js').LineGrid | null} */ (this.renderRoot.querySelector('line-grid')); }
  get player() { return /** @type {import('../parts/reading-player.js').ReadingPlayer | null} */ (this.renderRoot.querySelector('reading-player')); }
  get strip() { return /** @type {import('../parts/wave-strip.js').WaveStrip | null} */ (this.renderRoot.querySelector('wave-strip')); }

  /** The row of the chosen reading. */
  get row() { return this.rows.find(row => row.cells.some(cells => cells.some(cell => cell.key === this.chosen?.key))) ?? null; }
  get take() { return this.board?.takes.find((/** @type {any} */ take) => takeId(take) === this.chosen?.take) ?? null; }

  render() {
    if (!this.rows.some(row => row.cells.some(cells => cells.length))) return this.empty();
    const {chosen, board, row} = this;
    const sample = (/** @type {number} */ frame) => frame * SAMPLES / fps(board.rate);
    return html`
      <line-grid .rows=${this.rows} .chosen=${chosen?.key ?? ''} .takes=${board.takes} @choose=${(/** @type {CustomEvent} */ event) => this.choose(event.detail)}
        @hear=${(/** @type {CustomEvent} */ event) => this.hearing.hear(event.detail)} @circle=${(/** @type {CustomEvent} */ event) => this.marking.circle(event.detail)}></line-grid>
      <aside>
        <reading-player @at=${(/** @type {CustomEvent} */ event) => this.hearing.seen(event.detail)} @done=${() => this.hearing.ended()}></reading-player>
        <div class="row"><button ?disabled=${!chosen} @click=${() => this.hearing.all(row, this.order)}>hear all ${row ? row.cells.flat().length : ''} <kbd>R</kbd></button>
          <label class="dim">by <select aria-label="order of hearing" @change=${(/** @type {any} */ event) => this.ordered(event.target.value)}>
            ${ORDERS.map(order => html`<option ?selected=${order === this.order}>${order}</option>`)}</select></label>
          ${this.hearing.nth >= 0 ? html`<span>${this.hearing.nth + 1} of ${this.hearing.on.cells.length}</span>` : ''}</div>
        <reading-facts .cell=${chosen} .row=${row} .take=${this.take} .rate=${board.rate} .cast=${this.cast()}
          @asked=${(/** @type {CustomEvent} */ event) => this.asked(event.detail)}></reading-facts>
      </aside>
      ${chosen ? html`<wave-strip .take=${chosen.take} .words=${chosen.words} .from=${sample(chosen.heard.start)} .to=${sample(chosen.heard.out)}
          .fixed=${row?.kind === 'besides'} @correct=${this.moved} @leave=${() => this.grid?.focus()} @seek=${(/** @type {CustomEvent} */ event) => this.hearing.from(event.detail)}
          @around=${(/** @type {CustomEvent} */ event) => this.hearing.around(event.detail)}></wave-strip>`
        : html`<p class="strip dim">The sound of the chosen reading is drawn here, word by word.</p>`}`;
  }

  updated() {
    const keys = this.row && this.order !== 'slate' ? inOrder(this.row.cells.flat(), this.order).map(cell => cell.key) : [];
    void this.grid?.updateComplete.then(() => this.grid?.numbered(keys));
    if (this.grid && !this.begun) {
      this.begun = true;
      if (document.activeElement === document.body || document.activeElement?.localName === 'cutting-room') void this.grid.updateComplete.then(() => this.grid?.focus());
    }
  }

  empty() {
    const {status, board} = state;
    if (!status) return html`<p class="start dim">One moment …</p>`;
    const scene = status.scenes.find((/** @type {any} */ one) => one.scene === state.scene);
    const [what, next] = !status.scenes.length || !board ? ['There is no script for this scene yet.', scene?.takes
      ? 'Give one, or let Workprint make one of what was said.' : 'Give the script and the rushes, and every reading of every line is laid out here.']
      : !board.takes.length ? ['The script is here; no take of this scene is.', 'Read the rushes, and every reading of every line is laid out here.']
      : ['The takes of this scene are not lined yet.', 'Line them against the script, and every reading of every line can be heard here.'];
    return html`<div class="start"><div><p>${what}</p><p class="dim">${next}</p>
      <button @click=${() => offered().find(one => one.id === 'room-setup')?.run()}>go to Set-up</button></div></div>`;
  }

  cast() { return [...new Set(this.board?.lines.map((/** @type {any} */ line) => line.who).filter(Boolean))]; }

  commands() {
    const [group, when] = ['readings', () => Boolean(this.chosen)];
    const spoken = () => when() && this.row?.kind !== 'besides';
    return [
      {id: 'walk', says: 'walk to the reading that way, and hear it', group, keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
        run: (/** @type {Event | undefined} */ event) => event instanceof KeyboardEvent && this.grid?.keyed(event)},
      {id: 'hear-line', says: 'hear every reading of this line, one after another', group, keys: ['r'], when, run: () => this.hearing.all(this.row, this.order)},
      {id: 'hear-order', says: 'next order for hearing them: slate, energy, pace, pitch, level, length', group, keys: ['o'],
        run: () => this.ordered(ORDERS[(ORDERS.indexOf(this.order) + 1) % ORDERS.length])},
      {id: 'hear-toggle', says: 'play or stop the reading', group, keys: [' ', 'l'], when, run: () => this.hearing.toggle()},
      {id: 'hear-stop', says: 'stop the reading', group, keys: ['k', 'Escape'], when, run: () => this.player?.stop()},
      {id: 'reading-pin', says: 'pin this reading on its line, or take the pin back', group, keys: ['p'], when: spoken, run: () => this.marking.pin()},
      {id: 'reading-veto', says: 'never this reading on its line, or allow it again', group, keys: ['v'], when: spoken, run: () => this.marking.veto()},
      {id: 'take-circle', says: 'circle the take of this reading, or take the circle away', group, keys: ['c'], when, run: () => this.marking.circle(this.chosen?.take ?? '')},
      {id: 'boundaries', says: 'go to the word boundaries of this reading', group, keys: ['b'], when: spoken, run: () => this.strip?.focus()},
      {id: 'to-grid', says: 'go back to the grid of readings', group, keys: ['g'], run: () => this.grid?.focus()},
      {id: 'undo-reading', says: 'undo what was done here last', group, keys: ['u', 'Ctrl+z'], when: () => this.marking.undoes, run: () => this.marking.undo()},
      {id: 'redo-reading', says: 'redo what was undone here', group, keys: ['Shift+u', 'Ctrl+Shift+z'], when: () => this.marking.redoes, run: () => this.marking.redo()},
    ];
  }

  /** Somebody chose a reading. @param {Cell} cell */
  choose(cell) {
    this.chosen = cell;
    this.hearing.chose(cell);
  }

  /** Stand on the reading that is heard now. @param {Cell} cell */
  stand(cell) {
    this.chosen = this.rows.flatMap(row => row.cells.flat()).find(one => one.key === cell.key) ?? cell;
    this.grid?.choose(cell.key);
  }

  /** @param {string} order */
  ordered(order) {
    this.order = order;
    say(order === 'slate' ? 'heard in the order of the slates' : `heard with the most ${order === 'length' ? 'time' : order} first; the cells of the line say their places`);
  }

  /** @param {{what: string, words?: string, who?: string}} detail */
  asked(detail) {
    if (detail.what === 'pin') return this.marking.pin();
    if (detail.what === 'veto') return this.marking.veto();
    if (detail.what === 'circle') return this.marking.circle(this.chosen?.take ?? '');
    return this.marking.adopt(detail.words ?? '', detail.who ?? '');
  }

  /** A boundary was moved: it is put right and heard, or it goes back. @param {CustomEvent} event */
  async moved(event) {
    const {corrections, at} = event.detail;
    if (await this.marking.correct(corrections)) await this.hearing.around(at);
    else this.strip?.drop();
  }
}

customElements.define('readings-page', ReadingsPage);
