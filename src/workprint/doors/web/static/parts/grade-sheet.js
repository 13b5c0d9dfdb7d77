/** The grade as sentences: what is done to this shot and to all of them, each operation with its knobs and a pin. */
import {LitElement, html, css} from 'lit';
import {verb} from '../api.js';
import {circled, colour, followColour, gradingOf, name, put, reread} from '../colour.js';
import {change, hands} from '../colour-hands.js';
import {offer} from '../commands.js';
import {along, differences, isGrade, pressed, rows, valueAt, verdict, written} from '../hands/graded.js';
import {latest} from '../hands/latest.js';
import {Nudge} from '../hands/nudge.js';
import {act, say, state} from '../store.js';
import {looks} from './looks.js';

/** Steps of a slider. Source: our choice; finer than a pixel of it on most screens. */
const FINE = 1000;

/** @typedef {import('../hands/graded.js').Row} Row */
/** @typedef {import('../hands/graded.js').Knob} Knob */
/** @typedef {{kind: string, knob: string}} Grip */

export class GradeSheet extends LitElement {
  static properties = {of: {state: true}, picked: {state: true}, turned: {state: true}, differs: {state: true}};

  static styles = [looks, css`
    :host { display: grid; align-content: start; gap: 5px; }
    .of { display: flex; gap: 3px; align-items: center; } .of button { padding: 1px 9px; } .of .dim { margin-left: auto; font-size: .92em; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .op { background: var(--panel); border-radius: 4px; padding: 3px 6px; display: grid; gap: 2px; border: 1px solid transparent; }
    .op.open { border-color: var(--edge); }
    .op > div { display: flex; gap: 6px; align-items: baseline; }
    .says { flex: 1; text-align: left; background: none; border: 0; padding: 0; min-width: 0; }
    .says b { font-weight: 600; color: var(--bright); }
    .pin { padding: 0 7px; line-height: 1.35; font-size: .92em; } .pin[aria-pressed="true"] { background: var(--accent); color: var(--wall); }
    label { display: grid; grid-template: auto auto / 1.7em minmax(0, 1fr) 1.7em; gap: 0 4px; align-items: center; border-radius: 3px; padding: 1px 2px; }
    label.picked { background: #333; }
    label > span { grid-column: 1 / -1; display: flex; justify-content: space-between; gap: 6px; font-size: .9em; line-height: 1.15; white-space: nowrap; }
    label .value { color: var(--bright); font-variant-numeric: tabular-nums; }
    label button { padding: 0; line-height: 1.25; }
    input { width: 100%; height: 1.1em; margin: 0; padding: 0; border: 0; background: none; accent-color: var(--accent); cursor: ew-resize; }
    .rest input { accent-color: var(--dim); }
    .more { display: flex; flex-wrap: wrap; gap: 3px; } .more button { padding: 0 8px; font-size: .93em; }
    table { border-collapse: collapse; font-size: .93em; width: 100%; } td, th { text-align: left; vertical-align: top; padding: 2px 5px; border-top: 1px solid var(--edge); font-weight: 400; }
    .guards { display: grid; gap: 1px; font-size: .93em; } .broken { color: var(--bad); }
    p { margin: 0; } .chain { font-size: .9em; }
  `];

