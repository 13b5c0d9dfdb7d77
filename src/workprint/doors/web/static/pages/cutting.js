/** The cutting room: the picture, the six, the map, the timeline, and the commands that work them. */
import {LitElement, html, css} from 'lit';
import {verb} from '../api.js';
import {offer} from '../commands.js';
import {hands, laid, play} from '../hand.js';
import {called} from '../hands/apart.js';
import {sameMoment} from '../hands/moment.js';
import {since} from '../hands/since.js';
import {nextHere} from '../hands/steps.js';
import {fps, length} from '../hands/time.js';
import '../parts/alt-tray.js';
import '../parts/cut-map.js';
import '../parts/cut-player.js';
import '../parts/cut-timeline.js';
import '../parts/draw-over.js';
import {looks} from '../parts/looks.js';
import '../parts/version-tree.js';
import '../parts/note-list.js';
import '../parts/tone-curve.js';
import '../parts/tone-dials.js';
import '../parts/tone-panel.js';
import {partsOf} from '../parts/tool-part.js';
import {act, follow, need, say, set, show, state} from '../store.js';
import {followTones, toneNow, toned} from '../tones.js';
import {transport} from '../transport.js';
import {watched} from '../watching.js';
import {Comparing, does} from './comparing.js';

/** Marks: key, what it says. */
const MARKS = /** @type {const} */ ([['circle', 'c', 'circle: this is the scene’s cut'], ['hold', 'h', 'hold: keep it in mind'],
  ['ng', 'n', 'no good'], ['unsure', 'y', 'can’t say']]);

/** What the panel under the six shows, one at a time. */
const PANELS = /** @type {const} */ ([['map', 'Map'], ['dials', 'Dials'], ['tone', 'Tone'], ['notes', 'Notes'], ['versions', 'Versions']]);

/** A window in which the dials stand above the six and leave the map its room. */
const TALL = '(min-height: 900px)';

export class CuttingPage extends LitElement {
  static properties = {cut: {state: true}, asking: {state: true}, panel: {state: true}, parts: {state: true}};

  static styles = [looks, css`
    :host { display: grid; height: 100%; gap: var(--gap); grid-template: minmax(0, 1fr) auto auto / minmax(0, 1fr) minmax(23em, 27%); }
    cut-player { grid-area: 1 / 1; }
    tone-curve { grid-area: 3 / 1; } aside { grid-area: 1 / 2 / 4 / 3; display: grid; grid-template-rows: auto fit-content(56%) minmax(12em, 1fr); gap: var(--gap); min-height: 0; }
    .six { overflow: auto; }
    .panel { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: 4px; min-height: 0; }
    .panel nav { display: flex; gap: 4px; } .panel nav button { padding: 1px 10px; }
    .beside { min-height: 0; overflow: auto; } .beside > * { height: 100%; }
    .under { grid-area: 2 / 1; min-width: 0; height: clamp(13.5em, 20vh, 24em); } .under > * { height: 100%; }
    .start { display: grid; place-items: center; text-align: center; height: 100%; grid-area: 1 / 1 / 4 / 3; }
    .start button { font-size: 1.1em; padding: 8px 18px; border-color: var(--accent); }
  `];

