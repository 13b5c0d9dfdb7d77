/** The lined script: lines down the side, takes across, each reading a cell that is walked to and heard. */
import {LitElement, html, css} from 'lit';
import {still} from '../api.js';
import {takeId, walk} from '../hands/rows.js';
import {looks} from './looks.js';

/**
 * @typedef {import('../hands/rows.js').Cell} Cell
 * @typedef {import('../hands/rows.js').Row} Row
 */

/** Milliseconds that an arrow key rests on a cell before it is heard. Source: our choice; less, and walking stutters. */
const REST_MS = 150;

/** Pixels of a still's height: what is drawn on a laptop, and on a wide screen. */
const STILL = innerWidth > 2600 ? 180 : 90;

const WAYS = /** @type {Record<string, import('../hands/rows.js').Way>} */ ({ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up',
  ArrowDown: 'down', Home: 'home', End: 'end', PageUp: 'pageup', PageDown: 'pagedown', 'Ctrl+Home': 'first', 'Ctrl+End': 'last'});

export class LineGrid extends LitElement {
  static properties = {rows: {attribute: false}, takes: {attribute: false}};

  static styles = [looks, css`
    :host { overflow: auto; background: var(--desk); border-radius: 4px; --side: 17em; container-type: inline-size; }
    .row { --cell: clamp(7.6em, (100cqw - var(--side) - 1em) / var(--takes), 11em);
      display: grid; grid-template-columns: var(--side) repeat(var(--takes), var(--cell)); gap: 0; width: max-content; min-width: 100%;
      border-bottom: 1px solid var(--panel); }
    .body { content-visibility: auto; contain-intrinsic-size: auto calc(17em + var(--takes) * var(--cell)) auto 5.9em; }
    .heads { position: sticky; top: 0; z-index: 3; background: var(--panel); }
    .side { position: sticky; left: 0; z-index: 1; background: inherit; padding: .35em .7em; line-height: 1.3; }
    .body, .body .side { background: var(--desk); }
    .body.on, .body.on .side { background: var(--panel); }
    .heads .side { background: var(--panel); z-index: 4; align-self: stretch; }
    .action .side { color: var(--dim); font-style: italic; }
    .besides .side { border-left: 3px solid var(--accent); }
    .who { font-weight: 600; margin-right: .35em; }
    .aside { color: var(--dim); }
    .cell { padding: .2em; display: flex; flex-direction: column; gap: .2em; }
    .head { padding: .2em; }
    .cell button, .head button { display: block; width: 100%; padding: 1px; border: 2px solid transparent; background: none; text-align: left;
      line-height: 1.25; scroll-margin: 4em .5em .5em calc(var(--side) + .5em); position: relative; color: inherit; }
    .head button { padding: .1em .3em; white-space: nowrap; overflow: hidden; }
    .head button[aria-pressed="true"] { border-color: transparent; }
    .head small, .flags { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: .85em; }
    .head small { color: var(--dim); }
    .circled { color: var(--accent); }
    .cell button:hover, .head button:hover { border-color: var(--edge); }
    .cell button[aria-pressed="true"] { border-color: var(--accent); color: inherit; }
    .cell button.playing { border-color: var(--bright); }
    .cell button[data-n]::after { content: attr(data-n); position: absolute; left: .3em; top: .25em; background: color-mix(in srgb, var(--wall) 85%, transparent); color: var(--bright);
      padding: 0 .35em; border-radius: 2px; font-size: .85em; }
    img { width: 100%; aspect-ratio: 16 / 9; object-fit: cover; display: block; background: var(--wall); border-radius: 2px; }
    .never img { filter: grayscale(1) brightness(.45); }
    .flags { min-height: 1.25em; }
    .flag { color: var(--bad); margin-right: .5em; } .flag b { font-weight: 700; }
    .changed, .extra, .again { color: var(--accent); } .hand, .flag.unsure { color: var(--text); }
    .word { position: absolute; right: .3em; top: .25em; background: color-mix(in srgb, var(--wall) 85%, transparent); color: var(--accent); padding: 0 .35em; border-radius: 2px; font-size: .85em; }
    .word.no { color: var(--bright); }
  `];

