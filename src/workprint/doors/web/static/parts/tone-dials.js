/** The dials: sliders with a craft word at both ends; the six answer while one is turned, and letting go proposes. */
import {LitElement, html, css, svg} from 'lit';
import {verb} from '../api.js';
import {latest} from '../hands/latest.js';
import {act, follow, say, state} from '../store.js';
import {looks} from './looks.js';

/** Milliseconds after which a dial counts as let go: by keys, once the six have answered; and by a pointer that may still
 * click twice. Source: our choice; the first as the pause in which a person looks up to see what came, the second as half
 * of the usual double click. */
const LET_GO = {keys: 700, pointer: 250};

/** Steps of a slider to either side; a step is a hundred thousandths. Source: our choice, each a nudge that is felt. */
const STEPS = 10;

/** Looks, 20 ms apart, for dials that are on their way. Source: our choice, two seconds. */
const TRIES = 100;

/** @typedef {{dial: {name: string, less: string, more: string, about: string}, setting: number, now: number, rest: number}} Turned */

export class ToneDials extends LitElement {
  static properties = {scene: {attribute: false}, tool: {}, proposal: {attribute: false}, shown: {attribute: false}, dials: {state: true}, values: {state: true}, kept: {state: true}, proposing: {state: true}};

  static styles = [looks, css`
    :host { background: var(--desk); border-radius: 5px; padding: 3px 8px 6px; }
    .all { display: grid; grid-template-columns: 1fr 1fr; gap: 4px 1.4em; }
    .dial { min-width: 0; }
    .ends { display: flex; justify-content: space-between; gap: 6px; color: var(--dim); font-size: .92em; line-height: 1.15; }
    .ends span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .ends .asked { color: var(--bright); }
    .ends button { flex: none; border: 0; padding: 0 4px; background: none; color: var(--dim); font-size: .9em; line-height: 1.15; display: none; }
    .dial:hover button, .dial:focus-within button, .ends button[aria-pressed=true] { display: inline; }
    .ends button[aria-pressed=true] { color: var(--accent); }
    .slider { display: block; position: relative; }
    .slider::before { content: ''; position: absolute; left: 50%; top: 0; bottom: 0; width: 1px; background: var(--dim); opacity: .5; }
    input { position: relative; display: block; width: 100%; height: 1em; margin: 0; padding: 0; border: 0; background: none;
      accent-color: var(--accent); cursor: ew-resize; }
    .rest input { accent-color: var(--dim); }
    svg { display: block; width: 100%; height: 3px; margin-top: 1px; border-radius: 2px; background: var(--panel); }
    .came { fill: var(--accent); } .against { fill: var(--bad); } .tick { fill: var(--dim); }
    .last { display: flex; align-items: end; justify-content: end; gap: 8px; }
    .last button { padding: 0 9px; }
  `];

  constructor() {
    super();
    this.scene = '';
    this.tool = 'cutting';
    /** What names the latest proposal of another tool than cutting; empty where there is none. @type {string | undefined} */
    this.proposal = undefined;
    /** Whether the six of a turning dial are on show; left out, as the cutting room has them. @type {boolean | undefined} */
    this.shown = undefined;
    /** @type {Turned[]} as they are turned */
    this.dials = [];
    /** @type {Turned[]} as the latest proposal has them */
    this.stood = [];
    /** @type {string[]} what was proposed last */
    this.wanted = [];
    /** @type {Record<string, number>} where the sliders are, in steps */
    this.values = {};
    /** @type {string[]} dials whose amount stays while others are turned */
    this.kept = [];
    /** @type {string[]} what else the proposal weighs, kept while dials are turned */
    this.weight = [];
    this.proposing = false;
    this.known = '';
    this.held = false;
    /** Whether keys turned a dial last, and whether the six of a turning dial are out. */
    this.byKeys = this.out = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.waits = undefined;
    /** @type {(() => void)[]} */
    this.away = [];
    this.turning = latest((/** @type {string[]} */ dials) => verb('dial', {scene: this.scene, dials, weight: this.weight, tool: this.tool, keep: this.kept}),
      answer => this.came(answer), trouble => { say(trouble.message, true); this.back(); });
    this.letting = latest((/** @type {string[]} */ dial) => act('propose', {scene: this.scene, dial, weight: this.weight, tool: this.tool, keep: this.kept}),
      (six, dials) => this.proposed(six, dials));
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [follow(() => this.followed())];
    this.followed();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stay();
    this.turning.drop();
    for (const stop of this.away) stop();
  }

