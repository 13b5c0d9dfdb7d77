/** What is said of readings on their page, gesture by gesture: each goes on the record, and is taken back whole. */
import {line} from '../hands/in-turn.js';
import {takeId, wholeLine} from '../hands/rows.js';
import {fps} from '../hands/time.js';
import {SAMPLES} from '../hands/words.js';
import {act, say, state} from '../store.js';

/** @typedef {[string, Record<string, unknown>]} Verb  its name, and what it is given */

export class Marking {
  /** @param {import('./readings.js').ReadingsPage} page */
  constructor(page) {
    this.page = page;
    /** Ledger entries of each gesture, the latest last. @type {number[][]} */
    this.done = [];
    /** @type {number[][]} */
    this.undone = [];
    this.hands = line();
    this.hands.collects(() => page.strip?.settle());
  }

  /** Whether there is anything to take back, or will be in a moment. */
  get undoes() { return this.hands.busy || this.done.length > 0 || Boolean(this.page.strip?.moving); }
  get redoes() { return this.hands.busy || this.undone.length > 0; }

  /** Do verbs as one gesture. @param {Verb[]} verbs @returns {Promise<boolean>} whether all were done */
  gesture(verbs) {
    return this.hands.turn(async () => {
      const entries = await all(verbs);
      if (entries.length) this.done.push(entries);
      this.undone = [];
      return entries.length === verbs.length;
    });
  }

  undo() { return this.hands.last(() => this.back(this.done, this.undone)); }

  redo() { return this.hands.last(() => this.back(this.undone, this.done)); }

  /** Undo the entries of one gesture, the last first; undoing those brings it back. What could not be undone can be tried again.
   * @param {number[][]} from @param {number[][]} to */
  async back(from, to) {
    const gesture = from.pop() ?? [];
    const undone = await all([...gesture].reverse().map(entry => ['undo', {entry}]));
    const left = gesture.slice(0, gesture.length - undone.length);
    if (left.length) from.push(left);
    if (undone.length) to.push(undone);
  }

  /** This reading stays on its line; or it does not have to any more. */
  pin() {
    const {chosen, row, board} = this.page;
    if (!chosen || !row) return;
    if (!chosen.stays) return this.gesture([['pin', {line: row.id, take: chosen.take, scene: state.scene}]]);
    return this.free(board.pins.filter((/** @type {any} */ pin) => !pin.by_hand
      && (wholeLine(pin.line) === row.id || (!pin.line && pin.take === chosen.take))));
  }

  /** This take never comes on this line; or it may again. */
  veto() {
    const {chosen, row, board} = this.page;
    if (!chosen || !row) return;
    if (!chosen.never) return this.gesture([['veto', {take: chosen.take, line: row.id, scene: state.scene}]]);
    return this.free(board.vetoes.filter((/** @type {any} */ veto) => veto.take === chosen.take && (!veto.line || wholeLine(veto.line) === row.id)));
  }

  /** @param {{entry: number}[]} entries */
  free(entries) {
    if (!entries.length) return void say('this pin came with a hand edit; undo that edit in the room where you cut, and the pin goes with it', true);
    return this.gesture(entries.map(one => ['undo', {entry: one.entry}]));
  }

  /** The take is circled, as on a camera report; or not any more. @param {string} name */
  async circle(name) {
    const take = this.page.board?.takes.find((/** @type {any} */ one) => takeId(one) === name);
    if (!take) return;
    const done = await this.gesture([['overrule', {take: name, name: 'circled', value: take.circled ? '0' : '1'}]]);
    if (done) say(`${name} is ${take.circled ? 'not circled any more' : 'circled'}`);
  }

  /** What was said besides becomes a line of the script. @param {string} words @param {string} who */
  async adopt(words, who) {
    const {chosen} = this.page;
    if (!chosen) return;
    say('taking it into the script, and lining the takes with it …');
    await this.gesture([['adopt', {what: chosen.take, at: (chosen.words[0][1] / SAMPLES).toFixed(3), words, who, scene: state.scene}]]);
  }

  /** A boundary stands elsewhere: of words in samples, of an action in frames. @param {{word: number, start: number, out: number}[]} corrections */
  async correct(corrections) {
    const {chosen, row, board} = this.page;
    if (!chosen || !row) return false;
    const frame = (/** @type {number} */ sample) => String(Math.round(sample * fps(board.rate) / SAMPLES));
    return this.gesture(corrections.map(one => row.kind === 'action'
      ? ['action', {take: chosen.take, line: row.id, start: frame(one.start), out: frame(one.out)}]
      : ['correct', {take: chosen.take, line: chosen.line, run: chosen.run, ...one}]));
  }
}

/** Do verbs one after another, as far as the desk does them. @param {Verb[]} verbs @returns {Promise<number[]>} their entries */
async function all(verbs) {
  const entries = [];
  for (const [name, given] of verbs) {
    const answer = await act(name, given);
    if (!answer) break;
    entries.push(answer.entry);
  }
  return entries;
}
