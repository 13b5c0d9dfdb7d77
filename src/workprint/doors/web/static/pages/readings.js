/** The lined script: lines down the side, takes across, each reading a cell to hear and see. */
import {LitElement, html, css} from 'lit';
import {playable, still, verb} from '../api.js';
import {fps} from '../hands/time.js';
import {looks} from '../parts/looks.js';
import {act, follow, need, say, state} from '../store.js';

export class ReadingsPage extends LitElement {
  static properties = {chosen: {state: true}, movie: {state: true}};

  static styles = [looks, css`
    :host { display: grid; grid-template-columns: minmax(0, 1fr) minmax(280px, 36%); gap: var(--gap); height: 100%; }
    .grid { overflow: auto; background: var(--desk); border-radius: 4px; }
    table { border-collapse: collapse; }
    th, td { padding: 3px 6px; border-bottom: 1px solid #2c2c2c; text-align: left; vertical-align: top; }
    thead th { position: sticky; top: 0; background: var(--panel); z-index: 2; white-space: nowrap; }
    tbody th { position: sticky; left: 0; z-index: 1; background: var(--desk); font-weight: 400; min-width: 230px; max-width: 320px; }
    thead th:first-child { left: 0; z-index: 3; }
    .action { color: var(--dim); font-style: italic; }
    td button { padding: 1px; border-width: 2px; line-height: 0; position: relative; background: #111; }
    td img { width: 84px; height: 47px; object-fit: cover; display: block; }
    td .flag { position: absolute; right: 2px; top: 2px; line-height: 1.1; background: #000a; padding: 0 3px; border-radius: 2px; color: var(--bad); font-size: .85em; }
    aside { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: var(--gap); min-height: 0; }
    video { width: 100%; aspect-ratio: 16 / 9; background: #000; }
    .facts { overflow: auto; }
    .words span { margin-right: .4em; }
    .missing { text-decoration: line-through; color: var(--bad); } .changed, .extra { color: var(--accent); }
    dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; } dt { color: var(--dim); } dd { margin: 0; }
  `];

  constructor() {
    super();
    /** @type {any} */
    this.chosen = null;
    this.movie = '';
    this.queue = /** @type {any[]} */ ([]);
  }

  connectedCallback() {
    super.connectedCallback();
    const [stop, rest] = [follow(() => this.requestUpdate()), need('board')];
    this.stop = () => { stop(); rest(); };
    addEventListener('keydown', this.keyed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    removeEventListener('keydown', this.keyed);
  }

  render() {
    const {board} = state;
    if (!board?.readings.length) return html`<p class="dim">No take of this scene is lined yet. ${state.status?.next ? `Next: ${state.status.next}` : ''}</p>`;
    return html`
      <div class="grid"><table>
        <thead><tr><th scope="col">line</th>${board.takes.map((/** @type {any} */ take) => html`<th scope="col" title=${take.note}>${name(take)}${take.circled ? ' ◯' : ''}</th>`)}</tr></thead>
        <tbody>${board.lines.map((/** @type {any} */ line) => html`<tr>
          <th scope="row" class=${line.kind}>${line.kind === 'spoken' ? html`<b>${line.who}</b> ` : ''}${line.text}</th>
          ${board.takes.map((/** @type {any} */ take) => html`<td>${this.cell(line, take)}</td>`)}</tr>`)}</tbody></table></div>
      <aside><video controls .src=${this.movie} autoplay @ended=${this.next} aria-label="the reading"></video>
        <div class="facts">${this.chosen ? this.facts(this.chosen) : html`<p class="dim">Choose a reading to hear it. <kbd>R</kbd> plays every reading of its line, one after another.</p>`}</div></aside>`;
  }

  /** @param {any} line @param {any} take */
  cell(line, take) {
    const found = state.board.readings.filter((/** @type {any} */ one) => one.take === name(take) && one.line === line.id && said(one).length);
    return found.map((/** @type {any} */ one) => html`<button aria-label="${name(take)} line ${line.id} ${flags(one).join(', ')}" aria-pressed=${one === this.chosen}
      @click=${() => this.hear(one)}><img loading="lazy" alt="" src=${still(one.take, frames(one).middle, 90)}>
      ${flags(one).length ? html`<span class="flag">${flags(one)[0]}</span>` : ''}</button>`);
  }

  /** @param {any} one */
  facts(one) {
    const voice = one.performance;
    return html`<h2>${one.take}, line ${one.line}${one.run > 1 ? `, time ${one.run}` : ''}</h2>
      <p class="words">${one.words.map((/** @type {any} */ word) => html`<span class=${word.heard}>${word.text}</span>`)}</p>
      <dl><dt>length</dt><dd>${(frames(one).long / fps(state.board.rate)).toFixed(2)} s</dd>
        ${voice ? html`<dt>loudness</dt><dd>${(voice.loudness / 1000).toFixed(1)} LUFS</dd><dt>pitch</dt><dd>${(voice.pitch / 1000).toFixed(0)} Hz, over ${(voice.pitch_range / 100).toFixed(1)} semitones</dd>
        <dt>energy</dt><dd>${voice.energy} of 1000</dd><dt>pace</dt><dd>${voice.pace} words a minute</dd>` : ''}
        <dt>sure</dt><dd>${(one.confidence / 10).toFixed(0)} %</dd></dl>
      <div class="row"><button @click=${() => act('pin', {line: one.line, take: one.take, scene: state.scene})}>pin it on this line</button>
        <button @click=${() => act('veto', {take: one.take, line: one.line, scene: state.scene})}>never on this line</button></div>`;
  }

  /** @param {any} one */
  async hear(one) {
    this.chosen = one;
    const {start, out} = frames(one);
    try {
      const made = await verb('listen', {take: one.take, start: start - 6, out: out + 6});
      if (this.chosen === one) this.movie = playable(made.alt, state.scene);
    } catch (trouble) {
      say(/** @type {Error} */ (trouble).message, true);
    }
  }

  next() {
    const one = this.queue.shift();
    if (one) void this.hear(one);
  }

  /** @param {KeyboardEvent} event */
  keyed = event => {
    if (event.key.toLowerCase() !== 'r' || !this.chosen || event.ctrlKey || event.metaKey) return;
    this.queue = state.board.readings.filter((/** @type {any} */ one) => one.line === this.chosen.line && said(one).length);
    this.next();
  };
}

/** @param {any} take */
const name = take => `${take.slate.scene}${take.slate.setup}/${take.slate.take}${take.camera ?? ''}`;
/** @param {any} one */
const said = one => one.words.filter((/** @type {any} */ word) => word.heard !== 'missing');

/** What differs from the script. @param {any} one @returns {string[]} */
function flags(one) {
  const found = new Set(one.words.map((/** @type {any} */ word) => word.heard).filter((/** @type {string} */ heard) => heard !== 'scripted'));
  if (one.run > 1) found.add('again');
  if (one.confidence < 500) found.add('unsure');
  return /** @type {string[]} */ ([...found].sort());
}

/** @param {any} one */
function frames(one) {
  const rate = fps(state.board.rate);
  const words = said(one);
  const start = Math.floor(Math.min(...words.map((/** @type {any} */ word) => word.start)) / 48000 * rate);
  const out = Math.ceil(Math.max(...words.map((/** @type {any} */ word) => word.out)) / 48000 * rate);
  return {start, out, long: out - start, middle: Math.floor((start + out) / 2)};
}

customElements.define('readings-page', ReadingsPage);
