/** Pictures without a slate: look at the clapper, type 33B/2, Enter; and takes whose slate is wrong. */
import {LitElement, html, css} from 'lit';
import {nameSlate, readAgain} from '../assistant.js';
import {say} from '../store.js';
import {looks} from './looks.js';

export class SlateNames extends LitElement {
  static properties = {log: {attribute: false}, busy: {attribute: false}, places: {state: true}};

  static styles = [looks, css`
    ol { list-style: none; padding: 0; margin: .6em 0; display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fill, minmax(19em, 1fr)); }
    li { background: var(--desk); border-radius: 6px; padding: 8px; display: grid; gap: 6px; align-content: start; }
    img { width: 100%; aspect-ratio: 16 / 9; object-fit: contain; background: #111; border-radius: 4px; display: block; }
    input[type=range] { width: 100%; box-sizing: border-box; accent-color: var(--accent); padding: 0; }
    .name { overflow-wrap: anywhere; }
    form { display: flex; gap: 6px; } form input { width: 8em; flex: 1; font-size: 1.1em; }
    .said { color: var(--good); }
    details { margin-top: 1em; } summary { cursor: pointer; color: var(--dim); }
    .again { border-color: var(--accent); }
  `];

  constructor() {
    super();
    /** @type {any} */
    this.log = null;
    this.busy = false;
    /** @type {Record<string, number>} where each picture is looked at, in thousandths */
    this.places = {};
  }

  render() {
    const pictures = (this.log?.files ?? []).filter((/** @type {any} */ one) => one.picture);
    const open = pictures.filter((/** @type {any} */ one) => !one.takes.length);
    const named = pictures.filter((/** @type {any} */ one) => one.slate && !one.takes.includes(one.slate));
    return html`
      ${open.length ? html`<p>Look at the clapper, type scene, setup and take, and press <kbd>Enter</kbd>: <b>33B/2</b>; <b>33B/2B</b> is a second camera, <b>33B/3 PU</b> a pickup. The next free take stands there already.</p>`
        : html`<p>${pictures.length ? 'Every picture has a slate.' : 'Nothing has been read yet. Bring rushes first.'}</p>`}
      <ol>${open.map((/** @type {any} */ one) => this.card(one, one.slate || one.suggest))}</ol>
      ${named.length ? html`<div class="row"><button class="again" ?disabled=${this.busy} @click=${() => readAgain()}>make takes of the ${named.length} named</button>
        <span class="dim">They are read again, with their sound, and lined.</span></div>` : ''}
      ${open.length > 1 ? html`<form class="row" @submit=${this.inOrder}><label>or all that have none are takes, in order, of scene <input name="scene" required size="4" style="width:5em;flex:none" value=${open[0].suggest.match(/^\d+/)?.[0] ?? '1'}></label>
        <button ?disabled=${this.busy}>number them</button></form>` : ''}
      ${pictures.length > open.length ? html`<details><summary>A slate is wrong: rename a take</summary>
        <ol>${pictures.filter((/** @type {any} */ one) => one.takes.length).map((/** @type {any} */ one) => this.card(one, one.takes[0]))}</ol></details>` : ''}`;
  }

  /** @param {any} one @param {string} value */
  card(one, value) {
    const at = this.places[one.hash] ?? (one.takes.length ? 400 : 20);
    const look = (/** @type {Event} */ event) => { this.places = {...this.places, [one.hash]: Number(/** @type {HTMLInputElement} */ (event.target).value)}; };
    return html`<li><img loading="lazy" alt="a picture of ${one.name}" src="/frame?file=${one.hash}&at=${at}&height=270">
      <input type="range" min="0" max="1000" step="20" .value=${String(at)} aria-label="look through ${one.name}" @change=${look}>
      <span class="name">${one.name} <span class="dim">${(one.lasts / 1000).toFixed(1)} s</span>
        ${one.slate && !one.takes.includes(one.slate) ? html`<span class="said">✓ called ${one.slate}</span>` : ''}</span>
      <form @submit=${(/** @type {SubmitEvent} */ event) => this.named(event, one)}>
        <input name="slate" .value=${value} aria-label="slate of ${one.name}" autocomplete="off" spellcheck="false" required>
        <button>${one.takes.length ? 'rename' : 'that is it'}</button></form></li>`;
  }

  /** @param {SubmitEvent} event @param {any} one */
  async named(event, one) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const slate = String(new FormData(form).get('slate')).trim();
    if (one.takes.includes(slate)) return say(`it is called ${slate} already`);
    const next = form.closest('li')?.nextElementSibling?.querySelector('form input');
    if (await nameSlate(one.hash, slate)) /** @type {HTMLInputElement | null | undefined} */ (next)?.select?.();
  }

  /** @param {SubmitEvent} event */
  inOrder(event) {
    event.preventDefault();
    void readAgain(String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('scene')).trim());
  }
}

customElements.define('slate-names', SlateNames);
