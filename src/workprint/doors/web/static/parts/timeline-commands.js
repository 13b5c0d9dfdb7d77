/** Hands on the cut, as commands: what the keys and the palette do in the timeline. */
import {state} from '../store.js';
import {transport} from '../transport.js';

/** Frames of a large step. Source: issue 4's task. */
const LARGE = 10;

/** @typedef {(id: string, says: string, keys: string[], run: () => unknown, when?: () => boolean) => import('../commands.js').Command} Can */

/** All that hands can do here. @param {import('./cut-timeline.js').CutTimeline} timeline @returns {import('../commands.js').Command[]} */
export function commands(timeline) {
  const on = () => Boolean(timeline.cut && state.on);
  /** @type {Can} */
  const can = (id, says, keys, run, when = on) => ({id, says, group: 'hands on the cut', keys, run, when});
  return [...edges(timeline, can, on), ...shots(timeline.hands, can), ...paces(timeline.hands, can), ...zooms(timeline, can)];
}

/** @param {import('./cut-timeline.js').CutTimeline} timeline @param {Can} can @param {() => boolean} on */
function edges(timeline, can, on) {
  const {hands} = timeline;
  return [
    can('edit-before', 'pick the edit before', ['ArrowUp'], () => hands.walk(-1)),
    can('edit-after', 'pick the edit after', ['ArrowDown'], () => hands.walk(1)),
    can('pick-head', 'pick the head of the shot', ['['], () => hands.pickSide('head')),
    can('pick-tail', 'pick the tail of the shot', [']'], () => hands.pickSide('tail')),
    can('rolling', 'roll or ripple: nothing but the edit moves, or all that follows moves along', ['r'], () => timeline.turn(!timeline.rolling)),
    can('trim-earlier', 'the picked edit one frame earlier', [','], () => hands.trim(-1)),
    can('trim-later', 'the picked edit one frame later', ['.'], () => hands.trim(1)),
    can('trim-earlier-ten', 'the picked edit ten frames earlier', ['<', ';'], () => hands.trim(-LARGE)),
    can('trim-later-ten', 'the picked edit ten frames later', ['>', ':'], () => hands.trim(LARGE)),
    can('extend', 'the picked edit comes to the playhead', ['e'], () => hands.extend(), () => on() && Boolean(hands.picked?.end)),
    can('let-go', 'let go of what is picked', ['Escape'], () => hands.letGo(), () => Boolean(hands.picked || timeline.pointer.held || hands.nudge.pending)),
  ];
}

/** @param {import('./timeline-hands.js').Hands} hands @param {Can} can */
function shots(hands, can) {
  return [
    can('slip-earlier', 'slip the shot: its take one frame earlier', ['Alt+,', 'Alt+≤'], () => hands.slip(-1)),
    can('slip-later', 'slip the shot: its take one frame later', ['Alt+.', 'Alt+≥'], () => hands.slip(1)),
    can('split', 'split the shot at the playhead', ['s'], () => hands.split('both')),
    can('split-sound', 'split the sound alone at the playhead', ['Shift+s'], () => hands.split('sound')),
    can('swap', 'swap the take of the shot at the playhead', ['w'], () => hands.choose(hands.here, transport.frame)),
    can('react', 'see a listener inside the line at the playhead', ['Shift+w'], () => hands.choose(hands.here, transport.frame, true)),
    can('pin-take', 'pin this take on its line', ['p'], () => hands.word('pin')),
    can('veto-take', 'veto this take on its line', ['v'], () => hands.word('veto')),
    can('extract', 'take the picked shot, or in to out, out of the cut', ['Delete', 'Backspace'], () => hands.remove('extract')),
    can('lift', 'lift the picked shot, or in to out: a hole stays', ['Shift+Delete', 'Shift+Backspace'], () => hands.remove('lift')),
    can('mute', 'mute the picked shot, or in to out: room tone is heard', [], () => hands.mute()),
  ];
}

/** Speeds: of the picked shot, or the one at the playhead. @param {import('./timeline-hands.js').Hands} hands @param {Can} can */
function paces(hands, can) {
  return [
    can('speed-50', 'speed: play the picked shot at 50 %', [], () => hands.speed(50)),
    can('speed-75', 'speed: play the picked shot at 75 %', [], () => hands.speed(75)),
    can('speed-100', 'speed: play the picked shot at 100 %, as it was shot', [], () => hands.speed(100)),
    can('speed-200', 'speed: play the picked shot at 200 %', [], () => hands.speed(200)),
    can('freeze', 'speed: freeze the picked shot on its first frame', [], () => hands.speed(0)),
    can('backwards', 'speed: play the picked shot backwards', [], () => hands.backwards()),
  ];
}

/** @param {import('./cut-timeline.js').CutTimeline} timeline @param {Can} can */
function zooms(timeline, can) {
  return [
    can('zoom-in', 'timeline: closer', ['=', '+'], () => timeline.zoom(1)),
    can('zoom-out', 'timeline: further away', ['-'], () => timeline.zoom(-1)),
    can('zoom-fit', 'timeline: what is picked, then all', ['z'], () => timeline.fit()),
  ];
}
