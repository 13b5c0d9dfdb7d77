/** A taste as a file: taken along, lent, brought; and withdrawn, after what that does was said. */
import {LitElement, html, css} from 'lit';
import {who} from '../api.js';
import {act, say} from '../store.js';
import {looks} from './looks.js';

export class TasteCarry extends LitElement {
  static properties = {told: {attribute: false}, craft: {}, over: {state: true}};

  static styles = [looks, css`
    :host, section, form { display: grid; gap: .4em; } :host { gap: 1.2em; }
    h3 { font-size: 1em; margin: 0; color: var(--accent); font-weight: 600; } p { margin: 0; }
    label.lend { display: flex; gap: .6em; align-items: center; cursor: pointer; } input[type="checkbox"] { accent-color: var(--accent); width: 1.2em; height: 1.2em; }
    .name { width: 100%; box-sizing: border-box; } form button, .withdraw { justify-self: start; }
    .zone { border: 2px dashed var(--edge); border-radius: 6px; padding: .8em; text-align: center; display: grid; gap: .5em; justify-items: center; }
    .zone.over { border-color: var(--accent); background: #2b2720; } .zone input { display: none; }
    .withdraw:hover { border-color: var(--bad); color: var(--bad); }
    dialog { background: var(--panel); color: var(--text); border: 1px solid var(--edge); border-radius: 8px; padding: 1.2em 1.6em; width: min(40em, 92vw); }
    dialog::backdrop { background: rgb(0 0 0 / .55); } dialog form { display: flex; gap: .8em; justify-content: end; margin-top: 1em; } dialog p { margin-top: .7em; }
    .sure { border-color: var(--bad); color: var(--bad); }
  `];

  constructor() {
    super();
    /** @type {any} */
    this.told = null;
    this.craft = 'cutting';
    this.over = false;
  }

  render() {
    const {told} = this;
    return html`<section><h3>Take it along, or lend it</h3>
        <form @submit=${this.write}><input class="name" name="name" required maxlength="120" .value=${`${told.who}, ${this.craft}`} aria-label="name of the file" spellcheck="false">
          <label class="lend"><input type="checkbox" name="share">lend it: others may begin with it</label>
          <button ?disabled=${!told.lessons}>Write it into handover/</button></form>
        <p class="dim">Numbers alone: no pictures, no words, no names of takes. Without lending it is refused to everybody else.</p></section>
      <section><h3>Bring one</h3>
        <div class="zone ${this.over ? 'over' : ''}" @dragover=${this.dragged} @dragleave=${() => { this.over = false; }} @drop=${this.dropped}>
          <span>${this.over ? 'Let go: it is taken in' : 'Drop your taste from another film here, or one that somebody lends'}</span>
          <button @click=${() => /** @type {HTMLInputElement} */ (this.renderRoot.querySelector('#file')).click()}>choose a file</button>
          <input id="file" type="file" accept=".json,application/json" aria-label="a taste that was exported" @change=${this.chosen}></div></section>
      <section><h3>Withdraw it</h3>
        <p class="dim">As if you had never answered. What you decided stays; nothing learns from it.</p>
        <button class="withdraw" ?disabled=${!told.lessons && !told.start} @click=${() => this.dialog.showModal()}>Withdraw …</button></section>
      <dialog aria-label="withdraw your taste"><h2>Withdraw your taste in ${this.craft}?</h2>
        <p>${told.lessons} ${told.lessons === 1 ? 'answer is' : 'answers are'} taken out of it${told.start ? `, and what ${told.start} lent` : ''}. It is then as if you had never given them: what is shown comes in the tool’s own order.</p>
        <p>The cuts and grades that you circled stay, and the record keeps that you decided. Copies that you gave away are out of reach.</p>
        <p class="dim">U takes this back.</p>
        <form method="dialog"><button autofocus>Keep it</button><button class="sure" @click=${this.withdraw}>Withdraw it</button></form></dialog>`;
  }

  get dialog() { return /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog')); }

  /** @param {SubmitEvent} event */
  async write(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const name = String(form.get('name')).trim().replace(/\.json$/i, '');
    const made = await act('taste_export', {to: `handover/${name}.json`, share: form.has('share'), craft: this.craft});
    if (made) say(`${name}.json is in handover/: ${made.says.join('; ')}`);
  }

  /** @param {DragEvent} event */
  dragged = event => {
    event.preventDefault();
    this.over = true;
  };

  /** @param {DragEvent} event */
  dropped = event => {
    event.preventDefault();
    this.over = false;
    const file = event.dataTransfer?.files[0];
    if (file) void this.bring(file);
  };

  /** @param {Event} event */
  chosen(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    if (file) void this.bring(file);
    input.value = '';  // the same file may be chosen again
  }

  /** A file of somebody's taste is taken in. @param {File} file */
  async bring(file) {
    const headers = /** @type {Record<string, string>} */ (who.name ? {'x-person': who.name} : {});
    const answer = await fetch(`/taste/${encodeURIComponent(file.name)}?craft=${this.craft}`, {method: 'PUT', headers, body: file}).catch(() => null);
    const body = await answer?.json().catch(() => ({}));
    if (!answer?.ok) return say(body?.trouble ?? 'the desk does not answer; nothing was lost; drop the file again', true);
    return say(body.says);
  }

  async withdraw() {
    await act('taste_withdraw', {craft: this.craft});
  }
}

customElements.define('taste-carry', TasteCarry);
