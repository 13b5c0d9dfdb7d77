/** A slider that somebody moves: what it says counts when the hand is off it, or when keys have rested. */

/** Milliseconds of rest after which a slider that keys move counts as let go. Source: our choice; longer than a key that repeats. */
const REST_MS = 450;

/** @template T */
export class LetGo {
  /** @param {(what: T) => unknown} send  once, with what it stands at then */
  constructor(send) {
    this.send = send;
    this.held = false;
    /** @type {{what: T} | null} */
    this.waits = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** A pointer is on it, until it is let go wherever it is then. */
  hold() {
    this.held = true;
    const off = () => {
      removeEventListener('pointerup', off);
      removeEventListener('pointercancel', off);
      this.held = false;
      // The slider's own last word may come after the pointer's.
      setTimeout(() => this.now());
    };
    addEventListener('pointerup', off);
    addEventListener('pointercancel', off);
  }

  /** It stands somewhere else. @param {T} what */
  moved(what) {
    this.waits = {what};
    clearTimeout(this.timer);
    if (!this.held) this.timer = setTimeout(() => this.now(), REST_MS);
  }

  /** It counts now. */
  now() {
    clearTimeout(this.timer);
    const {waits} = this;
    this.waits = null;
    if (waits) this.send(waits.what);
  }

  /** What was not let go is forgotten. */
  drop() {
    clearTimeout(this.timer);
    this.waits = null;
  }
}
