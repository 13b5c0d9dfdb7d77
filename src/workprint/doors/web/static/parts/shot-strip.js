/** Every shot of the cut with the grade on, side by side, so that matching is seen; a click goes there, a key makes it the hero. */
import {LitElement, html, css} from 'lit';
import {gradestrip} from '../api-colour.js';
import {colour, followColour, goTo, gradingOf, gradingOn, name} from '../colour.js';
import {cell, isGrade} from '../hands/graded.js';
import {state} from '../store.js';
import {looks} from './looks.js';

/** Pixels that a shot is wide at least. Source: our choice; a face in a medium shot has ten lines then. */
const LEAST = 72;

export class ShotStrip extends LitElement {
  static properties = {room: {state: true}};

  static styles = [looks, css`
    :host { display: grid; grid-template-rows: minmax(0, 1fr) auto; gap: 2px; background: var(--desk); border-radius: 5px; padding: 4px; }
    .lanes { display: grid; gap: 2px; min-height: 0; overflow: auto; grid-template-columns: repeat(auto-fill, var(--wide)); align-content: start; }
    button { position: relative; min-width: 0; padding: 0; border: 0; border-radius: 2px; background: #1c1c1c; overflow: hidden; display: grid; }
    i { display: block; aspect-ratio: 16 / 9; background-size: calc(var(--shots) * 100%) 100%; background-repeat: no-repeat; }
    button span { position: absolute; left: 0; bottom: 0; font-size: .8em; line-height: 1.2; padding: 0 .3em; background: rgb(16 16 16 / .68); color: var(--bright); max-width: 100%; overflow: hidden; white-space: nowrap; }
    button.on { box-shadow: inset 0 0 0 2px var(--accent); } button.on span { background: var(--accent); color: var(--wall); }
    button:focus-visible { outline-offset: -3px; }
    p { margin: 0; font-size: .92em; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  `];

  constructor() {
    super();
    this.seen = -1;
    this.room = {width: 600, height: 100};
    this.sizes = new ResizeObserver(([{contentRect}]) => { this.room = {width: contentRect.width, height: contentRect.height}; });
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = followColour(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.away?.();
    this.sizes.disconnect();
  }

  render() {
    const shots = gradingOn()?.shots ?? [];
    if (!shots.length) return html`<p class="dim">no shots yet</p>`;
    const on = colour.tried || (isGrade(colour.on) ? colour.on : 'ungraded');
    const other = colour.mode && colour.mode !== 'six' && colour.against && !colour.against.startsWith('still:') ? colour.against : '';
    const one = shots[colour.shot];
    const picture = (/** @type {string} */ alt, /** @type {number} */ n) => html`<i style=${`--shots:${shots.length};background-image:url("${this.strip(alt)}");background-position:${shots.length > 1 ? 100 * n / (shots.length - 1) : 0}% 0`}></i>`;
    return html`<div class="lanes" style=${`--wide:${cell(shots.length, this.room, 16 / (other ? 18 : 9), 2, LEAST)}px`} role="group" aria-label=${`the shots of the cut, ${name(on)}`} @keydown=${this.keyed}>
        ${shots.map((shot, n) => html`<button class=${n === colour.shot ? 'on' : ''} tabindex=${n === colour.shot ? 0 : -1}
          aria-label=${`shot ${shot.number}, ${shot.take || 'black'}${shot.says.length ? `, ${shot.says.join(', ')}` : ''}`} aria-current=${n === colour.shot ? 'true' : 'false'}
          title=${`s${shot.number} ${shot.take || 'black'}: ${shot.says.join(', ') || 'only the look'}${other ? `; above ${name(on)}, below ${name(other)}` : ''}`} @click=${() => goTo(n)}>
          ${picture(on, n)}${other ? picture(other, n) : ''}<span>${shot.number}</span></button>`)}</div>
      <p><b>s${one?.number ?? 1}</b> ${one?.take || 'black'} <span class="dim">${one?.space ? `· ${one.space}` : ''} · ${one?.says.join(' · ') || 'no operations of its own'}</span></p>`;
  }

  /** A strip is of a cut and of what its takes' spaces are: for the cut as it was shot the address says so. @param {string} alt */
  strip(alt) {
    const grading = gradingOf(alt);
    return gradestrip(alt, state.scene, alt === 'ungraded' ? grading?.id.slice(0, 12) ?? '' : '');
  }

  updated() {
    const lanes = this.renderRoot.querySelector('.lanes');
    if (lanes) this.sizes.observe(lanes);
    if (this.seen === colour.shot) return;
    this.seen = colour.shot;
    this.renderRoot.querySelector('button.on')?.scrollIntoView({block: 'nearest'});
  }

  /** @param {KeyboardEvent} event */
  async keyed(event) {
    const way = /** @type {Record<string, number>} */ ({ArrowLeft: -1, ArrowRight: 1})[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(colour.shot + way);
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('button.on'))?.focus();
  }
}

customElements.define('shot-strip', ShotStrip);
