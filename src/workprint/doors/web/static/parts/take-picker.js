/** Every reading of a line, to be walked with the arrow keys and heard; Enter puts one in the cut. */
import {LitElement, html, css} from 'lit';
import {playable, still, verb} from '../api.js';
import {edit} from '../hand.js';
import {candidates, choice, listener} from '../hands/choices.js';
import {length} from '../hands/time.js';
import {among} from '../hands/words.js';
import {say, state} from '../store.js';
import {transport} from '../transport.js';
import {looks} from './looks.js';
import './reading-player.js';

/** Milliseconds on a reading before it is heard: whoever walks on does not wait. Source: our choice. */
const REST_MS = 90;

const VOICE = /** @type {const} */ (['energy', 'pace', 'pitch', 'level']);

export class TakePicker extends LitElement {
  static properties = {cut: {attribute: false}, board: {attribute: false}, shot: {type: Number}, line: {}, listening: {type: Boolean}, chosen: {state: true}, busy: {state: true}};

  static styles = [looks, css`
    dialog { background: var(--panel); color: var(--text); border: 1px solid var(--edge); border-radius: 8px; padding: 1em 1.2em; width: min(66em, 94vw);
      height: min(40em, 90vh); overflow: hidden; }
    dialog[open] { display: grid; grid-template: auto auto minmax(0, 1fr) auto / minmax(20em, 5fr) minmax(16em, 6fr); gap: .6em 1em; }
    dialog::backdrop { background: rgb(0 0 0 / .55); }
    h2 { grid-column: 1 / -1; color: var(--bright); }
    .lines { grid-column: 1 / -1; display: flex; gap: 4px; flex-wrap: wrap; }
    ul { list-style: none; margin: 0; padding: 2px; overflow: auto; min-height: 0; }
    li { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 .8em; padding: 4px; border: 1px solid transparent; border-radius: 4px; cursor: pointer; }
    li[aria-selected="true"] { border-color: var(--accent); background: var(--desk); }
    img { height: 4.2em; width: 7.5em; object-fit: cover; background: #000; }
    b { color: var(--bright); font-weight: 600; } .on { color: var(--accent); }
    reading-player { align-self: start; aspect-ratio: 16 / 9; width: 100%; }
    form { grid-column: 1 / -1; display: flex; gap: .6em; align-items: center; }
    .go { border-color: var(--accent); color: var(--accent); }
  `];

