/** The house: which room is open, who sits here, what the desk says, and the keys that work everywhere. */
import {LitElement, html, css} from 'lit';
import {who} from './api.js';
import {offer, pressed} from './commands.js';
import {step} from './hand.js';
import {nextHere} from './hands/steps.js';
import './parts/command-palette.js';
import './parts/first-steps.js';
import './parts/key-sheet.js';
import {looks} from './parts/looks.js';
import './pages/colour.js';
import './pages/cutting.js';
import './pages/readings.js';
import './pages/record.js';
import './pages/setup.js';
import './pages/taste.js';
import {follow, listen, open, refresh, say, show, state} from './store.js';

const ROOMS = /** @type {const} */ ([['cutting', 'Cut', '1'], ['colour', 'Colour', '5'], ['readings', 'Readings', '2'], ['taste', 'Taste', '6'],
  ['record', 'Record', '3'], ['setup', 'Set-up', '4']]);

export class CuttingRoom extends LitElement {
  static properties = {room: {state: true}, help: {state: true}, palette: {state: true}};

  static styles = [looks, css`
    :host { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; height: 100%; }
    header, footer { display: flex; gap: 12px; align-items: center; padding: 5px 10px; background: var(--desk); }
    h1 { font-size: 1.05em; margin: 0; font-weight: 600; }
    nav { display: flex; gap: 4px; }
    footer { min-height: 2.4em; }
    main { padding: var(--gap); min-height: 0; }
    main > * { height: 100%; }
    .push { margin-left: auto; }
    .bad { color: var(--bad); }
    .lost { background: #4a2c28; }
    input { field-sizing: content; min-width: 9em; max-width: 16em; }
    progress { width: 160px; accent-color: var(--accent); }
  `];

  constructor() {
    super();
    const asked = location.hash.slice(1);
    this.room = ROOMS.some(([name]) => name === asked) ? asked : 'cutting';
    this.help = false;
    this.palette = false;
  }

  connectedCallback() {
    super.connectedCallback();
    history.replaceState(null, '', location.pathname + location.hash);  // the token is in a cookie now
    follow(() => this.requestUpdate());
    addEventListener('keydown', pressed);
    addEventListener('hashchange', () => this.go(location.hash.slice(1)));
    this.offers();
    void refresh().then(() => {
      if (!location.hash && state.status?.scenes.every((/** @type {any} */ one) => !one.takes)) this.go('setup');
      return show();
    });
    listen();
  }

  render() {
    const {status} = state;
    return html`
      <header class=${state.lost ? 'lost' : ''}>
        <h1>${status?.title ?? 'Workprint'}</h1>
        ${(status?.scenes.length ?? 0) > 1 ? html`<label>scene <select @change=${(/** @type {any} */ event) => open(event.target.value)}>
          ${status.scenes.map((/** @type {any} */ one) => html`<option value=${one.scene} ?selected=${one.scene === state.scene}>${one.scene} ${one.heading}</option>`)}
        </select></label>` : html`<span class="dim">${state.board ? `${state.board.scene} ${state.board.heading}` : ''}</span>`}
        <nav aria-label="rooms">${ROOMS.map(([name, says]) => html`
          <button aria-current=${this.room === name ? 'true' : 'false'} @click=${() => this.go(name)}>${says}</button>`)}</nav>
        <span class="dim push">${stage()}</span>
        <label class="dim">you are <input .value=${who.name} placeholder="${status?.people?.[0]?.[0] ?? 'as in film.toml'}" aria-label="who you are" list="people"
          @change=${(/** @type {any} */ event) => { who.name = event.target.value.trim(); say(`marks are ${who.name || 'the first in film.toml'}'s from now on`); void refresh(); }}></label>
        <button @click=${() => { this.help = !this.help; }} aria-label="keys and help">?</button>
      </header>
      <datalist id="people">${(status?.people ?? []).map((/** @type {[string, string]} */ [name, role]) => html`<option value=${name}>${role}</option>`)}</datalist>
      <main>${this.page()}</main>
      <footer><span role="status" aria-live="polite" class=${state.bad ? 'bad' : ''}>${state.says || (nextHere(status, state.scene) && `next: ${nextHere(status, state.scene)}`)}</span>
        ${this.room === 'cutting' ? html`<first-steps class="push"></first-steps>` : ''}
        ${Object.values(state.work).filter(one => one.share < 1).map(one => html`<label class="push">${one.what} ${one.name ?? ''}
          <progress max="1" .value=${one.share}></progress> ${left(one.left_s)}</label>`)}</footer>
      ${this.help ? html`<key-sheet @close=${() => { this.help = false; }}></key-sheet>` : ''}
      ${this.palette ? html`<command-palette @close=${() => { this.palette = false; }}></command-palette>` : ''}`;
  }

  page() {
    if (this.room === 'colour') return html`<colour-page></colour-page>`;
    if (this.room === 'readings') return html`<readings-page></readings-page>`;
    if (this.room === 'record') return html`<record-page></record-page>`;
    if (this.room === 'taste') return html`<taste-page></taste-page>`;
    if (this.room === 'setup') return html`<setup-page></setup-page>`;
    return html`<cutting-page></cutting-page>`;
  }

  /** @param {string} room */
  go(room) {
    if (!ROOMS.some(([name]) => name === room)) return;
    this.room = room;
    location.hash = room;
  }

  /** What works in every room. */
  offers() {
    offer([
      {id: 'help', says: 'show every key', group: 'everywhere', keys: ['?'], run: () => { this.help = true; }},
      {id: 'palette', says: 'find any command by its words', group: 'everywhere', keys: ['Ctrl+k', '/'], run: () => { this.palette = true; }},
      ...ROOMS.map(([name, says, key]) => ({id: `room-${name}`, says: `go to the room: ${says}`, group: 'everywhere', keys: [`Alt+${key}`],
        run: () => this.go(name)})),
      {id: 'undo', says: 'undo the latest mark or edit', group: 'everywhere', keys: ['u', 'Ctrl+z'], run: () => step('undo')},
      {id: 'redo', says: 'redo what was undone', group: 'everywhere', keys: ['Shift+u', 'Ctrl+Shift+z'], run: () => step('redo')},
    ]);
  }
}

function stage() {
  const scene = state.status?.scenes.find((/** @type {any} */ one) => one.scene === state.scene);
  return scene ? `${scene.stage}${state.six?.lessons ? `, ranked by ${state.six.lessons} decisions of yours` : ''}` : '';
}

/** @param {number | null} seconds */
function left(seconds) {
  if (seconds === null || seconds === undefined) return '';
  const minutes = Math.floor(seconds / 60);
  return minutes ? `${minutes} min ${Math.round(seconds % 60)} s left` : `${Math.round(seconds)} s left`;
}

customElements.define('cutting-room', CuttingRoom);
