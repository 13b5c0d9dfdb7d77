/** The six: each a filmstrip as long as it is, what sets it apart from the others, why, and the marks. */
import {LitElement, html, css} from 'lit';
import {filmstrip} from '../api.js';
import {apart, because} from '../hands/apart.js';
import {OUTSIDE, shownFor} from '../hands/shown-for.js';
import {length} from '../hands/time.js';
import {transport} from '../transport.js';
import {looks} from './looks.js';

/** Marks: name, sign, what it is called. */
const MARKS = /** @type {const} */ ([['circle', '○', 'circle (C)'], ['hold', 'H', 'hold (H)'], ['ng', 'NG', 'no good (N)'],
  ['unsure', '?', 'can’t say (Y)']]);

/** Milliseconds of rest after which a turned dial's strips are drawn. Source: our choice; each costs the desk some tens. */
const REST_MS = 200;

/** A picture of nothing. */
const NOTHING = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

export class AltTray extends LitElement {
  static properties = {six: {attribute: false}, scene: {}, on: {}, pair: {attribute: false}, turning: {type: Boolean}, since: {}, asked: {}, cutting: {type: Boolean}};

  static styles = [looks, css`
    header { display: flex; gap: 6px; align-items: baseline; height: 1.75em; white-space: nowrap; }
    header h2 { margin-right: auto; overflow: hidden; text-overflow: ellipsis; }
    header button { padding: 0 7px; line-height: 1.3; }
    .since { border-color: var(--accent); color: var(--accent); }
    ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 2px; }
    li { position: relative; background: var(--panel); border: 1px solid transparent; border-radius: 4px; padding: 2px 4px 2px 0; display: grid;
      grid-template: auto auto auto / 1.9em minmax(0, 1fr) auto; column-gap: 5px; align-items: center; line-height: 1.18; }
    li.on { border-color: var(--accent); }
    li.partner { border-color: var(--dim); }
    .number { grid-area: 1 / 1 / 4 / 2; align-self: stretch; border: 0; background: none; padding: 0; display: grid; align-content: center; justify-items: center;
      font-size: 1.2em; font-weight: 600; line-height: 1.1; }
    .on .number { color: var(--accent); }
    .letter { font-size: .68em; font-weight: 600; color: var(--wall); background: var(--dim); border-radius: 3px; padding: 0 .4em; }
    .on .letter { background: var(--accent); }
    .lane { grid-area: 1 / 2; position: relative; }
    .strip { display: block; position: relative; padding: 0; border: 0; border-radius: 2px; overflow: hidden; background: #111; }
    .strip img { display: block; width: 100%; height: 100%; }
    .head { position: absolute; top: 0; bottom: 0; left: 0; width: 2px; background: var(--accent); display: none; pointer-events: none; }
    .on .head { display: block; }
    .what { grid-area: 2 / 2; }
    p { margin: 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-size: .93em; }
    .apart { color: var(--bright); } .asked { color: var(--accent); padding-bottom: 2px; }
    .because { grid-area: 3 / 2; display: flex; gap: .6em; min-width: 0; }
    .why { border: 0; background: none; padding: 0; text-align: left; color: var(--dim); font-size: .93em; line-height: 1.25;
      white-space: nowrap; overflow: hidden; text-overflow: ellipsis; min-width: 0; }
    .outside { white-space: nowrap; font-size: .93em; line-height: 1.2; border: 0; background: none; color: var(--accent); padding: 0; text-decoration: underline dotted; }
    .said { position: absolute; z-index: 2; right: 0; bottom: calc(100% + 4px); width: min(26em, 100%); background: var(--edge); color: var(--bright); padding: .5em .7em;
      border-radius: 4px; white-space: normal; display: none; line-height: 1.4; }
    .for { flex: none; font-size: .93em; line-height: 1.25; }
    .outside:hover + .said, .outside:focus-visible + .said { display: block; }
    .marks { grid-area: 1 / 3 / 4 / 4; display: grid; grid-template-columns: auto auto; gap: 2px; }
    .marks[inert] { visibility: hidden; }
    .marks button { min-width: 2.1em; min-height: 1.7em; padding: 0 2px; line-height: 1; }
    .marks [data-mark="ng"][aria-pressed="true"] { border-color: var(--bad); color: var(--bad); }
    .marks [data-mark="hold"][aria-pressed="true"] { border-color: var(--good); color: var(--good); }
    .marks [data-mark="circle"][aria-pressed="true"] { background: var(--accent); color: var(--wall); }
    li.ng .strip { opacity: .45; }
    .start { text-align: center; padding: 1em; }
  `];

  constructor() {
    super();
    /** @type {any} */
    this.six = null;
    this.scene = '';
    this.on = '';
    /** @type {[string, string]} A and B */
    this.pair = ['', ''];
    this.turning = false;
    /** What was pinned and vetoed since these were cut, in words. */
    this.since = '';
    /** What they were asked for, in a sentence. */
    this.asked = '';
    this.cutting = false;
    this.rested = true;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.rest = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = transport.onFrame(frame => this.at(frame));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.away?.();
  }

  render() {
    const shown = this.six?.shown ?? [];
    if (!shown.length) return html`<div class="start dim"><p>No cuts are laid out.</p><button @click=${() => this.ask('show', '', '', 1)}>show the first six</button></div>`;
    const longest = Math.max(...shown.map((/** @type {any} */ one) => one.frames));
    return html`${this.top(shown)}${this.asked ? html`<p class="asked" title=${`asked for: ${this.asked}`}>${this.asked}</p>` : ''}
      <ol aria-label="the six cuts on show">${shown.map((/** @type {any} */ one, /** @type {number} */ n) => this.row(one, n + 1, longest))}</ol>`;
  }

