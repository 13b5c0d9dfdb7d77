/** Who is framed in each setup: boxes on the picture, each with a name from the script. */
import {LitElement, html, css} from 'lit';
import {still} from '../api.js';
import {namePeople} from '../assistant.js';
import {asTyped, unknown} from '../hands/rushes.js';
import {looks} from './looks.js';

const LOOKS = /** @type {const} */ ([['', 'nobody said'], ['left', 'left'], ['right', 'right'], ['camera', 'camera'], ['away', 'away']]);

/** Head height of a box that is put up by hand, in thousandths of the frame height: a medium shot (docs/numbers.md). */
const HEAD = 280;

/** Head width over head height. Source: `media.speaking.WIDE`. */
const WIDE = 0.7;

/** @typedef {{who: string, head: number, x: number, y: number, look: string}} Person */

export class PeopleNames extends LitElement {
  static properties = {log: {attribute: false}, busy: {attribute: false}, drafts: {state: true}};

  static styles = [looks, css`
    ol { list-style: none; padding: 0; margin: .6em 0; display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fill, minmax(24em, 1fr)); }
    li { background: var(--desk); border-radius: 6px; padding: 8px; display: grid; gap: 6px; align-content: start; }
    .picture { position: relative; line-height: 0; }
    img { width: 100%; aspect-ratio: 16 / 9; object-fit: contain; background: #111; border-radius: 4px; }
    .box { position: absolute; transform: translate(-50%, -50%); background: none; border: 2px solid var(--bright); padding: 0; border-radius: 3px; line-height: 1.2; touch-action: none; cursor: move; box-shadow: 0 0 0 1px #000; }
    .box.unknown { border-style: dashed; border-color: var(--accent); }
    .box span { position: absolute; left: -2px; bottom: 100%; background: #000c; color: #fff; padding: 0 .4em; white-space: nowrap; border-radius: 3px 3px 0 0; }
    header { display: flex; justify-content: space-between; gap: 1em; align-items: baseline; }
    b { color: var(--bright); }
    .said { color: var(--good); } .measured { color: var(--accent); }
    .person { display: grid; grid-template-columns: 1fr auto auto; gap: 6px; align-items: center; }
    .person label { display: flex; gap: 6px; align-items: center; } select { padding: 3px 4px; }
    .save { border-color: var(--accent); }
  `];

  constructor() {
    super();
    /** @type {any} */
    this.log = null;
    this.busy = false;
    /** @type {Record<string, Person[]>} boxes that were changed and are not said yet, by setup */
    this.drafts = {};
  }

  render() {
    const setups = this.log?.setups ?? [];
    if (!setups.length) return html`<p>There is no take yet. Bring rushes, and give pictures their slates.</p>`;
    if (!setups.some((/** @type {any} */ one) => one.cast.length)) return html`<p>The film has no script yet: people come from it. Go to step 2, then come back.</p>`;
    return html`<p>A name on each face tells the cut who is seen. What you say counts more than what was measured. Drag a box, or move it with the arrow keys (<kbd>+</kbd> <kbd>−</kbd> for its size).</p>
      <ol>${setups.map((/** @type {any} */ setup) => this.card(setup))}</ol>`;
  }

  /** @param {any} setup */
  card(setup) {
    const people = this.people(setup);
    const changed = Boolean(this.drafts[setup.name]);
    const open = people.some(one => !one.who);
    return html`<li><header><span><b>${setup.name}</b> <span class="dim">${setup.takes.join(', ')}</span></span>${told(setup, changed)}</header>
      <div class="picture"><img loading="lazy" alt="setup ${setup.name}" src=${still(setup.take, setup.frame, 360, setup.original)}>
        ${people.map((one, n) => this.box(setup, one, n))}</div>
      ${people.map((one, n) => this.row(setup, one, n))}
      <div class="row"><button @click=${() => this.change(setup, [...people, {who: '', head: HEAD, x: 500, y: 400, look: ''}])}>add somebody</button>
        ${changed || setup.told !== 'said' ? html`<button class="save" ?disabled=${open || this.busy} @click=${() => this.save(setup)}>${people.length ? (changed ? 'say so' : 'that is right') : 'nobody is seen'}</button>` : ''}
        ${changed ? html`<button @click=${() => this.forget(setup)}>as it was</button>` : ''}
        ${open ? html`<span class="dim">each box wants a name, or goes away</span>` : ''}</div></li>`;
  }

