/** Of many wishes the newest: one is asked at a time, and what comes meanwhile waits in one place. No DOM, no clock. */

/**
 * Ask for the latest of many values, never two at a time: a value that a later one overtook is never asked for.
 * @template Value, Answer
 * @param {(value: Value) => Promise<Answer>} send
 * @param {(answer: Answer, value: Value) => void} take  with every answer that is still wanted, also while a newer one waits
 * @param {(trouble: Error) => void} [fail]  where `send` fails and nothing newer waits
 */
export function latest(send, take, fail = () => undefined) {
  /** @type {{value: Value} | null} */
  let waiting = null;
  /** @type {Promise<void> | null} */
  let underway = null;
  let turn = 0;
  let asked = -1;

  async function work() {
    while (waiting) {
      const {value} = waiting;
      const mine = asked = turn;
      waiting = null;
      try {
        const answer = await send(value);
        if (mine === turn) take(answer, value);
      } catch (trouble) {
        if (mine === turn && !waiting) fail(/** @type {Error} */ (trouble));
      }
    }
    underway = null;
  }

  return {
    /** Ask for this one, as soon as the one under way is answered. @param {Value} value @returns {Promise<void>} until nothing waits */
    ask(value) {
      waiting = {value};
      underway ??= work();
      return underway;
    },
    /** Forget what waits, and what the one under way will say. */
    drop() {
      waiting = null;
      turn += 1;
    },
    /** Whether an answer is awaited that is still wanted. */
    get busy() {
      return waiting !== null || (underway !== null && asked === turn);
    },
  };
}
