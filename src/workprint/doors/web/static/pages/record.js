/** The record in plain words: what was shown, chosen, by whom, when; and whether it verifies. */
import {LitElement, html, css} from 'lit';
import {filmstrip} from '../api.js';
import {WHICH, wanted, when} from '../hands/telling.js';
import {looks} from '../parts/looks.js';
import {act, follow, need, say, state} from '../store.js';

export class RecordPage extends LitElement {
  static properties = {verified: {state: true}, which: {state: true}, words: {state: true}, open: {state: true}};

  static styles = [looks, css`
    :host { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: var(--gap); }
    .list { overflow: auto; }
    table { border-collapse: collapse; width: 100%; }
    caption { text-align: left; color: var(--accent); padding: .9em .7em .2em; }
    th, td { text-align: left; padding: .25em .7em; border-bottom: 1px solid var(--panel); font-variant-numeric: tabular-nums; vertical-align: top; }
    th { color: var(--dim); font-weight: 400; }
    td:nth-child(1), td:nth-child(2) { color: var(--dim); white-space: nowrap; width: 1%; }
    td:nth-child(3) { white-space: nowrap; width: 1%; max-width: 18em; overflow: hidden; text-overflow: ellipsis; }
    .good { color: var(--good); } .bad { color: var(--bad); }
    details { margin: 0; } summary { cursor: pointer; }
    ol { list-style: none; margin: .4em 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(22em, 1fr)); gap: .4em; }
    li { display: grid; grid-template-columns: 1.6em 1fr; align-items: center; border: 1px solid transparent; padding: 2px; }
    li.chosen { border-color: var(--accent); border-radius: 4px; color: var(--accent); }
    li img { width: 100%; height: 2.6em; object-fit: fill; display: block; background: #111; }
  `];

  constructor() {
    super();
    /** @type {any} */
    this.verified = null;
    this.which = 'decisions';
    this.words = '';
    this.size = -1;
    /** @type {(() => void)[]} */
    this.away = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [follow(() => this.followed()), need('told')];
    this.followed();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.away) stop();
  }

  followed() {
    if (this.size < 0 && state.status) void this.verify();
    this.requestUpdate();
  }

  render() {
    const found = wanted(state.told, this.which, this.words);
    return html`<div class="row">
        ${WHICH.map(([name, says]) => html`<button aria-pressed=${this.which === name} @click=${() => { this.which = name; }}>${says}</button>`)}
        <label>with the words <input type="search" .value=${this.words} @input=${(/** @type {any} */ event) => { this.words = event.target.value; }}></label>
        <span class="dim">${found.length} of the latest ${state.told.length} entries</span>
        ${this.verdict()}</div>
      <div class="list">${found.length ? this.days(found) : html`<p class="dim">${state.told.length ? 'Nothing like that is among the latest entries.'
        : 'The record is empty. Whatever is read, shown, chosen or changed is written here, and stays.'}</p>`}</div>`;
  }

  verdict() {
    const {verified} = this;
    return html`<button @click=${this.verify}>verify the whole record</button>
      <span aria-live="polite" class=${verified ? verified.ok ? 'good' : 'bad' : 'dim'}>${!verified ? 'not verified yet'
        : verified.ok ? `verified: all ${verified.size} entries are as they were written${this.later()}` : `not as it was written: ${verified.faults.join('; ')}`}</span>`;
  }

  /** What came after it was verified. */
  later() {
    const more = (state.status?.entries ?? 0) - this.verified.size;
    return more > 0 ? `; ${more} came since` : '';
  }

  /** @param {any[]} found */
  days(found) {
    const days = Map.groupBy(found, one => when(one.time).day);
    return [...days].map(([day, rows]) => html`<table><caption>${day}</caption>
      <thead class="hidden"><tr><th scope="col">entry</th><th scope="col">when</th><th scope="col">who</th><th scope="col">what</th></tr></thead>
      <tbody>${rows.map(one => html`<tr><td>${one.index}</td><td>${when(one.time).time}</td><td title=${`as ${one.role}`}>${one.who}</td>
        <td data-kind=${one.kind}>${one.shown.length ? this.shown(one) : one.says}</td></tr>`)}</tbody></table>`);
  }

  /** What was on show when it was said, the chosen one lit; drawn when it is opened. @param {any} one */
  shown(one) {
    return html`<details @toggle=${(/** @type {any} */ event) => { one.open = event.target.open; this.requestUpdate(); }}>
      <summary>${one.says}</summary>${one.open ? html`<ol aria-label="on show then">${one.shown.map((/** @type {string} */ alt, /** @type {number} */ n) => html`
        <li class=${alt === one.alt ? 'chosen' : ''}><span>${n + 1}</span><img loading="lazy" src=${filmstrip(alt, one.scene)}
          alt=${`cut ${alt.slice(0, 8)}${alt === one.alt ? ', the one that was marked' : ''}`}></li>`)}</ol>` : ''}</details>`;
  }

  async verify() {
    this.size = state.status?.entries ?? 0;
    this.verified = await act('verify');
    if (this.verified?.ok) say('the record verifies');
  }
}

customElements.define('record-page', RecordPage);
