/** The colour room: the cut with a grade on, six grades beside it, scopes and every shot under it. */
import {LitElement, html, css} from 'lit';
import {colour, followColour, goTo, gradingOn, name, others, put, putOn, shownNow} from '../colour.js';
import {come, enough, mark, open, propose, show} from '../colour-hands.js';
import {offer} from '../commands.js';
import '../parts/cut-player.js';
import '../parts/grade-picture.js';
import '../parts/grade-sheet.js';
import '../parts/grade-tray.js';
import '../parts/grade-versions.js';
import '../parts/grade-wish.js';
import {looks} from '../parts/looks.js';
import '../parts/scope-view.js';
import '../parts/shot-strip.js';
import '../parts/space-asker.js';
import '../parts/still-gallery.js';
import '../parts/tone-dials.js';
import '../parts/tone-panel.js';
import '../parts/why-box.js';
import {say, state} from '../store.js';
import {followTones} from '../tones.js';
import {transport} from '../transport.js';
import {Asking} from './colour-asking.js';
import {PANELS, commands} from './colour-commands.js';

/** A window in which the dials stand above the panels. */
const TALL = '(min-height: 900px)';

/** Greys around the picture, each neutral. Source: our choice; the last is about what a grey card is on a screen. */
const SURROUNDS = ['#1c1c1c', '#000', '#5f5f5f'];

export class ColourPage extends LitElement {
  static properties = {panel: {state: true}, why: {state: true}, asking: {state: true}, surround: {state: true}, alone: {type: Boolean, reflect: true}};

  static styles = [looks, css`
    :host { display: grid; height: 100%; gap: var(--gap); grid-template: minmax(0, 1fr) auto auto / minmax(0, 1fr) minmax(24em, 28%); --surround: #1c1c1c; }
    .stage { grid-area: 1 / 1; position: relative; min-height: 0; } cut-player { height: 100%; background: var(--surround); }
    .tools { grid-area: 2 / 1; display: flex; gap: 6px; align-items: center; min-width: 0; } .tools :is(grade-wish, a-or-b) { flex: 1; min-width: 0; height: auto; gap: 0; --pad: 0; } .tools [hidden] { display: none; }
    .tools .ways { display: flex; gap: 2px; } .tools .ways button { padding: 2px 8px; } .tools select { max-width: 11em; }
    .under { grid-area: 3 / 1; min-width: 0; height: clamp(11.5em, 23vh, 27em); display: grid; grid-template-columns: minmax(17em, 30%) minmax(0, 1fr); gap: var(--gap); }
    aside { grid-area: 1 / 2 / 4 / 3; display: grid; grid-template-rows: auto auto minmax(9em, 1fr); gap: var(--gap); min-height: 0; }
    .six { overflow: auto; max-height: 62vh; }
    .panel { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: 5px; min-height: 0; }
    .panel nav { display: flex; gap: 3px; flex-wrap: wrap; } .panel nav button { padding: 1px 8px; } .beside { min-height: 0; overflow: auto; padding: 2px; }
    :host([alone]) .stage { grid-area: 1 / 1 / 4 / 3; z-index: 1; } :host([alone]) :is(.tools, .under, aside) { visibility: hidden; }
    .start { grid-area: 1 / 1 / 4 / 3; display: grid; place-items: center; text-align: center; overflow: auto; } .start.asks { text-align: left; align-items: start; justify-items: center; padding: 1em; }
    .start.asks > * { width: min(64em, 100%); }
    .start button { font-size: 1.1em; padding: 8px 18px; border-color: var(--accent); }
  `];

