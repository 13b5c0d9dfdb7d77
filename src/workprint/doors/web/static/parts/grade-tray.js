/** The six grades: each a graded strip of the cut, what sets it apart, why, what the guards found, and the marks. */
import {LitElement, html, css} from 'lit';
import {gradestrip} from '../api-colour.js';
import {circled, colour, followColour, gradingOf, letterOf, shownNow} from '../colour.js';
import {apart, because} from '../hands/apart.js';
import {inCraft, verdict} from '../hands/graded.js';
import {OUTSIDE, shownFor} from '../hands/shown-for.js';
import {state} from '../store.js';
import {looks} from './looks.js';

/** Marks: name, sign, what it is called. */
const MARKS = /** @type {const} */ ([['circle', '○', 'circle (C)'], ['hold', 'H', 'hold (H)'], ['ng', 'NG', 'no good (N)'], ['unsure', '?', 'can’t say (Y)']]);

/** Milliseconds of rest after which a turned dial's strips are drawn. Source: as in the cutting room. */
const REST_MS = 200;

export class GradeTray extends LitElement {
  static properties = {rested: {state: true}};

  static styles = [looks, css`
    header { display: flex; gap: 6px; align-items: baseline; height: 1.75em; white-space: nowrap; }
    header h2 { margin-right: auto; overflow: hidden; text-overflow: ellipsis; } header button { padding: 0 7px; line-height: 1.3; }
    ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 2px; }
    li { background: var(--panel); border: 1px solid transparent; border-radius: 4px; padding: 2px 4px 2px 0; display: grid;
      grid-template: auto auto auto / 1.9em minmax(0, 1fr) auto; column-gap: 5px; align-items: center; line-height: 1.2; }
    li.on { border-color: var(--accent); } li.against { border-color: var(--dim); }
    .number { grid-area: 1 / 1 / 4 / 2; align-self: stretch; border: 0; background: none; padding: 0; display: grid; place-content: center; font-size: 1.2em; font-weight: 600; }
    .on .number { color: var(--accent); }
    .letter { font-size: .62em; font-weight: 600; color: var(--wall); background: var(--dim); border-radius: 3px; padding: 0 .3em; justify-self: center; }
    .strip { grid-area: 1 / 2; display: block; width: 100%; padding: 0; border: 0; border-radius: 2px; overflow: hidden; background: #111; height: max(2.3em, 3.2vh); }
    .strip img { display: block; width: 100%; height: 100%; object-fit: fill; } .strip .few { object-fit: cover; }
    p { margin: 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-size: .93em; grid-column: 2; }
    .apart { color: var(--bright); } .asked { color: var(--accent); padding-bottom: 2px; }
    .last { grid-area: 3 / 2; display: flex; gap: .6em; min-width: 0; font-size: .93em; white-space: nowrap; overflow: hidden; }
    .why { border: 0; background: none; padding: 0; color: var(--dim); overflow: hidden; text-overflow: ellipsis; min-width: 0; text-align: left; }
    .guard { flex: none; max-width: 100%; overflow: hidden; text-overflow: ellipsis; } .guard.broken { color: var(--bad); } .guard.fine { color: var(--dim); }
    .outside { flex: none; color: var(--accent); } .for { flex: none; }
    .marks { grid-area: 1 / 3 / 4 / 4; display: grid; grid-template-columns: auto auto; gap: 2px; }
    .marks button { min-width: 2.1em; min-height: 1.7em; padding: 0 2px; line-height: 1; }
    .marks [data-mark="ng"][aria-pressed="true"] { border-color: var(--bad); color: var(--bad); }
    .marks [data-mark="hold"][aria-pressed="true"] { border-color: var(--good); color: var(--good); }
    .marks [data-mark="circle"][aria-pressed="true"] { background: var(--accent); color: var(--wall); }
    li.ng .strip { opacity: .45; }
    .start { padding: .6em .8em; background: var(--panel); border-radius: 5px; text-align: center; }
    .start button { border-color: var(--accent); padding: 5px 14px; }
  `];

  constructor() {
    super();
    this.rested = true;
    this.turns = 0;
    /** @type {any} */
    this.six = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.rest = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = followColour(() => this.followed());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.away?.();
  }

  /** While a dial is turned strips wait until the hand rests: each costs the desk some tens of milliseconds. */
  followed() {
    const six = colour.turning ?? colour.six;
    if (six !== this.six) {
      this.six = six;
      clearTimeout(this.rest);
      this.rested = !colour.turning;
      if (colour.turning) this.rest = setTimeout(() => { this.rested = true; }, REST_MS);
    }
    this.requestUpdate();
  }

