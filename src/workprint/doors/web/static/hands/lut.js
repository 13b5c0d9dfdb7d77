/** A baked grade on a picture: tetrahedral interpolation in a cube, on bytes. Pure functions; nothing is made per picture. */

/**
 * @typedef {object} Lut
 * @property {number} size  points along an edge of the cube
 * @property {Uint16Array} table  red, green, blue of every point, 65535 is 1.0; red goes slowest, blue fastest
 *
 * @typedef {object} Cube  a Lut made ready for bytes
 * @property {number} size
 * @property {Int32Array} nodes  four numbers a point: red, green, blue, nothing; 255 is ONE_CODE times that
 * @property {Int32Array} at  for every byte and channel the place of the point below it in `nodes`: 3 times 256
 * @property {Int32Array} rest  for every byte how far it lies beyond that point, in ONE_STEP
 */

/** Points along an edge that a cube may have. Source: facts/colour, "LUT error": sizes in the field are 17, 33 and 65. */
const [LEAST, MOST] = [2, 65];

/** Parts of one code, and of one step of the cube, that are reckoned with. Source: the largest product, 255 times both, is below 2^31. */
const [ONE_CODE, ONE_STEP] = [1024, 4096];

/** The rounding and the shift that turn a sum of products into a byte. */
const [HALF, SHIFT] = [ONE_CODE * ONE_STEP / 2, 22];

/** A cube as the desk sends it: little-endian 16-bit numbers. Throws where the bytes are no cube. @param {ArrayBuffer} bytes @returns {Lut} */
export function lutOf(bytes) {
  const size = Math.round(Math.cbrt(bytes.byteLength / 6));
  if (size < LEAST || size > MOST || size ** 3 * 6 !== bytes.byteLength) {
    throw new RangeError(`${bytes.byteLength} bytes came as a LUT; a cube of ${LEAST} to ${MOST} points an edge would do; tell whoever made it`);
  }
  const from = new DataView(bytes);
  return {size, table: Uint16Array.from({length: bytes.byteLength / 2}, (_, n) => from.getUint16(2 * n, true))};
}

/** The cube that changes nothing. @param {number} [size] @returns {Lut} */
export function identity(size = 33) {
  const table = new Uint16Array(size ** 3 * 3);
  const step = 65535 / (size - 1);
  for (let n = 0, r = 0; r < size; r += 1) {
    for (let g = 0; g < size; g += 1) {
      for (let b = 0; b < size; b += 1, n += 3) [table[n], table[n + 1], table[n + 2]] = [r * step + .5, g * step + .5, b * step + .5];
    }
  }
  return {size, table};
}

/** Make a cube ready for bytes. @param {Lut} lut @returns {Cube} */
export function cubeOf({size, table}) {
  const nodes = new Int32Array(size ** 3 * 4);
  for (let n = 0; n < size ** 3; n += 1) {
    for (let c = 0; c < 3; c += 1) nodes[4 * n + c] = Math.round(table[3 * n + c] / 65535 * 255 * ONE_CODE);
  }
  const at = new Int32Array(3 * 256);
  const rest = new Int32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    const place = byte / 255 * (size - 1);
    const below = Math.min(size - 2, Math.floor(place));
    rest[byte] = Math.round((place - below) * ONE_STEP);
    for (let c = 0; c < 3; c += 1) at[256 * c + byte] = below * 4 * size ** (2 - c);
  }
  return {size, nodes, at, rest};
}

/**
 * Grade a picture: red, green, blue, opacity of every pixel; opacity comes out whole. `from` and `to` may be the same.
 * @param {Cube} cube @param {Uint32Array} from @param {Uint32Array} to little-endian pixels
 */
export function grade({size, nodes, at, rest}, from, to) {
  const [red, green, blue] = [4 * size * size, 4 * size, 4];
  const whole = red + green + blue;
  let last = from[0] ^ 1;  // a pixel that is as the one before it comes out as the one before it
  let out = 0;
  for (let n = 0, {length} = from; n < length; n += 1) {
    const pixel = from[n];
    if (pixel !== last) {
      last = pixel;
      const [r, g, b] = [pixel & 255, pixel >>> 8 & 255, pixel >>> 16 & 255];
      const [fr, fg, fb] = [rest[r], rest[g], rest[b]];
      const a = at[r] + at[256 + g] + at[512 + b];
      // The largest part first: which of the cube's six tetrahedra the colour lies in.
      let [one, two, f1, f2, f3] = [red, red + green, fr, fg, fb];
      if (fr >= fg) {
        if (fg < fb) {
          if (fr >= fb) { two = red + blue; f2 = fb; f3 = fg; } else { one = blue; two = blue + red; f1 = fb; f2 = fr; f3 = fg; }
        }
      } else if (fb >= fg) { one = blue; two = blue + green; f1 = fb; f2 = fg; f3 = fr; } else {
        one = green; f1 = fg;
        if (fr >= fb) f2 = fr; else { two = green + blue; f2 = fb; f3 = fr; }
      }
      const [i, j, k] = [a + one, a + two, a + whole];
      const [w0, w1, w2] = [ONE_STEP - f1, f1 - f2, f2 - f3];
      out = 0xff000000
        | (nodes[a + 2] * w0 + nodes[i + 2] * w1 + nodes[j + 2] * w2 + nodes[k + 2] * f3 + HALF >> SHIFT) << 16
        | (nodes[a + 1] * w0 + nodes[i + 1] * w1 + nodes[j + 1] * w2 + nodes[k + 1] * f3 + HALF >> SHIFT) << 8
        | nodes[a] * w0 + nodes[i] * w1 + nodes[j] * w2 + nodes[k] * f3 + HALF >> SHIFT;
    }
    to[n] = out;
  }
}
