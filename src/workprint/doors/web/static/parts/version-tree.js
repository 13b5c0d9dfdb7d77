/** Every version of the cut as the tree it is: go to any, hear any, name one, lay two side by side. */
import {LitElement, html, svg, css} from 'lit';
import {step} from '../hand.js';
import {rails} from '../hands/rails.js';
import {fps, length} from '../hands/time.js';
import {act, follow, say, state} from '../store.js';
import './hand-over.js';
import {looks} from './looks.js';

/** Width and height of one row of the rails, in their own units. */
const [LANE, DEEP] = [12, 40];

export class VersionTree extends LitElement {
  static properties = {ticked: {state: true}, naming: {state: true}};

  static styles = [looks, css`
    :host { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: 4px; height: 100%; }
    .bar { display: flex; gap: 4px; align-items: center; } .bar .push { margin-left: auto; } .bar > button { padding: 1px 7px; white-space: nowrap; }
    ol { list-style: none; margin: 0; padding: 2px; overflow: auto; min-height: 0; }
    li { display: grid; position: relative; grid-template-columns: auto auto minmax(0, 1fr) auto; gap: 4px; align-items: center; height: 2.9em; border-radius: 4px; }
    li.here { background: var(--panel); }
    .rail { height: 100%; display: block; overflow: visible; }
    .rail path { fill: none; stroke: var(--dim); stroke-width: 1.5; } .rail circle { fill: var(--wall); stroke: var(--dim); stroke-width: 1.5; }
    .here .rail circle { fill: var(--accent); stroke: var(--accent); }
    .was .rail circle { stroke: var(--accent); stroke-dasharray: 2 2; }
    .go { border: 0; background: none; text-align: left; padding: 0 2px; line-height: 1.25; display: grid; min-width: 0; }
    .go span { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .here .go b { color: var(--accent); }
    .named { color: var(--bright); font-weight: 600; }
    .small { padding: 0 .45em; min-height: 1.9em; } .edit { position: absolute; right: 2.6em; } li:not(:hover, :focus-within) .edit { opacity: 0; }
    input[type="checkbox"] { accent-color: var(--accent); width: 1.15em; height: 1.15em; }
    form { grid-column: 3 / 5; display: flex; gap: 4px; } form input { min-width: 0; flex: 1; }
    .start { display: grid; place-items: center; text-align: center; color: var(--dim); }
  `];

