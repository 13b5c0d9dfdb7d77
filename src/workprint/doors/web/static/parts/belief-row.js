/** One axis of a taste: what is believed of it, how sure, and a hand's word on it. */
import {LitElement, html, css} from 'lit';
import {filled, howSure, saidOf, spoken, standOf} from '../hands/beliefs.js';
import {LetGo} from '../let-go.js';
import {looks} from './looks.js';

/** Thousandths of one step of a slider. Source: our choice; ten steps to either side are felt, and told in words. */
const STEP = 100;

export class BeliefRow extends LitElement {
  static properties = {row: {attribute: false}, why: {attribute: false}, picked: {type: Boolean, reflect: true}, lines: {type: Boolean, reflect: true}, stand: {state: true}};

  static styles = [looks, css`
    :host { background: var(--panel); border: 1px solid transparent; border-radius: 5px; padding: .5em .8em; }
    :host([picked]) { border-color: var(--edge); }
    :host([lines]) { margin-left: 2.2em; }
    .all { display: grid; grid-template-columns: minmax(14em, 1.15fr) minmax(13em, 1fr) 11.5em auto; gap: .2em 1.6em; align-items: center; }
    p { margin: 0; } .says { color: var(--bright); font-size: 1.05em; } .says::first-letter { text-transform: uppercase; } .none { color: var(--dim); }
    .ends { display: flex; justify-content: space-between; gap: 1em; color: var(--dim); font-size: .92em; line-height: 1.2; }
    .ends .asked { color: var(--bright); }
    .slider { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .6em; align-items: center; }
    .track { position: relative; } .track.way::before { content: ''; position: absolute; left: 50%; top: 0; bottom: 0; width: 1px; background: var(--dim); opacity: .5; }
    input { position: relative; display: block; width: 100%; height: 1.2em; margin: 0; padding: 0; border: 0; background: none; accent-color: var(--accent); cursor: ew-resize; }
    .rest input { accent-color: var(--dim); }
    .about { padding: 0 .6em; font-size: .92em; white-space: nowrap; }
    .bar { height: .5em; background: var(--wall); border-radius: 3px; overflow: hidden; } .bar i { display: block; height: 100%; background: var(--accent); border-radius: 3px; }
    .sure { font-size: .92em; color: var(--dim); }
    .hands { display: flex; gap: 4px; } .hands button { padding: 2px 9px; }
    .pin[aria-pressed="true"] { background: var(--accent); color: var(--wall); }
    ul { grid-column: 1 / -1; margin: .3em 0 0; padding: .5em 0 .1em 1.2em; border-top: 1px solid var(--edge); color: var(--text); }
  `];

  constructor() {
    super();
    /** @type {import('../hands/beliefs.js').Row} */
    this.row = {axis: '', less: '', more: '', lines: '', belief: null, depends: []};
    /** The answers behind it, once they were asked for. @type {string[] | null} */
    this.why = null;
    this.picked = false;
    /** Whether it is told of some lines, and so stands below the whole axis. */
    this.lines = false;
    /** @type {import('../hands/beliefs.js').Stand} */
    this.stand = {about: false, at: 0};
    this.stood = '';
    this.letting = new LetGo((/** @type {import('../hands/beliefs.js').Stand} */ stand) => this.told(stand));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.letting.drop();
  }

  /** Where it stands is what the desk believes last; until it believes something else, what the hand said. */
  willUpdate() {
    this.lines = Boolean(this.row.lines);
    const says = JSON.stringify([this.row.axis, this.row.belief]);
    if (says === this.stood || this.letting.waits || this.letting.held) return;
    this.stood = says;
    this.stand = standOf(this.row);
  }

  /** The desk took nothing of it. */
  back() { this.stand = standOf(this.row); }

