// A backend that speaks HTTP/2 with prior knowledge: SETTINGS first, as Node and gRPC do, and no patience with anything but
// the preface.
import { concat, fromLatin1, latin1 } from '../byte_queue.js';
import { frame, goaway, PREFACE, TYPE, uint32 } from '../http2/frames.js';
import { Session } from '../http2/session.js';

const BODY = latin1('hello from the simulated backend\n');
const EMPTY_GRPC_MESSAGE = Uint8Array.of(0, 0, 0, 0, 0);
const PROTOCOL_ERROR = 1;

/** @typedef {'text' | 'grpc' | 'grpc strict' | 'refuse stream' | 'go away'} Service */

/** @type {(service: Service) => import('./channel.js').Speak} */
export const http2Server = (service) => (channel) => {
  let beginning = new Uint8Array(0);
  let begun = false;
  let over = false;
  const session = new Session((bytes) => channel.send(bytes));
  session.onMessage = (stream, { headers, body }) => {
    if (service === 'go away') return;
    if (service === 'refuse stream') {
      channel.send(frame(TYPE.RST_STREAM, 0, stream, uint32(13))); // HTTP_1_1_REQUIRED
      return;
    }
    const isGrpc = headers.some(([name, value]) => name === 'content-type' && value.startsWith('application/grpc'));
    if (service === 'grpc strict' && !isGrpc) {
      session.sendMessage(stream, {
        headers: [
          [':status', '415'],
          ['content-length', '0'],
        ],
      });
    } else if (service === 'text' && !isGrpc) {
      session.sendMessage(stream, {
        headers: [
          [':status', '200'],
          ['content-type', 'text/plain'],
          ['content-length', String(BODY.length)],
        ],
        body: headers.some(([name, value]) => name === ':method' && value === 'HEAD') ? undefined : BODY,
      });
    } else {
      session.sendMessage(stream, {
        headers: [
          [':status', '200'],
          ['content-type', 'application/grpc'],
        ],
        body: body.length > 0 ? body : EMPTY_GRPC_MESSAGE, // an echo: what came is a message of the same service
        trailers: [
          ['grpc-status', '0'],
          ['grpc-message', ''],
        ],
      });
    }
  };
  channel.send(frame(TYPE.SETTINGS, 0, 0));
  // ENHANCE_YOUR_CALM; the stream in flight counts as taken, and is never answered.
  if (service === 'go away') channel.send(goaway(0x7fffffff, 11));
  return {
    received(bytes) {
      if (over) return;
      if (begun) {
        session.receive(bytes);
        return;
      }
      beginning = concat([beginning, bytes]);
      const expected = PREFACE.slice(0, beginning.length);
      if (fromLatin1(beginning.subarray(0, PREFACE.length)) !== expected) {
        over = true;
        channel.send(goaway(0, PROTOCOL_ERROR));
        channel.end();
      } else if (beginning.length >= PREFACE.length) {
        begun = true;
        session.receive(beginning.slice(PREFACE.length));
      }
    },
    ended: () => channel.end(),
  };
};
