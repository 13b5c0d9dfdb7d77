/** Scopes: what a graded picture measures, counted pixel by pixel. Pure functions; nothing is made per picture.
 *
 * Pictures are little-endian pixels (red, green, blue, opacity) of display codes, 0 to 255; IRE is a code's share of 255
 * in hundredths.
 */

/** Levels that are told apart. */
export const LEVELS = 256;

/** Luma of BT.709 in 65536ths: .2126, .7152, .0722. Source: ITU-R BT.709-6, item 3.2. */
const [LR, LG, LB] = [13933, 46871, 4732];

/** What blue and red less luma are divided by for Cb and Cr. Source: ITU-R BT.709-6, item 3.3. */
const [CB, CR] = [1.8556, 1.5748];

/** Degrees at which skin of every tone lies near, from the axis of Cb towards Cr. Source: facts/colour, section 6; a guide, not a rule. */
export const SKIN_DEGREES = 123;

/** Share of a picture's column, or of the whole picture, at which a trace is drawn at two thirds of full light. Source: our choice. */
const DENSE = 1 / 50;

/** Luma of a pixel, 0 to 255. @param {number} pixel */
export const lumaOf = pixel => (LR * (pixel & 255) + LG * (pixel >>> 8 & 255) + LB * (pixel >>> 16 & 255) + 32768) >>> 16;

/**
 * Luma from left to right: for every column of the scope how many pixels have each level.
 * @param {Uint32Array} pixels @param {number} width of the picture @param {Uint32Array} counts columns times LEVELS, the lowest level first
 */
export function waveform(pixels, width, counts) {
  const place = places(width, counts.length / LEVELS);
  counts.fill(0);
  for (let n = 0, x = 0; n < pixels.length; n += 1) {
    const p = pixels[n];
    counts[place[x] + (LR * (p & 255) + LG * (p >>> 8 & 255) + LB * (p >>> 16 & 255) + 32768 >>> 16)] += 1;
    if (++x === width) x = 0;
  }
}

/**
 * Red, green and blue beside each other, each from left to right.
 * @param {Uint32Array} pixels @param {number} width @param {Uint32Array} counts three times columns times LEVELS
 */
export function parade(pixels, width, counts) {
  const part = counts.length / 3;
  const place = places(width, part / LEVELS);
  counts.fill(0);
  for (let n = 0, x = 0; n < pixels.length; n += 1) {
    const p = pixels[n];
    const at = place[x];
    counts[at + (p & 255)] += 1;
    counts[part + at + (p >>> 8 & 255)] += 1;
    counts[2 * part + at + (p >>> 16 & 255)] += 1;
    if (++x === width) x = 0;
  }
}

/** How many pixels have each level: luma, red, green, blue. @param {Uint32Array} pixels @param {Uint32Array} counts four times LEVELS */
export function histogram(pixels, counts) {
  counts.fill(0);
  for (let n = 0; n < pixels.length; n += 1) {
    const p = pixels[n];
    const [r, g, b] = [p & 255, p >>> 8 & 255, p >>> 16 & 255];
    counts[LR * r + LG * g + LB * b + 32768 >>> 16] += 1;
    counts[256 + r] += 1;
    counts[512 + g] += 1;
    counts[768 + b] += 1;
  }
}

/** Half a vectorscope's width is this much Cb or Cr. Source: BT.709-6; both go from -.5 to .5. */
const REACH = .5;

/** Cb and Cr of red, green and blue from 0 to 1, each from -.5 to .5. @param {number} r @param {number} g @param {number} b */
export function chroma(r, g, b) {
  const luma = .2126 * r + .7152 * g + .0722 * b;
  return {cb: (b - luma) / CB, cr: (r - luma) / CR};
}

/** Where a Cb and Cr lie on a scope from 0 to 1, from left and from top: Cb to the right, Cr upwards. @param {{cb: number, cr: number}} at @param {number} [zoom] */
export const placed = ({cb, cr}, zoom = 1) => ({x: .5 + zoom * cb / REACH / 2, y: .5 - zoom * cr / REACH / 2});

