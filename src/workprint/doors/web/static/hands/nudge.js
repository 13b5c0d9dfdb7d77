/** Presses of a key, collected: what is pressed again within a quarter of a second is one edit. No DOM. */

/** Milliseconds after the last press. Source: issue 4's task. */
export const WAIT_MS = 250;

/**
 * @template T
 * @typedef {{grip: T, frames: number}} Pending
 */

/** @template T */
export class Nudge {
  /**
   * @param {(grip: T, frames: number) => void} send  one edit, never of no frames
   * @param {(pending: Pending<T> | null) => void} show  what will be sent, as it grows
   * @param {{set: (back: () => void, ms: number) => any, clear: (timer: any) => void}} [clock]
   */
  constructor(send, show = () => {}, clock = {set: (back, ms) => setTimeout(back, ms), clear: timer => clearTimeout(timer)}) {
    this.send = send;
    this.show = show;
    this.clock = clock;
    /** @type {Pending<T> | null} */
    this.pending = null;
    /** @type {any} */
    this.timer = null;
  }

  /** A press: it goes on what was pressed before, or sends that and begins anew. @param {T} grip @param {number} frames */
  press(grip, frames) {
    if (this.pending && JSON.stringify(this.pending.grip) !== JSON.stringify(grip)) this.flush();
    this.pending = {grip, frames: (this.pending?.frames ?? 0) + frames};
    this.clock.clear(this.timer);
    this.timer = this.clock.set(() => this.flush(), WAIT_MS);
    this.show(this.pending);
  }

  /** Send what is collected. */
  flush() {
    const {pending} = this;
    this.drop();
    if (pending?.frames) this.send(pending.grip, pending.frames);
  }

  /** Forget what is collected. */
  drop() {
    this.clock.clear(this.timer);
    this.pending = null;
    this.show(null);
  }
}
