/** Every key that works here, on one sheet: drawn from the commands themselves. */
import {LitElement, html, css} from 'lit';
import {offered} from '../commands.js';
import {said} from '../hands/keys.js';
import {looks} from './looks.js';

export class KeySheet extends LitElement {
  static styles = [looks, css`
    dialog { background: var(--panel); color: var(--text); border: 1px solid var(--edge); border-radius: 8px; padding: 1.2em 1.6em;
      width: min(64em, 92vw); max-height: 88vh; overflow: auto; }
    dialog::backdrop { background: rgb(0 0 0 / .55); }
    .groups { columns: 19em; column-gap: 2.4em; margin: .8em 0; }
    section { break-inside: avoid; margin-bottom: 1em; }
    dl { display: grid; grid-template-columns: minmax(4.5em, auto) 1fr; gap: 3px 1em; margin: .3em 0; }
    dt { color: var(--bright); white-space: nowrap; } dd { margin: 0; }
    h3 { font-size: 1em; margin: 0; color: var(--accent); font-weight: 600; }
  `];

  render() {
    const groups = Map.groupBy(offered().filter(one => one.keys.length), one => one.group);
    return html`<dialog aria-label="keys" @close=${() => this.dispatchEvent(new Event('close'))}>
      <h2>Keys</h2>
      <div class="groups">${[...groups].map(([group, commands]) => html`<section><h3>${group}</h3>
        <dl>${commands.map(one => html`<dt>${one.keys.map((key, n) => html`${n ? ' ' : ''}<kbd>${said(key)}</kbd>`)}</dt><dd>${one.says}</dd>`)}</dl></section>`)}</div>
      <p class="dim">Nothing is applied until you circle it. All that you mark is on the record, and can be undone.</p>
      <form method="dialog"><button>back to work</button></form></dialog>`;
  }

  firstUpdated() {
    /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog')).showModal();
  }
}

customElements.define('key-sheet', KeySheet);