/** Points across a vectorscope, and the middle of it in 65536ths, rounded. */
const SIDE = 256;
const MIDDLE = 65536 * (SIDE - 1) / 2 + 32768;

/** How much every byte of red, green and blue moves a point across or down, in 65536ths, by how far it is looked into.
 * @type {Map<number, {across: Int32Array, down: Int32Array}>} */
const moves = new Map();

/** @param {number} zoom */
function movesAt(zoom) {
  const found = moves.get(zoom) ?? {
    across: Int32Array.from({length: 768}, (_, n) => 65536 * zoom * (SIDE - 1) / 255 * (n & 255) * [-.2126, -.7152, 1 - .0722][n >> 8] / CB),
    down: Int32Array.from({length: 768}, (_, n) => -65536 * zoom * (SIDE - 1) / 255 * (n & 255) * [1 - .2126, -.7152, -.0722][n >> 8] / CR)};
  moves.set(zoom, found);
  return found;
}

/**
 * How many pixels have each Cb and Cr: 256 by 256, Cb to the right, Cr upwards, grey in the middle.
 * @param {Uint32Array} pixels @param {Uint32Array} counts 65536, the highest Cr first @param {number} [zoom] how far it is looked into
 */
export function vectorscope(pixels, counts, zoom = 1) {
  const {across, down} = movesAt(zoom);
  counts.fill(0);
  for (let n = 0; n < pixels.length; n += 1) {
    const p = pixels[n];
    const [r, g, b] = [p & 255, 256 + (p >>> 8 & 255), 512 + (p >>> 16 & 255)];
    const x = MIDDLE + across[r] + across[g] + across[b] >> 16;
    const y = MIDDLE + down[r] + down[g] + down[b] >> 16;
    counts[(y < 0 ? 0 : y > 255 ? 255 : y) << 8 | (x < 0 ? 0 : x > 255 ? 255 : x)] += 1;
  }
}

/** The six colours of bars with their places on the vectorscope. @param {number} [amount] 0.75 as in 75 % bars @param {number} [zoom] */
export const targets = (amount = .75, zoom = 1) => /** @type {const} */ ([['R', 1, 0, 0], ['Mg', 1, 0, 1], ['B', 0, 0, 1], ['Cy', 0, 1, 1], ['G', 0, 1, 0], ['Yl', 1, 1, 0]])
  .map(([name, r, g, b]) => ({name, ...placed(chroma(r * amount, g * amount, b * amount), zoom)}));

/** Ends of the skin line: from the middle outwards. */
export function skinLine() {
  const turn = SKIN_DEGREES * Math.PI / 180;
  return {from: {x: .5, y: .5}, to: placed({cb: REACH * Math.cos(turn), cr: REACH * Math.sin(turn)})};
}

/**
 * Exposure bands: from this IRE on up to the next one's, what a colour means; '' leaves the picture grey.
 * Source: ARRI, ALEXA false colour: purple 0 to 2.5, blue to 4, green 38 to 42 (a grey card), pink 52 to 56 (one stop over
 * it, about pale skin), yellow 97 to 99, red above; in signal of the display.
 */
export const BANDS = /** @type {const} */ ([
  {from: 0, colour: '#7d2bbd', says: 'black, clipped'}, {from: 2.5, colour: '#2a62e0', says: 'just above black'}, {from: 4, colour: '', says: ''},
  {from: 38, colour: '#35a83c', says: 'middle grey'}, {from: 42, colour: '', says: ''}, {from: 52, colour: '#e88ac0', says: 'a stop over middle grey'},
  {from: 56, colour: '', says: ''}, {from: 97, colour: '#e8e033', says: 'just below white'}, {from: 99, colour: '#e0301e', says: 'white, clipped'}]);

/** Band of a luma. @param {number} luma 0 to 255 */
export function bandOf(luma) {
  const ire = luma / 2.55;
  return BANDS.findLastIndex(band => ire >= band.from);
}

