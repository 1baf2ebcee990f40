// Bytes on their way: appended at one end, taken at the other.
export class ByteQueue {
  /** @type {Uint8Array[]} */
  #parts = [];
  #start = 0; // how much of the first part is gone
  length = 0;

  /** @param {Uint8Array} bytes */
  push(bytes) {
    if (bytes.length === 0) return;
    this.#parts.push(bytes);
    this.length += bytes.length;
  }

  /**
   * At most `size` bytes, fewer when there are fewer.
   * @param {number} size
   * @param {boolean} [stay] leave them in the queue
   */
  take(size, stay = false) {
    const taken = new Uint8Array(Math.min(size, this.length));
    let at = 0;
    let part = 0;
    let start = this.#start;
    while (at < taken.length) {
      const piece = this.#parts[part].subarray(start, start + taken.length - at);
      taken.set(piece, at);
      at += piece.length;
      start += piece.length;
      if (start < this.#parts[part].length) break;
      part++;
      start = 0;
    }
    if (!stay) {
      this.#parts.splice(0, part);
      this.#start = start;
      this.length -= taken.length;
    }
    return taken;
  }
}

/** @param {Uint8Array[]} parts */
export function concat(parts) {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Text as bytes, one byte a character: what protocols are written in. @param {string} text */
export const latin1 = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** @param {Uint8Array} bytes */
export function fromLatin1(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}
