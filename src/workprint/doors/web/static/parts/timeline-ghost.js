/** What an edit will do, drawn over the timeline while the hand moves: frames that come or go, a tag beside it. */
import {facing, restOf, told} from '../hands/grip.js';
import {placed} from '../hands/lanes.js';
import {timecode} from '../hands/time.js';

/** @typedef {import('../hands/joints.js').Grip} Grip */

export class Ghost {
  /** @param {import('./cut-timeline.js').CutTimeline} timeline */
  constructor(timeline) {
    this.timeline = timeline;
  }

  /** @param {Grip} grip @param {number} frames */
  show(grip, frames) {
    const {cut, view, lanes, spans, sounds} = this.timeline;
    if (!cut || !lanes) return;
    const rest = restOf(cut, grip, sounds);
    const whole = grip.kind === 'slip' || grip.kind === 'slide';
    const shift = grip.kind === 'slide' ? frames : 0;
    const [from, to] = whole ? [spans[grip.shot].at + shift, spans[grip.shot].out + shift] : [Math.min(rest, rest + frames), Math.max(rest, rest + frames)];
    const [first, last] = {sound: [lanes.sound, lanes.sound], picture: [lanes.picture, lanes.joint], slip: [lanes.picture, grip.along ? lanes.sound : lanes.picture]}[
      /** @type {'sound'} */ (grip.kind)] ?? [lanes.picture, lanes.sound];
    const ghost = this.timeline.inner('.ghost');
    ghost.classList.toggle('less', grip.kind === 'ripple' && (grip.end === 'tail' ? frames < 0 : frames > 0));
    Object.assign(ghost.style, {visibility: 'visible', transform: `translate(${placed(view, from)}px, ${first.top}px)`,
      width: `${Math.max(2, (to - from) * view.per)}px`, height: `${last.top + last.high - first.top}px`});
    const at = rest + (grip.kind === 'slip' || (grip.kind === 'ripple' && grip.end === 'head') ? 0 : frames);
    void this.timeline.inner('trim-tag').show(placed(view, rest + (whole ? shift : frames)), view.width, told(cut, grip, frames), timecode(at, cut.rate), facing(cut, grip, frames));
  }

  hide() {
    this.timeline.inner('.ghost').style.visibility = 'hidden';
    this.timeline.inner('trim-tag').hide();
  }
}
