/** What became of every file, and which step of setting up a film comes next. Pure functions. */

/**
 * @typedef {object} Row  one file as the list shows it
 * @property {string} name
 * @property {string} path
 * @property {'arriving'|'waiting'|'working'|'done'|'asks'|'bad'|'out'} mood  asks: a person has to say something; out: it is no rush
 * @property {string} says
 * @property {number} [share]  of its arrival, 0 to 1
 * @property {number} [lasts]  thousandths of a second
 *
 * @typedef {object} Passing  one file on its way in
 * @property {string} name
 * @property {number} size
 * @property {number} share
 * @property {string} path  where it lies once it has arrived
 * @property {string} why  why it is left out; empty where it is not
 * @property {boolean} [lost]  whether it would have been taken and did not arrive
 */

/** Work on files, in the order in which ingest does it, and what it is called for one file. */
const PHASES = /** @type {Record<string, string>} */ ({'reading files': 'being read', 'listening for timecode': 'listened to for timecode',
  'making proxies': 'its proxy is being made'});

/** What is no rush and belongs to them. */
const PAPERS = /** @type {Record<string, string>} */ ({fountain: 'the script', spmd: 'the script', csv: 'a report', tsv: 'a report', ale: 'a report'});

/** @param {string} name */
const ending = name => name.split('.').pop()?.toLowerCase() ?? '';

/** The last part of a path. @param {string} path */
export const nameOf = path => path.split(/[/\\]/).pop() ?? path;

/**
 * Every file with its state: on its way in, left out, read, not read.
 * @param {any} log  @param {Passing[]} passing  @param {[string, number][]} waiting  paths that will be read
 * @param {any} work  news of ingest, or null  @param {Record<string, Set<string>>} ended  paths that each phase has done
 * @returns {Row[]}
 */
export function rowsOf(log, passing, waiting, work, ended) {
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const one of passing) rows.set(one.path || one.name, onItsWay(one));
  for (const [path] of waiting) rows.set(path, {name: nameOf(path), path, mood: 'waiting', says: 'waiting'});
  for (const [path, why] of log?.refused ?? []) rows.set(path, {name: nameOf(path), path, mood: 'bad', says: `not read: ${reason(why)}`});
  for (const one of log?.files ?? []) rows.set(one.path, onTheDesk(one, Boolean(work)));
  if (work) atWork(rows, work, ended);
  return [...rows.values()].sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name));
}

/** What wants a person stands first, what is left out last. @param {Row} row */
const place = row => row.mood === 'bad' ? 0 : row.mood === 'out' ? 2 : 1;

/** @param {Passing} one @returns {Row} */
function onItsWay(one) {
  const {name, path} = one;
  if (one.lost) return {name: nameOf(name), path: name, mood: 'bad', says: one.why};
  if (one.why) return {name: nameOf(name), path: name, mood: 'out', says: `left out: ${reason(one.why)}`};
  const paper = path && PAPERS[ending(name)];
  if (paper) return {name: nameOf(path), path, mood: 'done', says: paper};
  if (path) return {name: nameOf(path), path, mood: 'waiting', says: 'here; waiting'};
  return {name: nameOf(name), path: name, mood: 'arriving', says: one.share ? `copied ${Math.round(100 * one.share)} %` : 'waiting to be copied', share: one.share};
}

/** @param {any} one @param {boolean} busy @returns {Row} */
function onTheDesk(one, busy) {
  const row = {name: one.name, path: one.path, lasts: one.lasts};
  if (one.takes.length) return {...row, mood: 'done', says: `${one.picture ? '' : 'sound of '}${one.takes.join(', ')}`};
  if (busy) return {...row, mood: 'waiting', says: 'read; waiting'};
  if (one.slate) return {...row, mood: 'waiting', says: `called ${one.slate}; read it again`};
  if (one.picture) return {...row, mood: 'asks', says: 'no slate yet'};
  return {...row, mood: 'asks', says: one.alone || 'no picture goes with it'};
}

/** What the work that goes on says of single files. @param {Map<string, Row>} rows @param {any} work @param {Record<string, Set<string>>} ended */
function atWork(rows, work, ended) {
  const done = ended[work.what] ?? new Set();
  const due = [...rows.values()].filter(row => row.mood === 'waiting' && !done.has(row.path)
    && (work.what !== 'making proxies' || !/\.(wav|wave|bwf|aiff?|flac|mp3|m4a|w64)$/i.test(row.name)));
  for (const path of ended['making proxies'] ?? []) mend(rows, path, 'its proxy is made; waiting for its sound');
  if (work.what in PHASES && due.length) Object.assign(due[0], {mood: 'working', says: PHASES[work.what]});
}

