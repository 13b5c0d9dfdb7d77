/** Two cuts against one another: which are A and B, only what differs, side by side, and why a cut is as it is. */
import {html} from 'lit';
import {offer} from '../commands.js';
import {hands, play} from '../hand.js';
import {called, lettered} from '../hands/apart.js';
import {lasts, spans} from '../hands/passages.js';
import {fps} from '../hands/time.js';
import {answered, questions} from '../parts/a-or-b.js';
import '../parts/only-differs.js';
import '../parts/side-by-side.js';
import '../parts/why-box.js';
import {act, follow, say, show, state} from '../store.js';

/** @typedef {import('../hands/passages.js').Named} Named */
/** @typedef {import('lit').LitElement & {panel: string}} Page */

/** What the cutting room asks for when two cuts are compared. */
export class Comparing {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    /** @type {[string, string]} */
    this.pair = ['', ''];
    /** @type {[Named, Named] | null} the two that lie side by side */
    this.sides = null;
    this.why = '';
    /** @type {{a: string, b: string, thousandths: number, says: string} | null} the two that the desk asks about */
    this.asked = null;
    this.answers = 0;
    this.answering = false;
    page.addController(this);
  }

  hostConnected() {
    this.away = [follow(() => { this.pair = lettered(this.pair, state.on, state.other); }), offer(this.commands())];
  }

  hostDisconnected() {
    for (const stop of this.away ?? []) stop();
  }

  /** @param {string} alt @returns {Named} */
  named(alt) {
    return {id: alt, name: called(alt, {shown: (state.turning ?? state.six)?.shown, circled: state.cut?.id, rows: state.versions?.rows})};
  }

  get differs() { return /** @type {import('../parts/only-differs.js').OnlyDiffers | null} */ (this.page.renderRoot.querySelector('only-differs')); }

  /** What stands on the picture. @param {string} slot */
  over(slot) {
    return html`<only-differs slot=${slot}></only-differs>`;
  }

  /** The two side by side, or nothing. */
  under() {
    if (!this.asked) return this.laid();
    return html`<a-or-b .says=${`${(this.asked.thousandths / 1000).toFixed(0)} s of moments that differ; ${answered(this.answers)}`}
      @answer=${(/** @type {CustomEvent} */ event) => this.answer(event.detail)}>${this.laid()}</a-or-b>`;
  }

  /** The two on one scale of time, or nothing. */
  laid() {
    return this.sides && html`<side-by-side .one=${this.sides[0]} .other=${this.sides[1]} .scene=${state.scene} @moments=${(/** @type {CustomEvent} */ event) => this.moments(event)}
      @close=${() => this.lay(null)}></side-by-side>`;
  }

  /** The box with every reason, while somebody asks. @param {(event: CustomEvent) => unknown} asked */
  box(asked) {
    return this.why && html`<why-box .alt=${this.why} .scene=${state.scene} .name=${this.named(this.why).name} @alt=${asked}
      @close=${() => this.explain('')}></why-box>`;
  }

  /** @param {string} alt */
  explain(alt) {
    this.why = alt;
    this.page.requestUpdate();
  }

  /** @param {[Named, Named] | null} sides */
  lay(sides) {
    if (!sides) this.differs?.stop();
    if (!sides) this.asked = null;
    this.sides = sides;
    this.page.requestUpdate();
  }

  /** @param {CustomEvent} event */
  moments(event) {
    return this.differs?.run(event.detail.spans);
  }

  /** The cut that is on and the one it is flipped with; where there is none, the circled one. @returns {[Named, Named] | null} */
  both() {
    const [a, b] = this.pair;
    const circled = state.cut?.id ?? '';
    if (a && b) return [this.named(a), this.named(b)];
    return state.on && circled && circled !== state.on ? [this.named(circled), this.named(state.on)] : null;
  }

  /** Play only what differs; again, stop and stay there. */
  async only() {
    if (this.differs?.playing) return this.differs.stop();
    if (this.asked) return this.again();
    const both = this.both();
    if (!both) return say('play two cuts first, or circle one; then D plays only what differs');
    const compared = await act('compare', {one: both[0].id, other: both[1].id, scene: state.scene, movie: false});
    if (!compared) return undefined;
    if (!compared.differences.length) return say(`${both[0].name} and ${both[1].name} play the same`);
    const found = spans(compared, both);
    const rate = fps(compared.rate);
    say(`${compared.differences.length} difference${compared.differences.length > 1 ? 's' : ''} between ${both[0].name} (A) and ${both[1].name} (B), ${lasts(found, rate).toFixed(0)} s of ${
      ((compared.frames[0] + compared.frames[1]) / rate).toFixed(0)}; K stops and stays there`);
    return this.differs?.run(found);
  }

  /** Have the desk ask about the two whose answer teaches most a minute, and play what differs. */
  async ask() {
    const asked = await act('pair', {scene: state.scene});
    if (!asked) return this.lay(null);
    this.asked = asked;
    this.lay([{id: asked.a, name: this.calledHere(asked.a)}, {id: asked.b, name: this.calledHere(asked.b)}]);
    return this.again();
  }

  /** A cut that is asked about is mostly none of the six. @param {string} alt */
  calledHere(alt) {
    const {name} = this.named(alt);
    return name === 'an earlier cut' ? 'one of all' : name;
  }

  /** Play again what differs between the two that are asked about. */
  async again() {
    const {asked, sides} = this;
    if (!asked || !sides) return undefined;
    const compared = await act('compare', {one: asked.a, other: asked.b, scene: state.scene, movie: false});
    if (!compared || this.asked !== asked) return undefined;
    say(`A or B? ${compared.differences.length} differences, ${(asked.thousandths / 1000).toFixed(0)} s; < A, > B, = can’t say, Esc enough`);
    return this.differs?.run(spans(compared, sides));
  }

  /** @param {string} which */
  async answer(which) {
    if (!this.asked) return undefined;
    if (which === 'again') return this.again();
    if (this.answering) return undefined;
    this.differs?.stop();
    this.answering = true;
    const said = await hands.turn(() => act('prefer', {which, scene: state.scene}));
    this.answering = false;
    if (!said) return undefined;
    this.answers += 1;
    return this.ask();
  }

  /** Lay what is on beside the circled cut; where that is on, beside its partner. */
  beside() {
    const circled = state.cut?.id;
    const both = state.on && circled && circled !== state.on ? /** @type {[Named, Named]} */ ([this.named(circled), this.named(state.on)]) : this.both();
    if (!both) return say('circle a cut (C) or play two; then they can be laid side by side');
    return this.lay(both);
  }

  /** Show a panel, and then do something with it. @param {string} what */
  async versions(what = '') {
    this.page.panel = 'versions';
    await this.page.updateComplete;
    const tree = /** @type {import('../parts/version-tree.js').VersionTree | null} */ (this.page.renderRoot.querySelector('version-tree'));
    await tree?.updateComplete;
    if (what === 'lock' || what === 'handover') return tree?.handOver ? tree.handOver.want(what) : say('circle a cut first (C)');
    return say('tick two versions, then: side by side');
  }

  /** @returns {import('../commands.js').Command[]} */
  commands() {
    const on = () => Boolean(state.on);
    const circled = () => Boolean(state.versions?.rows.length);
    return [
      {id: 'differs', says: 'play only what differs between the two', group: 'the six', keys: ['d'], when: on, run: () => this.only()},
      ...questions({group: 'the six', asks: 'by the moments that differ', ready: () => Boolean(state.map), asked: () => Boolean(this.asked),
        ask: () => this.ask(), answer: which => this.answer(which)}),
      {id: 'beside', says: 'compare what is on with the circled cut, side by side', group: 'the six', keys: ['Shift+f'], when: on, run: () => this.beside()},
      {id: 'apart', says: 'close what lies side by side, or stop playing what differs', group: 'the six', keys: ['Escape'],
        when: () => Boolean(this.sides || this.differs?.playing), run: () => this.lay(null)},
      {id: 'next-difference', says: 'side by side: play the next difference', group: 'the six', keys: ['ArrowDown'], when: () => Boolean(this.sides), run: () => this.side?.next(1)},
      {id: 'last-difference', says: 'side by side: play the difference before', group: 'the six', keys: ['ArrowUp'], when: () => Boolean(this.sides), run: () => this.side?.next(-1)},
      {id: 'why', says: 'why is this cut as it is: every reason', group: 'the six', keys: ['b'], when: on, run: () => this.explain(state.on)},
      {id: 'first-six', says: 'back to the first six', group: 'the six', keys: ['Shift+m'], when: () => Boolean(state.map), run: () => show(1)},
      {id: 'two-versions', says: 'compare two versions of the cut', group: 'versions', keys: [], when: circled, run: () => this.versions()},
      {id: 'lock', says: 'lock the cut', group: 'versions', keys: [], when: circled, run: () => this.versions('lock')},
      {id: 'handover', says: 'hand the locked cut over', group: 'versions', keys: [], when: circled, run: () => this.versions('handover')},
    ];
  }

  get side() { return /** @type {import('../parts/side-by-side.js').SideBySide | null} */ (this.page.renderRoot.querySelector('side-by-side')); }
}

/** What the tray and the boxes ask for besides marks. @param {{what: string, alt: string, mark: string, at?: number}} asked @param {Comparing} comparing */
export function does(asked, comparing) {
  if (asked.what === 'show') return asked.mark === 'all' ? show(1, []) : show(asked.at || 1);
  if (asked.what === 'why') return comparing.explain(asked.alt);
  return play(asked.alt, asked.at ?? 0);
}
