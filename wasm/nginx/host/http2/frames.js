// Frames of HTTP/2 (RFC 9113, sections 4 and 6).
import { latin1 } from '../byte_queue.js';

export const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
export const TYPE = { DATA: 0, HEADERS: 1, RST_STREAM: 3, SETTINGS: 4, PUSH_PROMISE: 5, PING: 6, GOAWAY: 7, WINDOW_UPDATE: 8, CONTINUATION: 9 };
export const TYPE_NAMES = ['DATA', 'HEADERS', 'PRIORITY', 'RST_STREAM', 'SETTINGS', 'PUSH_PROMISE', 'PING', 'GOAWAY', 'WINDOW_UPDATE', 'CONTINUATION'];
export const FLAG = { END_STREAM: 1, ACK: 1, END_HEADERS: 4, PADDED: 8, PRIORITY: 32 };

/** @typedef {{ type: number, flags: number, stream: number, payload: Uint8Array }} Frame */

/** @param {number} type @param {number} flags @param {number} stream @param {ArrayLike<number>} [payload] */
export function frame(type, flags, stream, payload = []) {
  const bytes = new Uint8Array(9 + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, payload.length * 256 + type);
  bytes[4] = flags;
  view.setUint32(5, stream);
  bytes.set(payload, 9);
  return bytes;
}

/** @param {number} value */
export const uint32 = (value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

/** @param {number} lastStream @param {number} code @param {string} [debug] */
export const goaway = (lastStream, code, debug = '') => frame(TYPE.GOAWAY, 0, 0, [...uint32(lastStream), ...uint32(code), ...latin1(debug)]);

/** Cuts the stream of one direction into frames. */
export class FrameReader {
  #rest = new Uint8Array(0);

  /** @param {Uint8Array} bytes @returns {Frame[]} those that are complete now */
  read(bytes) {
    const all = new Uint8Array(this.#rest.length + bytes.length);
    all.set(this.#rest);
    all.set(bytes, this.#rest.length);
    const frames = [];
    let at = 0;
    while (all.length - at >= 9) {
      const view = new DataView(all.buffer, at, 9);
      const size = view.getUint32(0) >>> 8;
      if (all.length - at - 9 < size) break;
      frames.push({ type: all[at + 3], flags: all[at + 4], stream: view.getUint32(5) & 0x7fffffff, payload: all.slice(at + 9, at + 9 + size) });
      at += 9 + size;
    }
    this.#rest = all.slice(at);
    return frames;
  }
}

/** What a DATA or HEADERS frame carries, without padding and priority. @param {Frame} frame */
export function content({ type, flags, payload }) {
  let start = 0;
  let end = payload.length;
  if (flags & FLAG.PADDED) {
    end -= payload[0];
    start = 1;
  }
  if (type === TYPE.HEADERS && flags & FLAG.PRIORITY) start += 5;
  return payload.subarray(start, Math.max(start, end));
}
