/** Set-up: from a folder of rushes and a script to lined takes, with what could not be read and why. */
import {LitElement, html, css} from 'lit';
import {looks} from '../parts/looks.js';
import {act, follow, say, state} from '../store.js';

export class SetupPage extends LitElement {
  static properties = {answer: {state: true}, busy: {state: true}};

  static styles = [looks, css`
    :host { overflow: auto; max-width: 900px; }
    section { background: var(--panel); border-radius: 5px; padding: 12px 16px; margin-bottom: var(--gap); }
    input { width: min(100%, 480px); }
    ul { margin: 4px 0; padding-left: 1.4em; }
  `];

  constructor() {
    super();
    /** @type {any} */
    this.answer = null;
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.stop = follow(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  render() {
    return html`
      <section><h2>1. Rushes</h2><p>A folder of pictures and sounds on this machine. They stay where they are and are never written to.</p>
        ${this.ask('rushes', '../CARD_01/rushes', path => act('ingest', {rushes: [path]}), 'read them')}</section>
      <section><h2>2. Script</h2><p>A script in Fountain.</p>${this.ask('script', '../the-ferry.fountain', path => act('line', {script: path}), 'line the takes')}</section>
      ${this.answer ? html`<section aria-live="polite"><h2>What came of it</h2>${this.told()}</section>` : ''}
      <section><h2>The film</h2><p>${state.status?.originals ?? 0} files, ${state.status?.unslated ?? 0} pictures without a slate, ${state.status?.refused ?? 0} not read. Next: ${state.status?.next ?? ''}</p></section>`;
  }

  /** @param {string} what @param {string} hint @param {(path: string) => Promise<any>} act @param {string} does */
  ask(what, hint, act, does) {
    const run = async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const path = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('path')).trim();
      if (!path) return say(`no ${what} was named; a path on this machine would do; type it`, true);
      this.busy = true;
      this.answer = await act(path) ?? this.answer;
      this.busy = false;
    };
    return html`<form class="row" @submit=${run}><input name="path" placeholder=${hint} aria-label="path of the ${what}">
      <button ?disabled=${this.busy}>${does}</button></form>`;
  }

  told() {
    const {answer} = this;
    const lists = Object.entries(answer).filter(([, value]) => Array.isArray(value) && value.length && typeof value[0] === 'string');
    return lists.map(([name, rows]) => html`<b>${name}</b><ul>${/** @type {string[]} */ (rows).map(row => html`<li>${row}</li>`)}</ul>`);
  }
}

customElements.define('setup-page', SetupPage);
