/** Where a picture lies in a room of another shape. Pure functions. */

/**
 * The largest rectangle of the shape `wide` by `high` in the middle of a room; the whole room where the shape is not known.
 * @param {{width: number, height: number}} room @param {number} wide @param {number} high
 */
export function fitted(room, wide, high) {
  const share = wide && high ? Math.min(room.width / wide, room.height / high) : 0;
  const [width, height] = share ? [wide * share, high * share] : [room.width, room.height];
  return {left: (room.width - width) / 2, top: (room.height - height) / 2, width, height};
}