  constructor() {
    super();
    /** @type {any} timeline of what is on */
    this.cut = null;
    this.asking = false;
    this.panel = 'map';
    /** @type {import('../parts/tool-part.js').Part[]} what installed tools bring to this room */
    this.parts = [];
    this.tall = matchMedia(TALL);
    this.tall.addEventListener('change', () => this.requestUpdate());
    this.comparing = new Comparing(this);
    this.first = '';
    /** @type {(() => void)[]} */
    this.away = [];
    this.addEventListener('panel', event => { this.panel = /** @type {CustomEvent} */ (event).detail; });
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [follow(() => this.followed()), need('board', 'map', 'cut', 'notes', 'versions', 'tones', 'asked'), followTones(() => this.requestUpdate()), offer(this.commands())];
    this.followed();
    void partsOf('cutting').then(parts => { this.parts = parts; });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.away) stop();
  }

  followed() {
    this.requestUpdate();
    const shown = shownNow();
    // While a dial is turned nothing is made ready: the next six are nearer than anything that could be.
    if (!state.turning && shown.length && shown[0].id !== this.first) {
      this.first = shown[0].id;
      void this.updateComplete.then(() => this.player?.ready(shown.map((/** @type {any} */ one) => one.id)));
      for (const one of shown) void laid(one.id);
    }
    if (!state.on && shown.length) void this.updateComplete.then(() => { if (!state.on) void play(state.cut?.id ?? shown[0].id, 0, false); });
    if (this.cut?.id !== state.on) void this.lay(state.on);
  }

  /** Lay the cut that is on out in the timeline. @param {string} alt */
  async lay(alt) {
    const cut = alt === state.cut?.id ? state.cut : alt ? await laid(alt) : null;
    if (alt === state.on && this.cut !== cut) this.cut = cut;
  }

  get player() { return /** @type {import('../parts/cut-player.js').CutPlayer | null} */ (this.renderRoot.querySelector('cut-player')); }

  render() {
    if (!state.map) return this.empty();
    const rate = state.board?.rate ?? '24';
    return html`
      <cut-player .scene=${state.scene} .rate=${rate} .frames=${this.cut?.frames ?? 0} .label=${this.label()}><draw-over slot="over"></draw-over>${this.comparing.over('over')}</cut-player>
      <aside>
        <div>${this.tall.matches ? this.dials() : ''}</div>
        <div class="six"><alt-tray .six=${state.turning ?? state.six} .scene=${state.scene} .on=${state.on} .pair=${this.comparing.pair}
          .turning=${Boolean(state.turning)} .asked=${state.asked?.says ?? ''} .since=${since(state.board, state.map.entry)} .cutting=${this.asking} @alt=${this.asked}></alt-tray></div>
        <div class="panel"><nav role="tablist" aria-label="beside the cut">${this.tabs.map(([name, says, whose = says]) => html`<button role="tab"
            id=${`tab-${name}`} aria-label=${whose} title=${whose} aria-controls="beside" aria-selected=${this.panel === name} @click=${() => { this.panel = name; }}>${says}</button>`)}</nav>
          <div class="beside" id="beside" role="tabpanel" aria-labelledby=${`tab-${this.panel}`}>${this.beside(rate)}</div></div>
      </aside>
      <div class="under">${this.comparing.under() || this.under()}</div>${toned.told?.along?.length ? html`<tone-curve .heard=${this.cut?.lines ?? []}></tone-curve>` : ''}${this.comparing.box(event => this.asked(event))}`;
  }

  /** Above the six where there is room for them, else in a panel of their own. */
  dials() {
    return html`<tone-dials .scene=${state.scene} @dialled=${(/** @type {CustomEvent} */ event) => set({turning: event.detail})}
      @proposed=${(/** @type {CustomEvent} */ event) => set({six: event.detail, turning: null})}></tone-dials>`;
  }

  /** The panels, and after them the parts of installed tools. @returns {(readonly [string, string, string?])[]} */
  get tabs() {
    return [...PANELS.filter(([name]) => name !== 'dials' || !this.tall.matches), ...this.parts.map(part => /** @type {const} */ ([part.element, part.tool, `${part.tool}, from the package ${part.package}`]))];
  }

  /** What the panel shows. @param {string} rate */
  beside(rate) {
    const theirs = this.parts.find(part => part.element === this.panel);
    if (theirs) return html`<tool-part .brought=${theirs}></tool-part>`;
    if (this.panel === 'dials' && !this.tall.matches) return this.dials();
    if (this.panel === 'tone') return html`<tone-panel craft="cutting" ?asking=${this.asking} @intone=${(/** @type {CustomEvent} */ event) => this.intone(event.detail)}></tone-panel>`;
    if (this.panel === 'notes') return html`<note-list .rate=${rate}></note-list>`;
    if (this.panel === 'versions') return html`<version-tree @alt=${this.asked}
      @compare=${(/** @type {CustomEvent} */ event) => this.comparing.lay([event.detail.one, event.detail.other])}></version-tree>`;
    return html`<cut-map .map=${state.map} .scene=${state.scene} .rate=${rate} .on=${state.on} @alt=${this.asked}></cut-map>`;
  }

  /** What lies under the picture. */
  under() {
    return html`<cut-timeline .cut=${this.cut} .board=${state.board}></cut-timeline>`;
  }

  empty() {
    const lined = state.board?.readings.length;
    return html`<div class="start"><div>
      <p>${lined ? 'Every take of this scene is lined.' : 'There is nothing to cut yet.'}</p>
      ${lined ? html`<button ?disabled=${this.asking} @click=${this.propose}>${this.asking ? 'cutting …' : 'Propose 300 cuts'}</button>`
        : html`<p class="dim">${nextHere(state.status, state.scene)}</p><button @click=${() => { location.hash = 'setup'; }}>Go to Set-up</button>`}</div></div>`;
  }

  /** Propose in a tone. @param {string} name */
  async intone(name) {
    if (this.asking) return;
    this.asking = true;
    const six = await act('propose', {scene: state.scene, tone: name});
    this.asking = false;
    if (!six) return;
    set({six, turning: null});
    say(`${six.total} cuts in the tone “${name}”; the first six are on show`);
  }

  /** Ask for cuts; again, in the tone that is on, or with the dials as they stand; everything that is pinned stays. */
  async propose() {
    if (this.asking) return undefined;
    const tone = state.map && toneNow('cutting');
    if (tone) return this.intone(tone);
    this.asking = true;
    const told = state.map && await verb('dials', {scene: state.scene}).catch(() => null);  // a tool without dials has none to keep
    const kept = told && {weight: named(told.weights), keep: told.keep,
      dial: named(told.dials.map((/** @type {any} */ one) => [one.dial.name, one.setting]).filter((/** @type {[string, number]} */ [, value]) => value))};
    const six = await act('propose', {scene: state.scene, ...kept});
    this.asking = false;
    if (!six) return undefined;
    set({six, turning: null});
    return say(`${six.total} whole cuts, all different${kept ? '; what is pinned stays, what is vetoed never comes' : ''}; the first six are on show`);
  }

  label() {
    const name = called(state.on, {shown: shownNow(), rows: state.versions?.rows});
    return state.on ? `${state.on === state.cut?.id ? 'circled: ' : ''}${name}${this.cut ? `, ${length(this.cut.frames, this.cut.rate)}` : ''}` : '';
  }

  /** The other cut at the same moment of the scene. */
  async flip() {
    if (!state.other) return say('play two cuts first; then F flips between them');
    const [here, there] = await Promise.all([laid(state.on), laid(state.other)]);
    return play(state.other, here && there ? sameMoment(transport.frame, here, there) : 0, transport.speed > 0);
  }

  /** @param {CustomEvent} event */
  asked(event) {
    const {what, alt, mark} = event.detail;
    if (what === 'again') return this.propose();
    return what === 'mark' ? this.mark(alt, mark) : does(event.detail, this.comparing);
  }

  /** @param {string} alt @param {string} mark */
  async mark(alt, mark) {
    const {name} = this.comparing.named(alt);
    const said = await hands.last(async () => {
      await watched();
      return act('decide', {alt, mark, scene: state.scene});
    });
    if (said) say(said.says.replace(alt.slice(0, 8), name));
    if (!said || !state.six) return;
    const shown = state.six.shown.map((/** @type {any} */ one) => one.id === alt ? {...one, mark} : one);
    set({six: {...state.six, shown}});
    if (mark === 'circle') set({cut: await laid(alt)});
    if (shown.some((/** @type {any} */ one) => one.shown_for) && !state.six?.among?.length && !state.turning) void show();  // an early answer may have come back
  }

  /** @returns {import('../commands.js').Command[]} */
  commands() {
    const ready = () => Boolean(state.map);
    const on = () => Boolean(state.on);
    return [
      ...[1, 2, 3, 4, 5, 6].map(n => ({id: `play-${n}`, says: `play cut ${n} of the six`, group: 'the six', keys: [String(n)],
        when: () => Boolean(shownNow()[n - 1]), run: () => play(shownNow()[n - 1].id)})),
      {id: 'flip', says: 'flip to the cut before, at the same moment', group: 'the six', keys: ['f'], when: on, run: () => this.flip()},
      {id: 'again', says: 'cut them anew: what is pinned stays, what is vetoed never comes', group: 'the six', keys: ['q'], when: ready, run: () => this.propose()},
      {id: 'more', says: 'show the next six', group: 'the six', keys: ['m'], when: ready, run: () => show(nextSix())},
      ...MARKS.map(([mark, key, says]) => ({id: mark, says, group: 'marks', keys: [key], when: on, run: () => this.mark(state.on, mark)})),
      {id: 'toggle', says: 'play or stop', group: 'playing', keys: [' '], when: on, run: () => transport.toggle()},
      {id: 'back', says: 'play backwards; again is faster', group: 'playing', keys: ['j'], when: on, run: () => transport.shuttle('j')},
      {id: 'halt', says: 'stop', group: 'playing', keys: ['k'], when: on, run: () => transport.shuttle('k')},
      {id: 'forth', says: 'play forwards; again is faster', group: 'playing', keys: ['l'], when: on, run: () => transport.shuttle('l')},
      {id: 'frame-back', says: 'one frame back', group: 'playing', keys: ['ArrowLeft'], when: on, run: () => transport.step(-1)},
      {id: 'frame-forth', says: 'one frame on', group: 'playing', keys: ['ArrowRight'], when: on, run: () => transport.step(1)},
      {id: 'second-back', says: 'one second back', group: 'playing', keys: ['Shift+ArrowLeft'], when: on, run: () => transport.step(-this.second())},
      {id: 'second-forth', says: 'one second on', group: 'playing', keys: ['Shift+ArrowRight'], when: on, run: () => transport.step(this.second())},
      {id: 'head', says: 'go to the head', group: 'playing', keys: ['Home'], when: on, run: () => transport.seek(0)},
      {id: 'tail', says: 'go to the tail', group: 'playing', keys: ['End'], when: on, run: () => transport.seek((this.cut?.frames ?? 1) - 1)},
      {id: 'in', says: 'in: the range begins here', group: 'playing', keys: ['i'], when: on, run: () => set({range: {...state.range, start: transport.frame}})},
      {id: 'out', says: 'out: the range ends after this frame', group: 'playing', keys: ['o'], when: on, run: () => set({range: {...state.range, out: transport.frame + 1}})},
      {id: 'clear-range', says: 'clear in and out', group: 'playing', keys: ['Shift+i', 'Shift+o'], when: on, run: () => set({range: {start: null, out: null}})},
      {id: 'play-range', says: 'play from in to out', group: 'playing', keys: ['x'], when: on,
        run: () => transport.playRange(state.range.start ?? 0, state.range.out ?? this.cut?.frames ?? 0)},
      {id: 'dials', says: 'turn the dials: closer, slower, more silence …', group: 'the six', keys: ['g'], when: ready, run: () => this.turnDials()},
      {id: 'tone', says: 'say a tone in your words: “uneasy, but tender”', group: 'the six', keys: ['Shift+e'], when: ready, run: () => this.turnTone()},
      {id: 'curve', says: 'bend the tone over the scene: more and less of it, line by line', group: 'the six', keys: ['Shift+b'], when: () => ready() && Boolean(toned.told),
        run: () => /** @type {import('../parts/tone-curve.js').ToneCurve | null} */ (this.renderRoot.querySelector('tone-curve'))?.grip()},
      {id: 'panel', says: 'the next panel: map, dials, tone, notes, versions', group: 'everywhere', keys: ['t'], when: ready, run: () => this.turnPanel()},
    ];
  }

  second() {
    return Math.round(fps(this.cut?.rate ?? '24'));
  }

  /** Bring the dials on, and the hand to the first. */
  async turnDials() {
    this.panel = 'dials';
    await this.updateComplete;
    await /** @type {import('../parts/tone-dials.js').ToneDials | null} */ (this.renderRoot.querySelector('tone-dials'))?.grip();
  }

  /** Bring the tone on, and the hand to its words. */
  async turnTone() {
    this.panel = 'tone';
    await this.updateComplete;
    /** @type {import('../parts/tone-panel.js').TonePanel | null} */ (this.renderRoot.querySelector('tone-panel'))?.grip();
  }

  turnPanel() {
    const at = this.tabs.findIndex(([name]) => name === this.panel);
    this.panel = this.tabs[(at + 1) % this.tabs.length][0];
  }
}

/** The cuts under the keys 1 to 6: those of the dials while they are turned. */
const shownNow = () => (state.turning ?? state.six)?.shown ?? [];

/** `name=value`, as the desk reads it. @param {[string, number][]} pairs */
const named = pairs => pairs.map(([name, value]) => `${name}=${value}`);

/** Place of the first of the next six; after the last, of the first. */
function nextSix() {
  const next = (state.six?.shown.at(-1)?.number ?? 0) + 1;
  return next > (state.six?.total ?? 0) ? 1 : next;
}

customElements.define('cutting-page', CuttingPage);
