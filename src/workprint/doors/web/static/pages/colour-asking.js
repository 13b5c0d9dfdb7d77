/** A or B in the colour room: two grades of the same frames in one picture, and which is nearer; it circles nothing. */
import {html} from 'lit';
import {ahead, colour, goTo, gradingThere, put} from '../colour.js';
import {enough, hands, show, step} from '../colour-hands.js';
import {offer} from '../commands.js';
import {apartIn, whereApart} from '../hands/graded.js';
import {answered, questions} from '../parts/a-or-b.js';
import {act, say, state} from '../store.js';

/** @typedef {import('lit').LitElement & {picture: import('../parts/grade-picture.js').GradePicture | null}} Page */

const KEYS = '< A, > B, = can’t say, Esc enough; W wipes, S splits, F flips';

/** The question over the picture, while the desk asks one. */
export class Asking {
  /** @param {Page} page @param {() => boolean} ready whether there is a cut to be graded */
  constructor(page, ready) {
    this.page = page;
    this.ready = ready;
    this.answering = false;
    /** Where the two differ. */
    this.says = '';
    page.addController(this);
  }

  hostConnected() {
    this.away = offer([
      ...questions({group: 'comparing', asks: 'two grades of the same frames', ready: this.ready, asked: () => Boolean(colour.asked),
        ask: () => this.ask(), answer: which => this.answer(which)}),
      {id: 'enough', says: 'A or B: enough; what was on before is on again', group: 'comparing', keys: ['Escape'], when: () => Boolean(colour.asked), run: () => this.close()},
    ]);
  }

  hostDisconnected() {
    this.away?.();
  }

  /** What stands under the picture while two are asked about. */
  bar() {
    return colour.asked && html`<a-or-b .again=${['both again', 'Shift Y']} .says=${answered(colour.asked.past.length)}
      @answer=${(/** @type {CustomEvent} */ event) => event.detail === 'again' ? this.ask() : this.answer(event.detail)}></a-or-b>`;
  }

  /** Be asked; where two are asked about already and nobody answered, it is about the same two. */
  async ask() {
    if (!colour.six) await show();
    if (!colour.six) return say('no grades are proposed yet, so there are no two to choose between: Q proposes some, then Shift Y asks');
    return this.next();
  }

  /** Have the desk ask about the two grades whose answer teaches most, and lay both into the picture.
   * @param {string[]} [past] pairs that were answered @returns {Promise<boolean>} whether both are on */
  async next(past = colour.asked?.past ?? []) {
    const [before, scene] = [colour.asked, state.scene];
    const found = await act('pair', {scene, craft: 'colour'});
    const [one, other] = found ? await Promise.all([found.a, found.b].map(gradingThere)) : [null, null];
    if (colour.asked !== before || state.scene !== scene) return false;  // somebody had enough meanwhile
    if (!found) {
      enough();
      return false;
    }
    const {on, against, mode} = colour;
    put({asked: {a: found.a, b: found.b, past, before: before?.before ?? {on, against, mode}}, on: found.a, against: found.b, tried: '',
      mode: mode === 'wipe' || (before && mode !== 'six') ? mode : 'split'});
    if (this.page.picture) this.page.picture.waiting = true;  // what is drawn is still what was on
    ahead();
    const apart = one && other ? apartIn(one, other) : [];
    if (apart.length && !apart.includes(colour.shot)) goTo(apart[0]);
    this.says = one && other ? whereApart(apart, one.shots.length) : '';
    say(`A or B? ${this.says && `${this.says}; `}${KEYS}`);
    return true;
  }

  /** @param {'A'|'B'|'unsure'} which */
  async answer(which) {
    const {asked} = colour;
    if (!asked || this.answering) return undefined;
    if (which !== 'unsure' && this.page.picture?.waiting) return say('A and B are on their way into the picture; answer when you see them');
    this.answering = true;
    const said = await hands.turn(() => act('prefer', {which, scene: state.scene, craft: 'colour'}));
    if (said && colour.asked === asked) await this.next([...asked.past, `${asked.a} ${asked.b}`]);
    this.answering = false;
    return undefined;
  }

  /** Take back what was done last, or do it again; where that was an answer, the same two are asked about again, or the next.
   * @param {'undo' | 'redo'} what */
  async step(what) {
    await step(what);
    const {asked} = colour;
    if (!asked || this.answering) return;
    const told = state.says;
    if (!await this.next() || !colour.asked) return;
    const [was, now] = [asked, colour.asked].map(({a, b}) => `${a} ${b}`);
    const [past, says] = what === 'undo' ? [now === asked.past.at(-1) && asked.past.slice(0, -1), 'is taken back']
      : [now !== was && [...asked.past, was], 'counts again'];
    if (!past) return say(told);
    put({asked: {...colour.asked, past}});
    say(`your answer ${says}; A or B? ${this.says && `${this.says}; `}${KEYS}`);
  }

  close() {
    const count = colour.asked?.past.length ?? 0;
    enough();
    if (count) say(`${count} answered, nothing circled; what is believed of you stands in Taste (Alt 6), U takes the last answer back`);
  }
}
