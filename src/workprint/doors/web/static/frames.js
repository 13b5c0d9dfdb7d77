/** Room for pictures on their way: made once for a size, used for every picture. Needs nothing but canvases. */

/** @typedef {{width: number, height: number, ink: CanvasRenderingContext2D, image: ImageData, pixels: Uint32Array}} Room */

/** A canvas to read from, with a picture of its size to write to. @param {number} width @param {number} height @returns {Room} */
export function room(width, height) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const ink = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', {willReadFrequently: true}));
  const image = ink.createImageData(width, height);
  return {width, height, ink, image, pixels: new Uint32Array(image.data.buffer)};
}

/** A picture's pixels, at the room's size; a still of another shape lies in its middle, on grey. @param {Room} to
 * @param {CanvasImageSource} from @param {{width: number, height: number}} [shape] @returns {Uint32Array} */
export function taken(to, from, shape = to) {
  const share = Math.min(to.width / shape.width, to.height / shape.height);
  const [wide, high] = [shape.width * share, shape.height * share];
  if (wide < to.width || high < to.height) {
    to.ink.fillStyle = '#2b2b2b';
    to.ink.fillRect(0, 0, to.width, to.height);
  }
  to.ink.drawImage(from, (to.width - wide) / 2, (to.height - high) / 2, wide, high);
  return new Uint32Array(to.ink.getImageData(0, 0, to.width, to.height).data.buffer);
}