  render() {
    const shown = shownNow();
    if (!shown.length) return this.empty();
    const {total} = colour.turning ?? colour.six;
    const [first, last] = [shown[0].number, shown[shown.length - 1].number];
    return html`<header><h2>${colour.turning ? 'while you turn' : `grades ${first} to ${last} of ${total}`}</h2>
        ${colour.turning ? '' : html`${first > 1 ? html`<button @click=${() => this.ask('show', '', '', 1)}>back to the first six</button>` : ''}
        <button title="M" ?disabled=${last >= total} @click=${() => this.ask('show', '', '', last + 1)}>next six</button>`}</header>
      ${state.askedColour?.says ? html`<p class="asked" title=${`asked for: ${state.askedColour.says}`}>${state.askedColour.says}</p>` : ''}
      <ol aria-label="the six grades on show">${shown.map((one, n) => this.row(one, n + 1))}</ol>`;
  }

  empty() {
    return html`<div class="start"><p>The cut is on as it was shot.</p><p class="dim">Say what you want under it, or just:</p>
      <button @click=${() => this.ask('again', '')}>Propose grades <kbd>Q</kbd></button></div>`;
  }

  /** @param {any} one @param {number} place */
  row(one, place) {
    const shown = shownNow();
    const words = apart(one, shown).map(inCraft).join(', ') || 'as the others';
    const why = because(one, shown).map(each => `${each.points < 0 ? '− ' : ''}${each.says}`).join('; ') || 'as the others';
    const [on, against] = [one.id === colour.on, one.id === colour.against];
    const is = one.id === circled();
    const letter = letterOf(one.id);
    return html`<li class="${on ? 'on' : against ? 'against' : ''} ${one.mark ?? ''}" aria-current=${on ? 'true' : 'false'}>
      <button class="number" aria-label=${`put on grade ${place}${letter ? `, ${letter}` : ''}`} @click=${() => this.ask('on', one.id)}>${place}
        ${letter ? html`<span class="letter">${letter}</span>` : ''}</button>
      <button class="strip" tabindex="-1" aria-hidden="true" @click=${(/** @type {MouseEvent} */ event) => this.into(event, one)}>${this.rested ? html`<img class=${one.shots > 5 ? '' : 'few'} src=${gradestrip(one.id, state.scene)} alt="">` : ''}</button>
      <p title=${words}><span class="apart">${words}</span>${is ? ' · circled' : ''}</p>
      <div class="last">${this.guards(one.id)}${one.outside ? html`<span class="outside" title=${OUTSIDE}>from outside your taste</span>` : ''}${shownFor(one) ? html`<span class="for dim">${shownFor(one)}</span>` : ''}
        <button class="why" aria-label=${`why grade ${place}: ${why}`} title=${`${why} (B: every reason)`} @click=${() => this.ask('why', one.id)}>${why}</button></div>
      ${colour.turning ? '' : html`<span class="marks">${MARKS.map(([mark, sign, says]) => html`<button data-mark=${mark} title=${says}
        aria-label=${`${says.split(' (')[0]}${sign.length > 1 ? `, ${sign}` : ''}: grade ${place}`} aria-pressed=${one.mark === mark} @click=${() => this.ask('mark', one.id, mark)}>${sign}</button>`)}</span>`}
    </li>`;
  }

  /** What the guards found: what is broken by name and number, else that all hold. @param {string} alt */
  guards(alt) {
    const guards = gradingOf(alt)?.guards;
    if (!guards?.length) return '';
    const broken = guards.filter(one => !one.ok);
    const all = guards.map(one => `${one.ok ? 'holds' : 'BREAKS'}: ${verdict(one)}. ${one.says}`).join('\n');
    return broken.length ? html`<span class="guard broken" title=${all}>▲ ${broken.map(one => verdict({...one, unit: short(one.unit)})).join('; ')}</span>`
      : html`<span class="guard fine" title=${all}>✓ ${guards.length} guards</span>`;
  }

  /** Put it on at the shot that was pointed at. @param {MouseEvent} event @param {any} one */
  into(event, one) {
    const {clientWidth} = /** @type {HTMLElement} */ (event.currentTarget);
    this.ask('on', one.id, '', Math.floor(event.offsetX / clientWidth * (gradingOf(one.id)?.shots.length ?? 0)));
  }

  /** @param {string} what @param {string} alt @param {string} [mark] @param {number} [at] shot, or place of the first of six; -1 stays */
  ask(what, alt, mark = '', at = -1) {
    this.dispatchEvent(new CustomEvent('alt', {detail: {what, alt, mark, at}, bubbles: true, composed: true}));
  }
}

/** A guard's unit where room is short: its number and its limit, without of what. @param {string} unit */
const short = unit => unit.split(' ')[0].startsWith('1/') ? `${unit.split(' ')[0]} ${unit.includes('degree') ? '°' : ''}` : '';

customElements.define('grade-tray', GradeTray);
