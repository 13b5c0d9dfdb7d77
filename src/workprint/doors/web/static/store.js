/** What the page knows: one place, changed only by what the desk answers. */
import {know, verb, Trouble} from './api.js';
import {transport} from './transport.js';

/**
 * @typedef {object} State
 * @property {any} status  where the film stands
 * @property {string} scene  the scene that is open
 * @property {any} board  lined script of the scene
 * @property {any} six  the string-out
 * @property {any} turning  six cuts of dials that are still being turned; null where none are
 * @property {any} map  every cut of the proposal
 * @property {any} cut  timeline of the circled cut
 * @property {any} notes  notes on the circled cut
 * @property {any} versions  its versions, as a tree
 * @property {any} graded  versions of the scene's grade, as a tree
 * @property {any} gallery  stills that were grabbed
 * @property {any} spaces  what the code values of every take mean
 * @property {any[]} told  the record in words
 * @property {any} tones  every tone of the film
 * @property {any} toneDials  every dial that a tone can turn
 * @property {any} asked  what the latest cuts were asked for
 * @property {any} askedColour  what the latest grades were asked for
 * @property {string} on  alt in the player
 * @property {string} other  the alt that was in it before
 * @property {{shot: number, end: ''|'head'|'tail'} | null} picked  what the hand is on in the timeline
 * @property {{start: number | null, out: number | null}} range  in and out
 * @property {Record<string, any>} work  long work, by verb
 * @property {boolean} lost  whether the desk does not answer
 * @property {string} says  the last sentence for the person
 * @property {boolean} bad  whether that sentence is trouble
 */

/** @type {State} */
export const state = {status: null, scene: '', board: null, six: null, turning: null, map: null, cut: null, notes: null,
  versions: null, graded: null, gallery: null, spaces: null, told: [],
  tones: null, toneDials: null, asked: null, askedColour: null, on: '', other: '', picked: null, range: {start: null, out: null}, work: {}, lost: false,
  says: '', bad: false};

const changed = new EventTarget();

/** Call back after every change. @param {() => void} back @returns {() => void} stop */
export function follow(back) {
  changed.addEventListener('change', back);
  return () => changed.removeEventListener('change', back);
}

/** @param {Partial<State>} part */
export function set(part) {
  Object.assign(state, part);
  changed.dispatchEvent(new Event('change'));
}

/** Say a sentence. @param {string} says @param {boolean} [bad] */
export const say = (says, bad = false) => set({says, bad});

/** Do a verb and say what came of it. @param {string} name @param {Record<string, unknown>} [given] @param {{over?: string, tried?: boolean}} [how] */
export async function act(name, given = {}, how = {}) {
  try {
    const answer = await verb(name, given, how);
    if (answer && typeof answer.says === 'string') say([answer.says, ...(answer.warnings ?? [])].join('; '));
    return answer;
  } catch (trouble) {
    say(/** @type {Error} */ (trouble).message, true);
    if (trouble instanceof Trouble && trouble.status === 409) void refresh();
    return undefined;
  }
}

/** An answer, or null where the desk says that there is nothing yet. @param {string} name @param {Record<string, unknown>} given */
async function maybe(name, given) {
  try {
    return await verb(name, given);
  } catch (trouble) {
    if (trouble instanceof Trouble && trouble.status !== 0) return null;
    throw trouble;
  }
}

/** Parts of what the page knows, and how the desk is asked for each. @type {Record<string, (scene: string) => Promise<any>>} */
const PARTS = {
  board: scene => maybe('board', {scene}),
  map: scene => maybe('map', {scene}),
  cut: scene => maybe('timeline', {alt: 'circled', scene}),
  notes: scene => maybe('notes', {scene}),
  versions: scene => maybe('versions', {scene}),
  graded: scene => maybe('versions', {scene, craft: 'colour'}),
  gallery: () => maybe('gallery', {}),
  spaces: scene => maybe('spaces', {scene}),
  told: () => verb('told', {last: 200}),
  tones: () => maybe('tones', {}),
  toneDials: scene => maybe('tone_dials', {scene}),
  asked: scene => maybe('asked', {scene}),
  askedColour: scene => maybe('asked', {scene, craft: 'colour'}),
};

const MARKED = ['map', 'cut', 'notes', 'versions'];
const EDITED = ['cut', 'notes', 'versions'];

/** What a verb changes besides the status and the record; one that is not named changes everything. @type {Record<string, string[]>} */
const CHANGES = {
  ...Object.fromEntries(['decide', 'circle', 'hold', 'ng', 'unsure', 'undo', 'redo', 'go', 'bring'].map(name => [name, [...MARKED, 'board', 'graded', 'tones']])),
  ...Object.fromEntries(['trim', 'roll', 'slip', 'slide', 'drag', 'split', 'insert', 'overwrite', 'replace', 'lift', 'extract',
    'extend', 'speed', 'lay', 'mute', 'swap', 'react', 'remove'].map(name => [name, EDITED])),
  propose: ['map', 'asked', 'askedColour'], show: ['map'], tone: ['tones'], forget: ['tones'], pin: ['board'], veto: ['board'], note: ['notes', 'versions'], marker: ['notes', 'versions'], resolve: ['notes', 'versions'],
  nudge: ['graded'], paste: ['graded'], keep: ['graded'], release: ['graded'], grab: ['gallery'], space: ['spaces'], ops: [], grading: [],
  name: ['versions', 'graded'], stage: ['versions'], compare: [], lock: ['versions'], unlock: ['versions'], handover: [], conform: [],
  dial: [], listen: [], verify: [], watched: [],
  ...Object.fromEntries(['show', 'why', 'edit', 'forget', 'freeze', 'switch', 'undo', 'redo', 'withdraw', 'export', 'import'].map(name => [`taste_${name}`, []])),
};

