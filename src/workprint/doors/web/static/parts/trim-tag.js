/** What a hand is doing in the timeline, beside the pointer: frames, the new timecode, the pictures on both sides of the edit. */
import {LitElement, html, css} from 'lit';
import {still} from '../api.js';
import {looks} from './looks.js';

/** @typedef {{take: string, frame: number, says: string}} Face */

export class TrimTag extends LitElement {
  static properties = {says: {state: true}, code: {state: true}, count: {state: true}};

  static styles = [looks, css`
    :host { position: absolute; left: 0; bottom: calc(100% + 2px); pointer-events: none; z-index: 3; background: var(--panel); border: 1px solid var(--accent);
      border-radius: 4px; padding: 4px 8px; white-space: nowrap; box-shadow: 0 3px 14px rgb(0 0 0 / .6); }
    :host([hidden]) { display: none; }
    .said { color: var(--bright); font-variant-numeric: tabular-nums; }
    .faces { display: flex; gap: 3px; margin-bottom: 3px; }
    img { height: 7em; min-width: 9em; background: #000; display: block; }
  `];

  constructor() {
    super();
    this.says = '';
    this.code = '';
    this.count = 0;
    this.hidden = true;
    /** @type {Map<HTMLImageElement, string>} what comes after the picture that is on its way */
    this.next = new Map();
  }

  render() {
    return html`${this.count ? html`<div class="faces">${Array.from({length: this.count}, () => html`<img alt="" @load=${this.came} @error=${this.came}>`)}</div>` : ''}
      <span class="said">${this.says}</span> <span class="dim">${this.code}</span>`;
  }

  /** @param {number} x middle of the tag, pixels @param {number} wide of what it stands over @param {string} says @param {string} code @param {Face[]} faces */
  async show(x, wide, says, code, faces) {
    Object.assign(this, {says, code, count: faces.length, hidden: false});
    await this.updateComplete;
    const [images, own] = [[...this.renderRoot.querySelectorAll('img')], this.offsetWidth];
    this.style.transform = `translateX(${Math.round(Math.max(0, Math.min(wide - own, x - own / 2)))}px)`;
    faces.forEach((face, n) => this.face(images[n], still(face.take, face.frame, 180)));
  }

  /** One picture at a time: while the hand moves on, those between are left out. @param {HTMLImageElement} image @param {string} src */
  face(image, src) {
    if (!image || image.getAttribute('src') === src) return void this.next.delete(image);
    if (image.getAttribute('src') && !image.complete) this.next.set(image, src);
    else image.src = src;
    return undefined;
  }

  /** @param {Event} event */
  came(event) {
    const image = /** @type {HTMLImageElement} */ (event.target);
    const next = this.next.get(image);
    this.next.delete(image);
    if (next) image.src = next;
  }

  hide() {
    this.hidden = true;
  }
}

customElements.define('trim-tag', TrimTag);
