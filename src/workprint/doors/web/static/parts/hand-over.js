/** How far the cut has come, its lock, and its way to others: each a word in the bar and a question in a box. */
import {LitElement, html, css} from 'lit';
import {length} from '../hands/time.js';
import {act, follow, need, say, state} from '../store.js';
import {looks} from './looks.js';

/** Stages that are said; the lock is the last. Source: desk/branches.py. */
const STAGES = ['assembly', 'rough cut', 'fine cut'];

/** @typedef {'' | 'lock' | 'unlock' | 'back' | 'handover'} Asking */

export class HandOver extends LitElement {
  static properties = {asking: {state: true}, made: {state: true}, busy: {state: true}};

  static styles = [looks, css`
    :host { display: flex; gap: 4px; align-items: center; }
    select, button { padding: 1px 7px; white-space: nowrap; } .locked { color: var(--good); white-space: nowrap; }
    dialog { background: var(--panel); color: var(--text); border: 1px solid var(--edge); border-radius: 8px; padding: 1.2em 1.6em; width: min(40em, 92vw); max-height: 86vh; overflow: auto; }
    dialog::backdrop { background: rgb(0 0 0 / .55); }
    form { display: grid; gap: .8em; } label { display: grid; gap: .2em; } p { margin: 0; }
    dialog button, dialog select { padding: 3px 9px; }
    .does { border-color: var(--accent); }
    ul { margin: 0; padding-left: 1.2em; } a { color: var(--accent); } .bad { color: var(--bad); }
    progress { width: 100%; accent-color: var(--accent); }
    textarea { min-height: 4em; }
  `];