  constructor() {
    super();
    /** @type {Row[]} */
    this.rows = [];
    /** @type {any[]} */
    this.takes = [];
    /** @type {import('../hands/rows.js').Place} */
    this.at = {row: 0, col: 0, nth: 0};
    this.wanted = 0;
    this.chosen = '';
    this.heard = '';
    this.rest = 0;
    /** @type {Element | null | undefined} */
    this.stop = null;
    /** @type {Element | null | undefined} */
    this.down = null;
    /** @type {Element | null | undefined} */
    this.playing = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.rest);
  }

  render() {
    return html`<div role="grid" aria-label="readings: lines down the side, takes across" aria-rowcount=${this.rows.length + 1}
        aria-colcount=${this.takes.length + 1} style="--takes: ${this.takes.length}" @keydown=${this.keyed} @click=${this.clicked}>
      <div role="row" class="row heads" aria-rowindex="1"><div role="columnheader" class="side dim">line</div>
        ${this.takes.map((take, col) => this.head(take, col))}</div>
      ${this.rows.map((row, n) => html`<div role="row" class="row body ${row.kind}" aria-rowindex=${n + 2}>
        <div role="rowheader" class="side">${side(row)}</div>
        ${row.cells.map((cells, col) => html`<div role="gridcell" class="cell" aria-colindex=${col + 2}>
          ${cells.map((cell, nth) => this.cell(cell, n, col, nth))}</div>`)}</div>`)}</div>`;
  }

  /** @param {any} take @param {number} col */
  head(take, col) {
    const about = take.note || take.setup?.about || '';
    return html`<div role="columnheader" class="head" aria-colindex=${col + 2}><button tabindex="-1" data-at="-1 ${col} 0" aria-pressed=${take.circled}
      title="${about}${about ? '; ' : ''}${take.circled ? 'circled on set: click takes the circle away' : 'click circles the take'}"><span class="hidden">take ${takeId(take)}${take.circled ? ', circled' : ''}${about ? `, ${about}` : ''}; circle it</span><span aria-hidden="true">${takeId(take)}
      <span class=${take.circled ? 'circled' : 'dim'}>${take.circled ? '◉' : '○'}</span><small>${about || ' '}</small></span></button></div>`;
  }

  /** @param {Cell} cell @param {number} row @param {number} col @param {number} nth */
  cell(cell, row, col, nth) {
    const told = [...cell.flags.map(flag => flag.says), ...(cell.stays ? ['pinned'] : []), ...(cell.never ? ['never on this line'] : [])];
    return html`<button tabindex="-1" class=${cell.never ? 'never' : ''} data-at="${row} ${col} ${nth}" data-key=${cell.key} title=${told.join('; ')} aria-pressed="false">
      <span class="hidden">${cell.take} line ${this.rows[row].id}${told.length ? `, ${told.join(', ')}` : ''}</span>
      <img loading="lazy" decoding="async" alt="" src=${still(cell.take, Math.floor((cell.start + cell.out) / 2), STILL)}>
      ${cell.stays ? html`<span class="word" aria-hidden="true">■ pinned</span>` : cell.never ? html`<span class="word no" aria-hidden="true">× never</span>` : ''}
      <span class="flags" aria-hidden="true">${cell.flags.map(flag => html`<span class="flag ${flag.kind}"><b>${flag.mark}</b> ${flag.kind === 'missing'
        ? html`<s>${flag.text}</s>` : flag.text}</span>`)}</span></button>`;
  }

  updated() {
    const known = this.chosen ? this.placeOf(this.chosen) : null;
    if (known) this.at = known;
    else this.chosen = '';
    this.lit(this.heard);
    this.tabbed(this.button(this.at) ?? this.renderRoot.querySelector('.cell button'));
    this.pressed();
  }

  /** Where a reading is. @param {string} key @returns {import('../hands/rows.js').Place | null} */
  placeOf(key) {
    for (const [row, {cells}] of this.rows.entries()) {
      for (const [col, each] of cells.entries()) {
        const nth = each.findIndex(cell => cell.key === key);
        if (nth >= 0) return {row, col, nth};
      }
    }
    return null;
  }

  /** @param {import('../hands/rows.js').Place} at @returns {HTMLButtonElement | null} */
  button({row, col, nth}) { return this.renderRoot.querySelector(`[data-at="${row} ${col} ${nth}"]`); }

  /** The one cell that Tab reaches. @param {Element | null} button */
  tabbed(button) {
    this.stop?.setAttribute('tabindex', '-1');
    this.stop = button;
    button?.setAttribute('tabindex', '0');
  }

  /** Show which reading is chosen. */
  pressed() {
    const now = this.chosen ? this.button(this.at) : null;
    if (this.down !== now) this.down?.setAttribute('aria-pressed', 'false');
    this.down?.closest('.row')?.classList.toggle('on', false);
    now?.setAttribute('aria-pressed', 'true');
    now?.closest('.row')?.classList.toggle('on', true);
    this.down = now;
  }

  /** Stand on a reading without hearing it: what plays all readings of a line does so. @param {string} key */
  choose(key) {
    const at = this.placeOf(key);
    if (!at) return;
    this.go(at, this.renderRoot.contains(/** @type {ShadowRoot} */ (this.renderRoot).activeElement));
  }

  /** The reading that is heard now; empty for none. @param {string} key */
  lit(key) {
    this.heard = key;
    this.playing?.classList.remove('playing');
    const at = key ? this.placeOf(key) : null;
    this.playing = at ? this.button(at) : null;
    this.playing?.classList.add('playing');
  }

  /** Write the place in the order of hearing on these readings, and on no others. @param {string[]} keys */
  numbered(keys) {
    for (const old of this.renderRoot.querySelectorAll('[data-n]')) old.removeAttribute('data-n');
    keys.forEach((key, n) => {
      const at = this.placeOf(key);
      if (at) this.button(at)?.setAttribute('data-n', String(n + 1));
    });
  }

  /** @param {import('../hands/rows.js').Place} at @param {boolean} [focus] */
  go(at, focus = true) {
    this.at = at;
    const button = this.button(at);
    this.tabbed(button);
    if (focus) button?.focus({preventScroll: true});
    button?.scrollIntoView({block: 'nearest', inline: 'nearest'});
    const cell = this.rows[at.row]?.cells[at.col]?.[at.nth];
    this.chosen = cell?.key ?? this.chosen;
    if (cell) this.pressed();
    return cell;
  }

  /** @param {KeyboardEvent} event */
  keyed(event) {
    const way = WAYS[`${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.key}`];
    if (!way || event.altKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    const at = walk(this.rows.map(row => row.cells.map(cells => cells.length)), this.at, way, this.wanted);
    if (!['up', 'down', 'pageup', 'pagedown'].includes(way)) this.wanted = way === 'home' || way === 'first' ? 0 : at.col;
    const cell = this.go(at);
    clearTimeout(this.rest);
    if (!cell) return;
    this.tell('choose', cell);
    this.rest = setTimeout(() => this.tell('hear', cell), REST_MS);
  }

  /** @param {Event} event */
  clicked(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest('button');
    if (!button?.dataset.at) return;
    const [row, col, nth] = button.dataset.at.split(' ').map(Number);
    clearTimeout(this.rest);
    this.wanted = col;
    const cell = this.go({row, col, nth});
    if (row < 0) this.tell('circle', takeId(this.takes[col]));
    else if (cell) {
      this.tell('choose', cell);
      this.tell('hear', cell);
    }
  }

  /** @param {string} name @param {unknown} detail */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {detail, bubbles: true, composed: true}));
  }

  focus() { /** @type {HTMLElement | null} */ (this.stop)?.focus({preventScroll: true}); }
}

/** @param {Row} row */
const side = row => html`${row.who ? html`<span class="who">${row.who}</span>` : ''}${row.aside ? html`<span class="aside">(${row.aside}) </span>` : ''}${
  row.kind === 'besides' ? `“${row.text}”` : row.text}`;

customElements.define('line-grid', LineGrid);
