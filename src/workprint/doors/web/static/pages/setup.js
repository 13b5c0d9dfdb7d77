/** Set-up: from a folder of rushes and a script to the first cuts, in five steps; the next one is lit. */
import {LitElement, html, css} from 'lit';
import {who} from '../api.js';
import {atWork, bench, folders, follow as followBench, last, lineTakes, lineWith, listen, readAgain, readPath, stop, takeIn} from '../assistant.js';
import {offer} from '../commands.js';
import {nameOf, next, rowsOf, steps} from '../hands/rushes.js';
import '../parts/drop-zone.js';
import '../parts/file-list.js';
import {looks} from '../parts/looks.js';
import '../parts/people-names.js';
import '../parts/slate-names.js';
import {act, follow, refresh, say, set, state} from '../store.js';

const SIGNS = {'done': '✓', 'needs you': '●', 'waiting': '○', 'at work': '▸'};

/** What is told of a reading besides the files, and what each list is called. */
const CAME = /** @type {const} */ ([['groups', 'second cameras'], ['synced', 'sound and picture'], ['alone', 'without a partner'], ['warnings', 'to know']]);

/** What goes on when every job of a phase has ended. */
const AFTER = /** @type {Record<string, string>} */ ({'reading files': 'telling slates', 'listening for timecode': 'pairing sounds with pictures',
  'making proxies': 'laying sound on picture', 'lining takes': 'comparing the takes'});

export class SetupPage extends LitElement {
  static properties = {chosen: {state: true}, asking: {state: true}};

  static styles = [looks, css`
    :host { display: grid; grid-template-columns: 15em minmax(0, 1fr); gap: var(--gap); height: 100%; }
    nav ol { list-style: none; padding: 0; margin: 0; display: grid; gap: 4px; }
    nav button { width: 100%; text-align: left; display: grid; grid-template-columns: 1.6em 1fr; gap: 0 .2em; padding: .55em .7em; border-color: transparent; background: var(--desk); }
    nav button small { grid-column: 2; color: var(--dim); overflow-wrap: anywhere; }
    nav .needs .sign, nav .next strong { color: var(--accent); } nav .done .sign { color: var(--good); }
    nav .next { border-left: 3px solid var(--accent); border-radius: 4px; }
    .step { grid-auto-rows: max-content; overflow: auto; background: var(--panel); border-radius: 6px; padding: 1em 1.3em; display: grid; gap: .9em; align-content: start; }
    h2 { color: var(--bright); font-size: 1.2em; } p { margin: 0; max-width: 52em; }
    form { display: flex; gap: var(--gap); align-items: end; flex-wrap: wrap; }
    form label { flex: 1; display: grid; gap: 2px; max-width: 46em; min-width: 0; } form input, textarea { width: 100%; box-sizing: border-box; }
    .go { border-color: var(--accent); color: var(--bright); padding: .35em 1em; }
    .start { font-size: 1.25em; padding: .5em 1.4em; justify-self: start; }
    ul { margin: 2px 0 .6em; padding-left: 1.3em; } summary { cursor: pointer; color: var(--dim); }
    .bad { color: var(--bad); }
    textarea { min-height: 9em; font-family: ui-monospace, monospace; }
    table { border-collapse: collapse; justify-self: start; } td, th { text-align: left; padding: 3px 12px 3px 0; font-weight: 400; } th { color: var(--dim); }
  `];

