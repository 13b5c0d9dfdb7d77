/** Why a cut is as it is: every reason with its points, by cause and shot by shot, adding up. */
import {LitElement, html, css} from 'lit';
import {verb} from '../api.js';
import {causes} from '../hands/apart.js';
import {timecode} from '../hands/time.js';
import {looks} from './looks.js';

/** How far a tool explains itself, in words. Source: the tool's card. */
const EXPLAINS = /** @type {Record<string, string>} */ ({
  fully: 'The tool explains every point.', partly: 'The tool says that it explains itself only partly: there is more to this cut than these reasons.',
  not: 'The tool says that it does not explain itself: these reasons are not why it cut so.'});

export class WhyBox extends LitElement {
  static properties = {alt: {}, scene: {}, name: {}, craft: {}, why: {state: true}, trouble: {state: true}};

  static styles = [looks, css`
    dialog { background: var(--panel); color: var(--text); border: 1px solid var(--edge); border-radius: 8px; padding: 1em 1.4em;
      width: min(78em, 94vw); height: 88vh; overflow: hidden; }
    dialog[open] { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: .7em; }
    dialog::backdrop { background: rgb(0 0 0 / .55); }
    header { display: flex; gap: 1em; align-items: baseline; } header form { margin-left: auto; }
    .both { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 1.6em; min-height: 0; }
    .both > section { overflow: auto; min-height: 0; padding-right: .6em; }
    h3 { font-size: 1em; margin: 0 0 .4em; color: var(--accent); font-weight: 600; }
    .shot { display: flex; gap: .6em; width: 100%; text-align: left; border: 0; border-top: 1px solid var(--edge); border-radius: 0; background: none; padding: .45em 0 .2em; margin-top: .5em; }
    .shot b { margin-left: auto; }
    .reason { display: grid; grid-template-columns: 4.2em 7em minmax(0, 1fr); gap: .6em; align-items: center; padding: 1px 0; }
    .points { text-align: right; font-variant-numeric: tabular-nums; }
    .bar { position: relative; height: .55em; background: linear-gradient(var(--edge), var(--edge)) center / 1px 100% no-repeat; }
    .bar i { position: absolute; top: 0; bottom: 0; left: 50%; background: var(--accent); min-width: 1px; }
    .against .bar i { left: auto; right: 50%; background: var(--bad); }
    .sum { border-top: 1px solid var(--dim); margin-top: .3em; color: var(--bright); }
  `];

  constructor() {
    super();
    this.alt = '';
    this.scene = '';
    this.name = '';
    this.craft = 'cutting';
    /** @type {any} */
    this.why = null;
    this.trouble = '';
  }

  render() {
    return html`<dialog aria-label=${`why ${this.name} is as it is`} @close=${() => this.dispatchEvent(new Event('close'))}>
      <header><h2>Why ${this.name} is as it is</h2>
        <span class="dim">${this.why ? `${points(this.why.score)} points. ${EXPLAINS[this.why.explains] ?? ''}` : ''}</span>
        <form method="dialog"><button>back to work</button></form></header>
      ${this.why ? this.reasons() : html`<p role="status">${this.trouble || 'asking the tool …'}</p>`}</dialog>`;
  }

  reasons() {
    const {reasons, shots} = this.why;
    if (!reasons.length) return html`<p>The tool gave no reasons for this cut.</p>`;
    const byCause = [...causes(reasons)].map(([says, sum]) => ({says, points: sum})).sort(weight);
    const whole = reasons.filter((/** @type {any} */ one) => one.at === null);
    return html`<div class="both">
      <section aria-label="by cause" tabindex="0"><h3>All that speaks for it and against it</h3>${this.list(byCause)}
        <div class="reason sum"><span class="points">${points(this.why.score)}</span><span></span><span>all together</span></div></section>
      <section aria-label="shot by shot" tabindex="0"><h3>Shot by shot</h3>
        ${whole.length ? html`<p class="dim">the whole cut, ${points(total(whole))}</p>${this.list(whole)}` : ''}
        ${shots.map((/** @type {any} */ each, /** @type {number} */ n) => this.shot(each, n))}</section></div>`;
  }

  /** @param {[number, any]} each @param {number} n */
  shot([at, shot], n) {
    const own = this.why.reasons.filter((/** @type {any} */ one) => one.at === n && one.points);
    return html`<button class="shot" title="play from here" @click=${() => this.play(at)}><span>${n + 1}</span><span>${timecode(at, this.why.rate)}</span>
      <span>${shot.take || 'black'}</span><span class="dim">${shot.role}</span><b>${points(total(own))}</b></button>${this.list([...own].sort(weight))}`;
  }

  /** @param {{says: string, points: number}[]} reasons */
  list(reasons) {
    const most = Math.max(1, ...reasons.map(one => Math.abs(one.points)));
    return reasons.filter(one => one.points).map(one => html`<div class="reason ${one.points < 0 ? 'against' : ''}"><span class="points">${points(one.points)}</span>
      <span class="bar"><i style="width:${50 * Math.abs(one.points) / most}%"></i></span><span>${one.says}</span></div>`);
  }

  /** @param {number} frame */
  play(frame) {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('alt', {detail: {what: 'play', alt: this.alt, mark: '', at: frame}, bubbles: true, composed: true}));
  }

  get dialog() { return /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog')); }

  async firstUpdated() {
    this.dialog.showModal();
    try {
      this.why = await verb('why', {alt: this.alt, scene: this.scene, craft: this.craft});
    } catch (trouble) {
      this.trouble = /** @type {Error} */ (trouble).message;
    }
  }
}

/** @param {{points: number}} a @param {{points: number}} b */
const weight = (a, b) => Math.abs(b.points) - Math.abs(a.points);

/** @param {{points: number}[]} reasons */
const total = reasons => reasons.reduce((sum, one) => sum + one.points, 0);

/** Thousandths of a point, written. @param {number} value */
const points = value => `${value < 0 ? '−' : '+'}${(Math.abs(value) / 1000).toFixed(2)}`;

customElements.define('why-box', WhyBox);
