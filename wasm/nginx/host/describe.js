// What nginx sent a backend, in words: a request line and headers, or the frames of HTTP/2.
import { concat, fromLatin1 } from './byte_queue.js';
import { FrameReader, PREFACE, TYPE_NAMES } from './http2/frames.js';
import { Session } from './http2/session.js';
import { readMessage } from './http1.js';

const HANDSHAKE = 22;

/**
 * @param {Uint8Array[]} parts in the order sent, TLS taken off
 * @returns {{ protocol: string, requestLine?: string, headers?: [string, string][], body?: string, frames?: string[], bytes?: number } | null}
 */
export function describeSent(parts) {
  const bytes = concat(parts);
  if (bytes.length === 0) return null;
  if (bytes[0] === HANDSHAKE) return { protocol: 'TLS', bytes: bytes.length };
  if (fromLatin1(bytes.subarray(0, PREFACE.length)) === PREFACE) return describeHttp2(bytes.subarray(PREFACE.length));
  const request = readMessage(bytes, () => false, false);
  if (!request) return { protocol: 'unknown', bytes: bytes.length };
  return {
    protocol: request.start.split(' ').at(-1) ?? '',
    requestLine: request.start,
    headers: request.headers,
    body: new TextDecoder().decode(request.body.subarray(0, 4096)),
  };
}

/** @param {Uint8Array} bytes */
function describeHttp2(bytes) {
  const frames = new FrameReader().read(bytes).map(({ type, stream, payload }) => {
    const where = stream ? ` of stream ${stream}` : '';
    return `${TYPE_NAMES[type] ?? `type ${type}`}${where}, ${payload.length} bytes`;
  });
  const session = new Session(() => {});
  /** @type {[string, string][] | undefined} */
  let headers;
  session.onHeaders = (_, got) => (headers ??= got);
  session.receive(bytes);
  const value = (/** @type {string} */ name) => headers?.find(([each]) => each === name)?.[1];
  return {
    protocol: 'HTTP/2',
    requestLine: headers && `${value(':method')} ${value(':path')} HTTP/2`,
    headers,
    body: headers && new TextDecoder().decode(session.partial(1)?.body.subarray(0, 4096)),
    frames,
  };
}
