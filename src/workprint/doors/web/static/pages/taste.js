/** What the desk believes of whoever sits here: to be read, changed, pinned, forgotten, carried, lent and withdrawn. */
import {LitElement, html, css} from 'lit';
import {verb, who} from '../api.js';
import {offer} from '../commands.js';
import {rowsOf, unsaid} from '../hands/beliefs.js';
import {line} from '../hands/in-turn.js';
import {latest} from '../hands/latest.js';
import '../parts/belief-row.js';
import {looks} from '../parts/looks.js';
import '../parts/taste-carry.js';
import {act, follow, say, state} from '../store.js';

const CRAFTS = /** @type {const} */ ([['cutting', 'in the cut'], ['colour', 'in the colour']]);

export class TastePage extends LitElement {
  static properties = {craft: {state: true}, told: {state: true}, picked: {state: true}, answers: {state: true}};

  static styles = [looks, css`
    :host { display: grid; grid-template-columns: minmax(0, 1fr) minmax(21em, 25%); gap: var(--gap); height: 100%; }
    .all { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: var(--gap); min-height: 0; }
    header { display: flex; gap: 1em; align-items: baseline; } h2 { color: var(--bright); font-size: 1.2em; }
    header nav { display: flex; gap: 4px; }
    ol { list-style: none; margin: 0; padding: 2px; overflow: auto; display: grid; gap: 4px; align-content: start; }
    .start { display: grid; place-items: center; text-align: center; } .start button { font-size: 1.1em; padding: 8px 18px; border-color: var(--accent); }
    aside { overflow: auto; background: var(--desk); border-radius: 5px; padding: .9em 1.1em; display: grid; gap: 1.2em; align-content: start; }
    section { display: grid; gap: .4em; } p { margin: 0; } h3 { font-size: 1em; margin: 0; color: var(--accent); font-weight: 600; }
    label.on { display: flex; gap: .6em; align-items: center; cursor: pointer; } input[type="checkbox"] { accent-color: var(--accent); width: 1.2em; height: 1.2em; }
    .changed { color: var(--accent); }
  `];