  /** @param {any[]} shown */
  top(shown) {
    const {total} = this.six;
    const [first, last] = [shown[0].number, shown[shown.length - 1].number];
    if (this.turning) return html`<header><h2>while you turn</h2><button @click=${() => this.ask('show', '', '', 1)}>back to the six</button></header>`;
    const few = this.six.among?.length ?? 0;
    return html`<header><h2>${first} to ${last} of ${few ? `the ${few} that you picked` : total}</h2>
      ${this.since || this.cutting ? html`<button class="since" title=${`these were cut before: ${this.since}; new cuts keep to it (Q)`} ?disabled=${this.cutting}
        @click=${() => this.ask('again', '')}>${this.cutting ? 'cutting …' : html`${this.since} since: cut anew <kbd>Q</kbd>`}</button>` : ''}
      ${few ? html`<button @click=${() => this.ask('show', '', 'all', 1)}>all cuts again</button>` : ''}
      ${first > 1 && !few ? html`<button @click=${() => this.ask('show', '', '', 1)}>back to the first six</button>` : ''}
      <button title="M" ?disabled=${last >= total} @click=${() => this.ask('show', '', '', last + 1)}>next six</button></header>`;
  }

  /** @param {any} one @param {number} place @param {number} longest */
  row(one, place, longest) {
    const letter = this.pair[0] === one.id ? 'A' : this.pair[1] === one.id ? 'B' : '';
    const what = `${length(one.frames, this.six.rate)}, ${one.shots} shots`;
    const words = apart(one, this.six.shown);
    const why = because(one, this.six.shown).map(each => `${each.points < 0 ? '− ' : ''}${each.says}`).join('; ') || 'as the others';
    const on = one.id === this.on;
    return html`<li class="${on ? 'on' : letter ? 'partner' : ''} ${one.mark ?? ''}" aria-current=${on ? 'true' : 'false'}>
      <button class="number" aria-label=${`play cut ${place}${letter ? `, ${letter}` : ''}`} @click=${() => this.ask('play', one.id)}>${place}
        ${letter ? html`<span class="letter">${letter}</span>` : ''}</button>
      <div class="lane"><button class="strip" tabindex="-1" aria-hidden="true" style="width:${100 * one.frames / longest}%; aspect-ratio:${16 * one.frames / longest}"
        @click=${(/** @type {MouseEvent} */ event) => this.into(event, one)}><img src=${this.strip(one.id)} alt=""><span class="head"></span></button></div>
      <p class="what" title=${`${what}: ${words.join(', ')}`}>${what} <span class="apart">${words.length ? '· ' : ''}${words.join(', ')}</span></p>
      <div class="because">${one.outside ? this.outside(one) : ''}${shownFor(one) ? html`<span class="for dim">${shownFor(one)}</span>` : ''}<button class="why" aria-label=${`why cut ${place}: ${why}`} title=${`${why} (B: every reason)`}
        @click=${() => this.ask('why', one.id)}>${why}</button></div>
      <span class="marks" ?inert=${this.turning}>${MARKS.map(([mark, sign, says]) => html`<button data-mark=${mark} title=${says}
        aria-label=${`${says.split(' (')[0]}${sign.length > 1 ? `, ${sign}` : ''}: cut ${place}`} aria-pressed=${one.mark === mark} @click=${() => this.ask('mark', one.id, mark)}>${sign}</button>`)}</span>
    </li>`;
  }

  /** The strip of a cut; while a dial is turned, only once the hand rests. @param {string} alt */
  strip(alt) {
    return this.turning && !this.rested ? NOTHING : filmstrip(alt, this.scene);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('six') && !changed.has('turning')) return;
    clearTimeout(this.rest);
    this.rested = !this.turning;
    if (this.turning) this.rest = setTimeout(() => { this.rested = true; this.requestUpdate(); }, REST_MS);
  }

  /** That a cut is there to prove the taste wrong, and why. @param {any} one */
  outside(one) {
    return html`<button class="outside" aria-describedby="outside" @click=${() => this.ask('why', one.id)}>from outside your taste</button>
      <span class="said" role="tooltip" id="outside">${OUTSIDE}</span>`;
  }

  /** Play from where the strip was pointed at. @param {MouseEvent} event @param {any} one */
  into(event, one) {
    const width = /** @type {HTMLElement} */ (event.currentTarget).clientWidth;
    this.ask('play', one.id, '', Math.floor(event.offsetX / width * one.frames));
  }

  /** How far the cut that plays has come. Not a property: it changes with every picture. @param {number} frame */
  at(frame) {
    const head = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.on .head'));
    const one = this.six?.shown.find((/** @type {any} */ each) => each.id === this.on);
    if (head && one && transport.alt === this.on) head.style.left = `${100 * frame / Math.max(1, one.frames)}%`;
  }

  /** @param {string} what @param {string} alt @param {string} [mark] @param {number} [at] frame, or place of the first of six */
  ask(what, alt, mark = '', at = 0) {
    this.dispatchEvent(new CustomEvent('alt', {detail: {what, alt, mark, at}, bubbles: true, composed: true}));
  }
}

customElements.define('alt-tray', AltTray);