  constructor() {
    super();
    /** @type {number[]} numbers of at most two versions */
    this.ticked = [];
    this.naming = 0;
    this.here = 0;
    this.was = 0;
    this.seen = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = follow(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.away?.();
  }

  /** @returns {any[]} */
  get rows() { return state.versions?.rows ?? []; }

  get handOver() { return /** @type {import('./hand-over.js').HandOver | null} */ (this.renderRoot.querySelector('hand-over')); }

  willUpdate() {
    const here = this.rows.find(one => one.here)?.number ?? 0;
    if (here !== this.here) [this.was, this.here] = [this.here, here];
  }

  render() {
    const {rows} = this;
    if (!rows.length) return html`<div class="start"><p>There is no version yet. Circle a cut (C): that is the first, and every edit makes another.</p></div>`;
    const drawn = rails(rows);
    const wide = LANE * (1 + Math.max(...drawn.map(one => one.lane)));
    return html`<div class="bar"><hand-over></hand-over>
        <button class="push" aria-label="undo" title="undo (U): to the version that this one was made from" @click=${() => step('undo')}>↶</button>
        <button aria-label="redo" title="redo (Shift U): to the version that was left" @click=${() => step('redo')}>↷</button>
        <button ?disabled=${this.ticked.length !== 2} title="tick two versions" @click=${this.compare}>side by side</button></div>
      <ol aria-label="versions of the cut" @keydown=${this.keyed}>${rows.map((one, n) => this.row(one, drawn[n], wide))}</ol>`;
  }

  /** @param {any} one @param {import('../hands/rails.js').Rail} rail @param {number} wide */
  row(one, rail, wide) {
    const says = one.name || `version ${one.number}`;
    return html`<li class="${one.here ? 'here' : one.number === this.was ? 'was' : ''}">
      ${this.rail(rail, wide)}
      <input type="checkbox" aria-label=${`${says}: tick to lay it beside another`} .checked=${this.ticked.includes(one.number)} @change=${() => this.tick(one.number)}>
      ${this.naming === one.number ? this.form(one) : html`
        <button class="go" data-number=${one.number} aria-current=${one.here ? 'true' : 'false'} title=${one.here ? 'you are here' : `go to ${says}`} @click=${() => this.go(one)}>
          <span><b>${one.number}</b> ${one.name ? html`<span class="named">${one.name}</span> ` : ''}${one.what}</span><span class="dim">${this.facts(one)}</span></button>
        <button class="small edit" aria-label=${`name ${says}`} title="name it (F2)" @click=${() => this.name(one.number)}>name</button>
        <button class="small" aria-label=${`play ${says}`} title="play it without going there" @click=${() => this.ask('play', one.alt)}>▶</button>`}
    </li>`;
  }

  /** Length and how far from what it was made from, shots, who and when, stage and notes. @param {any} one */
  facts(one) {
    const {rate} = state.versions;
    const parent = this.rows.find(each => each.number === one.parent);
    const more = parent ? one.frames - parent.frames : 0;
    const sign = more ? ` (${more > 0 ? '+' : '−'}${(Math.abs(more) / fps(rate)).toFixed(1)})` : '';
    return [`${length(one.frames, rate)}${sign}`, `${one.shots} shots`, when(one.time), one.who, one.stage === 'assembly' ? '' : one.stage,
      one.notes ? `${one.notes} note${one.notes > 1 ? 's' : ''}` : ''].filter(Boolean).join(' · ');
  }

  /** @param {import('../hands/rails.js').Rail} rail @param {number} wide */
  rail(rail, wide) {
    const x = (/** @type {number} */ lane) => (lane + .5) * LANE;
    const middle = DEEP / 2;
    return html`<svg class="rail" viewBox="0 0 ${wide} ${DEEP}" preserveAspectRatio="none" style="width:${wide / 12}em" aria-hidden="true">
      ${rail.through.map(lane => svg`<path d="M${x(lane)} 0 V${DEEP}"></path>`)}
      ${rail.up ? svg`<path d="M${x(rail.lane)} 0 V${middle}"></path>` : ''}${rail.down ? svg`<path d="M${x(rail.lane)} ${middle} V${DEEP}"></path>` : ''}
      ${rail.from >= 0 ? svg`<path d="M${x(rail.from)} 0 Q${x(rail.from)} ${middle} ${x(rail.lane)} ${middle}"></path>` : ''}
      <circle cx=${x(rail.lane)} cy=${middle} r="4"></circle></svg>`;
  }

  /** @param {any} one */
  form(one) {
    return html`<form @submit=${(/** @type {SubmitEvent} */ event) => this.named(event, one.number)} @keydown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.naming = 0;
    }}><input name="name" .value=${one.name} maxlength="80" aria-label=${`name of version ${one.number}`} placeholder="the quiet one"><button>name it</button></form>`;
  }

  /** @param {number} number */
  async name(number) {
    this.naming = number;
    await this.updateComplete;
    /** @type {HTMLInputElement | null} */ (this.renderRoot.querySelector('form input'))?.focus();
  }

  /** @param {SubmitEvent} event @param {number} number */
  async named(event, number) {
    event.preventDefault();
    const name = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('name'));
    if (!await act('name', {name, version: String(number), scene: state.scene})) return;
    this.naming = 0;
    await this.updateComplete;
    this.focusOn(number);
  }

  /** @param {any} one */
  go(one) {
    if (one.here) return say(`you are at version ${one.number} already`);
    return step('go', {version: String(one.number)});
  }

  /** A third tick takes the first away. @param {number} number */
  tick(number) {
    this.ticked = this.ticked.includes(number) ? this.ticked.filter(one => one !== number) : [...this.ticked, number].slice(-2);
  }

  compare() {
    const [one, other] = this.ticked.map(number => this.rows.find(each => each.number === number))
      .map(row => ({id: row.alt, name: row.name || `version ${row.number}`}));
    this.dispatchEvent(new CustomEvent('compare', {detail: {one, other}, bubbles: true, composed: true}));
  }

  /** @param {KeyboardEvent} event */
  keyed(event) {
    const at = /** @type {HTMLElement} */ (event.target);
    const buttons = /** @type {HTMLElement[]} */ ([...this.renderRoot.querySelectorAll('.go')]);
    const step = /** @type {Record<string, number>} */ ({ArrowDown: 1, ArrowUp: -1})[event.key];
    if (!at.classList.contains('go') || (!step && event.key !== 'F2')) return;
    event.preventDefault();
    event.stopPropagation();
    if (step) buttons[buttons.indexOf(at) + step]?.focus();
    else void this.name(Number(at.dataset.number));
  }

  updated() {
    const here = String(this.here);
    if (this.seen === here) return;
    this.seen = here;
    this.renderRoot.querySelector('li.here')?.scrollIntoView({block: 'nearest'});
  }

  /** @param {number} number */
  focusOn(number) {
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector(`.go[data-number="${number}"]`))?.focus();
  }

  /** @param {string} what @param {string} alt */
  ask(what, alt) {
    this.dispatchEvent(new CustomEvent('alt', {detail: {what, alt, mark: '', at: 0}, bubbles: true, composed: true}));
  }
}

/** The time of today, else the day. @param {string} time in UTC */
function when(time) {
  const then = new Date(time);
  return then.toDateString() === new Date().toDateString() ? then.toLocaleTimeString([], {hour: '2-digit', minute: '2-digit'})
    : then.toLocaleDateString([], {day: 'numeric', month: 'short'});
}

customElements.define('version-tree', VersionTree);
