/** Draws a cut's lanes on a canvas: ruler, script lines, pictures, where sound and picture part, sound. */
import {long} from '../hands/joints.js';
import {moments, placed, ruled} from '../hands/lanes.js';
import {timecode} from '../hands/time.js';
import {hatched, pin, shade, shape, text, within} from './brush.js';
import {noted, picked, ranged} from './timeline-marks.js';

/**
 * All that is drawn from.
 * @typedef {object} Sheet
 * @property {CanvasRenderingContext2D} ink
 * @property {import('../hands/lanes.js').View} view
 * @property {import('../hands/lanes.js').Rows} lanes
 * @property {number} em  pixels
 * @property {number} rate  whole frames a second
 * @property {import('../hands/joints.js').Cut} cut
 * @property {import('../hands/joints.js').Joint[]} edits
 * @property {import('../hands/lanes.js').SoundEdge[]} sounds
 * @property {Map<string, {who: string, text: string}>} texts  of lines
 * @property {Map<string, {frames: number, head: number}>} takes
 * @property {Map<string, number>} setups  a place for every setup: its tone
 * @property {Set<number>} stays  shots that are pinned
 * @property {Record<string, string>} colours
 * @property {(take: string, frame: number) => ImageBitmap | undefined} still
 * @property {CanvasImageSource | null} waves  the waveforms of what is on show, in pixels of the canvas
 * @property {{shot: number, end: string} | null} picked
 * @property {{start: number | null, out: number | null}} range
 * @property {any[]} notes
 */

/** Everything that does not move with the hand. @param {Sheet} sheet */
export function paint(sheet) {
  const {ink, view, lanes} = sheet;
  ink.clearRect(0, 0, view.width, lanes.sound.top + lanes.sound.high);
  ink.textBaseline = 'middle';
  ruler(sheet);
  for (const each of sheet.cut.lines) line(sheet, each);
  sheet.cut.shots.forEach(([at, shot], n) => { if (visible(sheet, at, at + long(shot))) picture(sheet, at, shot, n); });
  sheet.cut.pieces.forEach(([at, piece]) => { if (visible(sheet, at, at + piece.out - piece.start)) sound(sheet, at, piece); });
  if (sheet.waves) ink.drawImage(sheet.waves, 0, lanes.sound.top, view.width, lanes.sound.high);
  sheet.cut.pieces.forEach(([at, piece]) => { if (visible(sheet, at, at + piece.out - piece.start)) heard(sheet, at, piece); });
  for (const each of sheet.cut.over) over(sheet, each);
  for (const each of sheet.edits) if (visible(sheet, each.at + Math.min(0, each.lead), each.at + Math.max(1, each.lead))) parting(sheet, each);
  for (const note of sheet.notes) if (note.found !== 'gone') noted(sheet, note);
  ranged(sheet);
  picked(sheet);
}

/** @param {Sheet} sheet @param {number} from @param {number} to */
const visible = ({view}, from, to) => placed(view, to) >= 0 && placed(view, from) <= view.width;

/** @param {Sheet} sheet */
function ruler({ink, view, lanes, em, rate, cut, colours}) {
  const step = ruled(view, rate, em * 6.5);
  const {top, high} = lanes.ruler;
  ink.font = `${Math.round(em * .8)}px system-ui`;
  for (let at = Math.floor(view.from / step) * step; placed(view, at) < view.width && at <= cut.frames; at += step) {
    const x = Math.round(placed(view, at));
    ink.fillStyle = colours.edge;
    ink.fillRect(x, top + high * .3, 1, high * .7);
    for (let n = 1; n < 5; n += 1) ink.fillRect(Math.round(placed(view, at + n * step / 5)), top + high * .8, 1, high * .2);
    ink.fillStyle = colours.dim;
    ink.fillText(timecode(at, cut.rate).slice(cut.frames > 3600 * rate ? 0 : 3), x + 4, top + high * .45);
  }
}

