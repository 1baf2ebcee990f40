// Header compression of HTTP/2 (RFC 7541): decodes whatever nginx sends, encodes in the plainest way.
import { fromLatin1, latin1 } from '../byte_queue.js';
import { decodeHuffman } from './huffman.js';

// Appendix A, names and values; the index starts at 1.
const STATIC = (
  ':authority|:method GET|:method POST|:path /|:path /index.html|:scheme http|:scheme https|:status 200|:status 204|' +
  ':status 206|:status 304|:status 400|:status 404|:status 500|accept-charset|accept-encoding gzip, deflate|accept-language|' +
  'accept-ranges|accept|access-control-allow-origin|age|allow|authorization|cache-control|content-disposition|' +
  'content-encoding|content-language|content-length|content-location|content-range|content-type|cookie|date|etag|expect|' +
  'expires|from|host|if-match|if-modified-since|if-none-match|if-range|if-unmodified-since|last-modified|link|location|' +
  'max-forwards|proxy-authenticate|proxy-authorization|range|referer|refresh|retry-after|server|set-cookie|' +
  'strict-transport-security|transfer-encoding|user-agent|vary|via|www-authenticate'
)
  .split('|')
  .map((entry) => {
    const space = entry.indexOf(' ');
    return /** @type {Header} */ (space < 0 ? [entry, ''] : [entry.slice(0, space), entry.slice(space + 1)]);
  });

/** @typedef {[name: string, value: string]} Header */

export class HeaderDecoder {
  /** @type {Header[]} newest first */
  #dynamic = [];
  #room = 4096;

  /** @param {Uint8Array} block @returns {Header[]} */
  decode(block) {
    /** @type {Header[]} */
    const headers = [];
    let at = 0;
    /** @param {number} bits */
    const number = (bits) => {
      const most = (1 << bits) - 1;
      let value = block[at++] & most;
      if (value < most) return value;
      for (let shift = 1; ; shift *= 128) {
        const byte = block[at++];
        if (byte === undefined || shift > 2 ** 28) throw new Error('a header block is cut off');
        value += (byte & 127) * shift;
        if (byte < 128) return value;
      }
    };
    const string = () => {
      const huffman = block[at] & 128;
      const size = number(7);
      const bytes = block.subarray(at, at + size);
      at += size;
      return huffman ? decodeHuffman(bytes) : fromLatin1(bytes);
    };
    /** @param {number} index */
    const entry = (index) => {
      const found = STATIC[index - 1] ?? this.#dynamic[index - 1 - STATIC.length];
      if (!found) throw new Error(`header ${index} is not in the table`);
      return found;
    };
    while (at < block.length) {
      const byte = block[at];
      if (byte & 128) {
        headers.push(entry(number(7)));
      } else if ((byte & 224) === 32) {
        this.#room = number(5);
        this.#evict();
      } else {
        const indexed = (byte & 64) !== 0;
        const index = number(indexed ? 6 : 4);
        const name = index ? entry(index)[0] : string();
        /** @type {Header} */
        const header = [name, string()];
        headers.push(header);
        if (indexed) {
          this.#dynamic.unshift(header);
          this.#evict();
        }
      }
    }
    return headers;
  }

  #evict() {
    let size = 0;
    const keep = this.#dynamic.findIndex(([name, value]) => (size += name.length + value.length + 32) > this.#room);
    if (keep >= 0) this.#dynamic.length = keep;
  }
}

/** Literals without indexing or Huffman code. @param {Header[]} headers */
export function encodeHeaders(headers) {
  /** @type {number[]} */
  const block = [];
  for (const [name, value] of headers) {
    block.push(0);
    for (const text of [name, value]) {
      pushNumber(block, text.length);
      block.push(...latin1(text));
    }
  }
  return Uint8Array.from(block);
}

/** @param {number[]} block @param {number} value of a string's length: 7 bits, no Huffman code */
function pushNumber(block, value) {
  if (value < 127) {
    block.push(value);
    return;
  }
  block.push(127);
  for (value -= 127; value >= 128; value = Math.floor(value / 128)) block.push((value % 128) + 128);
  block.push(value);
}
