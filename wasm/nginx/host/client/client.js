// The simulated client: one request over one connection, HTTP/1.1 or HTTP/2, with or without TLS.
import { concat } from '../byte_queue.js';
import { http1Client } from './http1_client.js';
import { http2Client } from './http2_client.js';

/**
 * @typedef {object} Request
 * @property {string} method
 * @property {string} path with its query
 * @property {string} host
 * @property {[name: string, value: string][]} headers
 * @property {Uint8Array} body
 *
 * @typedef {object} Response
 * @property {string} protocol `HTTP/1.1`, `HTTP/2`, or `HTTP/0.9` for bytes without a status line
 * @property {number | null} status
 * @property {[name: string, value: string][]} headers
 * @property {Uint8Array} body
 * @property {[name: string, value: string][]} trailers
 * @property {boolean} complete
 *
 * @typedef {{ start: () => void, received: (bytes: Uint8Array) => void, ended: () => void, response: () => Response | undefined }} Conversation
 * @typedef {(channel: { send: (bytes: Uint8Array) => void, end: () => void }, request: Request, scheme: string) => Conversation} Converse
 */

export class Client {
  /** @type {Conversation | undefined} */
  #conversation;
  /** @type {import('../network.js').Line | undefined} */
  #line;
  #ended = false;
  /** What it spoke, once it did. @type {'HTTP/1.1' | 'HTTP/2' | undefined} */
  protocol = undefined;
  /** @type {string | undefined} */
  trouble = undefined;

  /**
   * @param {object} options
   * @param {import('../network.js').Network} options.network
   * @param {import('../machine.js').Listener} options.listener
   * @param {Request} options.request
   * @param {boolean} options.http2
   * @param {() => import('../tls.js').TlsEnd} options.openTls
   */
  constructor({ network, listener, request, http2, openTls }) {
    this.network = network;
    this.request = request;
    this.http2 = http2;
    this.tls = listener.ssl ? openTls() : undefined;
    this.listener = listener;
  }

  connect() {
    const actor = {
      received: (/** @type {Uint8Array} */ bytes) => this.#received(bytes),
      ended: () => this.#gone(),
    };
    const line = this.network.open(this.listener.fd, actor, '198.51.100.7:51000');
    line.about = { client: true };
    this.#line = line;
    if (this.listener.proxyProtocol) line.send(new TextEncoder().encode('PROXY TCP4 198.51.100.7 192.0.2.80 51000 80\r\n'));
    if (this.tls) {
      this.tls.receive(new Uint8Array(0));
      this.#flush();
    } else {
      this.#talk(this.http2 ? http2Client : http1Client);
    }
  }

  /** @returns {Response | undefined} */
  get response() {
    return this.#conversation?.response();
  }

  /** @param {Converse} converse */
  #talk(converse) {
    this.protocol = converse === http2Client ? 'HTTP/2' : 'HTTP/1.1';
    const channel = {
      send: (/** @type {Uint8Array} */ bytes) => {
        if (this.tls) {
          this.tls.write(bytes);
          this.#flush();
        } else {
          this.#line?.send(bytes);
        }
      },
      end: () => {
        if (this.#ended) return;
        this.#ended = true;
        this.tls?.close();
        this.#flush();
        this.#line?.end();
      },
    };
    this.#conversation = converse(channel, this.request, this.tls ? 'https' : 'http');
    this.#conversation.start();
  }

  #flush() {
    const out = this.tls ? concat(this.tls.drain()) : new Uint8Array(0);
    if (out.length > 0) this.#line?.send(out);
  }

  /** @param {Uint8Array} bytes */
  #received(bytes) {
    if (!this.tls) {
      this.#conversation?.received(bytes);
      return;
    }
    const texts = this.tls.receive(bytes);
    this.#flush();
    if (this.tls.failed) {
      this.trouble = 'the client and nginx did not agree on TLS';
      this.#line?.end();
      return;
    }
    if (this.tls.open && !this.#conversation) this.#talk(this.tls.describe().protocol === 'h2' ? http2Client : http1Client);
    for (const text of texts) this.#conversation?.received(text);
  }

  /** nginx has closed, or closes its half and waits for ours. */
  #gone() {
    this.#conversation?.ended();
    if (!this.#ended) {
      this.#ended = true;
      this.#line?.end();
    }
    // What nginx logs about the request it logs before it closes the connection.
    if (this.#line?.closedByNginx) this.network.stopped = true;
  }
}