/** @param {Sheet} sheet @param {{line: string, start: number, out: number}} heard */
function line({ink, view, lanes, em, texts, colours}, heard) {
  const [from, to] = [placed(view, heard.start), placed(view, heard.out)];
  if (to < 0 || from > view.width) return;
  const {top, high} = lanes.lines;
  const known = texts.get(heard.line);
  ink.fillStyle = colours.panel;
  ink.fillRect(from + .5, top + 1, Math.max(1, to - from - 1), high - 3);
  ink.font = `${Math.round(em * .85)}px system-ui`;
  const left = Math.max(0, from) + 4;
  const who = named(ink, known?.who ?? heard.line, to - left - 3);
  within(ink, left, top, to - left - 3, high, () => {
    ink.fillStyle = colours.dim;
    ink.fillText(who, left, top + high / 2);
    if (who.length < (known?.who.length ?? 0)) return;
    ink.fillStyle = colours.text;
    if (known?.text) ink.fillText(known.text, left + ink.measureText(`${known.who}  `).width, top + high / 2);
  });
}

/** A name, or its first letter where there is no room for more. @param {CanvasRenderingContext2D} ink @param {string} who @param {number} wide */
const named = (ink, who, wide) => ink.measureText(who).width <= wide ? who : who.slice(0, 1);

/** A setup's tone: greys apart in lightness, so that no colour stands beside the picture. @param {Sheet} sheet @param {string} take @param {number} [more] */
function tone({setups}, take, more = 0) {
  const place = setups.get(take.split('/')[0]) ?? 0;
  return `hsl(${(place * 67 + 210) % 360} 9% ${24 + (place * 5) % 15 + more}%)`;
}

/** @param {Sheet} sheet @param {number} at @param {import('../hands/joints.js').Shot} shot @param {number} n */
function picture(sheet, at, shot, n) {
  const {ink, view, lanes, em, colours} = sheet;
  const {top, high} = lanes.picture;
  const [from, to] = [placed(view, at), placed(view, at + long(shot))];
  const wide = Math.max(1, to - from - 1);
  if (!shot.take) {
    hatched(ink, from + .5, top, wide, high - 1, colours.wall, colours.edge);
    return within(ink, from + 5, top, wide - 6, high, () => text(ink, 'black', Math.max(from, 0) + 6, top + high / 2, em * .85, colours.dim));
  }
  ink.fillStyle = tone(sheet, shot.take);
  ink.fillRect(from + .5, top, wide, high - 1);
  const seen = strip(sheet, from + .5, wide, shot);
  ink.fillStyle = colours.wall;
  if (at) ink.fillRect(Math.round(from) - 1, top, 2, high);  // two pictures side by side would else be read as one
  const left = Math.max(0, from) + 5;
  within(ink, left - 4, top, to - left, high, () => {
    const [size, role] = [Math.round(em * .8), `s${n + 1} ${shot.role}`];
    if (seen) shade(ink, left - 4, top, to - left + 3, em * 1.3);
    text(ink, shot.take, left, top + em * .7, em * .9, colours.bright);
    const beside = left + ink.measureText(shot.take).width + em * .6;
    ink.font = `${size}px system-ui`;
    const fits = [role, `s${n + 1}`].find(says => beside + ink.measureText(says).width < to - 3);
    if (fits) text(ink, fits, beside, top + em * .7, size, colours.dim);
    const speed = paced(shot);
    if (speed) text(ink, speed, left, top + high - em * .8, em * .8, colours.accent);
  });
  if (sheet.stays.has(n) && wide > em) pin(ink, to - em * .75, top + em * .7, em * .28, colours.accent);
}

/** A shot as a strip of its own moments, as many as fit; the middle of one picture where less than one fits.
 * @param {Sheet} sheet @param {number} x @param {number} wide @param {import('../hands/joints.js').Shot} shot @returns {boolean} whether any is there */
function strip({ink, view, lanes, still}, x, wide, shot) {
  const {top, high} = lanes.picture;
  let any = false;
  for (const {at, out, frame} of moments(shot, wide, (high - 1) * 16 / 9)) {
    if (wide < high / 3 || x + out < 0 || x + at > view.width) continue;
    const found = still(shot.take, frame);
    if (!found) continue;
    const part = Math.min(found.width, (out - at) * found.height / (high - 1));
    ink.drawImage(found, wide < out - at + 1 ? (found.width - part) / 2 : 0, 0, part, found.height, x + at, top, out - at, high - 1);
    any = true;
  }
  return any;
}

