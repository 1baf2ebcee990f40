// HTTP/1.x messages as both ends read them, from bytes that come in pieces.
import { concat, fromLatin1 } from './byte_queue.js';

/** @typedef {[name: string, value: string]} Header */
/** @typedef {{ start: string, headers: Header[], body: Uint8Array, complete: boolean, headSize: number }} Message1 */

const END_OF_HEAD = [13, 10, 13, 10];

/** @param {Header[]} headers @param {string} name in lower case */
export const headerValue = (headers, name) => headers.find(([each]) => each.toLowerCase() === name)?.[1];

/**
 * What has come so far, as a message; undefined while its head is not complete.
 * @param {Uint8Array} bytes
 * @param {(head: { start: string, headers: Header[] }) => boolean} hasNoBody for a response: what the request was decides
 * @param {boolean} untilClose without a length, the body goes on to the end of the connection (a response)
 * @returns {Message1 | undefined}
 */
export function readMessage(bytes, hasNoBody, untilClose) {
  const headSize = indexOf(bytes, END_OF_HEAD) + END_OF_HEAD.length;
  if (headSize < END_OF_HEAD.length) return undefined;
  const [start, ...lines] = fromLatin1(bytes.subarray(0, headSize - END_OF_HEAD.length)).split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return /** @type {Header} */ ([line.slice(0, colon), line.slice(colon + 1).trim()]);
  });
  const rest = bytes.subarray(headSize);
  const head = { start, headers, headSize };
  if (hasNoBody(head)) return { ...head, body: new Uint8Array(0), complete: true };
  if (/chunked/i.test(headerValue(headers, 'transfer-encoding') ?? '')) return { ...head, ...readChunks(rest) };
  const length = headerValue(headers, 'content-length');
  if (length !== undefined) return { ...head, body: rest.slice(0, Number(length)), complete: rest.length >= Number(length) };
  return untilClose ? { ...head, body: rest.slice(), complete: false } : { ...head, body: new Uint8Array(0), complete: true };
}

/** @param {Uint8Array} bytes */
function readChunks(bytes) {
  const chunks = [];
  for (let at = 0; ; ) {
    const end = indexOf(bytes, [13, 10], at);
    if (end < 0) return { body: concat(chunks), complete: false };
    const size = parseInt(fromLatin1(bytes.subarray(at, end)), 16);
    if (!(size > 0)) return { body: concat(chunks), complete: size === 0 && indexOf(bytes, [13, 10], end + 2) >= 0 };
    chunks.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

/** @param {Uint8Array} bytes @param {number[]} wanted @param {number} [from] */
function indexOf(bytes, wanted, from = 0) {
  for (let at = bytes.indexOf(wanted[0], from); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}
