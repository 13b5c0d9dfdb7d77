/** What is drawn on the picture: the drawings of the notes at the playhead, and the pen while a note is written. */
import {LitElement, html, svg, css} from 'lit';
import {offer} from '../commands.js';
import {play} from '../hand.js';
import {isOn, nextNote, placed, read, STROKES, thin, told, tooMuch, widthOf} from '../hands/strokes.js';
import {begun, hindered, meant, noting, nowNoting, watchNotes, wipe, write} from '../noting.js';
import {act, follow, say, state} from '../store.js';
import {transport} from '../transport.js';

export const ink = css`
  svg.ink { display: block; width: 100%; height: 100%; overflow: hidden; }
  .ink polyline { fill: none; stroke: #fff; stroke-linecap: round; stroke-linejoin: round; vector-effect: non-scaling-stroke;
    stroke-width: max(1.2px, calc(var(--width) * .1cqw)); }
  .ink .accent { stroke: var(--accent); } .ink .under { stroke: #000a; stroke-width: calc(max(1.2px, calc(var(--width) * .1cqw)) + 2px); }
`;

/** @param {import('../hands/strokes.js').Stroke} stroke @param {string} [under] */
const line = (stroke, under) => svg`<polyline class=${under ?? stroke.colour} style=${`--width:${stroke.width}`}
  points=${(stroke.points.length > 1 ? stroke.points : [...stroke.points, ...stroke.points]).map(point => point.join(',')).join(' ')}></polyline>`;

/** Strokes, each with a dark edge, so that white is seen on white. @param {import('../hands/strokes.js').Stroke[]} strokes */
export const drawn = strokes => strokes.map(stroke => svg`${line(stroke, 'under')}${line(stroke)}`);

export class DrawOver extends LitElement {
  static styles = [ink, css`
    :host { position: absolute; inset: 0; z-index: 1; display: block; pointer-events: none !important; }  /* the stage lets slotted parts be pressed; this one only lies there */
    .picture { position: absolute; container-type: inline-size; }
    svg { position: absolute; inset: 0; }
    .note { opacity: 0; transition: opacity .18s; } .note.on { opacity: 1; }
    .pen { pointer-events: auto; cursor: crosshair; touch-action: none; outline: 1px solid var(--accent); outline-offset: -1px; }
    @media (prefers-reduced-motion: reduce) { .note { transition: none; } }
  `];

  constructor() {
    super();
    /** @type {(() => void)[]} */
    this.away = [];
    /** @type {{colour: string, width: number, points: number[][], pressed: number[]} | null} */
    this.stroke = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [follow(() => this.requestUpdate()), watchNotes(() => this.requestUpdate()), transport.onFrame(frame => this.at(frame)),
      offer(this.commands())];
    this.sizes = new ResizeObserver(() => this.fit());
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes?.disconnect();
    for (const stop of this.away) stop();
  }

  /** Notes that are drawn, of the cut that is on. @returns {any[]} */
  get rows() {
    if (!state.cut || state.on !== state.cut.id) return [];
    return (state.notes?.rows ?? []).filter((/** @type {any} */ row) => row.drawing.length && (!row.resolved || row.number === noting.picked));
  }

  render() {
    const writes = noting.open && !hindered();
    return html`<div class="picture">
      ${this.rows.map(row => html`<svg class="ink note" data-note=${row.number} viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img"
        aria-label=${`drawing of note ${row.number}`}>${drawn(row.drawing.map(read))}</svg>`)}
      ${writes ? html`<svg class="ink pen" viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" aria-label="draw on the picture"
        @pointerdown=${this.down} @pointermove=${this.moved} @pointerup=${this.up} @pointercancel=${this.up}>
        <rect width="1000" height="1000" fill="transparent"></rect>${drawn(noting.draft.strokes)}${svg`<polyline class="live"></polyline>`}</svg>` : ''}
    </div>`;
  }

  updated() {
    this.fit();
    this.at(transport.frame);
  }

  /** Lie on the picture and on nothing of the black around it. */
  fit() {
    const box = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.picture'));
    if (!box) return;
    const shown = this.parentElement?.shadowRoot?.querySelector('video.on');
    const movie = shown instanceof HTMLVideoElement && shown.videoWidth ? shown : null;
    if (shown && !movie) shown.addEventListener('loadedmetadata', () => this.fit(), {once: true});
    const [wide, high] = [this.clientWidth, this.clientHeight];
    const share = movie ? Math.min(wide / movie.videoWidth, high / movie.videoHeight) : 0;
    const [width, height] = movie ? [movie.videoWidth * share, movie.videoHeight * share] : [wide, high];
    Object.assign(box.style, {left: `${(wide - width) / 2}px`, top: `${(high - height) / 2}px`, width: `${width}px`, height: `${height}px`});
  }

  /** Which drawings are on. Not through the template: it is asked with every picture. @param {number} frame */
  at(frame) {
    const notes = this.renderRoot.querySelectorAll('.note');
    if (!notes.length) return;
    const there = noting.drawings && !noting.open ? this.rows.filter(row => isOn(row, frame)) : [];
    const alone = there.filter(row => row.number === noting.picked);  // the one that somebody went to, before others
    const on = new Set((alone.length ? alone : there).map(row => String(row.number)));
    for (const one of notes) one.classList.toggle('on', on.has(one.getAttribute('data-note') ?? ''));
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (event.button || this.stroke) return;
    event.preventDefault();  // the words keep the keyboard
    transport.stop();
    const pen = /** @type {Element} */ (event.currentTarget);
    pen.setPointerCapture(event.pointerId);
    this.stroke = {colour: noting.colour, width: widthOf([event.pressure]), points: [], pressed: []};
    this.moved(event);
  }

