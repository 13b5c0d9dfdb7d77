/** What can be done in the colour room, by key and by its words. */
import {circled, colour, firstStill, flip, goTo, name, others, put, putOn, shownNow} from '../colour.js';
import {mark, propose, show} from '../colour-hands.js';
import {isGrade, nextOf} from '../hands/graded.js';
import {fps} from '../hands/time.js';
import {say, state} from '../store.js';
import {transport} from '../transport.js';

/** Marks: key, what it says. */
const MARKS = /** @type {const} */ ([['circle', 'c', 'circle: this is the scene’s grade'], ['hold', 'h', 'hold: keep it in mind'], ['ng', 'n', 'no good'], ['unsure', 'y', 'can’t say']]);

/** Panels beside the picture. */
export const PANELS = /** @type {const} */ ([['grade', 'Grade'], ['dials', 'Dials'], ['tone', 'Tone'], ['stills', 'Stills'], ['versions', 'Versions'], ['cameras', 'Cameras']]);

/** @typedef {import('./colour.js').ColourPage} Page */

/** Set the picture against something else. @param {string} what */
function against(what) {
  if (!what) return say('there is nothing yet to set it against');
  put({against: what, mode: colour.mode === 'six' ? '' : colour.mode});
  return say(`against ${name(what)}: W wipes, S splits, F flips`);
}

/** @param {'wipe'|'split'|'six'} mode */
function mode(mode) {
  if (mode === 'six' && !shownNow().length) return say('no grades are on show yet: Q proposes some');
  if (mode !== 'six' && !colour.against) put({against: others()[0] ?? ''});
  return put({mode: colour.mode === mode ? '' : mode});
}

