/** The timeline of a cut: script lines, pictures, sound and where they part; it is cut here by pointer and by key. */
import {LitElement, html} from 'lit';
import {offer, offered} from '../commands.js';
import {hands as inTurn} from '../hand.js';
import {joints, long, soundEdges} from '../hands/joints.js';
import {kept, near, paged, placed, rows, scrolled, shows, whole, zoomed} from '../hands/lanes.js';
import {takeId} from '../hands/rows.js';
import {named, said} from '../hands/shots.js';
import {fps} from '../hands/time.js';
import {follow, say, set, state} from '../store.js';
import {transport} from '../transport.js';
import {looks} from './looks.js';
import './take-picker.js';
import {commands} from './timeline-commands.js';
import {Hands, choice} from './timeline-hands.js';
import {lanes} from './timeline-looks.js';
import {paint} from './timeline-paint.js';
import {Pointer} from './timeline-pointer.js';
import {Stills} from './timeline-stills.js';
import {Waves} from './timeline-waves.js';
import './trim-tag.js';

const COLOURS = ['wall', 'desk', 'panel', 'edge', 'dim', 'text', 'bright', 'accent', 'good', 'bad'];

/** What a pointer does to the shot at the playhead, beside dragging: command, word, what it says. */
const HANDS = /** @type {const} */ ([['split', 'Split', 'split the shot at the playhead (S)'], ['swap', 'Swap', 'another take of this line (W, or double-click a shot)'],
  ['pin-take', 'Pin', 'this take stays on its line in every cut (P)'], ['veto-take', 'Veto', 'never this take on its line (V)']]);

/** By how much a press zooms. Source: our choice; two presses double. */
const ZOOM = Math.SQRT2;

export class CutTimeline extends LitElement {
  static properties = {cut: {attribute: false}, board: {attribute: false}, rolling: {state: true}, picking: {state: true}};

  static styles = [looks, lanes];