  /** @param {PointerEvent} event */
  moved(event) {
    const pen = /** @type {Element} */ (event.currentTarget);
    const {stroke} = this;
    if (!stroke) return;
    for (const one of event.getCoalescedEvents?.().length ? event.getCoalescedEvents() : [event]) {
      stroke.points.push(placed(one.clientX, one.clientY, pen.getBoundingClientRect()));
      stroke.pressed.push(one.pressure);
    }
    stroke.width = widthOf(stroke.pressed);
    const live = /** @type {SVGElement} */ (pen.querySelector('.live'));
    live.setAttribute('class', `live ${stroke.colour}`);
    live.style.setProperty('--width', String(stroke.width));
    live.setAttribute('points', [stroke.points[0], ...stroke.points].map(point => point.join(',')).join(' '));
  }

  up() {
    const {stroke} = this;
    this.stroke = null;
    this.renderRoot.querySelector('.live')?.setAttribute('points', '');
    if (!stroke?.points.length) return;
    const strokes = [...noting.draft.strokes, {colour: stroke.colour, width: stroke.width, points: thin(stroke.points)}];
    if (tooMuch(strokes)) say(`a drawing has up to ${STROKES} strokes; save this one, and go on in another note`, true);
    else write({strokes});
  }

  /** Open the note box, with what was begun before. */
  begin() {
    const why = hindered();
    if (why) return say(why, true);
    transport.stop();
    const {draft} = noting;
    const goesOn = begun() && draft.scene === state.scene && draft.cut === state.cut.id;
    if (!goesOn) write({scene: state.scene, cut: state.cut.id, ...meant()});
    else transport.seek(draft.start);
    nowNoting({open: true});
    this.dispatchEvent(new CustomEvent('panel', {detail: 'notes', bubbles: true, composed: true}));
    return say(goesOn ? 'the note that was begun; Ctrl Enter saves it' : 'write, draw on the picture, or both; Ctrl Enter saves, Esc keeps it for later');
  }

  async mark() {
    const why = hindered();
    if (why) return say(why, true);
    return act('marker', {at: String(transport.frame), scene: state.scene}, {over: state.cut.id});
  }

  /** @param {1|-1} way */
  next(way) {
    const open = (state.notes?.rows ?? []).filter((/** @type {any} */ row) => !row.resolved);
    const row = nextNote(open, transport.frame, noting.picked, way);
    return row ? goTo(row) : say('no open note is in this cut; Shift A writes one, A drops a marker');
  }

  /** @returns {import('../commands.js').Command[]} */
  commands() {
    const cut = () => Boolean(state.cut);
    const open = () => noting.open;
    return [
      {id: 'marker', says: 'drop a marker at the playhead', group: 'notes', keys: ['a'], run: () => this.mark()},
      {id: 'note', says: 'write a note here, or from in to out, and draw on the picture', group: 'notes', keys: ['Shift+a'], run: () => this.begin()},
      {id: 'next-note', says: 'go to the next open note', group: 'notes', keys: ['Shift+ArrowDown'], when: cut, run: () => this.next(1)},
      {id: 'last-note', says: 'go to the open note before', group: 'notes', keys: ['Shift+ArrowUp'], when: cut, run: () => this.next(-1)},
      {id: 'drawings', says: 'show or hide what is drawn on the picture', group: 'notes', keys: ['Shift+d'], when: cut,
        run: () => { nowNoting({drawings: !noting.drawings}); say(noting.drawings ? 'drawings are shown' : 'drawings are hidden'); }},
      {id: 'save-note', says: 'save the note', group: 'notes', keys: ['Ctrl+Enter'], when: open, run: () => save()},
      {id: 'keep-note', says: 'close the note and keep it for later', group: 'notes', keys: ['Escape'], when: open, run: () => keep()},
      {id: 'unstroke', says: 'take the last stroke of the drawing back', group: 'notes', keys: ['Backspace', 'Ctrl+z'],
        when: () => noting.open && noting.draft.strokes.length > 0, run: () => write({strokes: noting.draft.strokes.slice(0, -1)})},
    ];
  }
}

/** Go to a note's first frame; on the circled cut, for there it is. @param {any} row */
export async function goTo(row) {
  nowNoting({picked: row.number});
  say(`${row.marker ? 'marker' : 'note'} ${row.number} at ${row.place}: ${row.text || (row.drawing.length ? 'a drawing' : 'no words')}`);
  if (row.found === 'gone') return say(`the frames of note ${row.number} are gone from the cut`);
  if (state.on !== state.cut?.id) return play(state.cut.id, row.start, false);
  transport.stop();
  return transport.seek(row.start);
}

/** Save the note; where it cannot be saved, it stays open. */
export async function save() {
  const {draft} = noting;
  if (!begun()) return say('the note is empty; write something, or draw on the picture', true);
  const given = {at: String(draft.start), to: String(draft.out), text: draft.text.trim(), drawing: draft.strokes.flatMap(told), scene: draft.scene};
  const said = await act('note', given, {over: draft.cut});
  if (said) {
    wipe();
    nowNoting({picked: Number(/^note (\d+)/.exec(said.says)?.[1] ?? 0)});
  }
  return said;
}

/** Close the box; what was begun is there when it is opened again. */
export function keep() {
  const words = begun() ? 'the note is kept; Shift A opens it again' : '';
  if (begun()) nowNoting({open: false});
  else wipe();
  say(words);
}

customElements.define('draw-over', DrawOver);
