/** Only what differs: moments of two cuts, one's and then the other's, played where they are; whose it is stands on the picture. */
import {LitElement, html, css} from 'lit';
import {onDone} from '../commands.js';
import {play} from '../hand.js';
import {sentence} from '../hands/passages.js';
import {set, state} from '../store.js';
import {transport} from '../transport.js';
import {looks} from './looks.js';

/** @typedef {import('../hands/passages.js').Span} Span */

/** Milliseconds on the last picture before the next moment. Source: the quarter of a second of black that the desk puts there (film/moments.py). */
const BETWEEN_MS = 250;

export class OnlyDiffers extends LitElement {
  static properties = {span: {state: true}, place: {state: true}, of: {state: true}};

  static styles = [looks, css`
    :host { position: absolute; inset: 0 0 auto; pointer-events: none !important; z-index: 1; }
    p { margin: .7em; display: inline-flex; gap: .6em; align-items: baseline; max-width: calc(100% - 1.4em); padding: .35em .8em; border-radius: 4px;
      background: rgb(0 0 0 / .78); color: var(--bright); }
    b { color: var(--accent); font-size: 1.25em; }
    .B b { color: var(--bright); }
  `];

  constructor() {
    super();
    /** @type {Span | null} */
    this.span = null;
    this.place = 0;
    this.of = 0;
    this.turn = 0;
  }

  get playing() { return this.span !== null; }

  connectedCallback() {
    super.connectedCallback();
    const [frames, done] = [transport.onFrame(frame => this.read(frame)), onDone(id => this.did(id))];
    this.away = () => { frames(); done(); };
  }

  /** A hand that stops ends it, also before the next moment has begun. @param {string} id */
  did(id) {
    if ((id === 'halt' || id === 'toggle') && this.playing) {
      transport.stop();
      this.stop();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.away?.();
    this.stop();
  }

  render() {
    const {span} = this;
    return span ? html`<p class=${span.letter} role="status"><b>${span.letter}</b><span>${span.name}</span><span class="dim">${this.place} of ${this.of}</span>
      <span class="says"></span></p>` : '';
  }

  updated() {
    if (this.span) this.read(this.span.start);
  }

  /** The sentence goes with the picture; not through a template. @param {number} frame */
  read(frame) {
    const says = this.span ? /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.says')) : null;
    const now = this.span ? sentence(this.span, frame) : '';
    if (says && says.textContent !== now) says.textContent = now;
  }

  /** Stay where it is. */
  stop() {
    this.turn += 1;
    this.span = null;
  }

  /**
   * Play moments, one after another; a hand that stops or goes elsewhere ends it there.
   * @param {Span[]} spans @returns {Promise<boolean>} whether all of them were seen
   */
  async run(spans) {
    const turn = ++this.turn;
    const was = {on: state.on, other: state.other, frame: transport.frame};
    this.of = spans.length;
    for (const [n, span] of spans.entries()) {
      [this.span, this.place] = [span, n + 1];
      if (!await this.one(span, turn)) {
        if (turn === this.turn) this.stop();
        return false;
      }
      await new Promise(done => setTimeout(done, BETWEEN_MS));
      if (turn !== this.turn) return false;
    }
    this.stop();
    if (was.on) {
      await play(was.on, was.frame, false);
      set({other: was.other});
    }
    return true;
  }

  /** One moment to its end. @param {Span} span @param {number} turn @returns {Promise<boolean>} */
  async one(span, turn) {
    await play(span.alt, span.start, false);
    // The player hears of the new cut's length with the next drawing of the page.
    await drawn();
    if (turn !== this.turn) return false;
    void transport.playRange(span.start, span.out);
    let [asked, tries] = [performance.now(), 0];
    for (let begun = false; turn === this.turn; await drawn()) {
      begun ||= transport.speed > 0;
      if (!begun && performance.now() - asked > WAIT_MS) return false;
      const {frame} = transport;
      if (transport.alt !== span.alt || frame < span.start - 2 || frame > span.out + SLACK) return false;
      if (!begun || transport.speed !== 0) continue;
      if (frame >= span.out - 2 || tries === TRIES) return frame >= span.out - 2;
      // A browser may refuse to play what it has not fetched yet; a hand that stops is told above.
      [begun, asked, tries] = [false, performance.now(), tries + 1];
      void transport.playRange(frame, span.out);
    }
    return false;
  }
}

/** Frames that a player may be late in stopping at the end of a moment. Source: our choice, half a second. */
const SLACK = 12;

/** Times that a moment is begun again where the player stopped by itself. Source: our choice. */
const TRIES = 3;

/** Milliseconds that a player has to begin a moment. Source: our choice; twenty times what it takes. */
const WAIT_MS = 3000;

const drawn = () => new Promise(done => requestAnimationFrame(done));

customElements.define('only-differs', OnlyDiffers);