/** @param {Map<string, Row>} rows @param {string} path @param {string} says */
function mend(rows, path, says) {
  const row = rows.get(path);
  if (row?.mood === 'waiting') row.says = says;
}

/** The reason alone, of a sentence that begins with the file's name. @param {string} why */
function reason(why) {
  const first = why.split('; ')[0];
  return first.replace(/^.*? (?:cannot be read|is left out): /, '');
}

/**
 * The five steps with their states; the first that needs somebody is next.
 * @param {any} status @param {any} log @param {Record<string, any>} work
 * @returns {{name: string, state: 'done'|'needs you'|'waiting'|'at work', says: string}[]}
 */
export function steps(status, log, work) {
  const busy = (/** @type {string} */ verb) => Boolean(work[verb] && !work[verb].over);
  const pictures = (log?.files ?? []).filter((/** @type {any} */ one) => one.picture);
  const unslated = pictures.filter((/** @type {any} */ one) => !one.takes.length);
  const takes = pictures.length - unslated.length;
  const scenes = status?.scenes ?? [];
  const lined = scenes.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.lined, 0);
  const unlined = scenes.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + (one.lines ? one.takes - one.lined : 0), 0);
  const empty = (log?.setups ?? []).filter((/** @type {any} */ one) => one.told !== 'said' && !one.people.length).length;
  const waits = busy('ingest') || busy('line');
  const unnamed = (log?.setups ?? []).filter(unknown).length;
  const alts = scenes.some((/** @type {any} */ one) => one.alts);
  return [
    {name: 'Rushes', state: busy('ingest') ? 'at work' : log?.files.length ? 'done' : 'needs you', says: rushesSay(log)},
    {name: 'Script', state: busy('line') ? 'at work' : log?.script && (lined || !takes) ? 'done' : 'needs you',
      says: log?.script ? `${log.script}${unlined ? `; ${unlined} ${unlined === 1 ? 'take is' : 'takes are'} not lined` : ''}` : 'none yet'},
    {name: 'Slates', state: !pictures.length || busy('ingest') ? 'waiting' : unslated.length ? 'needs you' : 'done',
      says: busy('ingest') ? 'after the rushes' : unslated.length ? `${unslated.length} without one` : takes ? `${takes} ${takes === 1 ? 'take' : 'takes'}` : 'after the rushes'},
    {name: 'People', state: !takes || waits || !log?.script ? 'waiting' : unnamed ? 'needs you' : 'done',
      says: !takes ? 'after the rushes' : !log?.script ? 'after the script' : unnamed ? `${unnamed} ${unnamed === 1 ? 'setup' : 'setups'} to name` : empty ? `${empty} ${empty === 1 ? 'setup shows' : 'setups show'} nobody` : 'everybody has a name'},
    {name: 'Start', state: alts ? 'done' : lined && !waits ? 'needs you' : 'waiting', says: alts ? 'cuts are proposed' : lined && !waits ? 'ready' : 'after script and slates'},
  ];
}

/** Whether somebody is seen in a setup whose name neither a person nor the picture has told. @param {any} setup */
export const unknown = setup => setup.told !== 'said' && setup.people.some((/** @type {any} */ one) => !one.who);

/** @param {any} log */
function rushesSay(log) {
  if (!log?.files.length) return 'none yet';
  const bad = log.refused.length;
  return `${log.files.length} files${bad ? `, ${bad} not read` : ''}`;
}

/** Which step to show: the first that needs somebody, else the first that is at work, else the last. @param {{state: string}[]} all */
export function next(all) {
  const at = all.findIndex(one => one.state === 'at work');
  if (at >= 0) return at;
  const asks = all.findIndex(one => one.state === 'needs you');
  return asks >= 0 ? asks : all.length - 1;
}

/** People as the verb `setup` takes them: `ANA:320:400:330:right; BEN:…`. @param {{who: string, head: number, x: number, y: number, look: string}[]} people */
export const asTyped = people => people.map(one => [one.who, one.head, one.x, one.y, one.look].join(':')).join('; ');

/** Bytes for people. @param {number} size */
export function bytes(size) {
  for (const [unit, name] of /** @type {[number, string][]} */ ([[1e12, 'TB'], [1e9, 'GB'], [1e6, 'MB'], [1e3, 'kB']])) {
    if (size >= unit) return `${(size / unit).toFixed(1)} ${name}`;
  }
  return `${size} bytes`;
}