  constructor() {
    super();
    /** @type {Asking} */
    this.asking = '';
    /** @type {any} what came of it */
    this.made = null;
    this.busy = false;
    this.to = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [follow(() => this.requestUpdate()), need('versions')];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.away ?? []) stop();
  }

  get stage() { return state.versions?.stage ?? 'assembly'; }

  get locked() { return this.stage === 'picture lock'; }

  render() {
    return html`${this.locked ? html`<span class="locked" title="picture lock">locked</span><button @click=${() => this.ask('unlock')}>unlock …</button>
        <button @click=${() => this.ask('handover')}>hand over …</button>`
      : html`<select aria-label="how far the cut has come" @change=${this.staged}>${STAGES.map(one => html`<option ?selected=${one === this.stage}>${one}</option>`)}</select>
        <button @click=${() => this.ask('lock')}>lock …</button>`}
      ${this.asking ? html`<dialog aria-label=${NAMED[this.asking]} @close=${this.closed}><form @submit=${this.does}>
        <h2>${NAMED[this.asking]}</h2>${this.made ? this.told() : this.question()}
        <div class="row">${this.made ? '' : html`<button class="does" ?disabled=${this.busy}>${DOES[this.asking]}</button>`}
          <button type="button" @click=${() => this.dialog?.close()}>${this.made || this.busy ? 'back to work' : 'not now'}</button></div></form></dialog>` : ''}`;
  }

  question() {
    if (this.busy) return this.underway();
    switch (this.asking) {
      case 'lock': return html`<p>The circled cut is written to cuts/ with the record’s head in it. From then on nobody changes it, until somebody unlocks it and says why.</p>
        <label>name of the lock<input name="name" maxlength="80" autofocus placeholder="left empty: the next number"></label>`;
      case 'handover': return html`<p>The locked cut goes out in every format that others read: OTIO, EDL, FCP XML, AAF and FCPXML where possible.</p>
        <label>finished movie<select name="movie"><option value="h264">H.264</option><option value="prores">ProRes 422 HQ</option><option value="none">none</option></select></label>
        <label>frames of handles<input name="handles" type="number" min="0" max="240" value="24"></label>`;
      default: return html`<p>${this.asking === 'back' ? `The cut goes back from ${this.stage} to ${this.to}.` : 'What was locked stays in cuts/ as it was.'} The reason goes on the record.</p>
        <label>why<textarea name="why" required maxlength="2000" autofocus></textarea></label>`;
    }
  }

  underway() {
    const work = state.work[this.asking];
    return html`<p role="status">${work?.what ?? 'beginning'} …</p>
      <progress max="1" .value=${work?.share ?? 0} aria-label="how far it is"></progress>
      <p class="dim">You may go on working; what comes of it is said here and below.</p>`;
  }

  /** What came of it, as sentences and links. */
  told() {
    const {made} = this;
    return html`<p role="status">${made.says}</p>
      ${made.files.length ? html`<ul aria-label="files that were made">${made.files.map((/** @type {string} */ file) => html`<li>
        <a href=${link(file)} download>${file.split(/[\\/]/).at(-1)}</a></li>`)}</ul>` : ''}
      ${made.failed.map((/** @type {string} */ one) => html`<p class="bad">${one}</p>`)}
      ${made.notes.map((/** @type {string} */ one) => html`<p>${one}</p>`)}`;
  }

  get dialog() { return /** @type {HTMLDialogElement | null} */ (this.renderRoot.querySelector('dialog')); }

  /** Ask before it is done. @param {Asking} what */
  async ask(what) {
    if (this.asking) return;
    [this.asking, this.made] = [what, null];
    await this.updateComplete;
    this.dialog?.showModal();
  }

  /** From elsewhere: lock, or hand over what is locked. @param {'lock' | 'handover'} what */
  want(what) {
    if (what === 'lock' && this.locked) return say('the cut is locked already');
    if (what === 'handover' && !this.locked) return say('lock the cut first; then it can be handed over');
    return this.ask(what);
  }

  /** Whoever closes the box lets it go on; what comes of it is said below. */
  closed() {
    if (!this.busy) [this.asking, this.made] = ['', null];
    this.requestUpdate();
  }

  /** @param {Event} event */
  staged(event) {
    const select = /** @type {HTMLSelectElement} */ (event.target);
    const to = select.value;
    if (STAGES.indexOf(to) >= STAGES.indexOf(this.stage)) return act('stage', {stage: to, scene: state.scene});
    select.value = this.stage;
    this.to = to;
    return this.ask('back');
  }

  /** @param {SubmitEvent} event */
  async does(event) {
    event.preventDefault();
    if (this.busy || this.made) return this.dialog?.close();
    const given = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (event.target)));
    const what = this.asking;
    this.busy = true;
    const answer = await this.verbOf(what, given);
    this.busy = false;
    this.made = answer ? told(what, answer) : null;
    if (this.made) say(this.made.says);
    if (!this.dialog?.open || ((what === 'unlock' || what === 'back') && answer)) {
      this.dialog?.close();
      [this.asking, this.made] = ['', null];
    }
    return undefined;
  }

  /** @param {Asking} what @param {Record<string, any>} given */
  verbOf(what, given) {
    const {scene} = state;
    switch (what) {
      case 'lock': return act('lock', {name: given.name.trim(), scene});
      case 'unlock': return act('unlock', {why: given.why, scene});
      case 'back': return act('stage', {stage: this.to, why: given.why, scene});
      default: return act('handover', {handles: Number(given.handles), movie: given.movie, scene});
    }
  }
}

const NAMED = {'': '', lock: 'Lock the cut', unlock: 'Unlock the cut', back: 'Back to an earlier stage', handover: 'Hand the cut over'};
const DOES = {'': '', lock: 'lock it', unlock: 'unlock it', back: 'go back', handover: 'hand it over'};

/** An answer as a sentence, files and notes. @param {Asking} what @param {any} answer */
function told(what, answer) {
  if (what === 'lock') return {says: `locked as ${answer.name}: ${length(answer.frames, state.versions.rate)}, ${answer.shots} shots`,
    files: [answer.path], failed: [], notes: answer.notes};
  if (what === 'handover') return {says: `handed over as ${answer.name}: ${answer.files.length} files`, files: answer.files, failed: answer.failed, notes: answer.notes};
  return {says: answer.says, files: [], failed: [], notes: []};
}

/** Where a file of this film can be had from the desk. @param {string} file where it lies */
function link(file) {
  const parts = file.split(/[\\/]/);
  const at = parts.findLastIndex(part => part === 'handover' || part === 'cuts');
  return `/file/${parts.slice(at).map(encodeURIComponent).join('/')}`;
}

customElements.define('hand-over', HandOver);