  constructor() {
    super();
    /** 'shot' or 'look'. */
    this.of = 'look';
    /** @type {Grip} the knob that keys turn */
    this.picked = {kind: '', knob: ''};
    /** @type {(Grip & {shot: number, value: number}) | null} the knob that is being turned */
    this.turned = null;
    this.differs = false;
    this.trying = latest((/** @type {Record<string, unknown>} */ given) => verb('nudge', given, {tried: true}), answer => { if (this.turned) put({tried: answer.alt}); },
      trouble => { say(trouble.message, true); this.drop(); });
    /** Presses of a key within a quarter of a second are one version. */
    this.nudge = new Nudge((/** @type {Grip & {shot: number, from: number}} */ grip, presses) => this.set(grip, pressed(this.knob(grip), grip.from, presses)),
      pending => { if (pending) this.turn(pending.grip, pressed(this.knob(pending.grip), pending.grip.from, pending.frames), pending.grip.shot); });
    /** @type {(() => void)[]} */
    this.away = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [followColour(() => this.requestUpdate()), offer(this.commands()), hands.collects(() => this.nudge.flush())];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.away) stop();
  }

  get grading() { return gradingOf(isGrade(colour.on) ? colour.on : 'ungraded'); }

  /** Number of the shot that is worked on; 0 for the look. */
  get shot() { return this.of === 'shot' ? colour.shot + 1 : 0; }

  /** @returns {Row[]} */
  get rows() { return this.grading ? rows(colour.kinds, this.grading, this.shot) : []; }

  render() {
    const {grading} = this;
    if (!grading) return html`<p class="dim">reading the grade …</p>`;
    const all = this.rows;
    const [set, rest] = [all.filter(row => row.set || row.kind.name === this.picked.kind), all.filter(row => !row.set && row.kind.name !== this.picked.kind)];
    const theirs = circled() && colour.on !== circled();
    return html`<div class="of" role="group" aria-label="what is worked on"><button aria-pressed=${this.of === 'look'} @click=${() => { this.of = 'look'; }}>The look</button>
        <button aria-pressed=${this.of === 'shot'} @click=${() => { this.of = 'shot'; }}>Shot ${colour.shot + 1}</button>
        <span class="dim">${name(colour.on)}${theirs ? ': circle it (C) to change it' : ''}</span></div>
      ${set.length ? '' : html`<p class="dim">${this.of === 'look' ? 'Nothing is done to the whole scene.' : 'This shot has nothing of its own: only the look.'}</p>`}
      ${set.map(row => this.op(row))}
      <div class="more" role="group" aria-label="operations at rest">${rest.map(row => html`<button title=${row.kind.about} @click=${() => this.pick(row.kind.name)}>+ ${row.kind.name}</button>`)}</div>
      ${this.differs ? this.beside() : ''}${this.report(grading)}`;
  }

  /** @param {Row} row */
  op(row) {
    const open = row.kind.name === this.picked.kind;
    return html`<div class="op ${open ? 'open' : ''}"><div><button class="says" aria-expanded=${open} title=${row.kind.about} @click=${() => this.pick(open ? '' : row.kind.name)}><b>${row.kind.name}</b> ${row.says || 'at rest'}</button>
        ${isGrade(colour.on) ? html`<button class="pin" aria-pressed=${row.kept} aria-label=${`${row.kept ? 'let vary again' : 'keep as it is, let the rest vary'}: ${row.kind.name}`}
          title="keep it: every grade from now on has it (P)" @click=${() => this.pin(row)}>${row.kept ? 'kept' : 'keep'}</button>` : ''}</div>
      ${open ? row.kind.knobs.map((knob, n) => this.slider(row, knob, row.values[n])) : ''}</div>`;
  }

  /** @param {Row} row @param {Knob} knob @param {number} stood */
  slider(row, knob, stood) {
    const grip = {kind: row.kind.name, knob: knob.name};
    const turned = this.turned?.kind === grip.kind && this.turned.knob === grip.knob ? this.turned.value : stood;
    const picked = this.picked.knob === knob.name;
    const shown = written(knob, turned);
    return html`<label class="${picked ? 'picked' : ''} ${turned === knob.rest ? 'rest' : ''}" title=${`${knob.less && `${knob.less} … ${knob.more}; `}${knob.unit}`}>
      <span><span class="dim">${knob.name}${turned !== knob.rest ? `: ${turned < knob.rest ? knob.less : knob.more}` : ''}</span><span class="value">${shown}</span></span>
      <button tabindex="-1" aria-label=${`${knob.name} down`} @click=${() => this.press(grip, -1)}>−</button>
      <input type="range" min="0" max=${FINE} .value=${String(Math.round(FINE * along(knob, turned)))} aria-label=${`${row.kind.name} ${knob.name}`} aria-valuetext=${shown}
        @focus=${() => { this.picked = grip; }} @input=${(/** @type {any} */ event) => this.turn(grip, valueAt(knob, Number(event.target.value) / FINE))}
        @change=${() => { if (this.turned) void this.set({...grip, shot: this.turned.shot}, this.turned.value); }}
        @dblclick=${() => this.set({...grip, shot: this.shot}, knob.rest)} @keydown=${(/** @type {KeyboardEvent} */ event) => this.keyed(event, grip)}>
      <button tabindex="-1" aria-label=${`${knob.name} up`} @click=${() => this.press(grip, 1)}>+</button></label>`;
  }

  /** What sets the grade apart from the one it stands against, operation by operation. */
  beside() {
    const [here, there] = [this.grading, gradingOf(colour.against)];
    if (!here || !there) return html`<p class="dim">Choose a grade to set it beside (A).</p>`;
    const found = differences(colour.kinds, here, there, this.shot);
    return html`<table aria-label="what sets the two apart"><tr><th scope="col">apart in</th><th scope="col">${name(colour.on)}</th><th scope="col">${name(colour.against)}</th></tr>
      ${found.map(each => html`<tr><th scope="row">${each.kind}</th><td>${each.here}</td><td>${each.there}</td></tr>`)}
      ${found.length ? '' : html`<tr><td colspan="3">Nothing, in ${this.of === 'look' ? 'the look' : `shot ${this.shot}`}.</td></tr>`}</table>`;
  }

  /** @param {import('../hands/graded.js').Grading} grading */
  report(grading) {
    return html`<div class="guards" role="group" aria-label="guards">${grading.guards.map(one => html`<span class=${one.ok ? 'dim' : 'broken'} title=${one.says}>${one.ok ? '✓' : '▲'} ${verdict(one)}${one.ok ? '' : `: ${one.says}`}</span>`)}</div>
      <p class="dim chain">${grading.chain}</p>`;
  }

  /** Open an operation, its first knob under the keys. @param {string} kind */
  async pick(kind, knob = colour.kinds.find(one => one.name === kind)?.knobs[0].name ?? '') {
    this.picked = {kind, knob};
    await this.updateComplete;
    this.renderRoot.querySelector('label.picked')?.scrollIntoView({block: 'nearest'});
  }

  /** @param {Grip} grip @returns {Knob} */
  knob(grip) {
    return /** @type {Knob} */ (colour.kinds.find(one => one.name === grip.kind)?.knobs.find(one => one.name === grip.knob));
  }

  /** Where a knob stands. @param {Grip} grip */
  stands(grip) {
    const row = this.rows.find(one => one.kind.name === grip.kind);
    return row?.values[row.kind.knobs.findIndex(one => one.name === grip.knob)] ?? 0;
  }

  get mine() { return colour.on === (circled() || 'ungraded'); }

  /** See a knob turned; nothing is on the record yet. @param {Grip} grip @param {number} value @param {number} [shot] */
  turn(grip, value, shot = this.shot) {
    if (!this.mine) return;
    if (value === this.stands(grip)) return void this.drop();
    this.turned = {...grip, value, shot};
    void this.trying.ask({kind: grip.kind, knob: grip.knob, value, shot, scene: state.scene});
  }

  /** A press of a key or of − and +. @param {Grip} grip @param {number} presses */
  press(grip, presses) {
    if (!this.knob(grip)) return say('open an operation first; [ and ] go from knob to knob');
    if (!this.mine) return say('this is not the circled grade; circle it first (C): hands work on the circled grade', true);
    this.picked = grip;
    const pending = this.nudge.pending?.grip;
    const from = pending?.kind === grip.kind && pending.knob === grip.knob ? pending.from : this.stands(grip);
    return this.nudge.press({...grip, shot: this.shot, from}, presses);
  }

  /** Let go: it is a version. @param {Grip & {shot: number}} grip @param {number} value */
  async set({kind, knob, shot}, value) {
    this.trying.drop();
    if (value !== this.stands({kind, knob})) await change('nudge', {kind, knob, value, shot});
    this.drop();
  }

  drop() {
    this.trying.drop();
    this.turned = null;
    if (colour.tried) put({tried: ''});
  }

  /** @param {KeyboardEvent} event @param {Grip} grip */
  keyed(event, grip) {
    if (event.key === 'Backspace') void this.set({...grip, shot: this.shot}, this.knob(grip).rest);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') this.press(grip, event.key === 'ArrowLeft' ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Row} row */
  async pin(row) {
    if (!this.mine) return say('this is not the circled grade; circle it first (C): what is kept is kept of the circled grade', true);
    if (await act(row.kept ? 'release' : 'keep', {kind: row.kind.name, shot: this.shot, scene: state.scene})) reread();
  }

  /** The next knob of all there are. @param {number} way */
  next(way) {
    const all = colour.kinds.flatMap(kind => kind.knobs.map(knob => ({kind: kind.name, knob: knob.name})));
    const at = all.findIndex(one => one.kind === this.picked.kind && one.knob === this.picked.knob);
    const to = all[(at + way + all.length) % all.length] ?? all[0];
    void this.pick(to.kind, to.knob);
    say(`${this.of === 'look' ? 'the look' : `shot ${this.shot}`}: ${to.kind}, ${to.knob} ${written(this.knob(to), this.stands(to))}; − and + turn it`);
  }

  /** @returns {import('../commands.js').Command[]} */
  commands() {
    const ready = () => Boolean(this.grading && colour.kinds.length);
    const pressing = (/** @type {number} */ way) => () => this.press(this.picked, way);
    return [
      {id: 'knob-next', says: 'the next knob of the grade', group: 'hands', keys: [']'], when: ready, run: () => this.next(1)},
      {id: 'knob-back', says: 'the knob before', group: 'hands', keys: ['['], when: ready, run: () => this.next(-1)},
      // While A or B is asked, = answers it.
      {id: 'knob-more', says: 'turn the knob up', group: 'hands', get keys() { return colour.asked ? ['+'] : ['+', '=']; }, when: ready, run: pressing(1)},
      {id: 'knob-less', says: 'turn the knob down', group: 'hands', keys: ['-'], when: ready, run: pressing(-1)},
      {id: 'knob-rest', says: 'set the knob to rest', group: 'hands', keys: ['Backspace'], when: () => ready() && Boolean(this.picked.knob),
        run: () => this.set({...this.picked, shot: this.shot}, this.knob(this.picked).rest)},
      {id: 'of', says: 'work on this shot, or on the look over all', group: 'hands', keys: ['z'], when: ready, run: () => { this.of = this.of === 'look' ? 'shot' : 'look'; }},
      {id: 'keep', says: 'keep this operation, and let the rest vary; again lets it vary', group: 'hands', keys: ['p'], when: ready,
        run: () => { const row = this.rows.find(one => one.kind.name === this.picked.kind); return row ? this.pin(row) : say('open an operation first; [ and ] go from knob to knob'); }},
      {id: 'differs', says: 'what sets the two grades apart, in words', group: 'comparing', keys: ['d'], when: ready, run: () => { this.differs = !this.differs; }},
    ];
  }
}

customElements.define('grade-sheet', GradeSheet);
