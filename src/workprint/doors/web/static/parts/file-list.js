/** Every file with what became of it, and how far the work on them is. */
import {LitElement, html, css} from 'lit';
import {looks} from './looks.js';

/** Signs beside the words, so that no state is told by colour alone. */
const SIGNS = {arriving: '↓', waiting: '·', working: '▸', done: '✓', asks: '?', bad: '✕', out: '–'};

export class FileList extends LitElement {
  static properties = {rows: {attribute: false}, says: {}, share: {attribute: false}, left: {attribute: false}, stopping: {attribute: false}, stops: {attribute: false}};

  static styles = [looks, css`
    .work { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .3em 1em; align-items: center; margin-bottom: .7em; min-height: 3.6em; }
    progress { width: 100%; height: .7em; accent-color: var(--accent); }
    .time { color: var(--dim); font-variant-numeric: tabular-nums; white-space: nowrap; }
    .scroll { overflow: auto; max-height: 44vh; border: 1px solid #2c2c2c; border-radius: 4px; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; padding: 3px 10px; border-bottom: 1px solid #2c2c2c; }
    thead th { position: sticky; top: 0; background: var(--panel); font-weight: 400; color: var(--dim); }
    tbody th { font-weight: 400; color: var(--bright); overflow-wrap: anywhere; } tbody .out th { color: var(--dim); }
    .long { text-align: right; } td.long { font-variant-numeric: tabular-nums; color: var(--dim); white-space: nowrap; }
    .sign { display: inline-block; width: 1.3em; }
    .done .sign { color: var(--good); } .asks td, .working td { color: var(--accent); } .bad td { color: var(--bad); } .waiting td, .arriving td, .out td, .out th { color: var(--dim); }
  `];

  constructor() {
    super();
    /** @type {import('../hands/rushes.js').Row[]} */
    this.rows = [];
    this.says = '';
    /** @type {number | null} */
    this.share = null;
    this.left = '';
    this.stopping = false;
    this.stops = false;
  }

  render() {
    return html`${this.says ? html`<div class="work">
        <label>${this.says}<progress max="1" .value=${this.share ?? 0} aria-label="how far it is"></progress></label>
        <button ?disabled=${!this.stops || this.stopping} @click=${() => this.dispatchEvent(new Event('stop'))}>${this.stopping ? 'stopping …' : 'stop'}</button>
        <span class="time">${this.left}</span></div>` : ''}
      ${this.rows.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="files"><table>
        <thead><tr><th scope="col">file</th><th scope="col" class="long">length</th><th scope="col">what became of it</th></tr></thead>
        <tbody>${this.rows.map(row => html`<tr class=${row.mood}><th scope="row" title=${row.path}>${row.name}</th>
          <td class="long">${row.lasts ? `${(row.lasts / 1000).toFixed(1)} s` : ''}</td>
          <td><span class="sign" aria-hidden="true">${SIGNS[row.mood]}</span>${row.says}</td></tr>`)}</tbody></table></div>` : ''}`;
  }
}

customElements.define('file-list', FileList);
