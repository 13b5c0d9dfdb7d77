/** What a cut of the map is, beside its point: its filmstrip, its length, what stands out. It never covers the point. */
import {LitElement, html, css} from 'lit';
import {filmstrip} from '../api.js';
import {looks} from './looks.js';

/**
 * @typedef {object} Told
 * @property {string} id
 * @property {string} name  `cut 3 of the six`, or nothing
 * @property {string} says  length, shots, mark
 * @property {string} axes  where it lies on the axes that are chosen
 * @property {string} out  what it has more or less of than all of the six
 */

/** Milliseconds that a pointer rests before the desk is asked for a strip. Source: our choice; a sweep over the map asks for none. */
const REST = 80;

export class MapTip extends LitElement {
  static properties = {told: {state: true}, strip: {state: true}};

  static styles = [looks, css`
    :host { position: fixed; inset: auto; margin: 0; padding: .4em .5em; border: 1px solid var(--edge); border-radius: 5px; width: min(30em, 92vw);
      background: var(--panel); color: var(--text); pointer-events: none; box-shadow: 0 3px 14px rgb(0 0 0 / .5); }
    :host(:not(:popover-open)) { display: none; }
    .strip { height: 3.6em; background: #111; border-radius: 3px; overflow: hidden; }
    img { display: block; width: 100%; height: 100%; object-fit: fill; }
    p { margin: .25em 0 0; } b { color: var(--bright); }
  `];

  constructor() {
    super();
    /** @type {Told | null} */
    this.told = null;
    this.strip = '';
    this.rest = 0;
    this.popover = 'manual';
  }

  /** Tell of a cut. @param {Told} told @param {string} scene @param {DOMRect} point its place in the window; its height is what is kept free around it
   * @param {number} top pixel of the window above which there is nothing of the map */
  tell(told, scene, point, top) {
    if (this.told?.id !== told.id) {
      this.strip = '';
      clearTimeout(this.rest);
      this.rest = setTimeout(() => { this.strip = filmstrip(told.id, scene); }, REST);
    }
    this.told = told;
    if (!this.matches(':popover-open')) this.showPopover();
    void this.updateComplete.then(() => this.place(point, top));
  }

  /** Say no more. */
  hush() {
    clearTimeout(this.rest);
    this.told = null;
    this.strip = '';
    if (this.matches(':popover-open')) this.hidePopover();
  }

  /** Above the point, above all of the map where that is near, or below the point where there is no room. @param {DOMRect} point @param {number} top */
  place(point, top) {
    const {offsetWidth: wide, offsetHeight: high} = this;
    const over = point.y - point.height - high;
    const above = over < top ? Math.min(over, top - high - 4) : over;
    this.style.left = `${Math.max(4, Math.min(innerWidth - wide - 4, point.x - wide / 2))}px`;
    this.style.top = `${above >= 4 ? above : over >= 4 ? over : point.y + point.height}px`;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.rest);
  }

  render() {
    const {told} = this;
    return told ? html`<div class="strip">${this.strip ? html`<img src=${this.strip} alt="">` : ''}</div>
      <p>${told.name ? html`<b>${told.name}</b>, ` : ''}${told.says}<br><span class="dim">${told.axes}</span></p>${told.out ? html`<p>${told.out}</p>` : ''}` : '';
  }
}

customElements.define('map-tip', MapTip);
