// One end of an HTTP/2 connection: collects messages of the streams, answers what the protocol wants answered by itself.
import { concat } from '../byte_queue.js';
import { content, FLAG, frame, FrameReader, TYPE, uint32 } from './frames.js';
import { encodeHeaders, HeaderDecoder } from './hpack.js';

/** @typedef {{ headers: import('./hpack.js').Header[], body: Uint8Array, trailers: import('./hpack.js').Header[] }} StreamMessage */

const LARGEST_FRAME = 16384;

export class Session {
  #reader = new FrameReader();
  #headers = new HeaderDecoder();
  /** @type {Map<number, { headers?: import('./hpack.js').Header[], trailers: import('./hpack.js').Header[], body: Uint8Array[], block: Uint8Array[], flags: number }>} */
  #streams = new Map();
  /** @type {(stream: number, message: StreamMessage) => void} a message is complete */
  onMessage = () => {};
  /** @type {(stream: number, headers: import('./hpack.js').Header[]) => void} */
  onHeaders = () => {};
  /** @type {(frame: import('./frames.js').Frame) => void} */
  onFrame = () => {};

  /** @param {(bytes: Uint8Array) => void} send */
  constructor(send) {
    this.send = send;
  }

  /** @param {Uint8Array} bytes */
  receive(bytes) {
    for (const each of this.#reader.read(bytes)) this.#take(each);
  }

  /** What has come of a stream so far. @param {number} id @returns {StreamMessage | undefined} */
  partial(id) {
    const stream = this.#streams.get(id);
    return stream?.headers && { headers: stream.headers, body: concat(stream.body), trailers: stream.trailers };
  }

  /** @param {import('./frames.js').Frame} got */
  #take(got) {
    this.onFrame(got);
    const { type, flags, stream: id } = got;
    if (type === TYPE.SETTINGS && !(flags & FLAG.ACK)) this.send(frame(TYPE.SETTINGS, FLAG.ACK, 0));
    if (type === TYPE.PING && !(flags & FLAG.ACK)) this.send(frame(TYPE.PING, FLAG.ACK, 0, got.payload));
    if (type !== TYPE.HEADERS && type !== TYPE.DATA && type !== TYPE.CONTINUATION) return;
    let stream = this.#streams.get(id);
    if (!stream) this.#streams.set(id, (stream = { trailers: [], body: [], block: [], flags: 0 }));
    if (type === TYPE.DATA) {
      stream.body.push(content(got));
      if (got.payload.length > 0) {
        for (const of of [0, id]) this.send(frame(TYPE.WINDOW_UPDATE, 0, of, uint32(got.payload.length)));
      }
      if (flags & FLAG.END_STREAM) this.#complete(id);
      return;
    }
    if (type === TYPE.HEADERS) stream.flags = flags;
    stream.block.push(type === TYPE.HEADERS ? content(got) : got.payload);
    if (!(flags & FLAG.END_HEADERS)) return;
    const headers = this.#headers.decode(concat(stream.block));
    stream.block = [];
    if (stream.headers && !isInformational(stream.headers)) stream.trailers = headers;
    else stream.headers = headers;
    this.onHeaders(id, headers);
    if (stream.flags & FLAG.END_STREAM) this.#complete(id);
  }

  /** @param {number} id */
  #complete(id) {
    const message = this.partial(id);
    if (message) this.onMessage(id, message);
  }

  /**
   * @param {number} stream
   * @param {{ headers: import('./hpack.js').Header[], body?: Uint8Array, trailers?: import('./hpack.js').Header[] }} message
   */
  sendMessage(stream, { headers, body = new Uint8Array(0), trailers }) {
    const bare = body.length === 0 && !trailers;
    this.send(frame(TYPE.HEADERS, FLAG.END_HEADERS | (bare ? FLAG.END_STREAM : 0), stream, encodeHeaders(headers)));
    for (let at = 0; at < body.length; at += LARGEST_FRAME) {
      const last = at + LARGEST_FRAME >= body.length && !trailers;
      this.send(frame(TYPE.DATA, last ? FLAG.END_STREAM : 0, stream, body.subarray(at, at + LARGEST_FRAME)));
    }
    if (trailers) this.send(frame(TYPE.HEADERS, FLAG.END_HEADERS | FLAG.END_STREAM, stream, encodeHeaders(trailers)));
  }
}

/** @param {import('./hpack.js').Header[]} headers */
const isInformational = (headers) => headers.some(([name, value]) => name === ':status' && value.startsWith('1'));
