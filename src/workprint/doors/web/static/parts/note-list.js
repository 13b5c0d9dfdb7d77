/** Notes and markers on the circled cut: written, read, gone to, dealt with. */
import {LitElement, html, css} from 'lit';
import {still} from '../api.js';
import {offered} from '../commands.js';
import {said} from '../hands/keys.js';
import {inOrder, read} from '../hands/strokes.js';
import {timecode} from '../hands/time.js';
import {hindered, meant, noting, nowNoting, watchNotes, wipe, write} from '../noting.js';
import {act, follow, say, state} from '../store.js';
import {drawn, goTo, ink, keep, save} from './draw-over.js';
import {looks} from './looks.js';

export class NoteList extends LitElement {
  static properties = {rate: {}, resolved: {state: true}};

  static styles = [looks, ink, css`
    :host { display: flex; flex-direction: column; gap: 4px; min-height: 0; }
    .bar { display: flex; gap: 4px; align-items: center; flex-wrap: wrap; }
    .bar button, li > button { padding: 1px 5px; } .push { margin-left: auto; }
    .box { display: grid; gap: 4px; padding: 6px; border: 1px solid var(--accent); border-radius: 4px; background: var(--desk); }
    .box label { display: grid; gap: 4px; }
    textarea { box-sizing: border-box; width: 100%; resize: vertical; min-height: 3.2em; }
    .pen i { display: inline-block; width: .8em; height: .8em; border-radius: 50%; background: #fff; vertical-align: -.1em; }
    .pen.accent i { background: var(--accent); }
    ol { list-style: none; margin: 0; padding: 0; overflow: auto; flex: 1; min-height: 4em; }
    li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 6px; align-items: center; border-bottom: 1px solid var(--edge); }
    .go { display: grid; grid-template-columns: 5.2em minmax(0, 1fr); gap: 7px; text-align: left; border: 1px solid transparent; background: none; padding: 4px; align-items: center; }
    .go[aria-current="true"] { color: var(--text); border-color: var(--accent); }
    .thumb { position: relative; aspect-ratio: 16 / 9; container-type: inline-size; background: #000; overflow: hidden; border-radius: 2px; }
    .thumb img { width: 100%; height: 100%; object-fit: fill; display: block; } .thumb svg { position: absolute; inset: 0; }
    .gone .thumb { opacity: .45; }
    .words { display: block; overflow-wrap: anywhere; } .code { color: var(--bright); font-variant-numeric: tabular-nums; }
    .empty { color: var(--dim); padding: 8px; margin: 0; }
  `];