/** What was done to a shot's speed. @param {import('../hands/joints.js').Shot} shot */
function paced(shot) {
  const source = shot.out - shot.start;
  if (!shot.backwards && long(shot) === source) return '';
  return source === 1 ? 'frozen' : `${shot.backwards ? '−' : ''}${Math.round(100 * source / long(shot))} %`;
}

/** @param {Sheet} sheet @param {number} at @param {import('../hands/joints.js').Piece} piece */
function sound(sheet, at, piece) {
  const {ink, view, lanes, em, colours} = sheet;
  const {top, high} = lanes.sound;
  const [from, to] = [placed(view, at), placed(view, at + piece.out - piece.start)];
  const wide = Math.max(1, to - from - 1);
  if (piece.take && !piece.room) {
    ink.fillStyle = tone(sheet, piece.take, -6);
    ink.fillRect(from + .5, top, wide, high);
    return;
  }
  if (!piece.take) return hatched(ink, from + .5, top, wide, high, colours.wall, colours.edge);
  ink.fillStyle = colours.wall;
  ink.fillRect(from + .5, top, wide, high);
  ink.fillStyle = colours.dim;
  for (let x = from + 2; x < to - 1; x += 4) ink.fillRect(Math.round(x), top + high / 2, 1, 1);
  if (wide > em * 4) text(ink, 'room tone', from + 5, top + em * .7, em * .75, colours.dim);
}

/** Whose sound it is, over its waves. @param {Sheet} sheet @param {number} at @param {import('../hands/joints.js').Piece} piece */
function heard({ink, view, lanes, em, colours}, at, piece) {
  const [left, to] = [Math.max(0, placed(view, at)) + 1, placed(view, at + piece.out - piece.start)];
  const bottom = lanes.sound.top + lanes.sound.high;
  ink.font = `${Math.round(em * .75)}px system-ui`;
  const wide = ink.measureText(piece.take).width + 8;
  if (!piece.take || piece.room || to - left < wide + 4) return;
  shade(ink, left, bottom - em * 1.1, wide, em * 1.1);
  text(ink, piece.take, left + 4, bottom - em * .52, em * .75, colours.text);
}

/** A second sound, over the first. @param {Sheet} sheet @param {{at: number, take: string, start: number, out: number}} one */
function over({ink, view, lanes, em, colours}, one) {
  const [from, to] = [placed(view, one.at), placed(view, one.at + one.out - one.start)];
  const {top} = lanes.sound;
  ink.fillStyle = colours.good;
  ink.fillRect(from, top + 1, Math.max(2, to - from), 3);
  within(ink, from, top, to - from, em * 1.6, () => text(ink, `+ ${one.take}`, from + 3, top + em, em * .75, colours.good));
}

/** Where picture and sound part: straight down, aslant for J and L with the lap tinted, or an open end where sound runs on.
 * @param {Sheet} sheet @param {import('../hands/joints.js').Joint} edit */
function parting({ink, view, lanes, em, colours}, edit) {
  const {top, high} = lanes.joint;
  const [x, to] = [Math.round(placed(view, edit.at)), Math.round(placed(view, edit.at + edit.lead))];
  ink.fillStyle = edit.lead ? colours.accent : colours.dim;
  ink.strokeStyle = ink.fillStyle;
  if (edit.sound === null) return ink.fillRect(x, top, 1, edit.quiet === null ? high * .35 : high);
  if (!edit.lead) return ink.fillRect(x, top, 1, high);
  ink.globalAlpha = .28;
  shape(ink, [[x, top], [to, top + high], [x, top + high]]);
  ink.fillRect(Math.min(x, to), lanes.sound.top, Math.abs(to - x), 3);
  ink.globalAlpha = 1;
  ink.lineWidth = 1.5;
  ink.beginPath();
  ink.moveTo(x, top);
  ink.lineTo(to, top + high);
  ink.stroke();
  const says = `${edit.lead < 0 ? 'J' : 'L'} ${Math.abs(edit.lead)}`;
  if (Math.abs(to - x) > em * 1.7) text(ink, says, Math.min(x, to) + (edit.lead < 0 ? 2 : Math.abs(to - x) * .35), lanes.sound.top + em * .75, em * .72, colours.accent);
  return undefined;
}
