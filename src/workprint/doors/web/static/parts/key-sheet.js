/** Every key that works here, on one sheet: drawn from the commands themselves. */
import {LitElement, html, css} from 'lit';
import {offered} from '../commands.js';
import {said} from '../hands/keys.js';
import {looks} from './looks.js';

export class KeySheet extends LitElement {
  static styles = [looks, css`
    dialog { background: var(--panel); color: var(--text); border: 1px solid var(--edge); border-radius: 8px; padding: 1.2em 1.6em;
      width: min(96em, 95vw); max-height: 92vh; overflow: auto; }
    dialog::backdrop { background: rgb(0 0 0 / .55); }
    .groups { columns: 4 19em; column-gap: 2em; margin: .8em 0 0; }
    section { margin-bottom: .9em; } dl { margin: .2em 0; }
    dl div { display: grid; grid-template-columns: 7.3em minmax(0, 1fr); gap: .6em; padding: 1px 0; break-inside: avoid; line-height: 1.3; }
    dt { color: var(--bright); } dd { margin: 0; } kbd { white-space: nowrap; }
    h3 { font-size: 1em; margin: 0; color: var(--accent); font-weight: 600; break-after: avoid; }
    form { display: flex; gap: 1.2em; align-items: baseline; } form button { margin-left: auto; }
  `];

  render() {
    const groups = Map.groupBy(offered().filter(one => one.keys.length), one => one.group);
    return html`<dialog aria-label="keys" @close=${() => this.dispatchEvent(new Event('close'))}>
      <form method="dialog"><h2>Keys</h2><span class="dim">Nothing is applied until you circle it. All that you mark is on the record, and can be undone.</span><button>back to work</button></form>
      <div class="groups">${[...groups].map(([group, commands]) => html`<section><h3>${group}</h3>
        <dl>${commands.map(one => html`<div><dt>${one.keys.map((key, n) => html`${n ? ' ' : ''}<kbd>${said(key)}</kbd>`)}</dt><dd>${one.says}</dd></div>`)}</dl></section>`)}</div></dialog>`;
  }

  firstUpdated() {
    /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog')).showModal();
  }
}

customElements.define('key-sheet', KeySheet);