  constructor() {
    super();
    this.rate = '24';
    this.resolved = false;
    /** @type {(() => void)[]} */
    this.away = [];
    this.was = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [follow(() => this.requestUpdate()), watchNotes(() => this.requestUpdate())];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.away) stop();
    this.was = false;
    if (noting.open) nowNoting({open: false});  // a pen without its box would be a riddle; what was begun is kept
  }

  render() {
    /** @type {any[]} */
    const rows = state.notes?.rows ?? [];
    const shown = inOrder(rows.filter(row => row.resolved === this.resolved));
    const count = (/** @type {boolean} */ done) => rows.filter(row => row.resolved === done).length;
    return html`
      <div class="bar"><button @click=${() => this.ask('note')}>Note <kbd>${said('Shift+a')}</kbd></button>
        <button @click=${() => this.ask('marker')}>Marker <kbd>${said('a')}</kbd></button>
        <span class="push"></span>
        ${[false, true].map(done => html`<button aria-pressed=${this.resolved === done} @click=${() => { this.resolved = done; }}>${count(done)} ${done ? 'resolved' : 'open'}</button>`)}
        <button aria-pressed=${noting.drawings} aria-label="drawings on the picture" title="drawings on the picture" @click=${() => nowNoting({drawings: !noting.drawings})}>✎</button></div>
      ${noting.open ? this.box() : ''}
      ${shown.length ? html`<ol aria-label="notes on the cut">${shown.map(row => this.row(row))}</ol>` : html`<p class="empty">${this.nothing(rows.length)}</p>`}`;
  }

  /** @param {number} all */
  nothing(all) {
    if (!state.cut) return 'Circle a cut (C); then write on it here: Shift A for a note on a frame or from in to out, A for a marker.';
    if (this.resolved) return 'No note is resolved yet.';
    return all ? 'Every note is dealt with.' : 'No notes yet. Shift A writes one on the picture that is on, or from in (I) to out (O); A drops a marker.';
  }

  box() {
    const {draft} = noting;
    const one = draft.out - draft.start === 1;
    const where = `${timecode(draft.start, this.rate)}${one ? '' : ` to ${timecode(draft.out, this.rate)}`}`;
    return html`<div class="box" role="group" aria-label="a note">
      <label><span class="dim">on <span class="code">${where}</span></span>
        <textarea .value=${draft.text} rows="2" maxlength="9000" placeholder="what you have to say" aria-label=${`note on ${where}`}
          @input=${(/** @type {any} */ event) => write({text: event.target.value})} @keydown=${this.key}></textarea></label>
      <div class="bar">
        ${['accent', 'white'].map(colour => html`<button class="pen ${colour}" aria-pressed=${noting.colour === colour} aria-label=${`pen: ${colour === 'accent' ? 'amber' : colour}`}
          @click=${() => nowNoting({colour})}><i></i></button>`)}
        <button ?disabled=${!draft.strokes.length} @click=${() => write({strokes: draft.strokes.slice(0, -1)})}>undo stroke</button>
        <button ?disabled=${!draft.strokes.length} @click=${() => write({strokes: []})}>clear</button>
        <button @click=${this.here} title="put it on the picture that is on, or from in to out">put here</button></div>
      <div class="bar"><button @click=${() => { wipe(); say('the note is thrown away'); }}>throw away</button><span class="push"></span>
        <button @click=${keep}>keep for later <kbd>Esc</kbd></button>
        <button aria-pressed="true" @click=${save}>save <kbd>Ctrl ↵</kbd></button></div></div>`;
  }

  /** @param {any} row */
  row(row) {
    const gone = row.found !== 'there';
    const about = {gone: 'its frames are gone from the cut', 'partly there': 'a part of its frames is gone'}[/** @type {string} */ (row.found)];
    const words = row.text || (row.drawing.length ? '' : row.marker ? '' : '(erased)');
    return html`<li class=${row.found === 'gone' ? 'gone' : ''}>
      <button class="go" aria-current=${noting.picked === row.number} @click=${() => goTo(row)}>
        <span class="thumb">${row.take ? html`<img loading="lazy" alt="" src=${still(row.take, row.frame, 90)}>` : ''}
          ${row.drawing.length ? html`<svg class="ink" viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" aria-label="with a drawing">${drawn(row.drawing.map(read))}</svg>` : ''}</span>
        <span><span class="code">${row.found === 'gone' ? '' : row.place}</span> <span class="dim">${row.marker ? 'marker, ' : ''}${row.who}${gone ? html`; ${about}` : ''}</span>
          <span class="words">${words}</span></span></button>
      <button aria-label=${`${row.resolved ? 'reopen' : 'resolve'} ${row.marker ? 'marker' : 'note'} ${row.number}`} @click=${() => this.settle(row)}>${row.resolved ? 'reopen' : 'resolve'}</button></li>`;
  }

  updated() {
    if (noting.open && !this.was) /** @type {HTMLTextAreaElement} */ (this.renderRoot.querySelector('textarea')).focus();
    this.was = noting.open;
  }

  /** The words keep their own keys, but for those that end the note. @param {KeyboardEvent} event */
  key(event) {
    if (event.key === 'Escape') keep();
    else if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return event.stopPropagation();
    else void save();
    event.preventDefault();
    event.stopPropagation();
  }

  here() {
    const why = hindered();
    if (why) say(why, true);
    else write({scene: state.scene, cut: state.cut.id, ...meant()});
  }

  /** @param {any} row */
  settle(row) {
    return act('resolve', {note: row.number, reopen: row.resolved, scene: state.scene});
  }

  /** A button does what its key does. @param {'note'|'marker'} what */
  ask(what) {
    void offered().find(one => one.id === what)?.run();
  }
}

customElements.define('note-list', NoteList);