  /** Put the hand on the first dial, as soon as it is there. */
  async grip() {
    for (let n = 0; n < TRIES && !this.first; n += 1) await new Promise(done => { setTimeout(done, 20); });
    this.first?.focus();
  }

  get first() { return /** @type {HTMLInputElement | null} */ (this.renderRoot.querySelector('input')); }

  /** Another scene, or another proposal: the dials stand elsewhere. Who goes back to the six takes a hand off the dials. */
  followed() {
    if (this.out && !(this.shown ?? state.turning) && !this.proposing) return this.back();
    const known = !state.scene ? '' : `${state.scene} ${this.proposal ?? `${state.map?.dots.length ?? 0} ${state.map?.dots[0]?.id ?? ''}`}`;
    if (known === this.known || this.moving || !(this.proposal ?? state.map)) return;
    this.known = known;
    void this.read(state.scene);
  }

  /** Where the dials stand since the latest proposal. @param {string} scene */
  async read(scene) {
    const told = await verb('dials', {scene, tool: this.tool}).catch(() => null);  // a tool without dials: then there are none to turn
    if (scene !== state.scene || this.moving) return;
    this.dials = this.stood = told?.dials ?? [];
    this.weight = (told?.weights ?? []).map((/** @type {[string, number]} */ [name, points]) => `${name}=${points}`);
    this.values = stand(this.dials);
    this.kept = [...(told?.keep ?? [])];
  }

  /** Whether a hand is on a dial, or what it said is not proposed yet. */
  get moving() {
    return this.held || this.waits !== undefined || this.turning.busy || this.proposing;
  }

  render() {
    const resting = this.dials.every(one => !this.values[one.dial.name]);
    return html`<div class="all" role="group" aria-label="dials">${this.dials.map(one => this.one(one))}
      ${this.dials.length ? html`<div class="last"><span class="dim" aria-live="polite">${this.proposing ? 'cutting …' : ''}</span>
        <button ?disabled=${resting} @click=${() => this.rest()}>all at rest</button></div>` : ''}</div>`;
  }

  /** @param {Turned} one */
  one({dial, now, rest}) {
    const value = this.values[dial.name] ?? 0;
    const measured = `the six have ${percent(now)}, at rest ${percent(rest)}`;
    const kept = this.kept.includes(dial.name);
    return html`<div class="dial ${value ? '' : 'rest'}" title="${dial.about} Now ${measured}. Double-click or Backspace: at rest. K: keep it while others are turned.">
      <span class="ends"><span class=${value < 0 ? 'asked' : ''}>${dial.less}</span>
        <button aria-pressed=${kept} aria-label="keep ${dial.name}" title="keep what the six have of it while other dials are turned" @click=${() => this.keep(dial.name)}>${kept ? 'kept' : 'keep'}</button>
        <span class=${value > 0 ? 'asked' : ''}>${dial.more}</span></span>
      <span class="slider"><input type="range" min=${-STEPS} max=${STEPS} step="1" .value=${String(value)} aria-label=${dial.name}
        aria-valuetext="${spoken(dial, value)}; ${measured}${kept ? '; kept' : ''}"
        @pointerdown=${() => this.hold()}
        @input=${(/** @type {any} */ event) => this.turn(dial.name, Number(event.target.value))}
        @dblclick=${() => this.zero(dial.name)} @keydown=${(/** @type {KeyboardEvent} */ event) => this.keyed(event, dial.name)}></span>
      ${bar(now, rest, value)}</div>`;
  }

  /** A hand turns a dial. @param {string} name @param {number} value */
  turn(name, value) {
    this.values = {...this.values, [name]: value};
    this.kept = this.kept.filter(one => one !== name);  // who turns it does not keep it
    if (!this.held) this.pause();
    void this.turning.ask(asked(this.values));
  }

  /** A pointer is on a dial, until it is let go wherever it is then. */
  hold() {
    this.stay();
    this.held = true;
    this.byKeys = false;
    // A slider's own change event is no help: it does not come where the value was also set from here meanwhile.
    const off = () => {
      removeEventListener('pointerup', off);
      removeEventListener('pointercancel', off);
      if (this.held) this.waits = setTimeout(() => this.letGo(), LET_GO.pointer);
      this.held = false;
    };
    addEventListener('pointerup', off);
    addEventListener('pointercancel', off);
  }

  /** What was let go is not let go. */
  stay() {
    clearTimeout(this.waits);
    this.waits = undefined;
  }

