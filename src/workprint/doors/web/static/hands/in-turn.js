/** One thing after another: what is taken back is what was done last, however quick a hand is. No DOM, no clock. */

/** A line in which things wait for each other. Its `busy` says whether anything is in it; its `idle` is a promise of all that is. */
export function line() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  let waiting = 0;
  /** @type {Set<() => void>} */
  const collecting = new Set();
  return {
    get busy() { return waiting > 0; },
    idle: () => last,
    /**
     * Do something once all before it is done or has failed.
     * @template T
     * @param {() => Promise<T> | T} doing
     * @returns {Promise<T>}
     */
    turn(doing) {
      waiting += 1;
      const done = last.then(doing).finally(() => { waiting -= 1; });
      last = done.catch(() => undefined);
      return done;
    },

    /**
     * Do something once what hands still collect is let go, and all of it is done.
     * @template T
     * @param {() => Promise<T> | T} doing
     * @returns {Promise<T>}
     */
    last(doing) {
      for (const flush of collecting) flush();
      return this.turn(doing);
    },

    /** Presses of keys are collected for a moment, and take their turn when they are let go. @param {() => void} flush  let them go now @returns {() => void} stop, which lets them go, too */
    collects(flush) {
      collecting.add(flush);
      return () => {
        collecting.delete(flush);
        flush();
      };
    },
  };
}
