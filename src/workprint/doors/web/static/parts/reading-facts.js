/** What is known of a reading: its words, how it stands among the others of its line, and what can be said of it. */
import {LitElement, html, svg, css} from 'lit';
import {fps} from '../hands/time.js';
import {among} from '../hands/words.js';
import {looks} from './looks.js';

/** @typedef {import('../hands/rows.js').Cell} Cell */

/** What is drawn as a strip of dots: a name, the value of a reading, and how it is written. @type {[string, (cell: Cell, fps: number) => number, (value: number) => string][]} */
const STRIPS = [
  ['length', (cell, rate) => (cell.out - cell.start) / rate, value => `${value.toFixed(2)} s`],
  ['energy', cell => cell.reading.performance.energy, value => `${value} of 1000`],
  ['pace', cell => cell.reading.performance.pace, value => `${value} words a min`],
  ['loudness', cell => cell.reading.performance.loudness / 1000, value => `${value.toFixed(1)} LUFS`],
  ['pitch', cell => cell.reading.performance.pitch / 1000, value => value ? `${value.toFixed(0)} Hz` : 'not voiced'],
];

export class ReadingFacts extends LitElement {
  static properties = {cell: {attribute: false}, row: {attribute: false}, take: {attribute: false}, rate: {}, cast: {attribute: false}};

  static styles = [looks, css`
    :host { overflow: auto; padding: .1em .3em .5em .1em; }
    h2 { color: var(--text); } h2 .dim { font-weight: 400; }
    .words { margin: .3em 0 .5em; line-height: 1.5; }
    .words span { margin-right: .4em; } .words b { font-weight: 700; }
    .missing { text-decoration: line-through; color: var(--bad); } .changed, .extra { color: var(--accent); }
    .strips { display: grid; grid-template-columns: auto minmax(4em, 1fr) auto; gap: .1em .8em; align-items: center; margin: .5em 0; }
    .value { font-variant-numeric: tabular-nums; white-space: nowrap; }
    svg { width: 100%; height: 1.5em; display: block; overflow: visible; }
    line { stroke: var(--edge); } circle { fill: var(--dim); } .this { fill: var(--accent); stroke: var(--desk); stroke-width: 1.5px; }
    p { margin: .3em 0; }
    form { display: grid; gap: .4em; margin: .6em 0; } form label { display: grid; gap: .1em; } form input { width: 100%; }
  `];

  constructor() {
    super();
    /** @type {Cell | null} */
    this.cell = null;
    /** @type {import('../hands/rows.js').Row | null} */
    this.row = null;
    /** @type {any} */
    this.take = null;
    this.rate = '24';
    /** @type {string[]} */
    this.cast = [];
  }

  render() {
    const {cell, row, take} = this;
    if (!cell || !row) return html`<p class="dim">Choose a reading: click it, or walk with the arrow keys. <kbd>R</kbd> plays every reading of its line.</p>`;
    return html`<h2>${cell.take} <span class="dim">${row.kind === 'besides' ? 'said besides the script' : `line ${row.id}`}${cell.run > 1 ? `, time ${cell.run}` : ''}${take?.circled ? ', circled on set' : ''}</span></h2>
      ${cell.reading ? html`<p class="words">${cell.words.map(word)}</p>` : html`<p class="words dim">${row.text}</p>`}
      ${cell.flags.length ? html`<p>${cell.flags.map(flag => flag.says).join('; ')}</p>` : ''}
      ${take?.note ? html`<p class="dim">from set: ${take.note}</p>` : ''}
      ${row.kind === 'besides' ? this.besides(row) : this.marks(cell, row)}
      <div class="strips">${STRIPS.map(strip => this.strip(cell, row, ...strip))}</div>
      ${cell.reading ? this.voice(cell.reading) : html`<p class="dim">${cell.byHand ? 'set by hand' : 'told from motion and sound'}</p>`}`;
  }

  /** @param {Cell} cell @param {import('../hands/rows.js').Row} row */
  marks(cell, row) {
    return html`<div class="row">
      <button aria-pressed=${cell.stays} @click=${() => this.say('pin')}>${cell.stays ? 'pinned: take it back' : 'pin it on this line'} <kbd>P</kbd></button>
      <button aria-pressed=${cell.never} @click=${() => this.say('veto')}>${cell.never ? 'never: allow it again' : 'never here'} <kbd>V</kbd></button>
      <button aria-pressed=${this.take?.circled ?? false} @click=${() => this.say('circle')}>${this.take?.circled ? 'circled' : 'circle take'} <kbd>C</kbd></button></div>`;
  }

  /** @param {import('../hands/rows.js').Row} row */
  besides(row) {
    const guessed = row.text === '(speech)' ? '' : row.text;
    return html`<form @submit=${this.adopted}>
      <label>as you hear it <input name="words" .value=${guessed} required></label>
      <label>who says it <select name="who"><option value="">whose voice is nearest</option>${this.cast.map(who => html`<option>${who}</option>`)}</select></label>
      <button>take it into the script</button></form>`;
  }

  /** @param {SubmitEvent} event */
  adopted(event) {
    event.preventDefault();
    const given = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.say('adopt', {words: given.get('words'), who: given.get('who')});
  }

  /** @param {Cell} cell @param {import('../hands/rows.js').Row} row @param {string} name @param {(cell: Cell, fps: number) => number} of @param {(value: number) => string} written */
  strip(cell, row, name, of, written) {
    const measured = row.cells.flat().filter(one => name === 'length' || one.reading?.performance);
    const chosen = measured.findIndex(one => one.key === cell.key);
    if (chosen < 0) return '';
    const values = measured.map(one => of(one, fps(this.rate)));
    const {places, says} = among(values, chosen);
    return html`<span class="dim">${name}</span>
      <svg role="img" aria-label="${name} ${written(values[chosen])}, ${says}"><line x1="3%" x2="97%" y1="50%" y2="50%"/>${places.map((place, n) =>
        n === chosen ? '' : svg`<circle cx="${3 + 94 * place}%" cy="50%" r=".25em"><title>${measured[n].take}: ${written(values[n])}</title></circle>`)}
        <circle class="this" cx="${3 + 94 * places[chosen]}%" cy="50%" r=".45em"/></svg>
      <span class="value">${written(values[chosen])} <span class="dim">${says}</span></span>`;
  }

  /** @param {any} one */
  voice(one) {
    const voice = one.performance;
    if (!voice) return html`<p class="dim">not measured</p>`;
    return html`<p class="dim">${voice.breath ? `draws breath for ${voice.breath} ms before it` : 'no breath is heard before it'}; longest pause
      ${Math.round(voice.pause / 48)} ms; pitch moves over ${(voice.pitch_range / 100).toFixed(1)} semitones; ${(one.confidence / 10).toFixed(0)} % sure of the words</p>`;
  }

  /** @param {string} what @param {object} [given] */
  say(what, given = {}) { this.dispatchEvent(new CustomEvent('asked', {detail: {what, ...given}})); }
}

const MARKS = /** @type {Record<string, string>} */ ({missing: '−', changed: '≠', extra: '+'});

/** @param {import('../hands/words.js').Word} one */
const word = one => html`<span class=${one[3]}>${MARKS[one[3]] ? html`<b aria-hidden="true">${MARKS[one[3]]}</b><span class="hidden">${one[3]}: </span>` : ''}${one[0]}</span>`;

customElements.define('reading-facts', ReadingFacts);