  /** Keys have turned a dial: it is let go when the six have answered and nothing follows. */
  pause() {
    this.stay();
    this.byKeys = true;
    this.waits = setTimeout(() => this.turning.busy ? this.pause() : this.letGo(), LET_GO.keys);
  }

  /** @param {KeyboardEvent} event @param {string} name */
  keyed(event, name) {
    if (event.key === 'Backspace') this.zero(name);
    else if (event.key === 'Enter') this.letGo();
    else if (event.key === 'Escape') this.back();
    else if (event.key === 'k') this.keep(name);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** What the six have of it stays while other dials are turned, or does so no more. @param {string} name */
  keep(name) {
    this.kept = this.kept.includes(name) ? this.kept.filter(one => one !== name) : [...this.kept, name];
    if (String(asked(this.values)) !== String(asked(stand(this.stood)))) void this.turning.ask(asked(this.values));
  }

  /** @param {string} name */
  zero(name) {
    this.turn(name, 0);
    this.letGo();
  }

  rest() {
    this.values = Object.fromEntries(this.dials.map(one => [one.dial.name, 0]));
    this.letGo();
  }

  /** The hand is off: what it said is proposed, unless the dials stand where they stood. */
  letGo() {
    this.stay();
    this.held = false;
    const dials = asked(this.values);
    if (!this.proposing && String(dials) === String(asked(stand(this.stood)))) return this.back();
    this.turning.drop();
    this.proposing = true;
    this.wanted = dials;
    void this.letting.ask(dials);
  }

  /** Back to where the dials stood. */
  back() {
    this.stay();
    this.held = false;
    this.turning.drop();
    this.dials = this.stood;
    this.values = stand(this.dials);
    this.out = false;
    this.tell('dialled', null);
    this.followed();
  }

  /** Six cuts came for dials that are still being turned. @param {any} answer */
  came(answer) {
    const now = new Map(answer.dials.map((/** @type {Turned} */ one) => [one.dial.name, one]));
    this.dials = this.dials.map(one => ({...one, now: now.get(one.dial.name)?.now ?? one.now, rest: now.get(one.dial.name)?.rest ?? one.rest}));
    if (this.waits !== undefined && this.byKeys) this.pause();
    this.out = true;
    this.tell('dialled', answer);
  }

  /** @param {any} six @param {string[]} dials */
  async proposed(six, dials) {
    if (dials !== this.wanted) return;  // a hand has been on a dial since, and was let go again
    this.proposing = false;
    if (!six) return this.back();  // the desk said why not
    const set = new Map(dials.map(one => [one.slice(0, one.lastIndexOf('=')), Number(one.slice(one.lastIndexOf('=') + 1))]));
    this.stood = this.dials.map(one => ({...one, setting: set.get(one.dial.name) ?? 0}));
    this.out = false;
    this.tell('proposed', six);
    if (!this.moving) await this.read(this.scene);
  }

  /** @param {string} name @param {any} detail */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {detail, bubbles: true, composed: true}));
  }
}

/** Where the dials stand, in steps of their sliders. @param {Turned[]} dials @returns {Record<string, number>} */
const stand = dials => Object.fromEntries(dials.map(one => [one.dial.name, Math.round(one.setting * STEPS / 1000)]));

/** What the desk is asked for: every dial that is not at rest. @param {Record<string, number>} values */
const asked = values => Object.entries(values).filter(([, value]) => value).map(([name, value]) => `${name}=${value * 1000 / STEPS}`);

/** @param {{less: string, more: string}} dial @param {number} value */
const spoken = (dial, value) => value ? `${value < 0 ? dial.less : dial.more}, ${Math.abs(value)} of ${STEPS}` : 'at rest';

/** @param {number} thousandths */
const percent = thousandths => `${Math.round(thousandths / 10)} %`;

/** What was measured: from the mark of the six at rest to what the six have now. @param {number} now @param {number} rest @param {number} value */
function bar(now, rest, value) {
  const against = value * (now - rest) < 0;
  return html`<svg viewBox="0 0 1000 4" preserveAspectRatio="none" aria-hidden="true">${svg`
    <rect class=${against ? 'against' : 'came'} x=${Math.min(now, rest)} y="0" height="4" width=${Math.abs(now - rest)}></rect>
    <rect class="tick" x=${Math.max(0, rest - 6)} y="0" height="4" width="12"></rect>`}</svg>`;
}

customElements.define('tone-dials', ToneDials);