  /** @param {any} setup @param {Person} one @param {number} n */
  box(setup, one, n) {
    const high = one.head / 10;
    return html`<button class="box ${one.who ? '' : 'unknown'}" style="left:${one.x / 10}%;top:${one.y / 10}%;height:${high}%;width:${high * WIDE * 9 / 16}%"
      aria-label="${one.who || 'somebody without a name'} in ${setup.name}, across ${one.x}, down ${one.y}, head ${one.head} of 1000"
      @keydown=${(/** @type {KeyboardEvent} */ event) => this.keyed(event, setup, n)} @pointerdown=${(/** @type {PointerEvent} */ event) => this.grabbed(event, setup, n)}>
      <span>${one.who || '?'}</span></button>`;
  }

  /** @param {any} setup @param {Person} one @param {number} n */
  row(setup, one, n) {
    const names = [...new Set([...setup.cast, ...this.people(setup).map(other => other.who)])].filter(Boolean);
    const set = (/** @type {Partial<Person>} */ part) => this.change(setup, this.people(setup).map((other, m) => m === n ? {...other, ...part} : other));
    return html`<div class="person"><label>${n + 1} <select aria-label="who is face ${n + 1} in ${setup.name}" @change=${(/** @type {any} */ event) => set({who: event.target.value})}>
        <option value="" ?selected=${!one.who}>who is it?</option>${names.map(name => html`<option value=${name} ?selected=${name === one.who}>${name}</option>`)}</select></label>
      <label>looks <select aria-label="where face ${n + 1} in ${setup.name} looks" @change=${(/** @type {any} */ event) => set({look: event.target.value})}>
        ${LOOKS.map(([value, says]) => html`<option value=${value} ?selected=${value === one.look}>${says}</option>`)}</select></label>
      <button aria-label="take face ${n + 1} in ${setup.name} away" @click=${() => this.change(setup, this.people(setup).filter((_, m) => m !== n))}>away</button></div>`;
  }

  /** @param {any} setup @returns {Person[]} */
  people(setup) {
    return this.drafts[setup.name] ?? setup.people;
  }

  /** @param {any} setup @param {Person[]} people */
  change(setup, people) {
    this.drafts = {...this.drafts, [setup.name]: people};
  }

  /** @param {any} setup */
  forget(setup) {
    const {[setup.name]: _, ...rest} = this.drafts;
    this.drafts = rest;
  }

  /** @param {any} setup */
  async save(setup) {
    const people = [...this.people(setup)].sort((a, b) => a.x - b.x);
    if (await namePeople(setup, asTyped(people))) this.forget(setup);
  }

  /** @param {KeyboardEvent} event @param {any} setup @param {number} n */
  keyed(event, setup, n) {
    const by = event.shiftKey ? 50 : 10;
    const moves = /** @type {Record<string, Partial<Record<'x'|'y'|'head', number>>>} */ ({ArrowLeft: {x: -by}, ArrowRight: {x: by},
      ArrowUp: {y: -by}, ArrowDown: {y: by}, '+': {head: by}, '=': {head: by}, '-': {head: -by}});
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    this.move(setup, n, one => ({...one, x: one.x + (move.x ?? 0), y: one.y + (move.y ?? 0), head: one.head + (move.head ?? 0)}));
  }

  /** @param {any} setup @param {number} n @param {(one: Person) => Person} how */
  move(setup, n, how) {
    const within = (/** @type {number} */ value, least = 0) => Math.max(least, Math.min(1000, Math.round(value)));
    this.change(setup, this.people(setup).map((one, m) => {
      if (m !== n) return one;
      const moved = how(one);
      return {...moved, x: within(moved.x), y: within(moved.y), head: within(moved.head, 20)};
    }));
  }

  /** @param {PointerEvent} event @param {any} setup @param {number} n */
  grabbed(event, setup, n) {
    const box = /** @type {HTMLElement} */ (event.currentTarget);
    const picture = /** @type {HTMLElement} */ (box.parentElement).getBoundingClientRect();
    const begun = {...this.people(setup)[n]};
    box.setPointerCapture(event.pointerId);
    const drag = (/** @type {PointerEvent} */ moved) => this.move(setup, n, one => ({...one,
      x: begun.x + 1000 * (moved.clientX - event.clientX) / picture.width, y: begun.y + 1000 * (moved.clientY - event.clientY) / picture.height}));
    box.addEventListener('pointermove', drag);
    box.addEventListener('lostpointercapture', () => box.removeEventListener('pointermove', drag), {once: true});
  }
}

/** Where the names come from, in words. @param {any} setup @param {boolean} changed */
function told(setup, changed) {
  if (changed) return html`<span class="measured">not said yet</span>`;
  if (setup.told === 'said') return html`<span class="said">✓ said by a person or a report</span>`;
  if (!setup.people.length) return html`<span class="measured">? nobody was found in the picture</span>`;
  return html`<span class="measured">${unknown(setup) ? '? measured; names are missing' : 'measured: faces and moving lips'}</span>`;
}

customElements.define('people-names', PeopleNames);
