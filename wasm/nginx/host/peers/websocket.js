// The answer to a WebSocket handshake (RFC 6455, section 4.2.2): SHA-1, which crypto.subtle has only as a promise.
import { latin1 } from '../byte_queue.js';

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** @param {string} key */
export const websocketAccept = (key) => btoa(String.fromCharCode(...sha1(latin1(key + MAGIC))));

/** @param {Uint8Array} message @returns {Uint8Array} */
export function sha1(message) {
  const size = (((message.length + 8) >> 6) + 1) * 64;
  const padded = new DataView(new ArrayBuffer(size));
  message.forEach((byte, i) => padded.setUint8(i, byte));
  padded.setUint8(message.length, 128);
  padded.setUint32(size - 4, message.length * 8);
  const hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  /** @param {number} value @param {number} by */
  const rotate = (value, by) => (value << by) | (value >>> (32 - by));
  for (let block = 0; block < size; block += 64) {
    /** @type {number[]} */
    const words = [];
    for (let i = 0; i < 80; i++) {
      words.push(i < 16 ? padded.getInt32(block + 4 * i) : rotate(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1));
    }
    let [a, b, c, d, e] = hash;
    words.forEach((word, i) => {
      const [mixed, constant] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      [a, b, c, d, e] = [(rotate(a, 5) + mixed + e + constant + word) | 0, a, rotate(b, 30), c, d];
    });
    [a, b, c, d, e].forEach((value, i) => (hash[i] = (hash[i] + value) | 0));
  }
  const digest = new DataView(new ArrayBuffer(20));
  hash.forEach((value, i) => digest.setInt32(4 * i, value));
  return new Uint8Array(digest.buffer);
}
