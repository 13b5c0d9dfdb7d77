/** A part that an installed tool brings: mounted with its card, kept up to date, and no danger to the page. */
import {LitElement, html, css} from 'lit';
import {verb} from '../api.js';
import {follow, say, state} from '../store.js';
import {looks} from './looks.js';

/**
 * @typedef {{tool: string, package: string, src: string, element: string, craft: string, version: string, does: string,
 *   learned_from: string, explains: string, trouble: string}} Part
 */

/** @type {Promise<Part[]> | null} */
let asked = null;

/** Parts that tools bring to the room of a craft; those that cannot be loaded say so in every room. @param {string} craft @returns {Promise<Part[]>} */
export async function partsOf(craft) {
  asked ??= fetch('/parts').then(answer => answer.ok ? answer.json() : []).catch(() => {
    asked = null;
    return [];
  });
  return (await asked).filter(part => part.craft === craft || part.trouble);
}

export class ToolPart extends LitElement {
  static properties = {brought: {attribute: false}, trouble: {state: true}};

  static styles = [looks, css`
    :host { display: flex; flex-direction: column; gap: 6px; overflow: auto; }
    p { margin: 0; } .bad { color: var(--bad); } .room { flex: 1; min-height: 0; }
  `];

  constructor() {
    super();
    /** @type {Part} */
    this.brought = {tool: '', package: '', src: '', element: '', craft: '', version: '', does: '', learned_from: '', explains: '', trouble: ''};
    this.trouble = '';
    /** @type {any} */
    this.theirs = null;
    /** @type {any[]} */
    this.seen = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.stop = follow(() => this.tell());
    addEventListener('error', this.failed);
    addEventListener('unhandledrejection', this.failed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    removeEventListener('error', this.failed);
    removeEventListener('unhandledrejection', this.failed);
  }

  render() {
    const part = this.brought;
    return html`<p class="dim">${part.tool} ${part.version}, from the package ${part.package}${part.does ? `: ${part.does}` : ''}
        ${part.explains ? `It explains itself ${part.explains === 'not' ? 'not at all' : part.explains}; it learned from ${part.learned_from}.` : ''}</p>
      ${this.trouble ? html`<p class="bad" role="alert">${this.trouble}</p>` : ''}<div class="room"></div>`;
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    if (changed.has('brought')) void this.mount();
  }

  async mount() {
    const part = this.brought;
    const room = /** @type {HTMLElement} */ (this.renderRoot.querySelector('.room'));
    room.replaceChildren();
    [this.theirs, this.trouble] = [null, part.trouble];
    if (part.trouble || !part.src) return;
    try {
      const element = await theirElement(part);
      if (part !== this.brought) return;
      this.theirs = document.createElement(element);
      this.seen = [];
      this.tell();
      room.append(this.theirs);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Give the part what it may see: copies, so that nothing it does to them reaches the page. */
  tell() {
    const seen = [state.scene, state.on, state.cut, state.six];
    if (!this.theirs || seen.every((one, n) => one === this.seen[n])) return;
    this.seen = seen;
    try {
      this.theirs.scene = state.scene;
      this.theirs.verb = verb;
      this.theirs.state = Object.freeze(structuredClone({on: state.on, cut: state.cut, six: state.six}));
    } catch (error) {
      this.fail(error);
    }
  }

  /** What is thrown later comes to the window: it is this part's where its file is named. @param {ErrorEvent | PromiseRejectionEvent} event */
  failed = event => {
    const error = event instanceof ErrorEvent ? event.error : event.reason;
    const where = `${event instanceof ErrorEvent ? event.filename : ''} ${error?.stack ?? ''}`;
    if (!this.brought.src || !where.includes(this.brought.src)) return;
    event.preventDefault();
    this.fail(error);
  };

  /** @param {unknown} error */
  fail(error) {
    const {tool, package: from} = this.brought;
    const what = error instanceof Error ? error.message : String(error);
    this.trouble = `the part of the tool ${tool}, from the package ${from}, failed (${what}); the cut is untouched, and the page works without it; tell whoever made it`;
    say(this.trouble, true);
  }
}

/** The element of a part, defined under its name once. @param {Part} part @returns {Promise<string>} */
async function theirElement(part) {
  if (customElements.get(part.element)) return part.element;
  const theirs = (await import(part.src)).default;
  if (!(theirs?.prototype instanceof HTMLElement)) throw new Error('its module exports no element as its default');
  if (!customElements.get(part.element)) customElements.define(part.element, theirs);
  return part.element;
}

customElements.define('tool-part', ToolPart);
