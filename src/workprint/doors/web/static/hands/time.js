/** Time: frames are what is exact; timecode is a way to write them. Pure functions. */

/** Frames a second from `24` or `24000/1001`. @param {string} rate */
export function fps(rate) {
  const [above, below = '1'] = rate.split('/');
  return Number(above) / Number(below);
}

/** `HH:MM:SS:FF` without dropped numbers. @param {number} frame @param {string} rate */
export function timecode(frame, rate) {
  const base = Math.round(fps(rate));
  const at = Math.max(0, Math.round(frame));
  const [seconds, frames] = [Math.floor(at / base), at % base];
  const part = (/** @type {number} */ value) => String(value).padStart(2, '0');
  return `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}:${part(frames)}`;
}

/** Minutes and seconds, for lengths. @param {number} frames @param {string} rate */
export function length(frames, rate) {
  const seconds = frames / fps(rate);
  const minutes = Math.floor(seconds / 60);
  return minutes ? `${minutes}:${(seconds % 60).toFixed(1).padStart(4, '0')}` : `${seconds.toFixed(1)} s`;
}

/** The frame that is on at a media time in seconds. @param {number} seconds @param {string} rate */
export const frameAt = (seconds, rate) => Math.floor(seconds * fps(rate) + 1e-3);

/** The media time in the middle of a frame: seeking there shows it. @param {number} frame @param {string} rate */
export const middleOf = (frame, rate) => (frame + 0.5) / fps(rate);

/** Frames of a timecode without dropped numbers. @param {string} text @param {string} rate */
export function framesOf(text, rate) {
  const [hours, minutes, seconds, frames] = text.split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * Math.round(fps(rate)) + frames;
}
