/** A tone: its words, what they have come to mean in every craft, six in it now, its story, and the film's other tones. */
import {LitElement, html, css} from 'lit';
import {asksAbout, byCraft, restOf} from '../hands/tones.js';
import {need, say, state} from '../store.js';
import {change, find, followTones, forgetTone, leave, toneNow, toned} from '../tones.js';
import {looks} from './looks.js';
import './tone-curve.js';
import './tone-lean.js';

export class TonePanel extends LitElement {
  static properties = {craft: {}, asking: {type: Boolean}, extra: {state: true}, finding: {state: true}, measuring: {state: true}};

  static styles = [looks, css`
    :host { display: grid; gap: 8px; align-content: start; overflow: auto; padding: 3px; }
    form { display: flex; gap: 4px; } .words { flex: 1; min-width: 0; } .go { border-color: var(--accent); white-space: nowrap; }
    .bar { display: flex; gap: 4px; align-items: baseline; } .bar p { flex: 1; } .bar button { padding: 0 8px; white-space: nowrap; }
    p { margin: 0; } .says { color: var(--bright); } .asks { color: var(--accent); }
    h3 { font-size: 1em; margin: 0; color: var(--dim); font-weight: 600; }
    section { display: grid; gap: 5px; }
    select { max-width: 100%; }
    ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 2px; }
    li { display: flex; gap: 4px; align-items: baseline; min-width: 0; } li .name { flex: 1; text-align: left; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; background: none; border-color: transparent; padding: 1px 4px; }
    li .name[aria-current="true"] { border-color: var(--accent); } li .small { padding: 0 8px; }
    .history li { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 8px; line-height: 1.3; padding: 1px 4px; font-size: .95em; }
    summary { cursor: pointer; color: var(--dim); }
  `];

