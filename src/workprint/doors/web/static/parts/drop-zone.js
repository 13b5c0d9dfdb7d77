/** Where files are dropped or chosen: a folder, or some files. */
import {LitElement, html, css} from 'lit';
import {chosenFiles} from '../arrivals.js';
import {looks} from './looks.js';

export class DropZone extends LitElement {
  static properties = {says: {}, disabled: {type: Boolean}, over: {state: true}};

  static styles = [looks, css`
    .zone { border: 2px dashed var(--edge); border-radius: 8px; padding: 1.6em 1.2em; text-align: center; background: var(--desk); display: grid; gap: .7em; justify-items: center; }
    .zone.over { border-color: var(--accent); background: #2b2720; }
    p { margin: 0; } .big { font-size: 1.2em; color: var(--bright); }
    .row { justify-content: center; }
    button { padding: .35em 1em; }
    input { display: none; }
  `];

  constructor() {
    super();
    this.says = 'Drop a folder of rushes here, and the script';
    this.disabled = false;
    this.over = false;
  }

  connectedCallback() {
    super.connectedCallback();
    // On the whole page: files are taken wherever they fall (assistant.js); here it is seen.
    addEventListener('dragover', this.dragged);
    addEventListener('dragleave', this.left);
    addEventListener('drop', this.dropped);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('dragover', this.dragged);
    removeEventListener('dragleave', this.left);
    removeEventListener('drop', this.dropped);
  }

  render() {
    return html`<div class="zone ${this.over ? 'over' : ''}">
      <p class="big">${this.over ? 'Let go: it is copied into the film' : this.says}</p>
      <div class="row"><button ?disabled=${this.disabled} @click=${() => this.choose('folder')}>choose a folder</button>
        <button ?disabled=${this.disabled} @click=${() => this.choose('files')}>choose files</button></div>
      <p class="dim"><slot></slot></p>
      <input id="files" type="file" multiple aria-label="files of rushes, or a script" @change=${this.chosen}>
      <input id="folder" type="file" webkitdirectory multiple aria-label="folder of rushes" @change=${this.chosen}></div>`;
  }

  /** Open the file dialog. @param {'files'|'folder'} what */
  choose(what) {
    if (!this.disabled) /** @type {HTMLInputElement} */ (this.renderRoot.querySelector(`#${what}`)).click();
  }

  /** @param {Event} event */
  chosen(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const files = chosenFiles(input.files);
    input.value = '';  // the same folder may be chosen again
    this.dispatchEvent(new CustomEvent('handed', {detail: files, bubbles: true, composed: true}));
  }

  /** @param {DragEvent} event */
  dragged = event => {
    if (event.dataTransfer?.types.includes('Files')) this.over = !this.disabled;
  };

  /** @param {DragEvent} event */
  left = event => {
    if (!event.relatedTarget) this.over = false;
  };

  dropped = () => { this.over = false; };
}

customElements.define('drop-zone', DropZone);
