/** The graded picture, as whoever measures it gets it: scopes follow, and nothing goes through a template. */

/** @typedef {{pixels: Uint32Array, width: number, height: number}} Graded */

/** @type {Set<(picture: Graded) => void>} */
const followers = new Set();

/** @type {Graded | null} */
let last = null;

/** Be told of every picture that is graded, the latest at once. @param {(picture: Graded) => void} back @returns {() => void} stop */
export function onPicture(back) {
  followers.add(back);
  if (last) back(last);
  return () => void followers.delete(back);
}

/** @param {Graded} picture */
export function tell(picture) {
  last = picture;
  for (const back of followers) back(picture);
}