  constructor() {
    super();
    this.craft = 'cutting';
    /** @type {any} what is believed */
    this.told = null;
    /** Axis that the hand is on. */
    this.picked = '';
    /** Answers behind the axes that were asked about. @type {Record<string, string[]>} */
    this.answers = {};
    /** Axes as they stood. @type {string[]} */
    this.order = [];
    this.hands = line();
    this.known = '';
    this.asking = latest((/** @type {string} */ craft) => Promise.all([verb('taste_show', {craft}), this.behind(craft)]), ([told, answers], craft) => this.came(told, answers, craft),
      trouble => say(trouble.message, true));
    /** @type {(() => void)[]} */
    this.away = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [follow(() => this.followed()), offer(this.commands()),
      this.hands.collects(() => { for (const one of this.lines) one.letting.now(); })];
    this.addEventListener('belief', event => this.asked(/** @type {CustomEvent} */ (event).detail));
    this.followed();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.away) stop();
  }

  /** The record grew, or somebody else sits here: what is believed may be something else. */
  followed() {
    const known = state.status && `${this.craft} ${state.status.entries} ${who.name}`;
    if (!known || known === this.known) return;
    if (this.known && !this.known.endsWith(` ${who.name}`)) this.forgetAll();
    this.known = known;
    void this.asking.ask(this.craft);
  }

  /** Nothing is known of another craft, or another person. */
  forgetAll() {
    Object.assign(this, {told: null, picked: '', answers: {}, order: []});
  }

  /** The answers that are open on screen. @param {string} craft @returns {Promise<Record<string, string[]>>} */
  async behind(craft) {
    const open = Object.keys(this.answers);
    const lists = await Promise.all(open.map(axis => verb('taste_why', {axis, craft}).catch(() => [])));
    return Object.fromEntries(open.map((axis, n) => [axis, lists[n]]));
  }

  /** @param {any} told @param {Record<string, string[]>} answers @param {string} craft */
  came(told, answers, craft) {
    if (craft !== this.craft) return;
    this.told = told;
    this.answers = Object.fromEntries(Object.keys(this.answers).map(axis => [axis, answers[axis] ?? this.answers[axis]]));
    this.order = this.rows.map(one => one.axis);
  }

  get rows() { return rowsOf(this.told?.beliefs ?? [], this.told?.ends ?? [], this.order); }

  render() {
    const {told, rows} = this;
    const name = CRAFTS.find(([craft]) => craft === this.craft)?.[1];
    return html`<div class="all"><header><h2>What I believe about ${told?.who ?? 'you'}</h2>
        <nav aria-label="craft">${CRAFTS.map(([craft, says]) => html`<button aria-pressed=${this.craft === craft} @click=${() => this.turn(craft)}>${says}</button>`)}</nav>
        <span class="dim">${told?.lessons ? `from ${told.lessons} ${told.lessons === 1 ? 'answer' : 'answers'} ${name}${told.on ? '' : '; switched off: it ranks nothing'}` : ''}</span></header>
      ${!told ? html`<p class="dim" role="status">reading your answers …</p>` : rows.length ? html`<ol aria-label="what is believed">${rows.map(row => html`<li><belief-row
          .row=${row} .why=${this.answers[row.axis] ?? null} .picked=${this.picked === row.axis} @focusin=${() => { this.picked = row.axis; }}></belief-row></li>`)}${this.more(rows)}</ol>` : this.empty()}</div>
      <aside aria-label="your taste">${told ? this.beside() : ''}</aside>`;
  }

  /** Lines of a kind that a wish may be said of. @param {import('../hands/beliefs.js').Row[]} rows */
  more(rows) {
    const left = unsaid(this.told?.ends ?? [], rows);
    return left.length ? html`<li><label class="lines dim">On some lines it may be otherwise:
      <select aria-label="say something of some lines" @change=${this.lined}><option value="">say something of …</option>${left.map(axis => html`<option value=${axis}>${axis}</option>`)}</select></label></li>` : '';
  }

  /** Put a row there for an axis on some lines. @param {Event} event */
  lined = async event => {
    const chosen = /** @type {HTMLSelectElement} */ (event.target), axis = chosen.value;
    chosen.value = '';
    if (!axis) return;
    this.order = [...this.order, axis];
    this.picked = axis;
    this.requestUpdate();
    await this.updateComplete;
    this.lines.find(one => one.row.axis === axis)?.grip();
  };

  empty() {
    const room = this.craft === 'colour' ? 'colour' : 'cutting';
    return html`<div class="start"><div><p>Nothing is believed of you ${this.craft === 'colour' ? 'in the colour' : 'in the cut'} yet.</p>
      <p class="dim">Mark some alternatives: circle, hold or refuse one of six. Every mark, and every edit by hand, is an answer;<br>
        what they say of you stands here in sentences, to be changed, pinned or forgotten.</p>
      <button @click=${() => { location.hash = room; }}>Go to ${room === 'colour' ? 'Colour' : 'Cut'}</button></div></div>`;
  }

  beside() {
    const {told} = this;
    return html`<section><h3>What it does</h3>
        <label class="on"><input type="checkbox" .checked=${told.on} @change=${(/** @type {any} */ event) => this.say('taste_switch', {on: event.target.checked})}>it ranks what is shown to me</label>
        <p class="dim">${told.on ? 'Alternatives come in the order of what is believed. One of every six is from outside it. Nothing is applied until you circle it.'
          : 'Alternatives come in the tool’s own order. Your marks go on the record all the same.'}</p></section>
      <section><h3>How well it knows you</h3><p>${told.honest}</p>
        ${told.changed ? html`<p class="changed">${told.changed}</p>` : ''}
        ${told.start ? html`<p>It began with the taste of ${told.start}, as they allowed.</p>` : ''}</section>
      <taste-carry .told=${told} .craft=${this.craft}></taste-carry>`;
  }

  /** @param {string} craft */
  turn(craft) {
    if (craft === this.craft) return;
    this.forgetAll();
    this.craft = craft;
    this.followed();
  }

  /** What a hand said to a belief. @param {any} detail */
  asked({what, axis, way, ...said}) {
    if (what === 'walk') return this.walk(way);
    if (what === 'why') return this.explain(axis);
    if (what === 'edit') return this.say('taste_edit', {axis, ...said});
    if (what === 'freeze') {
      if (this.told.beliefs.some((/** @type {any} */ one) => one.axis === axis && one.told === 'freeze')) return say(`${axis} is pinned already; move its slider or forget it to let it go`);
      return this.say('taste_freeze', {axis});
    }
    return this.say('taste_forget', {axis});
  }

  /** Say something of one's taste; it is on the record then. @param {string} name @param {Record<string, unknown>} given */
  say(name, given) {
    return this.hands.last(async () => {
      if (!await act(name, {...given, craft: this.craft})) for (const one of this.lines) one.back();
    });
  }

  /** The rows on screen. */
  get lines() { return /** @type {import('../parts/belief-row.js').BeliefRow[]} */ ([...this.renderRoot.querySelectorAll('belief-row')]); }

  /** Open the answers behind an axis, or close them. @param {string} axis */
  async explain(axis) {
    if (axis in this.answers) {
      this.answers = Object.fromEntries(Object.entries(this.answers).filter(([one]) => one !== axis));
      return;
    }
    const why = await act('taste_why', {axis, craft: this.craft});
    if (why) this.answers = {...this.answers, [axis]: why};
  }

  /** Put the hand on the next row, or the one before. @param {number} way */
  walk(way) {
    const rows = this.lines;
    const at = rows.findIndex(one => one.row.axis === this.picked);
    const next = rows[at < 0 ? way > 0 ? 0 : rows.length - 1 : Math.max(0, Math.min(rows.length - 1, at + way))];
    next?.grip();
    next?.scrollIntoView({block: 'nearest'});
  }

  /** @returns {import('../commands.js').Command[]} */
  commands() {
    const group = 'taste';
    const on = () => Boolean(this.told && this.picked);
    const any = () => this.rows.length > 0;
    const row = () => this.lines.find(one => one.row.axis === this.picked);
    return [
      {id: 'belief-before', says: 'the belief before', group, keys: ['ArrowUp'], when: any, run: () => this.walk(-1)},
      {id: 'belief-after', says: 'the next belief; ← and → then say less or more of it', group, keys: ['ArrowDown'], when: any, run: () => this.walk(1)},
      {id: 'about-here', says: 'about here is right, or the further the better', group, keys: ['a'], when: on, run: () => row()?.turn()},
      {id: 'belief-why', says: 'the answers behind it', group, keys: ['b'], when: on, run: () => this.explain(this.picked)},
      {id: 'belief-pin', says: 'pin it: it stays as it is', group, keys: ['p'], when: on, run: () => this.asked({what: 'freeze', axis: this.picked})},
      {id: 'belief-forget', says: 'forget it', group, keys: ['Delete', 'Backspace'], when: on, run: () => this.asked({what: 'forget', axis: this.picked})},
      {id: 'taste-craft', says: 'your taste in the cut, or in the colour', group, keys: ['t'], run: () => this.turn(this.craft === 'cutting' ? 'colour' : 'cutting')},
      {id: 'taste-switch', says: 'let your taste rank what is shown, or not', group, keys: ['o'], when: () => Boolean(this.told), run: () => this.say('taste_switch', {on: !this.told.on})},
      {id: 'undo', says: 'undo what you said of your taste last', group: 'everywhere', keys: ['u', 'Ctrl+z'],
        run: () => this.say('taste_undo', {})},
      {id: 'redo', says: 'redo what was undone', group: 'everywhere', keys: ['Shift+u', 'Ctrl+Shift+z'], run: () => this.say('taste_redo', {})},
    ];
  }
}

customElements.define('taste-page', TastePage);
