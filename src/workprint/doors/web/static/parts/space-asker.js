/** What each camera's code values mean: told by its file where it says so; else a plain question. Nothing is guessed. */
import {LitElement, html, css} from 'lit';
import {still} from '../api.js';
import {act, follow, refresh, say, state} from '../store.js';
import {looks} from './looks.js';

/** What the desk calls a space, and what a person does. Source: media/colour/spaces.py; a test holds them together. */
export const CHOICES = /** @type {const} */ ([['rec709', 'Rec.709: ordinary video, as it looks'], ['srgb', 'sRGB: a computer’s or phone’s picture, as it looks'],
  ['logc3', 'ARRI LogC3 (ALEXA)'], ['logc4', 'ARRI LogC4 (ALEXA 35)'], ['slog3', 'Sony S-Log3, S-Gamut3'], ['slog3cine', 'Sony S-Log3, S-Gamut3.Cine'],
  ['vlog', 'Panasonic V-Log'], ['log3g10', 'RED Log3G10'], ['bmd', 'Blackmagic Film, generation 5'], ['canonlog2', 'Canon Log 2'], ['canonlog3', 'Canon Log 3'],
  ['applelog', 'Apple Log'], ['davinci', 'DaVinci Intermediate'], ['acescct', 'ACEScct'], ['acescg', 'ACEScg']]);

export class SpaceAsker extends LitElement {
  static properties = {whole: {type: Boolean}, all: {state: true}};

  static styles = [looks, css`
    :host { display: grid; gap: 8px; align-content: start; }
    h2 { color: var(--bright); font-size: 1.15em; } p { margin: 0; max-width: 60em; }
    ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 3px; }
    li { display: grid; grid-template-columns: 5.5em minmax(0, 1fr) minmax(9em, 16em); gap: 8px; align-items: center; background: var(--panel); border-radius: 4px; padding: 3px 6px 3px 3px; }
    li.asked { border-left: 2px solid var(--accent); }
    img { width: 100%; aspect-ratio: 16 / 9; object-fit: cover; background: #111; border-radius: 2px; display: block; }
    li span { min-width: 0; overflow: hidden; text-overflow: ellipsis; } li b { display: block; }
    select { width: 100%; min-width: 0; }
    .all { display: flex; gap: 8px; align-items: center; flex-wrap: wrap; } .all select { width: auto; }
  `];

  constructor() {
    super();
    /** Whether it fills the room and asks. */
    this.whole = false;
    this.all = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = follow(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.away?.();
  }

  /** @returns {{take: string, space: string, how: string}[]} */
  get rows() { return state.spaces ?? []; }

  render() {
    const unknown = this.rows.filter(one => !one.space);
    return html`${unknown.length ? html`<h2>What did the camera record?</h2>
        <p>${unknown.length === 1 ? 'One take’s file does' : `${unknown.length} takes’ files do`} not say what their code values mean. A grade that guesses wrong is wrong everywhere: so you are asked. If the picture looks flat and grey, it is log, and the camera report names it; if it looks right as it is, it is Rec.709.</p>
        <div class="all"><label>all ${unknown.length} of them are <select aria-label="what all takes without a space are" @change=${(/** @type {any} */ event) => { this.all = event.target.value; }}>${this.choices(this.all)}</select></label>
          <button ?disabled=${!this.all} @click=${() => this.tell(unknown.map(one => one.take), this.all)}>Say so</button></div>` : ''}
      <ul aria-label="takes and what their code values mean">${[...unknown, ...this.rows.filter(one => one.space)].map(one => this.row(one))}</ul>`;
  }

  /** @param {{take: string, space: string, how: string}} one */
  row(one) {
    return html`<li class=${one.space ? '' : 'asked'}><img src=${still(one.take, 24, 90)} alt="" loading="lazy">
      <span><b>${one.take}</b><span class="dim" title=${one.how}>${one.space ? `${one.space}: ${one.how}` : one.how}</span></span>
      <select aria-label=${`what ${one.take} is`} @change=${(/** @type {any} */ event) => this.tell([one.take], event.target.value)}>${this.choices('', one.space ? 'say otherwise …' : 'choose …')}</select></li>`;
  }

  /** @param {string} now @param {string} [none] */
  choices(now, none = 'choose …') {
    return html`<option value="" ?selected=${!now}>${none}</option>${CHOICES.map(([name, says]) => html`<option value=${name} ?selected=${now === name}>${says}</option>`)}`;
  }

  /** @param {string[]} takes @param {string} space */
  async tell(takes, space) {
    if (!space) return;
    for (const take of takes) if (!await act('space', {take, space})) return;
    if (takes.length > 1) say(`${takes.length} takes are ${space} now; it is on the record, and can be said otherwise`);
    await refresh(['spaces']);
  }
}

customElements.define('space-asker', SpaceAsker);
