/** Every version of the scene's grade, as they came from one another: go to one, name it, set the picture against it. */
import {LitElement, html, css} from 'lit';
import {colour, followColour, put, putOn} from '../colour.js';
import {change, step} from '../colour-hands.js';
import {act, state} from '../store.js';
import {looks} from './looks.js';

export class GradeVersions extends LitElement {
  static properties = {naming: {state: true}};

  static styles = [looks, css`
    :host { display: grid; gap: 6px; align-content: start; }
    ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 2px; }
    li { display: flex; gap: 4px; align-items: stretch; background: var(--panel); border-radius: 4px; border: 1px solid transparent; }
    li.here { border-color: var(--accent); }
    .go { flex: 1; text-align: left; background: none; border: 0; min-width: 0; display: grid; } .go span { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .small { padding: 0 8px; font-size: .92em; background: none; border: 0; border-left: 1px solid var(--edge); border-radius: 0; }
    form { flex: 1; display: flex; gap: 4px; padding: 3px; } form input { flex: 1; min-width: 0; }
    .copy { display: flex; gap: 5px; } .copy input { flex: 1; min-width: 0; }
  `];

  constructor() {
    super();
    this.naming = 0;
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
    const rows = state.graded?.rows ?? [];
    return html`${rows.length ? '' : html`<p class="dim">No grade is circled yet. The first is a version; every turn of a knob after it is one more, and U takes it back.</p>`}
      <ol aria-label="versions of the grade">${rows.map((/** @type {any} */ one) => this.row(one))}</ol>
      <form class="copy" @submit=${this.copy}><input name="of" required aria-label="copy the grade of: s3, scene 12, or a still" placeholder="copy the grade of: s3, scene 12 …">
        <select name="to" aria-label="copy it to"><option value="shot">to shot ${colour.shot + 1}</option><option value="look">to the look</option></select><button>Copy</button></form>`;
  }

  /** @param {any} one */
  row(one) {
    const says = one.name || `version ${one.number}`;
    if (this.naming === one.number) {
      return html`<li><form @submit=${(/** @type {SubmitEvent} */ event) => this.named(event, one.number)}><input name="name" .value=${one.name} maxlength="80" aria-label=${`name of version ${one.number}`}><button>name it</button></form></li>`;
    }
    return html`<li class=${one.here ? 'here' : ''} style="margin-left:${Math.min(6, one.depth ?? 0) * .7}em">
      <button class="go" aria-current=${one.here ? 'true' : 'false'} title=${one.here ? 'you are here' : `go to ${says}`} @click=${() => one.here ? putOn(one.alt) : step('go', {version: String(one.number)})}>
        <span><b>${one.number}</b> ${one.name} ${one.what}</span><span class="dim">${one.who}</span></button>
      <button class="small" aria-label=${`set the picture against ${says}`} @click=${() => put({against: one.alt, mode: colour.mode || 'wipe'})}>wipe</button>
      <button class="small" aria-label=${`name ${says}`} @click=${() => this.name(one.number)}>name</button></li>`;
  }

  /** @param {number} number */
  async name(number) {
    this.naming = number;
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('li form input'))?.focus();
  }

  /** @param {SubmitEvent} event @param {number} number */
  async named(event, number) {
    event.preventDefault();
    const name = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('name'));
    if (await act('name', {name, version: String(number), scene: state.scene, craft: 'colour'})) this.naming = 0;
  }

  /** @param {SubmitEvent} event */
  async copy(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const asked = new FormData(form);
    if (await change('paste', {of: String(asked.get('of')).trim(), shot: asked.get('to') === 'shot' ? colour.shot + 1 : 0})) form.reset();
  }
}

customElements.define('grade-versions', GradeVersions);
