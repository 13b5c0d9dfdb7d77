/** Playing, without going through templates: one player is behind it, and whoever follows is told of every frame. */

/**
 * What stands behind the transport: `<cut-player>`.
 * @typedef {object} Player
 * @property {number} frame
 * @property {number} speed
 * @property {string} alt
 * @property {(alt: string, frame?: number, playing?: boolean) => Promise<unknown>} show
 * @property {(frame: number) => void} seek
 * @property {(frames: number) => void} step
 * @property {(key: 'j'|'k'|'l') => unknown} shuttle
 * @property {() => unknown} toggle
 * @property {() => void} stop
 * @property {(start: number, out: number) => unknown} [playRange]
 */

/** @type {Player | null} */
let player = null;

/** @type {Set<(frame: number) => void>} */
const followers = new Set();

/** Seconds that are played before and after an edit. Source: our choice; time to hear the line it is in. */
const AROUND_S = 1.5;

export const transport = {
  /** Frame that is on. */
  get frame() { return player?.frame ?? 0; },
  /** Alt that is on; empty for none. */
  get alt() { return player?.alt ?? ''; },
  /** 0 is stopped, 1 plays, -2 goes backwards at double speed. */
  get speed() { return player?.speed ?? 0; },

  /** @param {string} alt @param {number} [frame] @param {boolean} [playing] */
  async show(alt, frame = 0, playing = true) { await player?.show(alt, frame, playing); },
  /** @param {number} frame */
  seek(frame) { player?.seek(frame); },
  /** @param {number} frames */
  step(frames) { player?.step(frames); },
  /** @param {'j'|'k'|'l'} key */
  shuttle(key) { return player?.shuttle(key); },
  toggle() { return player?.toggle(); },
  stop() { player?.stop(); },
  /** Play a run of frames and stop at its end. @param {number} start @param {number} out */
  playRange(start, out) { return player?.playRange?.(Math.max(0, start), out); },
  /** Play the moment around a frame. @param {number} frame @param {number} fps @param {number} frames length of the cut */
  around(frame, fps, frames) {
    const reach = Math.round(AROUND_S * fps);
    return transport.playRange(transport.before(frame, fps), Math.min(frames, frame + reach));
  },
  /** Where the moment around a frame begins. @param {number} frame @param {number} fps */
  before(frame, fps) { return Math.max(0, frame - Math.round(AROUND_S * fps)); },
  /** Be told of every frame that is shown. @param {(frame: number) => void} back @returns {() => void} stop */
  onFrame(back) {
    followers.add(back);
    return () => void followers.delete(back);
  },
};

/** A player takes its place; it tells every frame it shows. @param {Player} one @returns {{told: (frame: number) => void, leave: () => void}} */
export function behind(one) {
  player = one;
  return {
    told: frame => { if (player === one) for (const back of followers) back(frame); },
    leave: () => { if (player === one) player = null; },
  };
}
