/** Colours of the map: one ramp of lightness, cool to warm, that reads in grey and to colour-blind eyes. Pure functions. */

/** Steps of the ramp. Source: our choice; lightness differs by .065 from step to step, some three times what is just seen. */
export const STEPS = 8;

/** Lightness (OKLCH) of the darkest and the lightest step. Source: the darkest has a contrast of 3 to 1 on the wall, WCAG 1.4.11. */
const [DARK, LIGHT] = [.52, .97];

/** One step in OKLCH: blue where there is little, grey in the middle, straw where there is much; no red against green.
 * @param {number} step 0 to STEPS - 1 @returns {{light: number, chroma: number, hue: number}} */
export function tone(step) {
  const at = step / (STEPS - 1);
  return {light: DARK + (LIGHT - DARK) * at, chroma: at < .5 ? .11 * (1 - 2 * at) : .09 * (2 * at - 1), hue: at < .5 ? 255 : 92};
}

/** A step as a colour for canvas and style. @param {number} step */
export function ink(step) {
  const {light, chroma, hue} = tone(step);
  return `oklch(${(100 * light).toFixed(1)}% ${chroma.toFixed(3)} ${hue})`;
}

/** The step of a share from 0 to 1. @param {number} at */
export const stepOf = at => Math.max(0, Math.min(STEPS - 1, Math.floor(at * STEPS)));
