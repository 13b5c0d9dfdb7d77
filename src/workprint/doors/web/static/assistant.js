/** The assistant editor: rushes in, read and lined, slates and names said. It works on while another room is open. */
import {verb} from './api.js';
import {droppedFiles, handOver} from './arrivals.js';
import {act, follow as followStore, refresh, say, state} from './store.js';

/**
 * @typedef {object} Bench  what lies on the assistant's bench
 * @property {any} log  every file and what became of it; null until the desk was asked
 * @property {import('./hands/rushes.js').Passing[]} passing  files on their way in
 * @property {[string, number][]} waiting  paths and bytes of what will be read
 * @property {[string, string][]} leftOut  paths and reasons of the last card
 * @property {any} ingested  what came of the last reading
 * @property {any} lined  what came of the last lining
 * @property {string} busy  what is being done, in words; empty where nothing is
 * @property {Record<string, Set<string>>} ended  names that each phase of the work has done
 */

/** @type {Bench} */
export const bench = {log: null, passing: [], waiting: [], leftOut: [], ingested: null, lined: null, busy: '', ended: {}};

const changed = new EventTarget();

/** Call back after every change. @param {() => void} back @returns {() => void} stop */
export function follow(back) {
  changed.addEventListener('change', back);
  return () => changed.removeEventListener('change', back);
}

/** @param {Partial<Bench>} part */
function put(part) {
  Object.assign(bench, part);
  changed.dispatchEvent(new Event('change'));
}

/** The place where the path that was read last is kept, for this browser. */
const LAST = 'workprint-rushes';

export const last = {
  get path() { return localStorage.getItem(LAST) ?? ''; },
  set path(path) { localStorage.setItem(LAST, path); },
};

let entries = -1;
let asking = false;

/** Ask the desk for the log wherever the record has grown since. */
async function lookAgain() {
  if (asking || !state.status || state.status.entries === entries) return;
  asking = true;
  try {
    while (state.status.entries !== entries) {
      entries = state.status.entries;
      put({log: await verb('log')});
    }
  } catch (trouble) {
    say(/** @type {Error} */ (trouble).message, true);
  } finally {
    asking = false;
  }
}

/** Note which files each phase has done, and look at the log where the record grew. */
function noted() {
  if (state.lost) state.work = {};  // a desk that went away tells what is at work when it is back
  for (const news of Object.values(state.work)) {
    if (news.name) (bench.ended[news.what] ??= new Set()).add(news.name);
    if (news.over && news.verb === 'ingest') bench.ended = {};
  }
  void lookAgain();
}

followStore(noted);

// In every room: a file that is dropped on a page that does not ask for it would take the page's place.
addEventListener('dragover', event => {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
});
addEventListener('drop', event => {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  location.hash = 'setup';
  void droppedFiles(event.dataTransfer).then(takeIn);
});

/** Long work of the set-up that goes on now, whoever began it: the news of it, or null. */
export const atWork = () => ['ingest', 'line', 'transcript'].map(name => state.work[name]).find(news => news && !news.over) ?? null;

/** Files that were dropped or chosen: carried in, read, lined. @param {import('./arrivals.js').Handed[]} files */
export function takeIn(files) {
  if (!files.length) return say('nothing was in what you dropped; a folder of rushes would do; drop it again', true);
  return once('copying into the film', async () => {
    put({ingested: null, lined: null, leftOut: []});
    const brought = await handOver(files, passing => put({passing}));
    const refused = bench.passing.filter(one => one.why).length;
    if (refused) say(`${refused} ${refused === 1 ? 'file is' : 'files are'} left out; the list says why`);
    if (brought.script && !await lined(brought.script)) {
      put({passing: bench.passing.map(one => one.path === brought.script ? {...one, why: state.says, lost: true} : one)});
    }
    if (brought.rushes) await readAndLine([(await verb('log')).arrivals]);
  });
}

