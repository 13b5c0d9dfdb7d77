/** Hands on the cut: put one on, change the circled one, take it back; the picture of an edit comes before all else. */
import {verb} from './api.js';
import {line} from './hands/in-turn.js';
import {fps} from './hands/time.js';
import {act, hold, onNewer, refresh, say, set, state} from './store.js';
import {transport} from './transport.js';

/** Timelines that were asked for; the latest last. @type {Map<string, Promise<any>>} */
const timelines = new Map();

/** Timelines that are kept. Source: our choice; a timeline is some tens of kilobytes. */
const KEPT = 80;

/** A cut with everything at its place, asked for once. @param {string} alt @returns {Promise<any>} */
export function laid(alt) {
  const known = timelines.get(alt) ?? verb('timeline', {alt, scene: state.scene}).catch(() => {
    timelines.delete(alt);
    return null;
  });
  timelines.delete(alt);
  timelines.set(alt, known);
  for (const old of [...timelines.keys()].slice(0, -KEPT)) timelines.delete(old);
  return known;
}

/** Put a cut on. @param {string} alt @param {number} [frame] @param {boolean} [playing] */
export async function play(alt, frame = 0, playing = true) {
  if (alt !== state.on) set({on: alt, other: state.on || state.other});
  await Promise.all([transport.show(alt, frame, playing), laid(alt)]);
}

/** Edits whose cut can be seen before it is on the record. */
const TRIED = new Set(['trim', 'roll', 'slip', 'slide', 'drag', 'split', 'insert', 'overwrite', 'replace', 'lift', 'extract',
  'extend', 'speed', 'lay', 'mute']);

/** Edits, marks and steps back of whoever sits here. */
export const hands = line();

/**
 * Change the circled cut by hand, one edit after another; then it plays around the edit.
 * @param {string} name @param {Record<string, unknown>} [given] @param {{around?: number}} [how] frame of the cut around which to play; left out, where it stands
 */
export function edit(name, given = {}, how = {}) {
  return hands.turn(() => edited(name, given, how.around ?? transport.frame));
}

/** @param {string} name @param {Record<string, unknown>} given @param {number} around */
async function edited(name, given, around) {
  const over = state.cut?.id;
  if (!over) return void say('nothing is circled yet; circle a cut (C): hands work on the circled cut', true);
  if (state.on && state.on !== over) return void say('this is not the circled cut; circle it first (C): hands work on the circled cut', true);
  return held(async () => {
    const asked = {...given, scene: state.scene};
    const tried = TRIED.has(name) ? await act(name, asked, {over, tried: true}) : null;
    if (TRIED.has(name) && !tried) return undefined;
    // It is seen first, and on the record next: what judges an edit takes longer than an eye waits.
    if (tried) await turn(tried, around);
    const answer = await act(name, asked, {over});
    if (answer && answer.alt !== tried?.alt) await turn(answer, around);
    // Refused, or the desk went away: what it has is put on as soon as it tells.
    if (!answer && tried) {
      set({on: state.cut?.id ?? over});
      void transport.show(state.on, around, false);
      void refresh(['cut']);
    }
    return answer;
  });
}

/** Take back, bring back, or go to a version, once all that a hand began is done; the cut that is circled then is put on.
 * @param {'undo'|'redo'|'go'} name @param {Record<string, unknown>} [given] */
export const step = (name, given = {}) => hands.last(() => held(async () => {
  const was = state.cut?.id;
  const answer = await act(name, {...given, scene: state.scene});
  if (answer?.alt && state.on === was) await turn(answer, transport.frame, false);
  return answer;
}));

/** Milliseconds for which an edit's picture is waited for: a page that turned elsewhere never shows it. Source: our choice. */
const LATE_MS = 2000;

/** Where the circled cut is another now: show it at the same place. @param {any} answer @param {number} around @param {boolean} [playing] */
async function turn(answer, around, playing = true) {
  if (!answer.alt) return;
  const was = state.on;
  const coming = laid(answer.alt);
  set({on: answer.alt, other: was && was !== answer.alt ? was : state.other});
  const rate = fps(state.cut?.rate ?? '24');
  const shown = transport.show(answer.alt, playing ? transport.before(around, rate) : around, false);
  const cut = await coming;
  if (cut) set({cut});
  await Promise.race([shown, new Promise(done => { setTimeout(done, LATE_MS); })]);
  if (playing && cut) transport.around(around, rate, cut.frames);
}

/** Do something whose picture comes before everything that is looked at anew. @param {() => Promise<any>} doing */
async function held(doing) {
  const release = hold();
  try {
    return await doing();
  } finally {
    release();
  }
}

// The cut that was on is another now, by another hand: that one is put on at the same frame.
onNewer(() => {
  if (!state.bad) say('the circled cut is another now; it is on, at the same place');
  void play(state.cut.id, transport.frame, false);
});