  constructor() {
    super();
    /** @type {import('../hands/joints.js').Cut | null} */
    this.cut = null;
    /** @type {any} */
    this.board = null;
    this.shot = 0;
    this.line = '';
    this.listening = false;
    this.chosen = 0;
    this.busy = false;
    /** @type {import('../hands/choices.js').Candidate[]} */
    this.found = [];
    this.timer = 0;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('line') && !changed.has('board')) return;
    const all = candidates(this.board, this.cut, this.shot, this.line);
    this.found = this.listening ? all.filter(one => !one.on) : all;
    if (changed.has('line')) this.chosen = Math.max(0, this.found.findIndex(one => one.on));
  }

  /** The chosen reading, before it is heard. */
  get picture() {
    const one = this.found[this.chosen];
    return one ? still(one.take, (one.start + one.out) >> 1, 360) : '';
  }

  get lines() { return this.cut?.shots[this.shot]?.[1].lines ?? []; }

  render() {
    const line = this.board?.lines.find((/** @type {any} */ one) => one.id === this.line);
    const shot = this.cut?.shots[this.shot]?.[1];
    return html`<dialog aria-labelledby="title" @close=${this.closed} @keydown=${this.pressed}>
      <h2 id="title">${this.listening ? 'Who listens? ' : ''}${line ? `${line.who ? `${line.who}: ` : ''}${line.text}` : `s${this.shot + 1} ${shot?.take || 'black'}: any take in its place`}</h2>
      <div class="lines">${this.lines.length > 1 ? this.lines.map(each => html`<button aria-pressed=${each === this.line}
        @click=${() => { this.line = each; }}>line ${each}</button>`) : html`<span class="dim">${this.line ? `line ${this.line}` : ''}</span>`}</div>
      <ul role="listbox" tabindex="0" aria-label="readings" aria-activedescendant=${`r${this.chosen}`}>${this.found.map((one, n) => this.row(one, n))}</ul>
      <reading-player .poster=${this.picture}></reading-player>
      <form method="dialog"><button type="button" class="go" ?disabled=${this.busy || !this.found.length} @click=${this.take}>${this.listening ? 'See it inside the line' : 'Put it in the cut'}</button>
        <button>Leave it as it is</button><span class="dim">${this.found.length ? '↑ ↓ hear the readings, Enter puts one in, Esc leaves it' : 'No other take has this line.'}</span></form></dialog>`;
  }

  /** @param {import('../hands/choices.js').Candidate} one @param {number} n */
  row(one, n) {
    const rate = this.board.rate;
    return html`<li role="option" id=${`r${n}`} aria-selected=${n === this.chosen} @click=${() => this.walk(n)} @dblclick=${this.take}>
      <img alt="" loading="lazy" src=${still(one.take, (one.start + one.out) >> 1, 90)}>
      <span><b>${one.take}</b>${one.many ? ` time ${one.run}` : ''} <span class="dim">${length(one.out - one.start, rate)}</span>
        ${one.on ? html` <span class="on">in the cut</span>` : ''}${one.stays ? ' pinned' : ''}${one.never ? ' vetoed' : ''}
        <br>${one.flags.map(flag => html`${flag.says} `)}
        <span class="dim">${this.voice(n)}${one.note ? html`<br>from set: ${one.note}` : ''}</span></span></li>`;
  }

  /** How a reading stands among the others. @param {number} n */
  voice(n) {
    const heard = this.found.filter(one => one.voice);
    const place = heard.indexOf(this.found[n]);
    if (place < 0 || heard.length < 2) return '';
    return VOICE.map(name => [name, among(heard.map(one => one.voice[name]), place).says]).filter(([, says]) => says !== 'all alike')
      .map(([name, says]) => `${name} ${says}`).join(', ');
  }

  firstUpdated() {
    transport.stop();
    /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog')).showModal();
    /** @type {HTMLElement} */ (this.renderRoot.querySelector('ul')).focus();
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    event.stopPropagation();
    const button = event.composedPath()[0] instanceof HTMLButtonElement;
    const way = {ArrowDown: 1, ArrowUp: -1, ' ': 0}[event.key];
    if (way !== undefined && !(button && event.key === ' ')) this.walk(this.chosen + way);
    else if (event.key === 'Enter' && !button) void this.take();
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') this.turn(event.key === 'ArrowLeft' ? -1 : 1);
    else return;
    event.preventDefault();
  }

  /** The line before or after, where the shot has several. @param {number} by */
  turn(by) {
    const at = this.lines.indexOf(this.line) + by;
    if (this.lines[at]) this.line = this.lines[at];
  }

  /** On a reading: it is heard. @param {number} n */
  walk(n) {
    if (!this.found[n]) return;
    this.chosen = n;
    void this.updateComplete.then(() => this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({block: 'nearest'}));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hear(n), REST_MS);
  }

  /** @param {number} n */
  async hear(n) {
    const one = this.found[n];
    try {
      const heard = await verb('listen', {take: one.take, start: one.heard.start, out: one.heard.out});
      const player = /** @type {import('./reading-player.js').ReadingPlayer} */ (this.renderRoot.querySelector('reading-player'));
      if (this.isConnected && n === this.chosen) await player.play(playable(heard.alt, state.scene));
    } catch (trouble) {
      say(/** @type {Error} */ (trouble).message, true);
    }
  }

  async take() {
    const one = this.found[this.chosen];
    if (!one || this.busy) return;
    this.busy = true;
    const {name, given, around} = (this.listening ? listener : choice)(/** @type {import('../hands/joints.js').Cut} */ (this.cut), this.shot, this.line, one);
    this.close();
    await edit(name, given, {around});
    this.busy = false;
  }

  close() { /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog')).close(); }

  closed() {
    clearTimeout(this.timer);
    this.dispatchEvent(new Event('close'));
  }
}

customElements.define('take-picker', TakePicker);