  constructor() {
    super();
    /** @type {number | null} step that somebody chose; null follows the next one */
    this.chosen = null;
    this.asking = false;
    /** @type {(() => void)[]} */
    this.away = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.away = [follow(() => this.requestUpdate()), followBench(() => this.requestUpdate()), offer(this.commands())];
    if (state.status) void refresh([]);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stopIt of this.away) stopIt();
  }

  /** @returns {import('../commands.js').Command[]} */
  commands() {
    const names = ['rushes', 'script', 'slates', 'people', 'start'];
    return [
      ...names.map((name, n) => ({id: `step-${n}`, says: `set-up, step ${n + 1}: ${name}`, group: 'set-up', keys: [String(n + 1)], run: () => { this.chosen = n; }})),
      {id: 'step-next', says: 'set-up: go to what needs you next', group: 'set-up', keys: ['n'], run: () => { this.chosen = next(this.steps()); }},
      {id: 'choose-folder', says: 'choose a folder of rushes', group: 'set-up', keys: ['Shift+o'], when: () => !bench.busy, run: () => this.choose('folder')},
      {id: 'choose-files', says: 'choose files of rushes, or a script', group: 'set-up', keys: ['o'], when: () => !bench.busy, run: () => this.choose('files')},
      {id: 'stop-work', says: 'stop reading or lining at the next file', group: 'set-up', keys: ['x'], when: () => Boolean(atWork()), run: () => stop()},
      {id: 'read-again', says: 'read the rushes again where they lie', group: 'set-up', keys: [], when: () => !bench.busy && Boolean(bench.log?.files.length), run: () => readAgain()},
      {id: 'line-takes', says: 'line the takes that are not lined', group: 'set-up', keys: [], when: () => !bench.busy && Boolean(bench.log?.script), run: () => lineTakes()},
      {id: 'start', says: 'propose 300 cuts and go to the cutting room', group: 'set-up', keys: [], when: () => this.lined().length > 0 && !this.asking, run: () => this.start()},
    ];
  }

  steps() {
    return steps(state.status, bench.log, state.work);
  }

  /** @param {'files'|'folder'} what */
  async choose(what) {
    if (this.open(this.steps()) > 1) this.chosen = 0;
    await this.updateComplete;
    /** @type {import('../parts/drop-zone.js').DropZone | null} */ (this.renderRoot.querySelector('drop-zone'))?.choose(what);
  }

  /** Which step is open. @param {{state: string}[]} all */
  open(all) {
    return this.chosen ?? (bench.busy ? 0 : next(all));
  }

  render() {
    if (!state.status || !bench.log) return html`<p class="dim">One moment: the desk is asked what is there.</p>`;
    const all = this.steps();
    const [open, lit] = [this.open(all), next(all)];
    return html`<nav aria-label="steps of the set-up"><ol>${all.map((one, n) => html`<li><button class="${one.state === 'needs you' ? 'needs' : one.state} ${n === lit ? 'next' : ''}"
        aria-current=${n === open ? 'step' : 'false'} @click=${() => { this.chosen = n; }}>
        <span class="sign" aria-hidden="true">${SIGNS[one.state]}</span><strong>${n + 1} ${one.name}</strong>
        <small>${one.says}<span class="hidden">, ${one.state}</span></small></button></li>`)}</ol></nav>
      <section class="step" aria-label=${all[open].name} @handed=${(/** @type {CustomEvent} */ event) => takeIn(event.detail)}>${[this.rushes, this.script, this.slates, this.people, this.last][open].call(this)}
        ${open !== lit && open < 4 && !bench.busy && !atWork() ? html`<div><button class="go" @click=${() => { this.chosen = lit; }}>next: ${all[lit].name.toLowerCase()} (${all[lit].says})</button></div>` : ''}</section>`;
  }

  rushes() {
    const busy = Boolean(bench.busy || atWork());
    return html`<h2>Rushes</h2>
      ${busy ? '' : html`<drop-zone>Pictures, sounds, camera and sound reports, and a script in Fountain. They are copied into the film, into <b>rushes/</b>.</drop-zone>
      <form @submit=${this.typed}><label>or a folder on this machine, used in place: nothing is copied, nothing is written there
        <input name="path" .value=${inPlace(bench.log)} placeholder="/media/CARD_01" autocomplete="off" spellcheck="false"></label>
        <button class="go">read it</button></form>
      ${bench.log.files.length ? html`<div class="row"><button @click=${() => readAgain()}>read the rushes again</button>
        <span class="dim">New files are found, and what was stopped goes on; what is done is not done twice.</span></div>` : ''}`}
      ${this.files(busy, true)}
      ${this.came()}`;
  }

  /** @param {boolean} busy @param {boolean} [all] whether every file is listed; left out, only how far the work is */
  files(busy, all = false) {
    const work = atWork();
    const rows = !all ? [] : rowsOf(bench.log, bench.passing, bench.waiting, work?.verb === 'ingest' ? work : null, bench.ended);
    const out = (all ? bench.leftOut : []).map(([path, why]) => ({name: nameOf(path), path, mood: /** @type {const} */ ('out'), says: `left out: ${why}`}));
    return html`<file-list .rows=${[...rows, ...out]} .says=${busy ? this.doing(work) : ''} .share=${work ? work.share : this.arrived()} .left=${left(work)}
      .stops=${Boolean(work)} .stopping=${Boolean(work?.stopping)} @stop=${stop}></file-list>`;
  }

  /** @param {any} work */
  doing(work) {
    if (!work) return `${bench.busy} …`;
    if (work.share >= 1 && work.what in AFTER) return `${AFTER[work.what]} …`;
    const step = work.what === work.verb ? {ingest: 'reading', line: 'lining'}[/** @type {string} */ (work.verb)] ?? work.verb : work.what;
    return `${step}${work.of ? `: ${work.done} of ${work.of}` : ''}${work.name ? ` (${nameOf(work.name)})` : ''}`;
  }

  /** Share of all bytes that have arrived. */
  arrived() {
    const due = bench.passing.filter(one => !one.why);
    const whole = due.reduce((sum, one) => sum + one.size, 0);
    return whole ? due.reduce((sum, one) => sum + one.size * (one.path ? 1 : one.share), 0) / whole : 0;
  }

  came() {
    const told = bench.ingested;
    if (!told) return '';
    const refused = told.refused.length ? html`<div aria-live="polite"><b class="bad">${told.refused.length} could not be read</b><ul>${told.refused.map((/** @type {string} */ one) => html`<li>${one}</li>`)}</ul></div>` : '';
    return html`${refused}${CAME.map(([name, says]) => told[name].length ? html`<details ?open=${name === 'alone'}><summary>${says}: ${told[name].length}</summary>
      <ul>${told[name].map((/** @type {string} */ one) => html`<li>${one}</li>`)}</ul></details>` : '')}`;
  }

  script() {
    const {log} = bench;
    const busy = Boolean(bench.busy || atWork());
    const unlined = state.status.scenes.filter((/** @type {any} */ one) => one.lines && one.lined < one.takes);
    const unwritten = state.status.scenes.find((/** @type {any} */ one) => one.takes);
    return html`<h2>Script</h2>
      ${log.script ? html`<p><b>${log.script}</b>${log.written ? '' : ' (made of what was said; yours takes its place)'}. Another one takes its place; one that cannot be read changes nothing.</p>` : ''}
      ${busy ? this.files(true) : html`<drop-zone says="Drop a script in Fountain here">It is copied into the film, into <b>scripts/</b>.</drop-zone>
      <form @submit=${this.scripted}><label>or its path on this machine: Fountain, or plain text in its form
        <input name="path" placeholder="the-ferry.fountain" autocomplete="off" spellcheck="false"></label><button class="go">line with it</button></form>
      <details><summary>or write it here</summary><form @submit=${this.written}><label>the script, in Fountain
        <textarea name="text" spellcheck="false" placeholder="INT. KITCHEN - NIGHT&#10;&#10;MARA&#10;You kept the key."></textarea></label><button class="go">line with it</button></form></details>`}
      ${!log.script && unwritten && !busy ? html`<div class="row"><button @click=${() => listen(unwritten.scene)}>make one of what was said</button>
        <span class="dim">for rushes that have none: a line for each run of speech</span></div>` : ''}
      ${unlined.length && log.script && !busy ? html`<div><button class="go" @click=${() => lineTakes()}>line the takes</button></div>` : ''}
      ${state.status.scenes.length ? html`<table><thead><tr><th scope="col">scene</th><th scope="col"></th><th scope="col">spoken lines</th><th scope="col">takes</th><th scope="col">lined</th></tr></thead>
        <tbody>${state.status.scenes.map((/** @type {any} */ one) => html`<tr><td>${one.scene}</td><td>${one.heading}</td><td>${one.lines}</td><td>${one.takes}</td><td>${one.lined}</td></tr>`)}</tbody></table>` : ''}
      ${this.flags()}`;
  }

  flags() {
    const told = bench.lined;
    if (!told) return '';
    const flagged = told.takes.filter((/** @type {any} */ one) => one.flags.length);
    return html`${told.refused.length ? html`<div><b class="bad">not lined</b><ul>${told.refused.map((/** @type {string} */ one) => html`<li>${one}</li>`)}</ul></div>` : ''}
      ${flagged.length ? html`<details open><summary>where takes differ from the script: ${flagged.length} of ${told.takes.length}</summary>
        <ul>${flagged.map((/** @type {any} */ one) => html`<li><b>${one.take}</b>: ${one.flags.join('; ')}</li>`)}</ul></details>` : ''}`;
  }

  slates() {
    return html`<h2>Slates</h2>${bench.busy || atWork() ? this.files(true) : ''}${atWork()?.verb === 'ingest' ? html`<p>Slates are told from the camera report, the files' tags and their names while the rushes are read. What is left is asked for here.</p>` : ''}
      <slate-names style=${atWork()?.verb === 'ingest' ? 'display: none' : ''} .log=${bench.log} .busy=${Boolean(bench.busy || atWork())}></slate-names>`;
  }

  people() {
    return html`<h2>People</h2>${this.crew()}<people-names .log=${bench.log} .busy=${Boolean(bench.busy)}></people-names>`;
  }

  crew() {
    const people = state.status.people ?? [];
    if (!people.length) return '';
    const pick = (/** @type {string} */ name) => { who.name = name; say(`marks are ${name}'s from now on`); set({}); };
    return html`<div class="row"><span class="dim">The people of this film (film.toml); you are</span>
      ${people.map((/** @type {[string, string]} */ [name, role]) => html`<button aria-pressed=${(who.name || people[0][0]) === name} @click=${() => pick(name)}>${name} <span class="dim">${role}</span></button>`)}</div>`;
  }

  /** Scenes that can be cut. */
  lined() {
    return (state.status?.scenes ?? []).filter((/** @type {any} */ one) => one.lined);
  }

  last() {
    const ready = this.lined();
    const busy = this.asking || Boolean(bench.busy || atWork());
    const chosen = ready.find((/** @type {any} */ one) => one.scene === state.scene) ?? ready[0];
    return html`<h2>Start</h2>
      ${bench.busy || atWork() ? this.files(true) : ''}
      ${ready.length ? html`<p>${chosen.lined} of ${chosen.takes} takes of scene ${chosen.scene} are lined with ${chosen.lines} spoken lines. Ask for cuts: whole, valid, all different. Nothing is applied until you circle one.</p>
        ${ready.length > 1 ? html`<label>scene <select @change=${(/** @type {any} */ event) => set({scene: event.target.value})}>${ready.map((/** @type {any} */ one) => html`<option value=${one.scene} ?selected=${one === chosen}>${one.scene} ${one.heading}</option>`)}</select></label>` : ''}
        <button class="go start" ?disabled=${busy} @click=${() => this.start()}>${this.asking ? 'cutting …' : 'Propose 300 cuts'}</button>
        ${chosen.alts ? html`<div><button @click=${() => { location.hash = 'cutting'; }}>go to the ${chosen.alts} cuts that are there</button></div>` : ''}`
        : html`<p>There is nothing to cut yet: a take and a script it is lined with would do.</p>`}`;
  }

  async start() {
    const ready = this.lined();
    const scene = (ready.find((/** @type {any} */ one) => one.scene === state.scene) ?? ready[0])?.scene;
    if (!scene || this.asking) return;
    this.asking = true;
    const six = await act('propose', {scene});
    this.asking = false;
    if (!six) return;
    await refresh();
    set({scene, six, turning: null});
    say(`${six.total} whole cuts, all different; the first six are on show`);
    location.hash = 'cutting';
  }

  /** @param {SubmitEvent} event */
  typed(event) {
    const path = field(event, 'path');
    if (!path) return say('no folder was named; a path on this machine would do; type it, or drop the folder', true);
    return readPath(path);
  }

  /** @param {SubmitEvent} event */
  scripted(event) {
    const path = field(event, 'path');
    if (!path) return say('no script was named; a path on this machine would do; type it, or drop the script', true);
    return lineWith(path);
  }

  /** @param {SubmitEvent} event */
  written(event) {
    const text = field(event, 'text');
    if (!text) return say('nothing is written yet; a scene in Fountain would do; write it, or drop the script', true);
    return takeIn([{name: 'written here.fountain', file: new File([text], 'written here.fountain')}]);
  }
}

/** What was written in one field of a form. @param {SubmitEvent} event @param {string} name */
function field(event, name) {
  event.preventDefault();
  return String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get(name)).trim();
}

/** The folder that was read in place last. @param {any} log */
const inPlace = log => folders().findLast(one => !one.startsWith(log.arrivals)) ?? (log.files.length ? '' : last.path);

/** @param {any} work */
function left(work) {
  if (!work || work.left_s === null || work.left_s === undefined || work.share >= 1) return '';
  const minutes = Math.floor(work.left_s / 60);
  return minutes ? `${minutes} min ${Math.round(work.left_s % 60)} s left` : `${Math.round(work.left_s)} s left`;
}

customElements.define('setup-page', SetupPage);
