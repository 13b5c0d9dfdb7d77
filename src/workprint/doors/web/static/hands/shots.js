/** Shots in words, for whoever hears the timeline and for whoever sees it. Pure functions. */
import {editOf, handles, long, runsOn} from './joints.js';
import {length, timecode} from './time.js';

/** @typedef {import('./joints.js').Cut} Cut */

/** `s4 1B/2, line 1/7, 00:00:12:04, 2.1 s`. @param {Cut} cut @param {number} n */
export function named(cut, n) {
  const [at, shot] = cut.shots[n];
  const lines = shot.lines.length ? `, line${shot.lines.length > 1 ? 's' : ''} ${shot.lines.join(', ')}` : '';
  return `s${n + 1} ${shot.take || 'black'}${lines}, ${timecode(at, cut.rate)}, ${length(long(shot), cut.rate)}`;
}

/** What is picked; or how to pick. @param {Cut} cut @param {{shot: number, end: ''|'head'|'tail'} | null} picked
 * @param {import('./joints.js').Joint[]} edits @param {Map<string, import('./joints.js').Taken>} takes */
export function said(cut, picked, edits, takes) {
  const shot = cut.shots[picked?.shot ?? -1]?.[1];
  if (!picked || !shot) return `${cut.shots.length} shots; ↑ and ↓ pick an edit`;
  const [before, after] = shot.take ? handles(shot, takes) : [0, 0];
  const free = Math.max(0, before - (takes.get(shot.take)?.head ?? 0));
  const edit = picked.end ? edits.find(one => one.shot === editOf(picked)) : undefined;
  return `${picked.end ? `${picked.end} of ` : ''}${named(cut, picked.shot)}${edit ? lap(edit) : ''}${shot.take ? `; its take has ${free} before, ${after} after` : ''}`;
}

/** @param {import('./joints.js').Joint} edit */
function lap(edit) {
  if (runsOn(edit)) return ', sound runs on';
  return edit.quiet !== null ? ', in room tone' : edit.lead ? `, ${edit.lead < 0 ? 'J' : 'L'} ${Math.abs(edit.lead)}` : ', straight';
}
