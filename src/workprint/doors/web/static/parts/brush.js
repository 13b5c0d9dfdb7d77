/** Small things drawn on a canvas. */

/** @param {CanvasRenderingContext2D} ink @param {string} says @param {number} x @param {number} y @param {number} size @param {string} colour */
export function text(ink, says, x, y, size, colour) {
  ink.font = `${Math.round(size)}px system-ui`;
  ink.fillStyle = colour;
  ink.fillText(says, x, y);
}

/** Draw inside a box only. @param {CanvasRenderingContext2D} ink @param {number} x @param {number} y @param {number} wide @param {number} high @param {() => void} draw */
export function within(ink, x, y, wide, high, draw) {
  if (wide < 8) return;
  ink.save();
  ink.beginPath();
  ink.rect(x, y, wide, high);
  ink.clip();
  draw();
  ink.restore();
}

/** @param {CanvasRenderingContext2D} ink @param {number} x @param {number} y @param {number} wide @param {number} high */
export function shade(ink, x, y, wide, high) {
  ink.fillStyle = 'rgb(0 0 0 / .6)';
  ink.fillRect(x, y, wide, high);
}

/** @param {CanvasRenderingContext2D} ink @param {number[][]} points */
export function shape(ink, points) {
  ink.beginPath();
  for (const [x, y] of points) ink.lineTo(x, y);
  ink.fill();
}

/** @param {CanvasRenderingContext2D} ink @param {number} x @param {number} y @param {number} size @param {string} colour */
export function pin(ink, x, y, size, colour) {
  ink.fillStyle = 'rgb(0 0 0 / .6)';
  ink.fillRect(x - size * 2, y - size * 2, size * 4, size * 5);
  ink.fillStyle = colour;
  ink.beginPath();
  ink.arc(x, y - size * .4, size, 0, 2 * Math.PI);
  ink.fill();
  ink.fillRect(x - .75, y, 1.5, size * 2.4);
}

/** Nothing there: hatched. @param {CanvasRenderingContext2D} ink @param {number} x @param {number} y @param {number} wide @param {number} high @param {string} ground @param {string} colour */
export function hatched(ink, x, y, wide, high, ground, colour) {
  ink.save();
  ink.beginPath();
  ink.rect(x, y, wide, high);
  ink.clip();
  ink.fillStyle = ground;
  ink.fillRect(x, y, wide, high);
  ink.strokeStyle = colour;
  ink.lineWidth = 1;
  ink.beginPath();
  for (let at = x - high; at < x + wide; at += 7) {
    ink.moveTo(at, y + high);
    ink.lineTo(at + high, y);
  }
  ink.stroke();
  ink.restore();
}
