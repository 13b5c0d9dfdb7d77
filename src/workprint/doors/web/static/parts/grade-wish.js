/** What is wished for: words, and a reference: a still that is dropped, one of the gallery, a shot of the cut, another scene. */
import {LitElement, html, css} from 'lit';
import {bring} from '../api-colour.js';
import {colour, followColour, give} from '../colour.js';
import {propose} from '../colour-hands.js';
import {say, state} from '../store.js';
import {looks} from './looks.js';

/** Pixels across of a still that is handed over. Source: the proxies' width; a tool looks at 64 of them. */
const WIDE = 960;

export class GradeWish extends LitElement {
  static properties = {reference: {state: true}, asking: {state: true}, over: {state: true}};

  static styles = [looks, css`
    form { display: flex; gap: 5px; align-items: stretch; }
    .words { flex: 1; min-width: 0; } .by { width: 9em; }
    form.over { outline: 2px dashed var(--accent); outline-offset: 1px; border-radius: 4px; }
    .go { border-color: var(--accent); white-space: nowrap; }
    .chip { display: flex; align-items: center; gap: 4px; background: var(--panel); border: 1px solid var(--accent); border-radius: 4px; padding: 0 3px 0 8px; max-width: 13em; white-space: nowrap; overflow: hidden; }
    .chip b { overflow: hidden; text-overflow: ellipsis; font-weight: 400; } .chip button { padding: 0 6px; border: 0; }
    .file { position: relative; overflow: hidden; padding: 3px 9px; border: 1px solid var(--edge); border-radius: 4px; background: var(--panel); white-space: nowrap; cursor: pointer; }
    .file input { position: absolute; inset: 0; opacity: 0; cursor: pointer; } .file:focus-within { outline: 2px solid var(--accent); }
  `];

  constructor() {
    super();
    /** What is gone by, as the desk calls it, and as a person does. @type {{name: string, says: string} | null} */
    this.reference = null;
    this.asking = false;
    this.over = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = followColour(() => this.requestUpdate());
    this.addEventListener('dragover', event => { event.preventDefault(); this.over = true; });
    this.addEventListener('dragleave', () => { this.over = false; });
    this.addEventListener('drop', event => {
      event.preventDefault();
      this.over = false;
      const file = event.dataTransfer?.files[0];
      if (file) void this.take(file);
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.away?.();
  }

  render() {
    return html`<form class=${this.over ? 'over' : ''} @submit=${this.ask}>
      <input class="words" name="words" maxlength="500" placeholder="what it should feel like: colder, but keep her skin" aria-label="what the grade should be, in your words">
      ${this.reference ? html`<span class="chip" title=${this.reference.name}><span class="dim">like</span><b>${this.reference.says}</b>
          <button type="button" aria-label="without a reference" @click=${() => { this.reference = null; }}>×</button></span>`
        : html`<input class="by" list="references" aria-label="a reference: s3, a still’s name, scene 12, or a file" placeholder="like: s3, a still …" @change=${(/** @type {any} */ event) => this.like(event.target.value.trim())}>
          <datalist id="references">${this.known().map(one => html`<option value=${one}></option>`)}</datalist>
          <span class="file" title="a still of your own: choose it, or drop it here">still …<input type="file" accept="image/png,image/jpeg,image/webp" aria-label="choose a still of your own as the reference"
            @change=${(/** @type {any} */ event) => { if (event.target.files[0]) void this.take(event.target.files[0]); event.target.value = ''; }}></span>`}
      <button class="go" ?disabled=${this.asking}>${this.asking ? 'grading …' : colour.six ? 'Grade anew' : 'Propose grades'}</button></form>`;
  }

  /** @returns {string[]} */
  known() {
    return [...(state.gallery ?? []).map((/** @type {any} */ one) => one.name), ...(state.cut?.shots ?? []).map((/** @type {any} */ _, /** @type {number} */ n) => `s${n + 1}`),
      ...(state.status?.scenes ?? []).map((/** @type {any} */ one) => one.scene).filter((/** @type {string} */ one) => one !== state.scene).map((/** @type {string} */ one) => `scene ${one}`)];
  }

  /** Go by something. @param {string} name @param {string} [says] */
  like(name, says = name) {
    this.reference = name ? {name, says} : null;
  }

  grip() { /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.words'))?.focus(); }

  /** @param {Event} [event] */
  async ask(event) {
    event?.preventDefault();
    if (this.asking) return;
    this.asking = true;
    const words = /** @type {HTMLInputElement} */ (this.renderRoot.querySelector('.words')).value.trim();
    await propose({...(words ? {words} : {}), ...(this.reference ? {reference: [this.reference.name]} : {})});
    this.asking = false;
    this.dispatchEvent(new CustomEvent('wished', {bubbles: true, composed: true}));
  }

  /** A still of somebody's: at a size that a tool looks at, handed to the desk. @param {File} file */
  async take(file) {
    try {
      const picture = await createImageBitmap(file);
      const share = Math.min(1, WIDE / picture.width);
      const canvas = new OffscreenCanvas(Math.round(picture.width * share), Math.round(picture.height * share));
      /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d')).drawImage(picture, 0, 0, canvas.width, canvas.height);
      give(file.name, picture);
      const name = await bring(file.name.replace(/\.[^.]*$/, ''), await canvas.convertToBlob({type: 'image/png'}));
      this.like(name, file.name);
      say(`${file.name} is the reference: Q grades by it, 9 sets the picture against it`);
    } catch (trouble) {
      say(trouble instanceof DOMException ? `${file.name} is no picture that a browser reads; PNG or JPEG would do; for TIFF or EXR write its path in the field beside it`
        : /** @type {Error} */ (trouble).message, true);
    }
  }
}

customElements.define('grade-wish', GradeWish);
