/** What a file is known by without holding it whole. */

/** Bytes of each block. Source: `desk.arriving.BLOCK`. */
export const BLOCK = 16 << 20;

/**
 * SHA-256 over the SHA-256 of every 16 MiB, hexadecimal: the same as `desk.arriving.fingerprint`.
 * @param {Blob} file
 */
export async function fingerprint(file) {
  const sums = [];
  for (let at = 0; at < file.size; at += BLOCK) sums.push(await sha256(await file.slice(at, at + BLOCK).arrayBuffer()));
  const all = new Uint8Array(32 * sums.length);
  sums.forEach((sum, n) => all.set(sum, 32 * n));
  return [...await sha256(all.buffer)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {ArrayBuffer} bytes */
const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
