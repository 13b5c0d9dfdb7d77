/** Files on their way from this browser to the film: two at a time, each once, for as long as the page is open. */
import {Trouble} from './api.js';
import {fingerprint} from './hands/fingerprint.js';

/** @typedef {{name: string, file: File}} Handed  a file, and its name with the folders it lay in */

/** Files that are sent at once. Source: our choice; a disk gains nothing from more. */
const AT_ONCE = 2;

/** Milliseconds before a file is sent again that the desk had no hand free for. Source: our choice. */
const AGAIN_MS = 500;

/**
 * Hand files over. Those that are left out, with the reason, are told with the others.
 * @param {Handed[]} files @param {(passing: import('./hands/rushes.js').Passing[]) => void} tell  called with every step
 * @returns {Promise<{rushes: number, script: string}>} how many are rushes or reports, and the path of the script among them
 */
export async function handOver(files, tell) {
  const looked = await asked('/uploads', {method: 'POST', headers: {'content-type': 'application/json'},
    body: JSON.stringify({files: files.map(one => ({name: one.name, size: one.file.size}))})});
  const passing = files.map((one, n) => ({name: one.name, size: one.file.size, share: 0, path: '', why: looked.files[n].why}));
  const due = files.map((one, n) => ({...one, kind: looked.files[n].kind, row: passing[n]})).filter(one => !one.row.why);
  tell(passing);
  const queue = [...due];
  const hand = async () => {
    for (let one = queue.shift(); one; one = queue.shift()) await carry(one, () => tell([...passing]));
  };
  await Promise.all(Array.from({length: AT_ONCE}, hand));
  const arrived = due.filter(one => one.row.path);
  return {rushes: arrived.filter(one => one.kind !== 'script').length, script: arrived.findLast(one => one.kind === 'script')?.row.path ?? ''};
}

/** @param {Handed & {row: import('./hands/rushes.js').Passing}} one @param {() => void} tell */
async function carry(one, tell) {
  try {
    one.row.path = await there(one) || await sent(one, share => { one.row.share = share; tell(); });
  } catch (trouble) {
    one.row.why = /** @type {Error} */ (trouble).message;
    one.row.lost = true;
  }
  tell();
}

/** Where the same file lies since an earlier time; empty where it does not. @param {Handed} one */
async function there(one) {
  const at = `${address(one.name)}?size=${one.file.size}`;
  const before = await asked(`${at}&mark=`);
  return before.same_size ? (await asked(`${at}&mark=${await fingerprint(one.file)}`)).path : '';
}

/** @param {Handed} one @param {(share: number) => void} tell @returns {Promise<string>} its path */
async function sent(one, tell) {
  for (;;) {
    const answer = await put(one, tell);
    if (answer.status === 200) return answer.body.path;
    if (answer.status !== 429) throw new Trouble(answer.body.trouble ?? `the desk answered ${answer.status}`, answer.status);
    await new Promise(done => { setTimeout(done, AGAIN_MS); });
  }
}

/** @param {Handed} one @param {(share: number) => void} tell @returns {Promise<{status: number, body: any}>} */
function put(one, tell) {
  return new Promise((answered, lost) => {
    const request = new XMLHttpRequest();  // fetch does not tell how much has been sent
    request.upload.onprogress = event => tell(event.loaded / Math.max(1, event.total));
    request.onload = () => answered({status: request.status, body: request.response ?? {}});
    request.onerror = () => lost(new Trouble(`${one.name} stopped on its way; what has arrived stays; drop it again, and it goes on`, 0));
    request.responseType = 'json';
    request.open('PUT', address(one.name));
    request.send(one.file);
  });
}

/** @param {string} name */
const address = name => `/upload/${name.split('/').map(encodeURIComponent).join('/')}`;

/** @param {string} path @param {RequestInit} [how] @returns {Promise<any>} */
async function asked(path, how = {}) {
  const answer = await fetch(path, how).catch(() => { throw new Trouble('the desk does not answer; nothing was lost; drop the files again', 0); });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Trouble(body.trouble ?? `the desk answered ${answer.status}`, answer.status);
  return body;
}

/**
 * Files of what was dropped, folders opened all the way down.
 * @param {DataTransfer} dropped @returns {Promise<Handed[]>}
 */
export async function droppedFiles(dropped) {
  // Taken before the first wait: after it, nothing is in a drop any more.
  const items = [...dropped.items].filter(item => item.kind === 'file').map(item => ({entry: item.webkitGetAsEntry(), file: item.getAsFile()}));
  const found = await Promise.all(items.map(({entry, file}) => entry ? opened(entry) : plain(file)));
  return found.flat();
}

/** @param {File | null} file @returns {Handed[]} */
const plain = file => file && !file.name.startsWith('.') ? [{name: file.name, file}] : [];

/** @param {FileSystemEntry} entry @returns {Promise<Handed[]>} */
async function opened(entry) {
  if (entry.name.startsWith('.')) return [];
  if (entry.isFile) {
    const file = await new Promise((done, lost) => { /** @type {FileSystemFileEntry} */ (entry).file(done, lost); });
    return [{name: entry.fullPath.replace(/^\/+/, ''), file}];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  const inside = [];
  for (let some = await read(reader); some.length; some = await read(reader)) inside.push(...some);  // a hundred at a time
  return (await Promise.all(inside.map(opened))).flat();
}

/** @param {FileSystemDirectoryReader} reader @returns {Promise<FileSystemEntry[]>} */
const read = reader => new Promise((done, lost) => { reader.readEntries(done, lost); });

/** Files of a dialog. @param {FileList | null} files @returns {Handed[]} */
export const chosenFiles = files => [...files ?? []].map(file => ({name: file.webkitRelativePath || file.name, file}))
  .filter(one => !one.name.split('/').some(part => part.startsWith('.')));