/** @param {Page} page @returns {import('../commands.js').Command[]} */
export function commands(page) {
  const ready = () => Boolean(state.cut && !page.asks);
  const six = () => ready() && shownNow().length > 0;
  const graded = () => ready() && isGrade(colour.on);
  const second = () => Math.round(fps(state.cut?.rate ?? '24'));
  const step1 = (/** @type {number} */ frames) => () => transport.step(frames);
  return [
    ...[1, 2, 3, 4, 5, 6].map(n => ({id: `on-${n}`, says: `put on grade ${n} of the six`, group: 'the six', keys: [String(n)],
      when: () => ready() && Boolean(shownNow()[n - 1]), run: () => putOn(shownNow()[n - 1].id)})),
    {id: 'again', says: 'propose grades anew: by the words and the reference that stand there; what is kept stays', group: 'the six', keys: ['q'], when: ready, run: () => page.wish ? page.wish.ask() : propose()},
    {id: 'words', says: 'say in words what the grade should be', group: 'the six', keys: ['Shift+q'], when: ready, run: () => page.words()},
    {id: 'more', says: 'show the next six', group: 'the six', keys: ['m'], when: six, run: () => show(nextSix())},
    {id: 'why', says: 'why is this grade as it is: every reason', group: 'the six', keys: ['b'], when: graded, run: () => page.explain(colour.on)},
    ...MARKS.map(([one, key, says]) => ({id: one, says, group: 'marks', keys: [key], when: graded, run: () => mark(colour.on, one)})),
    {id: 'flip', says: 'flip to what it is set against', group: 'comparing', keys: ['f'], when: ready, run: () => flip()},
    {id: 'wipe', says: 'wipe against the other; again, without', group: 'comparing', keys: ['w'], when: ready, run: () => mode('wipe')},
    {id: 'split', says: 'split: both pictures whole, side by side', group: 'comparing', keys: ['s'], when: ready, run: () => mode('split')},
    {id: 'all-six', says: 'all six in one picture', group: 'comparing', keys: ['Shift+s'], when: six, run: () => mode('six')},
    {id: 'wipe-left', says: 'move the wipe to the left', group: 'comparing', keys: [','], when: () => colour.mode === 'wipe', run: () => page.picture?.move(-1)},
    {id: 'wipe-right', says: 'move the wipe to the right', group: 'comparing', keys: ['.'], when: () => colour.mode === 'wipe', run: () => page.picture?.move(1)},
    {id: 'against', says: 'set it against the next: ungraded, circled, the six, stills', group: 'comparing', keys: ['a'], when: ready, run: () => against(nextOf(others(), colour.against, 1))},
    {id: 'against-back', says: 'set it against the one before', group: 'comparing', keys: ['Shift+a'], when: ready, run: () => against(nextOf(others(), colour.against, -1))},
    {id: 'against-ungraded', says: 'set it against the picture as it was shot', group: 'comparing', keys: ['0'], when: ready, run: () => colour.on === 'ungraded' ? say('that is on') : against('ungraded')},
    {id: 'against-still', says: 'set it against the reference, or the latest still', group: 'comparing', keys: ['9'], when: ready,
      run: () => against(firstStill() && `still:${firstStill()}`)},
    {id: 'on-ungraded', says: 'put on the picture as it was shot', group: 'comparing', keys: ['`'], when: ready, run: () => putOn('ungraded')},
    {id: 'on-circled', says: 'put on the circled grade', group: 'comparing', keys: ['Shift+c'], when: () => ready() && Boolean(circled()), run: () => putOn(circled())},
    {id: 'whole', says: 'the whole picture, without wipe or split', group: 'comparing', keys: ['Escape'], when: () => Boolean(colour.mode && !colour.asked), run: () => put({mode: ''})},
    {id: 'shot-back', says: 'the shot before', group: 'shots', keys: ['ArrowUp', 'PageUp'], when: ready, run: () => goTo(colour.shot - 1)},
    {id: 'shot-next', says: 'the next shot', group: 'shots', keys: ['ArrowDown', 'PageDown'], when: ready, run: () => goTo(colour.shot + 1)},
    {id: 'hero', says: 'this shot is the hero: propose grades that bring the others to it', group: 'shots', keys: ['Shift+h'], when: ready, run: () => page.hero()},
    {id: 'grab', says: 'grab a still with its grade', group: 'stills', keys: ['Shift+g'], when: ready, run: () => page.turnTo('stills')},
    {id: 'dials', says: 'turn the dials: warmer, harder, denser …', group: 'the six', keys: ['g'], when: ready, run: () => page.turnTo('dials')},
    {id: 'tone', says: 'say a tone in your words: “uneasy, but tender”', group: 'the six', keys: ['Shift+e'], when: ready, run: () => page.turnTo('tone')},
    {id: 'panel', says: 'the next panel: grade, dials, tone, stills, versions, cameras', group: 'everywhere', keys: ['t'], when: ready, run: () => page.turnTo(nextOf(page.tabs.map(([one]) => one), page.panel, 1))},
    {id: 'alone', says: 'the picture alone, or with everything', group: 'everywhere', keys: ['Shift+f'], when: ready, run: () => { page.alone = !page.alone; }},
    {id: 'surround', says: 'what is around the picture: dark, black, middle grey', group: 'everywhere', keys: ['Shift+b'], when: ready, run: () => page.turnSurround()},
    {id: 'undo', says: 'undo the latest mark, answer or turn of the grade', group: 'everywhere', keys: ['u', 'Ctrl+z'], run: () => page.questions.step('undo')},
    {id: 'redo', says: 'redo what was undone', group: 'everywhere', keys: ['Shift+u', 'Ctrl+Shift+z'], run: () => page.questions.step('redo')},
    {id: 'toggle', says: 'play or stop', group: 'playing', keys: [' '], when: ready, run: () => transport.toggle()},
    {id: 'back', says: 'play backwards; again is faster', group: 'playing', keys: ['j'], when: ready, run: () => transport.shuttle('j')},
    {id: 'halt', says: 'stop', group: 'playing', keys: ['k'], when: ready, run: () => transport.shuttle('k')},
    {id: 'forth', says: 'play forwards; again is faster', group: 'playing', keys: ['l'], when: ready, run: () => transport.shuttle('l')},
    {id: 'frame-back', says: 'one frame back', group: 'playing', keys: ['ArrowLeft'], when: ready, run: step1(-1)},
    {id: 'frame-forth', says: 'one frame on', group: 'playing', keys: ['ArrowRight'], when: ready, run: step1(1)},
    {id: 'second-back', says: 'one second back', group: 'playing', keys: ['Shift+ArrowLeft'], when: ready, run: () => transport.step(-second())},
    {id: 'second-forth', says: 'one second on', group: 'playing', keys: ['Shift+ArrowRight'], when: ready, run: () => transport.step(second())},
    {id: 'head', says: 'go to the head', group: 'playing', keys: ['Home'], when: ready, run: () => transport.seek(0)},
    {id: 'tail', says: 'go to the tail', group: 'playing', keys: ['End'], when: ready, run: () => transport.seek((state.cut?.frames ?? 1) - 1)},
  ];
}

/** Place of the first of the next six; after the last, of the first. */
function nextSix() {
  const next = (colour.six?.shown.at(-1)?.number ?? 0) + 1;
  return next > (colour.six?.total ?? 0) ? 1 : next;
}