  constructor() {
    super();
    this.craft = 'cutting';
    /** Whether alternatives are on their way. */
    this.asking = false;
    /** Dials at rest that were asked for. @type {string[]} */
    this.extra = [];
    this.finding = false;
    /** How many things that somebody pointed at are being measured. */
    this.measuring = 0;
    /** @type {(() => void)[]} */
    this.away = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [followTones(() => this.requestUpdate()), need('tones', 'toneDials')];
    this.addEventListener('lean', event => this.leaned(/** @type {CustomEvent} */ (event).detail));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.away) stop();
  }

  grip() { this.box?.focus(); }

  get box() { return /** @type {HTMLInputElement | null} */ (this.renderRoot.querySelector('.words')); }

  render() {
    const {told} = toned;
    const dials = state.toneDials ?? [];
    const crafts = told ? byCraft(told.leans, dials, this.extra, this.craft) : [];
    return html`<form @submit=${this.asked}><input class="words" name="words" maxlength="120" .value=${told?.name ?? ''} placeholder="uneasy, but tender" aria-label="a tone, in your words" list="tones" autocomplete="off"
          @keydown=${this.keyed}><datalist id="tones">${this.mine().map(one => html`<option value=${one.name}></option>`)}</datalist>
        <button ?disabled=${this.finding}>Find</button>
        <button type="button" class="go" ?disabled=${!told || this.asking} title="propose in this tone (Ctrl Enter in the field; Q from now on)" @click=${() => this.six()}>${this.asking ? 'proposing …' : 'Six in it'}</button></form>
      ${told ? this.meaning(told, crafts, dials) : html`<p class="dim">Say in your words how it should feel. They begin with guesses out of the literature, in the cut and in the colour alike; your hand on a dial and your marks make them yours. Nobody’s feelings are promised.</p>`}
      ${this.all()}`;
  }

  /** @param {any} told @param {ReturnType<typeof byCraft>} crafts @param {import('../hands/tones.js').ToneDial[]} dials */
  meaning(told, crafts, dials) {
    const rest = restOf(crafts.flatMap(one => one.rows), dials);
    const marks = told.marks ? `${told.marks} ${told.marks === 1 ? 'mark' : 'marks'} made in it` : 'no mark made in it yet';
    return html`<div class="bar"><p class="dim">${marks}</p><button title="hear its words anew, as they are guessed at first" @click=${() => change({words: true})}>guess anew</button><button title="propose in no tone" @click=${leave}>leave it</button></div>
      <form class="like" @submit=${this.likened}><input class="words" name="like" aria-label="what it is to be like" autocomplete="off"
          placeholder="be like: circled, s3, scene 12, 1A/2@120, a film’s path" title="what is named is measured, and the tone leans by how far your scene is from it"><button>${this.measuring ? 'measuring …' : 'Measure'}</button></form>
      ${(told.silent ?? []).map((/** @type {string} */ one) => html`<p class="dim">${one}</p>`)}
      ${told.unknown.length ? html`<p class="asks" role="note">${asksAbout(told.unknown)}</p>` : ''}
      ${crafts.map(one => html`<section aria-label=${one.says}><h3>${one.says}</h3>${one.rows.map(row => html`<tone-lean .row=${row}></tone-lean>`)}</section>`)}
      ${rest.length ? html`<select aria-label="turn another dial" @change=${(/** @type {any} */ event) => this.more(event.target)}><option value="">turn another dial …</option>
        ${rest.map(one => html`<option value=${`${one.craft}.${one.name}`}>${one.name}: ${one.less} or ${one.more}</option>`)}</select>` : ''}
      ${this.craft === 'cutting' ? '' : html`<tone-curve></tone-curve>`}
      ${told.history?.length ? html`<details class="history"><summary>How it came to mean that</summary><ol aria-label="history of the tone">${told.history.map((/** @type {any} */ one) => html`<li>${this.past(one)}</li>`)}</ol></details>` : ''}`;
  }

  /** A row of its story. @param {any} one */
  past(one) {
    if (typeof one === 'string') return html`<span class="dim">·</span><span>${one}</span>`;
    return html`<span class="dim">${when(one.time)}</span><span>${one.says}</span>`;
  }

  all() {
    const tones = state.tones ?? [];
    const on = toneNow(this.craft);
    return tones.length ? html`<section><h3>Tones of this film</h3><ol aria-label="tones of this film">${tones.map((/** @type {any} */ one) => html`<li>
      <button class="name" ?disabled=${!one.mine} aria-current=${one.mine && one.name === on} title=${one.says} @click=${() => find(one.name)}>${one.name} ${one.mine ? '' : html`<span class="dim">${one.owner}’s</span>`}</button>
      ${one.mine ? html`<button class="small" aria-label=${`forget the tone ${one.name}`} title="forget it; what was proposed in it stays on the record" @click=${() => forgetTone(one.name)}>×</button>` : ''}</li>`)}</ol></section>` : '';
  }

  /** @returns {any[]} */
  mine() { return (state.tones ?? []).filter((/** @type {any} */ one) => one.mine); }

  /** @param {Event} [event] */
  async asked(event) {
    event?.preventDefault();
    const name = this.box?.value.trim() ?? '';
    if (!name) return void say('some words would do: uneasy, but tender', true);
    if (this.finding) return;
    this.finding = true;
    this.extra = [];
    const told = await find(name);
    this.finding = false;
    return told;
  }

  /** Point at something: it is measured, and the tone leans its way. @param {SubmitEvent} event */
  async likened(event) {
    event.preventDefault();
    const box = /** @type {HTMLInputElement} */ (/** @type {HTMLFormElement} */ (event.target).elements.namedItem('like'));
    const like = box.value.trim();
    if (!like) return say('a cut or a still to be like would do: circled, s3, scene 12, or the path of a film', true);
    this.measuring += 1;
    const told = await change({like});
    this.measuring -= 1;
    if (!told) return undefined;
    if (box.value.trim() === like) box.value = '';
    return say(`like ${like}: ${told.says}`);
  }

  /** @param {KeyboardEvent} event */
  async keyed(event) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    if (await this.asked()) this.six();
  }

  /** Propose in it. */
  six() {
    if (toned.told) this.dispatchEvent(new CustomEvent('intone', {detail: toned.told.name, bubbles: true, composed: true}));
  }

  /** @param {{what: string, craft: string, dial: string, setting: number}} detail */
  async leaned({what, craft, dial, setting}) {
    if (what === 'turn') {
      if (!await change({dial: [`${craft}.${dial}=${setting}`]})) for (const one of this.leans) one.back();
    } else {
      this.extra = this.extra.filter(one => one !== `${craft}.${dial}`);
      if (toned.told.leans.some((/** @type {any} */ one) => one.craft === craft && one.dial === dial)) await change({forget: [`${craft}.${dial}`]});
    }
  }

  /** A dial that it does not turn yet. @param {HTMLSelectElement} select */
  async more(select) {
    const {value} = select;
    select.value = '';
    if (!value) return;
    this.extra = [...this.extra, value];
    await this.updateComplete;
    const row = this.leans.find(one => `${one.row.craft}.${one.row.dial}` === value);
    await row?.updateComplete;
    row?.grip();
  }

  get leans() { return /** @type {import('./tone-lean.js').ToneLean[]} */ ([...this.renderRoot.querySelectorAll('tone-lean')]); }
}

/** The time of today, else the day. @param {string} time in UTC */
function when(time) {
  const then = new Date(time);
  return then.toDateString() === new Date().toDateString() ? then.toLocaleTimeString([], {hour: '2-digit', minute: '2-digit'})
    : then.toLocaleDateString([], {day: 'numeric', month: 'short'});
}

customElements.define('tone-panel', TonePanel);
