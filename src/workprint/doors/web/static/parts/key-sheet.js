/** Every key, on one sheet. */
import {LitElement, html, css} from 'lit';
import {looks} from './looks.js';

export const KEYS = [
  ['1 … 6', 'play one of the six at once'], ['space', 'play or stop'], ['J K L', 'backwards, stop, forwards; again is faster'],
  ['← →', 'one frame; with shift a second'], ['F', 'flip to the cut before, at the same moment'], ['C H N', 'circle, hold, no good'],
  ['M', 'the next six'], ['U', 'undo'], ['Home End', 'head and tail'], ['?', 'this sheet'],
];

export class KeySheet extends LitElement {
  static styles = [looks, css`
    dialog { background: var(--panel); color: var(--text); border: 1px solid var(--edge); border-radius: 8px; padding: 18px 24px; }
    dialog::backdrop { background: rgb(0 0 0 / .55); }
    dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 18px; margin: 12px 0; }
    dt { color: var(--bright); } dd { margin: 0; }
  `];

  render() {
    return html`<dialog aria-label="keys" @close=${() => this.dispatchEvent(new Event('close'))}>
      <h2>Keys</h2>
      <dl>${KEYS.map(([key, does]) => html`<dt>${key}</dt><dd>${does}</dd>`)}</dl>
      <p class="dim">Nothing is applied until you circle it. All that you mark is on the record, and can be undone.</p>
      <form method="dialog"><button>back to work</button></form></dialog>`;
  }

  firstUpdated() {
    /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog')).showModal();
  }
}

customElements.define('key-sheet', KeySheet);