  constructor() {
    super();
    /** @type {import('../hands/joints.js').Cut | null} */
    this.cut = null;
    /** @type {any} */
    this.board = null;
    this.rolling = choice.rolling;
    /** @type {{shot: number, line: string, listening: boolean} | null} */
    this.picking = null;
    /** @type {import('../hands/lanes.js').View} */
    this.view = {from: 0, per: 1, width: 1};
    this.fitted = true;
    this.loose = false;
    this.last = 0;
    this.asked = 0;
    this.edits = /** @type {import('../hands/joints.js').Joint[]} */ ([]);
    this.sounds = /** @type {import('../hands/lanes.js').SoundEdge[]} */ ([]);
    this.spans = /** @type {import('../hands/lanes.js').Span[]} */ ([]);
    this.takes = new Map();
    this.texts = new Map();
    this.setups = new Map();
    /** @type {(() => void)[]} */
    this.away = [];
    this.waves = new Waves(() => this.draw());
    this.stills = new Stills(() => this.draw());
    this.hands = new Hands(this);
    this.pointer = new Pointer(this);
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [transport.onFrame(frame => this.at(frame)), follow(() => { this.hands.followed(); this.requestUpdate(); }), offer(commands(this)), inTurn.collects(() => this.hands.nudge.flush())];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.away) stop();
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (changed.has('board')) this.learn();
    if (changed.has('cut')) this.lay(changed.get('cut'));
  }

  /** What the board says of takes and lines. */
  learn() {
    const {takes = [], lines = []} = this.board ?? {};
    this.takes = new Map(takes.map((/** @type {any} */ take) => [takeId(take), take]));
    this.texts = new Map(lines.map((/** @type {any} */ line) => [line.id, line]));
    this.setups = new Map([...new Set([...this.takes.keys()].map(take => take.split('/')[0]))].map((setup, n) => [setup, n]));
  }

  /** Another cut is laid out: what was picked stays only where that shot is of the same take. @param {any} before */
  lay(before) {
    const {cut} = this;
    this.edits = cut ? joints(cut) : [];
    this.sounds = cut ? soundEdges(cut, this.edits) : [];
    this.spans = cut?.shots.map(([at, shot], n) => ({n, at, out: at + long(shot)})) ?? [];
    this.view = cut && !this.fitted ? kept(this.view, cut.frames) : whole(this.view.width, cut?.frames ?? 1);
    const {picked} = state;
    const take = cut?.shots[picked?.shot ?? -1]?.[1].take;
    if (picked && (take === undefined || take !== before?.shots[picked.shot]?.[1].take)) queueMicrotask(() => set({picked: null}));
  }

  render() {
    const {cut} = this;
    const what = cut ? said(cut, state.picked, this.edits, this.takes) : '';
    return html`
      <div class="bar">
        <button aria-pressed=${this.rolling} title="an edit moves and nothing else does (R)" @click=${() => this.turn(true)}>Roll</button>
        <button aria-pressed=${!this.rolling} title="an edge moves and takes all that follows along (R)" @click=${() => this.turn(false)}>Ripple</button>
        ${HANDS.map(([id, says, title]) => html`<button ?disabled=${!cut} title=${title} @click=${() => this.hand(id)}>${says}</button>`)}
        <span class="said" aria-live="polite" title=${what}>${what}</span>
        <button class="push" aria-label="zoom out" title="zoom out (−)" ?disabled=${!cut} @click=${() => this.zoom(-1)}>−</button>
        <button aria-label="zoom in" title="zoom in (=)" ?disabled=${!cut} @click=${() => this.zoom(1)}>+</button>
        <button title="show what is picked, or all (Z)" ?disabled=${!cut} @click=${() => this.fit()}>Fit</button>
      </div>
      <div class="stage"><canvas aria-hidden="true" @pointerdown=${this.pointer.down} @pointermove=${this.pointer.move} @pointerup=${this.pointer.up}
          @pointercancel=${this.pointer.cancel} @pointerleave=${this.pointer.leave} @dblclick=${this.pointer.double} @wheel=${this.wheel}></canvas>
        <div class="near"></div><div class="ghost"></div><div class="head"></div>
        ${cut ? '' : html`<p class="empty">Play a cut, and its shots, sounds and lines are laid out here.</p>`}</div>
      <ul class="hidden" role="listbox" tabindex=${cut ? 0 : -1} aria-label="shots of the cut" aria-activedescendant=${state.picked ? `s${state.picked.shot + 1}` : ''}>
        ${cut?.shots.map((_, n) => html`<li role="option" id=${`s${n + 1}`} aria-selected=${state.picked?.shot === n}>${named(cut, n)}</li>`) ?? ''}</ul>
      <div class="scroll" aria-hidden="true" @pointerdown=${this.drag} @pointermove=${this.drag}><i></i></div>
      <trim-tag></trim-tag>
      ${this.picking ? html`<take-picker .cut=${cut} .board=${this.board} .shot=${this.picking.shot} .line=${this.picking.line} .listening=${this.picking.listening}
        @close=${() => { this.picking = null; }}></take-picker>` : ''}`;
  }

  /** @param {string} name @returns {any} */
  inner(name) { return this.renderRoot.querySelector(name); }

  firstUpdated() {
    const canvas = this.inner('canvas');
    const style = getComputedStyle(this);
    this.colours = Object.fromEntries(COLOURS.map(name => [name, style.getPropertyValue(`--${name}`).trim()]));
    new ResizeObserver(() => this.sized(canvas)).observe(canvas);
  }

  updated() { this.draw(); }

  /** @param {HTMLCanvasElement} canvas */
  sized(canvas) {
    const width = canvas.clientWidth;
    if (!width) return;
    this.em = parseFloat(getComputedStyle(this).fontSize);
    this.lanes = rows(canvas.clientHeight, this.em);
    [canvas.width, canvas.height] = [Math.round(width * devicePixelRatio), Math.round(canvas.clientHeight * devicePixelRatio)];
    this.look(this.fitted ? whole(width, this.cut?.frames ?? 1) : kept({...this.view, width}, this.cut?.frames ?? 1));
    this.paint();
  }

  /** Draw with the next picture of the screen. */
  draw() {
    this.asked ||= requestAnimationFrame(() => this.paint());
  }

  paint() {
    cancelAnimationFrame(this.asked);
    this.asked = 0;
    const {cut, lanes, view, colours} = this;
    if (!lanes || !colours) return;
    const ink = /** @type {CanvasRenderingContext2D} */ (this.inner('canvas').getContext('2d'));
    ink.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    if (!cut) return void ink.clearRect(0, 0, view.width, lanes.sound.top + lanes.sound.high);
    this.stills.begin();
    const [rate, own] = [fps(cut.rate), cut.id === state.cut?.id];
    paint({ink, view, lanes, cut, colours, em: this.em ?? 13, rate: Math.round(rate), edits: this.edits, sounds: this.sounds, texts: this.texts,
      takes: this.takes, setups: this.setups, stays: this.stays(), still: (take, frame) => this.stills.of(take, frame),
      waves: this.waves.layer(cut, view, lanes.sound.high, devicePixelRatio, rate, colours.dim), picked: state.picked, range: state.range,
      notes: own ? state.notes?.rows ?? [] : []});
    this.headed(transport.frame);
    const thumb = this.inner('.scroll i');
    thumb.style.visibility = view.per * cut.frames > view.width + 1 ? 'visible' : 'hidden';
    thumb.style.left = `${100 * view.from / cut.frames}%`;
    thumb.style.width = `${100 * view.width / view.per / cut.frames}%`;
  }

  /** Shots whose take is pinned on one of their lines. */
  stays() {
    const pins = this.board?.pins ?? [];
    return new Set(this.cut?.shots.flatMap(([, shot], n) => pins.some((/** @type {any} */ one) =>
      one.take === shot.take && (!one.line || shot.lines.includes(one.line))) ? [n] : []));
  }

  /** Where the playhead stands. Not a property: it changes with every picture. @param {number} frame */
  at(frame) {
    const {cut, view} = this;
    if (!cut) return;
    const was = shows(view, this.last);
    this.last = frame;
    if (shows(view, frame)) this.loose = false;
    else if (was || (transport.speed && !this.loose)) this.look(paged(view, frame, cut.frames));
    this.headed(frame);
  }

  /** @param {number} frame */
  headed(frame) {
    const head = this.inner('.head');
    const x = placed(this.view, frame);
    head.style.visibility = this.cut && x >= 0 && x <= this.view.width ? 'visible' : 'hidden';
    head.style.transform = `translateX(${x}px)`;
  }

  /** @param {import('../hands/lanes.js').View} view */
  look(view) {
    this.view = view;
    this.fitted = view.per * (this.cut?.frames ?? 1) <= view.width + .5;
    this.draw();
  }

  /** Zoom about the playhead where it is on show, else about the middle. @param {1 | -1} way */
  zoom(way) {
    const x = placed(this.view, transport.frame);
    if (this.cut) this.look(zoomed(this.view, ZOOM ** way, x >= 0 && x <= this.view.width ? x : this.view.width / 2, this.cut.frames));
  }

  /** What is picked fills the timeline; again, all of the cut. */
  fit() {
    const {cut, view} = this;
    const span = this.spans[state.picked?.shot ?? -1];
    if (!cut) return;
    const close = span && near(view.width, span.at, span.out, cut.frames);
    this.look(close && (Math.abs(close.per - view.per) > 1e-6 || Math.abs(close.from - view.from) > .5) ? close : whole(view.width, cut.frames));
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    if (!this.cut) return;
    event.preventDefault();
    this.loose = true;
    this.look(event.ctrlKey ? zoomed(this.view, Math.exp(-Math.max(-50, Math.min(50, event.deltaY)) * .01), event.offsetX, this.cut.frames)
      : scrolled(this.view, event.deltaX || event.deltaY, this.cut.frames));
  }

  /** @param {PointerEvent} event */
  drag(event) {
    const bar = /** @type {HTMLElement} */ (event.currentTarget);
    if (!event.buttons || !this.cut) return;
    bar.setPointerCapture(event.pointerId);
    const at = (event.clientX - bar.getBoundingClientRect().left) / bar.clientWidth * this.cut.frames;
    this.look(kept({...this.view, from: at - this.view.width / this.view.per / 2}, this.cut.frames));
  }

  /** Do what a key does. @param {string} id */
  hand(id) {
    const command = offered().find(one => one.id === id);
    if (command?.when?.() ?? true) command?.run();
  }

  /** @param {boolean} rolling */
  turn(rolling) {
    this.rolling = rolling;
    choice.rolling = rolling;
    say(rolling ? 'roll: an edit moves, and nothing else does' : 'ripple: an edge moves, and all that follows moves along');
  }
}

customElements.define('cut-timeline', CutTimeline);