  /** Put the hand on the slider. */
  grip() { /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('input'))?.focus(); }

  render() {
    const {row, stand, why} = this;
    const {belief} = row;
    const about = row.axis;
    return html`<div class="all">
      <div>${belief ? html`<p class="says">${belief.says}</p>` : html`<p class="none">Of ${about} nothing is believed yet${row.lines ? ': say it yourself, or let marks tell' : ''}.</p>`}
        ${row.depends.map(one => html`<p>${one.says}</p>`)}</div>
      <div class=${stand.at || stand.about ? '' : 'rest'}><div class="ends"><span class=${!stand.about && stand.at < 0 ? 'asked' : ''}>${row.less}</span><span class=${!stand.about && stand.at > 0 ? 'asked' : ''}>${row.more}</span></div>
        <div class="slider"><div class="track ${stand.about ? '' : 'way'}"><input type="range" min=${stand.about ? 0 : -1000} max="1000" step=${stand.about ? STEP / 4 : STEP} .value=${String(stand.at)}
            aria-label=${`what you like of ${about}`} aria-valuetext=${spoken(row, stand)} @pointerdown=${() => this.letting.hold()}
            @input=${(/** @type {any} */ event) => this.moved({...stand, at: Number(event.target.value)})} @keydown=${this.keyed}></div>
          ${row.lines ? html`<span class="about dim">than on others</span>` : html`<button class="about" aria-pressed=${stand.about} title="about here is right, and further either way is worse (A)" @click=${() => this.turn()}>about here</button>`}</div></div>
      <div>${belief ? html`<div class="bar" aria-hidden="true"><i style="width:${Math.round(100 * filled(belief))}%"></i></div><p class="sure">${howSure(belief)}</p>` : ''}</div>
      <div class="hands">
        <button aria-expanded=${Boolean(why)} aria-label=${`why: the answers behind ${about}`} title="the answers behind it (B)" @click=${() => this.tell('why')}>why</button>
        <button class="pin" aria-pressed=${belief?.told === 'freeze'} aria-label=${`pin ${about}: it stays as it is`} title="it stays as it is, whatever you mark from now on (P)" @click=${() => this.tell('freeze')}>pin</button>
        <button aria-label=${`forget ${about}`} title="what came before says nothing of it (Delete)" @click=${() => this.tell('forget')}>×</button></div>
      ${why ? html`<ul aria-label=${`answers behind ${about}`}>${why.map(one => html`<li>${one}</li>`)}${why.length ? '' : html`<li class="dim">No answer of yours says anything of it.</li>`}</ul>` : ''}</div>`;
  }

  /** @param {import('../hands/beliefs.js').Stand} stand */
  moved(stand) {
    this.stand = stand;
    this.letting.moved(stand);
  }

  /** From "the further the better" to "about here", and back. */
  turn() {
    const {about, at} = this.stand;
    if (this.row.lines) return;
    this.stand = about ? {about: false, at: Math.round((2 * at - 1000) / STEP) * STEP} : {about: true, at: Math.round((at + 1000) / 2)};
    this.letting.drop();
    this.told(this.stand);
  }

  /** @param {KeyboardEvent} event */
  keyed = event => {
    const way = /** @type {Record<string, number>} */ ({ArrowUp: -1, ArrowDown: 1})[event.key];
    if (way) this.tell('walk', {way});
    else if (event.key === 'Enter') this.letting.now();
    else if (event.key === 'Escape' && this.letting.waits) {
      this.letting.drop();
      this.stand = standOf(this.row);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** @param {import('../hands/beliefs.js').Stand} stand */
  told(stand) {
    const said = saidOf(this.row.axis, stand);
    if (said) this.tell('edit', said);
    else this.back();
  }

  /** @param {string} what @param {Record<string, unknown>} [more] */
  tell(what, more = {}) {
    this.dispatchEvent(new CustomEvent('belief', {detail: {what, axis: this.row.axis, ...more}, bubbles: true, composed: true}));
  }
}

customElements.define('belief-row', BeliefRow);
