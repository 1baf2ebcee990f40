// HTTP/1.1, as a browser or curl speaks it.
import { concat, latin1 } from '../byte_queue.js';
import { readMessage } from '../http1.js';

const STATUS_LINE = /^HTTP\/1\.[01] (\d{3})/;

/** @type {import('./client.js').Converse} */
export function http1Client(channel, request) {
  let bytes = new Uint8Array(0);
  let over = false;

  /** The final response: an interim one is passed over. */
  function message() {
    let rest = bytes;
    for (;;) {
      const got = readMessage(rest, ({ start }) => request.method === 'HEAD' || /^HTTP\/1\.[01] (1..|204|304)/.test(start), true);
      if (!got || !/^HTTP\/1\.[01] 1(?!01)/.test(got.start)) return got;
      rest = rest.slice(got.headSize);
    }
  }

  return {
    start() {
      const headers = [['Host', request.host], ...request.headers];
      if (request.body.length > 0 || request.method === 'POST') headers.push(['Content-Length', String(request.body.length)]);
      const head = [`${request.method} ${request.path} HTTP/1.1`, ...headers.map((header) => header.join(': ')), '', ''].join('\r\n');
      channel.send(concat([latin1(head), request.body]));
    },
    received(more) {
      bytes = concat([bytes, more]);
      if (over || !message()?.complete) return;
      over = true;
      channel.end();
    },
    ended() {
      over = true;
    },
    response() {
      if (bytes.length === 0) return undefined;
      const got = message();
      const status = STATUS_LINE.exec(got?.start ?? '')?.[1];
      if (!got || !status) return { protocol: 'HTTP/0.9', status: null, headers: [], body: bytes, trailers: [], complete: over };
      return { protocol: got.start.slice(0, 8), status: Number(status), headers: got.headers, body: got.body, trailers: [], complete: got.complete };
    },
  };
}
