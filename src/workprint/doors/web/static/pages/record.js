/** The record in plain words: what was shown, chosen, by whom, when; and whether it verifies. */
import {LitElement, html, css} from 'lit';
import {looks} from '../parts/looks.js';
import {act, follow, need, say, state} from '../store.js';

export class RecordPage extends LitElement {
  static properties = {verified: {state: true}};

  static styles = [looks, css`
    :host { overflow: auto; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; padding: 3px 10px; border-bottom: 1px solid #2c2c2c; font-variant-numeric: tabular-nums; }
    th { color: var(--dim); font-weight: 400; }
    .good { color: var(--good); }
  `];

  constructor() {
    super();
    /** @type {any} */
    this.verified = null;
    /** @type {(() => void)[]} */
    this.away = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [follow(() => this.requestUpdate()), need('told')];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.away) stop();
  }

  render() {
    return html`<div class="row"><button @click=${this.verify}>verify the whole record</button>
        ${this.verified ? html`<span class=${this.verified.ok ? 'good' : ''}>${this.verified.ok ? `${this.verified.size} entries, all as they were written` : this.verified.faults.join('; ')}</span>` : ''}</div>
      <table><thead><tr><th scope="col">entry</th><th scope="col">when (UTC)</th><th scope="col">who</th><th scope="col">as</th><th scope="col">what</th><th scope="col"></th></tr></thead>
      <tbody>${[...state.told].reverse().map(one => html`<tr><td>${one.index}</td><td>${one.time.replace('T', ' ').slice(0, 19)}</td><td>${one.who}</td><td>${one.role}</td><td>${one.kind}</td><td>${one.says}</td></tr>`)}</tbody></table>`;
  }

  async verify() {
    this.verified = await act('verify');
    if (this.verified?.ok) say('the record verifies');
  }
}

customElements.define('record-page', RecordPage);
