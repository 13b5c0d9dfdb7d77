/** The film's colour memory: stills that were grabbed with their grades; recalled, set against, gone by, copied. */
import {LitElement, html, css} from 'lit';
import {gallerystill} from '../api-colour.js';
import {colour, followColour, put} from '../colour.js';
import {change} from '../colour-hands.js';
import {isGrade} from '../hands/graded.js';
import {act, say, state} from '../store.js';
import {looks} from './looks.js';

export class StillGallery extends LitElement {
  static properties = {naming: {state: true}};

  static styles = [looks, css`
    :host { display: grid; gap: 6px; align-content: start; }
    form { display: flex; gap: 5px; } form input { flex: 1; min-width: 0; }
    ul { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(10.5em, 1fr)); gap: 6px; }
    li { background: var(--panel); border-radius: 4px; padding: 3px; border: 1px solid transparent; min-width: 0; }
    li.on { border-color: var(--accent); } li.against { border-color: var(--dim); }
    .picture { display: block; width: 100%; padding: 0; border: 0; background: #111; aspect-ratio: 16 / 9; overflow: hidden; border-radius: 2px; }
    img { width: 100%; height: 100%; object-fit: contain; display: block; }
    p { margin: 2px 0; } li p { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-size: .93em; }
    .do { display: flex; gap: 3px; flex-wrap: wrap; } .do button { padding: 0 6px; font-size: .9em; }
  `];

  constructor() {
    super();
    this.naming = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = followColour(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.away?.();
  }

  render() {
    const stills = state.gallery ?? [];
    return html`<form @submit=${this.grabbed}><input name="name" maxlength="60" required aria-label="name of the still" placeholder=${`name it: kitchen, night (shot ${colour.shot + 1})`}>
        <button ?disabled=${colour.on.startsWith('still:')}>Grab a still</button></form>
      ${stills.length ? '' : html`<p class="dim">No stills yet. A still keeps a shot with its grade: set others against it, or have them graded like it.</p>`}
      <ul aria-label="stills">${stills.map((/** @type {any} */ one) => this.still(one))}</ul>`;
  }

  /** @param {any} one */
  still(one) {
    const what = `still:${one.name}`;
    return html`<li class=${colour.on === what ? 'on' : colour.against === what ? 'against' : ''}>
      <button class="picture" aria-label=${`wipe against the still ${one.name}`} title=${(one.says ?? []).join('\n')} @click=${() => put({against: what, mode: 'wipe'})}><img src=${gallerystill(one.name, 180)} alt="" loading="lazy"></button>
      <p title=${one.name}><b>${one.name}</b> <span class="dim">scene ${one.scene}, ${one.take}</span></p>
      <div class="do"><button @click=${() => this.dispatchEvent(new CustomEvent('like', {detail: one.name, bubbles: true, composed: true}))} title="have grades proposed that go by it">like this</button>
        <button @click=${() => change('paste', {of: one.name, shot: 0})} title="the look of its grade, over all shots">copy look</button>
        <button @click=${() => change('paste', {of: one.name, shot: colour.shot + 1})} title=${`its shot's own operations, onto shot ${colour.shot + 1}`}>copy to shot</button></div></li>`;
  }

  async grip() {
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('input'))?.focus();
  }

  /** @param {SubmitEvent} event */
  async grabbed(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const name = String(new FormData(form).get('name')).trim();
    if (!name) return say('a still needs a name');
    if (await act('grab', {name, shot: colour.shot + 1, scene: state.scene, ...(isGrade(colour.on) || colour.on === 'ungraded' ? {alt: colour.on} : {})})) form.reset();
    return undefined;
  }
}

customElements.define('still-gallery', StillGallery);
