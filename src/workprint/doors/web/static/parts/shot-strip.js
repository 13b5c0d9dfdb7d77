/** Every shot of the cut with the grade on, side by side, so that matching is seen; a click goes there, a key makes it the hero. */
import {LitElement, html, css} from 'lit';
import {gradestrip} from '../api-colour.js';
import {colour, followColour, goTo, gradingOf, gradingOn, name} from '../colour.js';
import {isGrade} from '../hands/graded.js';
import {state} from '../store.js';
import {looks} from './looks.js';

export class ShotStrip extends LitElement {
  static styles = [looks, css`
    :host { display: grid; grid-template-rows: minmax(0, 1fr) auto; gap: 2px; background: var(--desk); border-radius: 5px; padding: 4px; }
    .lanes { display: grid; gap: 2px; min-height: 0; }
    .lane { position: relative; display: flex; min-height: 0; background: #1c1c1c; border-radius: 2px; overflow: hidden; }
    img { position: absolute; inset: 0; width: 100%; height: 100%; }
    button { position: relative; flex: 1; min-width: 0; padding: 0; border: 0; border-right: 1px solid #0c0c0c; border-radius: 0; background: none; }
    button:last-child { border-right: 0; }
    button span { position: absolute; left: 0; bottom: 0; font-size: .8em; line-height: 1.2; padding: 0 .3em; background: rgb(16 16 16 / .68); color: var(--bright); max-width: 100%; overflow: hidden; white-space: nowrap; }
    button.on { box-shadow: inset 0 0 0 2px var(--accent); } button.on span { background: var(--accent); color: var(--wall); }
    button:focus-visible { outline-offset: -3px; }
    .tag { position: absolute; right: .3em; top: .2em; font-size: .78em; background: rgb(16 16 16 / .68); color: var(--bright); padding: 0 .4em; border-radius: 3px; pointer-events: none; }
    p { margin: 0; font-size: .92em; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  `];

  connectedCallback() {
    super.connectedCallback();
    this.away = followColour(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.away?.();
  }

  render() {
    const shots = gradingOn()?.shots ?? [];
    if (!shots.length) return html`<p class="dim">no shots yet</p>`;
    const on = colour.tried || (isGrade(colour.on) ? colour.on : 'ungraded');
    const other = colour.mode && colour.mode !== 'six' && colour.against && !colour.against.startsWith('still:') ? colour.against : '';
    const one = shots[colour.shot];
    return html`<div class="lanes" role="group" aria-label=${`the shots of the cut, ${name(on)}`} @keydown=${this.keyed}>
        <div class="lane"><img src=${this.strip(on)} alt="">${shots.map((shot, n) => html`<button class=${n === colour.shot ? 'on' : ''} tabindex=${n === colour.shot ? 0 : -1}
          aria-label=${`shot ${shot.number}, ${shot.take || 'black'}${shot.says.length ? `, ${shot.says.join(', ')}` : ''}`} aria-current=${n === colour.shot ? 'true' : 'false'}
          title=${`s${shot.number} ${shot.take || 'black'}: ${shot.says.join(', ') || 'only the look'}`} @click=${() => goTo(n)}><span>${shot.number}</span></button>`)}
          ${other ? html`<span class="tag">${name(on)}</span>` : ''}</div>
        ${other ? html`<div class="lane" aria-hidden="true"><img src=${this.strip(other)} alt=""><span class="tag">${name(other)}</span></div>` : ''}</div>
      <p><b>s${one?.number ?? 1}</b> ${one?.take || 'black'} <span class="dim">${one?.space ? `· ${one.space}` : ''} · ${one?.says.join(' · ') || 'no operations of its own'}</span></p>`;
  }

  /** A strip is of a cut and of what its takes' spaces are: for the cut as it was shot the address says so. @param {string} alt */
  strip(alt) {
    const grading = gradingOf(alt);
    return gradestrip(alt, state.scene, alt === 'ungraded' ? grading?.id.slice(0, 12) ?? '' : '');
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
