// HTTP/2: with prior knowledge where nginx listens without TLS, agreed on by ALPN where with.
import { latin1 } from '../byte_queue.js';
import { frame, goaway, PREFACE, TYPE } from '../http2/frames.js';
import { Session } from '../http2/session.js';

const STREAM = 1;

/** @type {import('./client.js').Converse} */
export function http2Client(channel, request, scheme) {
  const session = new Session((bytes) => channel.send(bytes));
  let complete = false;
  session.onMessage = () => {
    complete = true;
    channel.send(goaway(0, 0));
    channel.end();
  };
  session.onFrame = ({ type }) => {
    if (type === TYPE.GOAWAY || type === TYPE.RST_STREAM) channel.end();
  };
  return {
    start() {
      channel.send(latin1(PREFACE));
      channel.send(frame(TYPE.SETTINGS, 0, 0));
      session.sendMessage(STREAM, {
        headers: [
          [':method', request.method],
          [':scheme', scheme],
          [':path', request.path],
          [':authority', request.host],
          ...request.headers.map(([name, value]) => /** @type {[string, string]} */ ([name.toLowerCase(), value])),
        ],
        body: request.body,
      });
    },
    received: (bytes) => session.receive(bytes),
    ended() {},
    response() {
      const message = session.partial(STREAM);
      if (!message) return undefined;
      const status = message.headers.find(([name]) => name === ':status')?.[1];
      return {
        protocol: 'HTTP/2',
        status: status === undefined ? null : Number(status),
        headers: message.headers.filter(([name]) => !name.startsWith(':')),
        body: message.body,
        trailers: message.trailers,
        complete,
      };
    },
  };
}
