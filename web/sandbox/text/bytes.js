// Bytes as a JavaScript string and back, without loss. A byte that is no valid UTF-8 becomes one lone surrogate, U+DC80 to
// U+DCFF, as Python's `surrogateescape` has it: the editor can show it, and it counts one UTF-16 unit, as in the engine's
// `utf16` unit (core/protocol/protocol.schema.json). TextDecoder alone would merge several such bytes into one U+FFFD.

const ESCAPE = 0xdc00;
const LONE = /(?<![\uD800-\uDBFF])[\uDC80-\uDCFF]/g;

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * Length of the well-formed UTF-8 sequence at `i` (Unicode table 3-7), 0 when there is none.
 * @param {Uint8Array} bytes
 * @param {number} i
 */
function sequenceLength(bytes, i) {
  const lead = bytes[i];
  /** @param {number} at @param {number} [low] @param {number} [high] */
  const follows = (at, low = 0x80, high = 0xbf) => bytes[at] >= low && bytes[at] <= high;
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return follows(i + 1) ? 2 : 0;
  if (lead < 0xf0) {
    return follows(i + 1, lead === 0xe0 ? 0xa0 : 0x80, lead === 0xed ? 0x9f : 0xbf) && follows(i + 2) ? 3 : 0;
  }
  if (lead >= 0xf5) return 0;
  const second = follows(i + 1, lead === 0xf0 ? 0x90 : 0x80, lead === 0xf4 ? 0x8f : 0xbf);
  return second && follows(i + 2) && follows(i + 3) ? 4 : 0;
}

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function decode(bytes) {
  try {
    return strict.decode(bytes);
  } catch {
    // The slow way, below.
  }
  const out = [];
  let start = 0;
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i);
    if (length === 0) {
      if (i > start) out.push(strict.decode(bytes.subarray(start, i)));
      out.push(String.fromCharCode(ESCAPE + bytes[i]));
      start = i + 1;
    }
    i += length || 1;
  }
  out.push(strict.decode(bytes.subarray(start)));
  return out.join('');
}

/**
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function encode(text) {
  const escaped = [...text.matchAll(LONE)];
  if (escaped.length === 0) return encoder.encode(text);
  const parts = [];
  let start = 0;
  for (const { index } of escaped) {
    parts.push(encoder.encode(text.slice(start, index)), Uint8Array.of(text.charCodeAt(index) - ESCAPE));
    start = index + 1;
  }
  parts.push(encoder.encode(text.slice(start)));
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