/** Rushes at a path of this machine, used in place. @param {string} path */
export function readPath(path) {
  return once('looking at the folder', async () => {
    const card = await act('card', {rushes: [path]});
    if (!card) return;
    last.path = path;
    put({passing: [], waiting: card.files, leftOut: card.left_out, ingested: null, lined: null});
    if (!state.status.scenes.some((/** @type {any} */ one) => one.lines) && card.scripts.length === 1) await lined(card.scripts[0]);
    await readAndLine([path]);
  });
}

/** Folders of the rushes: where files lie, or above it the folder that was named. @returns {string[]} */
export const folders = () => [...new Set(/** @type {string[]} */ (bench.log?.places ?? []).map(one =>
  last.path && `${one}/`.startsWith(`${last.path.replace(/\/+$/, '')}/`) ? last.path : one))];

/** Read again what lies where the rushes are: takes are made of what has a slate now. @param {string} [scene] scene of all that have none */
export function readAgain(scene = '') {
  const places = folders();
  if (!places.length) return say('the rushes are not where they were; bring the disk back, or give their new path', true);
  return once('reading again', () => readAndLine(places, scene));
}

/** A script by its path. @param {string} path */
export const lineWith = path => once('reading the script', () => lined(path));

/** Make a script of what was said, where nobody has one. @param {string} scene */
export const listen = scene => once('listening', async () => {
  const made = await act('transcript', {scene});
  await refresh();
  if (made) say(`${made.lines.length} lines are made of what was said in ${made.take}; a script of yours takes their place`);
});

/** Line what is not lined. */
export const lineTakes = () => once('lining', () => lined(''));

/** @param {string[]} places @param {string} [scene] */
async function readAndLine(places, scene = '') {
  put({busy: 'reading'});
  const ingested = await act('ingest', {rushes: places, scene});
  put({ingested: ingested ?? bench.ingested, passing: bench.passing.filter(one => one.why), waiting: []});
  await refresh();
  if (ingested?.takes.length && state.status.scenes.some((/** @type {any} */ one) => one.lines && one.lined < one.takes)) await lined('');
  else if (ingested) say(`${ingested.takes.length} ${ingested.takes.length === 1 ? 'take is' : 'takes are'} on the desk${ingested.unslated.length ? `; ${ingested.unslated.length} pictures want a slate` : ''}`);
}

/** @param {string} script path; empty for the one on the desk @returns {Promise<any>} what came of it; nothing where it could not be done */
async function lined(script) {
  put({busy: script ? 'reading the script' : 'lining'});
  const answer = await act('line', script ? {script} : {});
  put({lined: answer ?? bench.lined});
  await refresh();
  if (answer) say(answer.takes.length ? `${answer.takes.length} takes are lined` : 'the script is on the desk; its takes come next');
  return answer;
}

/** One thing at a time. @param {string} busy @param {() => Promise<unknown>} work */
async function once(busy, work) {
  if (bench.busy) return say(`${bench.busy} goes on; one thing at a time would do; wait, or stop it`, true);
  put({busy});
  try {
    await work();
  } catch (trouble) {
    say(/** @type {Error} */ (trouble).message, true);
  } finally {
    put({busy: ''});
    void refresh();
  }
}

/** Stop what goes on at the next file. */
export async function stop() {
  const news = atWork();
  if (!news) return say('nothing is at work');
  const answer = await fetch(`/stop/${news.verb}`, {method: 'POST'}).then(got => got.json()).catch(() => null);
  say(answer?.says ?? answer?.trouble ?? 'the desk does not answer', !answer?.says);
}

/** Say a slate. @param {string} file content hash @param {string} slate @returns {Promise<boolean>} */
export async function nameSlate(file, slate) {
  const said = await act('slate', {file, slate});
  if (said) await refresh();
  return Boolean(said);
}

/** Say who is in a setup. @param {any} setup @param {string} people */
export async function namePeople(setup, people) {
  const said = await act('setup', {name: setup.name, people, about: setup.about, angle: setup.angle, side: setup.side});
  if (said) await refresh();
  return Boolean(said);
}
