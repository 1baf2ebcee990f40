// A backend that speaks HTTP/1.x: answers 200 to what it can read, 400 to anything else, as Node, Go and nginx do.
import { concat, latin1 } from '../byte_queue.js';
import { headerValue, readMessage } from '../http1.js';
import { websocketAccept } from './websocket.js';

const BODY = 'hello from the simulated backend\n';
const BAD_REQUEST = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';
const REQUEST_LINE = /^[A-Z]+ [^ ]+ HTTP\/1\.[01]$/;

/** @type {(reply?: string) => import('./channel.js').Speak} `reply`: other bytes than a good answer; `close` follows them */
export const http1Server = (reply) => (channel) => {
  let bytes = new Uint8Array(0);
  let over = false;
  let upgraded = false;
  return {
    received(more) {
      if (over) return;
      if (upgraded) {
        channel.send(more.slice()); // an echo, masked as it came: nginx passes on whatever it is
        return;
      }
      bytes = concat([bytes, more]);
      if (bytes[0] < 65 || bytes[0] > 90) return refuse();
      for (;;) {
        const request = readMessage(bytes, () => false, false);
        if (!request) return;
        if (!REQUEST_LINE.test(request.start)) return refuse();
        if (!request.complete) return;
        bytes = bytes.slice(request.headSize + bodySize(request, bytes));
        answer(request);
        if (over || upgraded) return;
      }
    },
    ended: () => channel.end(),
  };

  function refuse() {
    over = true;
    channel.send(latin1(BAD_REQUEST));
    channel.end();
  }

  /** @param {import('../http1.js').Message1} request */
  function answer({ start, headers }) {
    const key = headerValue(headers, 'sec-websocket-key');
    if (key && /websocket/i.test(headerValue(headers, 'upgrade') ?? '') && /upgrade/i.test(headerValue(headers, 'connection') ?? '')) {
      upgraded = true;
      channel.send(
        latin1('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' + `Sec-WebSocket-Accept: ${websocketAccept(key)}\r\n\r\n`),
      );
      return;
    }
    const version = start.endsWith('1.0') ? '1.0' : '1.1';
    const connection = (headerValue(headers, 'connection') ?? '').toLowerCase();
    const close = reply !== undefined || (version === '1.0' ? connection !== 'keep-alive' : connection === 'close');
    const body = start.startsWith('HEAD ') ? '' : BODY;
    channel.send(
      latin1(
        reply ??
          `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${BODY.length}\r\n` + `Connection: ${close ? 'close' : 'keep-alive'}\r\n\r\n${body}`,
      ),
    );
    if (close) {
      over = true;
      channel.end();
    }
  }
};

/** @param {import('../http1.js').Message1} request @param {Uint8Array} bytes */
function bodySize({ headers, headSize, body }, bytes) {
  // After a chunked body nothing follows in what nginx sends: it does not pipeline.
  return /chunked/i.test(headerValue(headers, 'transfer-encoding') ?? '') ? bytes.length - headSize : body.length;
}
