/** The next thing to try, for somebody who is here for the first time; it goes on by itself, and then it is gone. */
import {LitElement, html, css} from 'lit';
import {offer, onDone} from '../commands.js';
import {said} from '../hands/keys.js';
import {STEPS, nextStep} from '../hands/steps.js';
import {follow, state} from '../store.js';
import {looks} from './looks.js';

/** Where this browser remembers what was tried. */
const PLACE = 'workprint-steps';

/** Which command takes which step. */
const BY = /** @type {Record<string, string>} */ ({...Object.fromEntries([1, 2, 3, 4, 5, 6].map(n => [`play-${n}`, 'play'])), toggle: 'play', flip: 'flip', help: 'rest'});

export class FirstSteps extends LitElement {
  static properties = {taken: {state: true}};

  static styles = [looks, css`
    :host { white-space: nowrap; color: var(--dim); }
    button { padding: 0 .6em; }
    kbd { color: var(--accent); border-color: var(--accent); }
  `];

  constructor() {
    super();
    /** @type {string[]} */
    this.taken = (localStorage.getItem(PLACE) ?? '').split(' ');
    /** @type {(() => void)[]} */
    this.away = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [follow(() => this.looked()), onDone(id => { if (BY[id]) this.take(BY[id]); }),
      offer([{id: 'first-steps', says: 'show the first steps again', group: 'everywhere', keys: [], run: () => this.take('', [])}])];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.away) stop();
  }

  /** What is done stays done, also where it is not so any more. */
  looked() {
    const done = STEPS.filter(step => step.done(this.stand) && !this.taken.includes(step.id)).map(step => step.id);
    if (done.length) this.take('', [...this.taken, ...done]);
    else this.requestUpdate();
  }

  get stand() {
    return {on: state.on, other: state.other, circled: Boolean(state.cut), picked: Boolean(state.picked),
      lined: Boolean(state.board?.readings.length), cut: Boolean(state.map)};
  }

  render() {
    const step = nextStep(this.stand, this.taken);
    return step ? html`${step.keys.map(key => key === '…' ? ' … ' : html`<kbd>${said(key)}</kbd>`)} ${step.says}
      <button @click=${() => this.take('', STEPS.map(each => each.id))}>I know my way</button>` : '';
  }

  /** @param {string} id @param {string[]} [taken] */
  take(id, taken = [...this.taken, id]) {
    this.taken = taken;
    localStorage.setItem(PLACE, taken.join(' '));
  }
}

customElements.define('first-steps', FirstSteps);
