// What speaks at the other end of a connection, with or without TLS around it.
import { concat } from '../byte_queue.js';

/**
 * How a speaker answers. `text` is what nginx has sent it, TLS taken off.
 * @typedef {{ send: (bytes: Uint8Array) => void, end: () => void, reset: () => void, about: About }} Channel
 * @typedef {{ received?: (bytes: Uint8Array) => void, ended?: () => void }} Speaker
 * @typedef {(channel: Channel) => Speaker} Speak made anew for each connection, when it opens
 * @typedef {{ text: Uint8Array[], tls?: { version: string, protocol: string, offered: string, name: string }, cleartext?: boolean }} About
 */

const HANDSHAKE = 22; // the first byte of a TLS client

/** @param {Speak} speak @returns {import('../network.js').Actor} */
export function plain(speak) {
  /** @type {Speaker} */
  let speaker;
  return {
    opened(line) {
      line.about.text = [];
      speaker = speak({ send: (bytes) => line.send(bytes), end: () => line.end(), reset: () => line.reset(), about: line.about });
    },
    received(bytes, line) {
      line.about.text.push(bytes);
      speaker.received?.(bytes);
    },
    ended: () => speaker?.ended?.(),
  };
}

/**
 * @param {object} options
 * @param {() => import('../tls.js').TlsEnd | undefined} options.open undefined where nginx has no TLS
 * @param {(protocol: string) => Speak} options.speak by what ALPN agreed on, '' for nothing
 * @param {Speak} options.cleartext to a client that does not begin with a handshake
 * @returns {import('../network.js').Actor}
 */
export function overTls({ open, speak, cleartext }) {
  /** @type {import('../tls.js').TlsEnd | undefined} */
  let tls;
  /** @type {Speaker | undefined} */
  let speaker;
  let isPlain = false;
  return {
    opened(line) {
      line.about.text = [];
    },
    received(bytes, line) {
      const first = !tls && !isPlain;
      if (first) {
        isPlain = bytes[0] !== HANDSHAKE || !(tls = open());
        if (isPlain) {
          line.about.cleartext = true;
          speaker = cleartext({ send: (out) => line.send(out), end: () => line.end(), reset: () => line.reset(), about: line.about });
        }
      }
      if (!tls) {
        line.about.text.push(bytes);
        speaker?.received?.(bytes);
        return;
      }
      const secured = tls;
      const flush = () => {
        const out = concat(secured.drain());
        if (out.length > 0) line.send(out);
      };
      const texts = secured.receive(bytes);
      flush();
      if (secured.failed) {
        line.end();
        return;
      }
      if (!secured.open) return;
      if (!speaker) {
        line.about.tls = secured.describe();
        speaker = speak(line.about.tls.protocol)({
          send(out) {
            secured.write(out);
            flush();
          },
          end() {
            secured.close();
            flush();
            line.end();
          },
          reset: () => line.reset(),
          about: line.about,
        });
      }
      for (const text of texts) {
        line.about.text.push(text);
        speaker.received?.(text);
      }
      if (secured.closed) speaker.ended?.();
    },
    ended: () => speaker?.ended?.(),
  };
}