/** The colour of every luma in false colour, as pixels. */
const FALSE = Uint32Array.from({length: 256}, (_, luma) => {
  const {colour} = BANDS[bandOf(luma)];
  if (!colour) return 0xff000000 | luma << 16 | luma << 8 | luma;
  const rgb = parseInt(colour.slice(1), 16);
  return 0xff000000 | (rgb & 255) << 16 | rgb & 0xff00 | rgb >> 16;
});

/** Exposure in colours. `from` and `to` may be the same. @param {Uint32Array} from @param {Uint32Array} to */
export function falseColour(from, to) {
  for (let n = 0; n < from.length; n += 1) to[n] = FALSE[lumaOf(from[n])];
}

/** Share of the picture in each band, in order. @param {Uint32Array} counts of a histogram @returns {number[]} */
export function shares(counts) {
  const sums = BANDS.map(() => 0);
  let all = 0;
  for (let luma = 0; luma < LEVELS; luma += 1) {
    sums[bandOf(luma)] += counts[luma];
    all += counts[luma];
  }
  return sums.map(sum => sum / Math.max(1, all));
}

/** @type {Map<string, Int32Array>} */
const known = new Map();

/** Where the counts of every column of a picture begin. @param {number} width @param {number} columns */
function places(width, columns) {
  const name = `${width} ${columns}`;
  const found = known.get(name) ?? Int32Array.from({length: width}, (_, x) => Math.floor(x * columns / width) * LEVELS);
  known.set(name, found);
  return found;
}

/**
 * Light of every count: much is bright, little still shows. @param {number} most pixels that a place could hold
 * @returns {Uint8Array} for counts up to its length; more is as bright as its last
 */
export function lights(most) {
  const dense = Math.max(1, most * DENSE);
  return Uint8Array.from({length: Math.ceil(4 * dense) + 1}, (_, count) => count && 40 + 215 * (1 - Math.exp(-count / dense)));
}

/**
 * Draw columns of counts upright in one colour: the lowest level at the bottom.
 * @param {Uint32Array} counts columns times LEVELS @param {Uint8Array} light @param {Uint32Array} to columns by LEVELS pixels
 * @param {number} wide pixels across `to` @param {number} left where the columns begin @param {number} tint red, green, blue as 0xBBGGRR
 */
export function drawColumns(counts, light, to, wide, left, tint) {
  const columns = counts.length / LEVELS;
  const [r, g, b] = [tint & 255, tint >> 8 & 255, tint >> 16 & 255];
  const brightest = light.length - 1;
  for (let x = 0; x < columns; x += 1) {
    for (let level = 0; level < LEVELS; level += 1) {
      const count = counts[x * LEVELS + level];
      const l = light[count > brightest ? brightest : count];
      to[(LEVELS - 1 - level) * wide + left + x] = l ? 0xff000000 | (b * l >> 8) << 16 | (g * l >> 8) << 8 | r * l >> 8 : 0;
    }
  }
}

/** Colours of the vectorscope's places, so that a trace has the hue it stands for. */
const HUES = Uint32Array.from({length: SIDE * SIDE}, (_, n) => {
  const [cb, cr] = [((n & 255) / 255 - .5) * 1.2, (.5 - (n >> 8) / 255) * 1.2];
  const [r, b] = [.6 + CR * cr, .6 + CB * cb];
  const g = (.6 - .2126 * r - .0722 * b) / .7152;
  const byte = (/** @type {number} */ value) => Math.max(40, Math.min(255, Math.round(255 * value)));
  return byte(b) << 16 | byte(g) << 8 | byte(r);
});

/** Draw a vectorscope. @param {Uint32Array} counts @param {Uint8Array} light @param {Uint32Array} to 256 by 256 pixels */
export function drawVectors(counts, light, to) {
  const brightest = light.length - 1;
  for (let n = 0; n < counts.length; n += 1) {
    const count = counts[n];
    if (!count) to[n] = 0;
    else {
      const l = light[count > brightest ? brightest : count];
      const hue = HUES[n];
      to[n] = 0xff000000 | ((hue >> 16 & 255) * l >> 8) << 16 | ((hue >> 8 & 255) * l >> 8) << 8 | (hue & 255) * l >> 8;
    }
  }
}
