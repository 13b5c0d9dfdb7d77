/** Every command by its words: type some, choose with the arrows, Enter does it. */
import {LitElement, html, css} from 'lit';
import {does, offered} from '../commands.js';
import {fits, said} from '../hands/keys.js';
import {looks} from './looks.js';

export class CommandPalette extends LitElement {
  static properties = {typed: {state: true}, at: {state: true}};

  static styles = [looks, css`
    dialog { background: var(--panel); color: var(--text); border: 1px solid var(--edge); border-radius: 8px; padding: .6em;
      width: min(40em, 92vw); margin-top: 12vh; }
    dialog::backdrop { background: rgb(0 0 0 / .4); }
    input { width: 100%; padding: .5em .7em; font-size: 1.1em; }
    ul { list-style: none; margin: .5em 0 0; padding: 0; max-height: 50vh; overflow: auto; }
    li { display: flex; gap: 1em; padding: .3em .7em; border-radius: 4px; cursor: pointer; }
    li[aria-selected="true"] { background: var(--edge); color: var(--bright); }
    li[aria-disabled="true"] { color: var(--dim); }
    li span { margin-left: auto; white-space: nowrap; }
  `];

  constructor() {
    super();
    this.typed = '';
    this.at = 0;
  }

  get found() {
    return offered().filter(one => one.id !== 'palette').map(one => ({one, fit: fits(`${one.says} ${one.group}`, this.typed)}))
      .filter(each => each.fit).sort((a, b) => b.fit - a.fit).map(each => each.one);
  }

  render() {
    const {found} = this;
    return html`<dialog aria-label="commands" @close=${() => this.dispatchEvent(new Event('close'))}>
      <input role="combobox" aria-expanded="true" aria-controls="found" aria-activedescendant=${`command-${this.at}`} autofocus aria-label="what do you want to do"
        placeholder="what do you want to do" .value=${this.typed} @keydown=${this.keyed}
        @input=${(/** @type {any} */ event) => { this.typed = event.target.value; this.at = 0; }}>
      <ul id="found" role="listbox" aria-label="commands that fit">${found.map((one, n) => html`<li id=${`command-${n}`} role="option"
        aria-selected=${n === this.at} aria-disabled=${!(one.when?.() ?? true)} @click=${() => this.does(one)}>${one.says}
        <span>${one.keys.map(key => html`<kbd>${said(key)}</kbd> `)}</span></li>`)}</ul>
      ${found.length ? '' : html`<p class="dim">No command has these words. Fewer words find more.</p>`}</dialog>`;
  }

  firstUpdated() {
    /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog')).showModal();
  }

  updated() {
    this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({block: 'nearest'});
  }

  /** @param {KeyboardEvent} event */
  keyed(event) {
    const {found} = this;
    const step = /** @type {Record<string, number>} */ ({ArrowDown: 1, ArrowUp: -1})[event.key];
    if (step && found.length) this.at = (this.at + step + found.length) % found.length;
    else if (event.key === 'Enter' && found[this.at]) this.does(found[this.at]);
    else return;
    event.preventDefault();
  }

  /** @param {import('../commands.js').Command} command */
  does(command) {
    if (!(command.when?.() ?? true)) return;
    /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog')).close();
    does(command);
  }
}

customElements.define('command-palette', CommandPalette);