  constructor() {
    super();
    this.panel = 'grade';
    this.why = '';
    this.asking = false;
    this.surround = 0;
    /** Whether nothing but the picture is on. */
    this.alone = false;
    this.tall = matchMedia(TALL);
    this.tall.addEventListener('change', () => this.requestUpdate());
    this.played = '';
    /** @type {Asking} A or B, while the desk asks */
    this.questions = new Asking(this, () => Boolean(state.cut && !this.asks));
    /** @type {(() => void)[]} */
    this.away = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [followColour(() => this.followed()), open(), followTones(() => this.followed()), offer(commands(this))];
    this.played = '';
    this.followed();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.away) stop();
  }

  /** Whether a take of the cut does not say what it is: that is asked first. */
  get asks() {
    const used = new Set((state.cut?.shots ?? []).map((/** @type {[number, any]} */ [, shot]) => shot.take));
    return Boolean(state.spaces?.some((/** @type {any} */ one) => !one.space && used.has(one.take)));
  }

  get wish() { return /** @type {import('../parts/grade-wish.js').GradeWish | null} */ (this.renderRoot.querySelector('grade-wish')); }

  get picture() { return /** @type {import('../parts/grade-picture.js').GradePicture | null} */ (this.renderRoot.querySelector('grade-picture')); }

  followed() {
    this.requestUpdate();
  }

  updated() {
    // A grade of an older cut is seen on the cut that it was made for.
    const cut = gradingOn()?.cut || state.cut?.id || '';
    if (!cut || cut === this.played || !this.renderRoot.querySelector('cut-player')) return;
    this.played = cut;
    void transport.show(cut, transport.frame, false);
  }

  render() {
    if (!state.status || !state.board) return html`<div class="start dim">${state.status ? 'looking at the scene …' : ''}</div>`;
    if (!state.cut) return this.empty();
    if (this.asks) return html`<div class="start asks"><space-asker whole></space-asker></div>`;
    const grading = gradingOn();
    return html`
      <div class="stage"><cut-player style=${`--surround:${SURROUNDS[this.surround]}`} .scene=${state.scene} .rate=${state.cut.rate} .frames=${state.cut.frames} .label=${this.label(grading)}><grade-picture slot="over"></grade-picture></cut-player></div>
      <div class="tools"><div class="ways" role="group" aria-label="set it against">${this.ways()}</div>${this.questions.bar()}<grade-wish ?hidden=${Boolean(colour.asked)}></grade-wish></div>
      <div class="under"><scope-view></scope-view><shot-strip></shot-strip></div>
      <aside @alt=${this.asked} @like=${(/** @type {CustomEvent} */ event) => this.like(event.detail)}>
        <div class="six"><grade-tray></grade-tray></div><div>${this.tall.matches && colour.six ? this.dials() : ''}</div>
        <div class="panel"><nav role="tablist" aria-label="beside the picture">${this.tabs.map(([one, says]) => html`<button role="tab" id=${`tab-${one}`} aria-controls="beside"
            aria-selected=${this.panel === one} @click=${() => { this.panel = one; }}>${says}</button>`)}</nav>
          <div class="beside" id="beside" role="tabpanel" tabindex="-1" aria-labelledby=${`tab-${this.panel}`}>${this.beside()}</div></div>
      </aside>
      ${this.why ? html`<why-box .alt=${this.why} .scene=${state.scene} .name=${name(this.why)} craft="colour" @alt=${this.explained} @close=${() => this.explain('')}></why-box>` : ''}`;
  }

  /** Wipe, split, all six; and against what. */
  ways() {
    const all = others();
    const way = (/** @type {'wipe'|'split'|'six'} */ one, /** @type {string} */ says, /** @type {string} */ key) => html`<button aria-pressed=${colour.mode === one} title=${`${says} (${key})`}
      ?disabled=${one === 'six' ? !shownNow().length : !all.length} @click=${() => put({mode: colour.mode === one ? '' : one, against: colour.against || all[0] || ''})}>${says}</button>`;
    return html`${way('wipe', 'Wipe', 'W')}${way('split', 'Split', 'S')}${way('six', 'All six', 'Shift S')}
      <select ?hidden=${Boolean(colour.asked)} aria-label="set against" title="set against (A)" @change=${(/** @type {any} */ event) => put({against: event.target.value})}>
        ${colour.against ? '' : html`<option value="">against …</option>`}${all.map(one => html`<option value=${one} ?selected=${one === colour.against}>${name(one)}</option>`)}</select>`;
  }

  beside() {
    if (this.panel === 'dials' && !this.tall.matches) {
      return colour.six ? this.dials() : html`<p class="dim">The dials stand where a proposal left them: propose grades first (Q).</p>`;
    }
    if (this.panel === 'tone') return html`<tone-panel craft="colour" ?asking=${this.asking} @intone=${(/** @type {CustomEvent} */ event) => this.intone(event.detail)}></tone-panel>`;
    if (this.panel === 'stills') return html`<still-gallery></still-gallery>`;
    if (this.panel === 'versions') return html`<grade-versions></grade-versions>`;
    if (this.panel === 'cameras') return html`<space-asker></space-asker>`;
    return html`<grade-sheet></grade-sheet>`;
  }

  /** The panels; where there is room the dials stand above them. */
  get tabs() { return PANELS.filter(([one]) => one !== 'dials' || !this.tall.matches); }

  dials() {
    return html`<tone-dials tool="colour" .scene=${state.scene} .proposal=${state.graded && colour.six ? `${colour.six.shown[0]?.id} ${colour.six.total}` : ''} .shown=${Boolean(colour.turning)}
      @dialled=${(/** @type {CustomEvent} */ event) => this.dialled(event.detail)} @proposed=${(/** @type {CustomEvent} */ event) => come(event.detail)}></tone-dials>`;
  }

  empty() {
    return html`<div class="start"><div><p>No cut is circled yet.</p><p class="dim">A grade is made for a cut: circle one, and every shot of it is here.</p>
      <button @click=${() => { location.hash = 'cutting'; }}>Go to Cut</button></div></div>`;
  }

  /** @param {import('../hands/graded.js').Grading | null} grading */
  label(grading) {
    const one = grading?.shots[colour.shot];
    const older = grading && grading.current === false ? ' · made for an older cut: Q grades the cut as it is now' : '';
    return `${name(colour.on)}${colour.tried ? ', turning' : ''} · shot ${one?.number ?? 1} of ${grading?.shots.length ?? '…'}${one?.take ? `, ${one.take}` : ''}${older}`;
  }

  /** Six grades of dials that are turned: the one at the same place is on. @param {any} six */
  dialled(six) {
    const place = Math.max(0, shownNow().findIndex(one => one.id === colour.on));
    put({turning: six});
    const now = shownNow()[place];
    if (now) put({on: now.id});
  }

  /** @param {CustomEvent} event */
  asked(event) {
    const {what, alt, mark: said, at} = event.detail;
    if (what === 'again') return this.wish?.ask();
    if (what === 'show') return show(at);
    if (what === 'mark') return mark(alt, said);
    if (what === 'why') return this.explain(alt);
    if (at >= 0) goTo(at);
    return putOn(alt);
  }

  /** A reason's shot was asked for. @param {CustomEvent} event */
  explained(event) {
    putOn(event.detail.alt);
    transport.seek(event.detail.at);
  }

  /** @param {string} alt */
  explain(alt) { this.why = alt; }

  /** Say in words what the grade should be. */
  async words() {
    enough();  // the field has the place of the question
    await this.updateComplete;
    this.wish?.grip();
  }

  /** @param {string} still */
  like(still) {
    this.wish?.like(still);
    void this.wish?.ask();
  }

  /** Propose in a tone. @param {string} tone */
  async intone(tone) {
    if (this.asking) return;
    this.asking = true;
    await propose({tone});
    this.asking = false;
  }

  /** The shot under the playhead is the hero: the others come to it. */
  async hero() {
    if (this.asking) return;
    this.asking = true;
    say(`shot ${colour.shot + 1} is the hero; grading the others to it …`);
    await propose({reference: [`s${colour.shot + 1}`]});
    this.asking = false;
  }

  /** @param {string} panel */
  async turnTo(panel) {
    this.panel = panel;
    await this.updateComplete;
    const part = /** @type {any} */ (this.renderRoot.querySelector(panel === 'dials' ? 'tone-dials' : '.beside > *'));
    await part?.grip?.();
  }

  turnSurround() {
    this.surround = (this.surround + 1) % SURROUNDS.length;
    say(`around the picture: ${['dark grey', 'black', 'middle grey'][this.surround]}`);
  }
}

customElements.define('colour-page', ColourPage);