/** What is on screen, and so kept up to date: how many parts of the page need it. @type {Map<string, number>} */
const needed = new Map();

/** Keep a part of what the page knows up to date for as long as something shows it. @param {string[]} parts @returns {() => void} stop */
export function need(...parts) {
  const fresh = parts.filter(part => !needed.get(part));
  for (const part of parts) needed.set(part, (needed.get(part) ?? 0) + 1);
  if (fresh.length && state.status) void refresh(fresh);
  return () => { for (const part of parts) needed.set(part, (needed.get(part) ?? 1) - 1); };
}

/** @type {Promise<void> | null} */
let underway = null;
/** @type {Set<string>} */
const asked = new Set();

/** Look at what the desk has anew: all of it, or some parts. What is asked for while an answer is awaited is asked once.
 * @param {string[]} [parts] */
export function refresh(parts = Object.keys(PARTS)) {
  for (const part of parts) asked.add(part);
  if (held) return Promise.resolve();  // the picture of an edit comes first
  underway ??= anew().finally(() => {
    underway = null;
    if (asked.size && !held && !state.lost) void refresh([]);  // asked for at the very end of it
  });
  return underway;
}

async function anew() {
  try {
    do {
      const status = await verb('status');
      const scene = state.scene || firstScene(status);
      const parts = [...asked].filter(part => needed.get(part));
      asked.clear();
      const then = come;
      const answers = await Promise.all(parts.map(part => scene || part === 'told' ? PARTS[part](scene) : null));
      const before = state.scene;
      if (before && before !== scene) continue;
      const cut = state.cut?.id;
      const found = Object.fromEntries(parts.map((part, n) => [part, answers[n]]));
      // An edit of this page brings its cut along: what was asked for before it is older, and is asked for again after.
      if ('cut' in found && (held || then !== come)) {
        delete found.cut;
        asked.add('cut');
      }
      if (found.board) know(found.board.takes);
      set({status, scene, ...found, lost: false});
      if (found.cut && cut && found.cut.id !== cut && state.on === cut) changed.dispatchEvent(new Event('newer'));
      marked();
    } while (asked.size && !held);
  } catch (trouble) {
    set({lost: true});
    say(/** @type {Error} */ (trouble).message, true);
  }
}

/** Edits of this page: how many are on their way to the screen, and how many have come. */
let [held, come] = [0, 0];

/** Look at nothing anew until an edit's picture is on. @returns {() => void} go on */
export function hold() {
  held += 1;
  return () => {
    held -= 1;
    come += 1;
    if (asked.size && !held) void refresh([]);
  };
}

/** Call back when somebody else changed the cut that is on. @param {() => void} back */
export const onNewer = back => changed.addEventListener('newer', back);

/** @param {any} status */
const firstScene = status => (status.scenes.find((/** @type {any} */ one) => one.takes) ?? status.scenes[0])?.scene ?? '';

/** The six carry the marks that everybody made. */
function marked() {
  const marks = new Map((state.map?.dots ?? []).map((/** @type {any} */ dot) => [dot.id, dot.mark]));
  const shown = state.six?.shown.map((/** @type {any} */ one) => marks.has(one.id) ? {...one, mark: marks.get(one.id)} : one);
  if (shown) set({six: {...state.six, shown}});
}

/** Show six cuts of the latest proposal. @param {number} [first] left out, those that are on show, as they stand
 * @param {string[]} [among] ids of the only ones that may be shown; left out, those of the six before */
export async function show(first = 0, among = state.six?.among ?? []) {
  if (!state.map) return;
  const six = await act('show', {scene: state.scene, ...(first ? {first} : {}), ...(among.length ? {among} : {})});
  if (six) set({six: {...six, among}, turning: null});
}

/** Open another scene. @param {string} scene */
export async function open(scene) {
  transport.stop();
  set({scene, board: null, six: null, turning: null, map: null, cut: null, notes: null, versions: null, graded: null, spaces: null, toneDials: null, asked: null, askedColour: null, on: '', other: '',
    picked: null, range: {start: null, out: null}});
  await refresh();
  await show();
}

/** Milliseconds after which a desk that was started anew is asked again. Source: our choice. */
const AGAIN_MS = 2000;

/** Listen to the desk for as long as the page is open; a desk that went away is found again.
 * @param {number} [size] of the record, as it was heard last @param {string} [told] what the person was told of why it is not heard */
export function listen(size = -1, told = '') {
  const source = new EventSource('/news');
  source.onmessage = event => {
    const news = JSON.parse(event.data);
    told = '';
    if (news.news === 'work') set({work: {...state.work, [news.verb]: news}});
    const first = size < 0 && !state.lost;
    const grew = news.news === 'anew' || (news.news === 'record' && news.size !== size);
    if (grew) size = news.size ?? -1;
    if (state.lost) {
      say('the desk is back');
      void Promise.resolve(underway).then(() => refresh());  // what was asked of it while it was away cannot be answered
    } else if (grew && !first) void refresh([...(CHANGES[news.verb] ?? Object.keys(PARTS)), 'told']);
  };
  source.onerror = () => {
    const closed = source.readyState === EventSource.CLOSED;
    // Said once: what is said since then is more to the point. Closed: it answers, and does not know this page; a browser would never ask again.
    const says = closed ? 'the desk was started anew; open the address that workprint open printed, and this page goes on, too'
      : 'the desk does not answer; nothing that was done is lost; it is tried again by itself';
    if (says !== told) say(says, true);
    told = says;
    set({lost: true});
    if (closed) setTimeout(() => listen(size, told), AGAIN_MS);
  };
}
