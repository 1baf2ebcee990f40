// TLS for the simulated ends of a connection: OpenSSL in the module itself (wasm/nginx/tls_peer.c) speaks it, over buffers.
import { latin1 } from './byte_queue.js';

const SERVER = 1;
const WANTS_CLIENT_CERTIFICATE = 2;
const ROOM = 32768;

/**
 * @typedef {object} TlsOptions
 * @property {boolean} server
 * @property {string} [name] a server's own, a client's to ask for
 * @property {string[]} [protocols] ALPN
 * @property {boolean} [clientCertificate] a server wants one
 * @property {string} [requiredName] the only one that a client may ask for
 */

export class TlsEngine {
  #module;
  #pem;

  /** @param {any} module the instance @param {string} pem certificate and key */
  constructor(module, pem) {
    this.#module = module;
    this.#pem = pem;
  }

  /** Without OpenSSL, nginx speaks no TLS either. */
  get available() {
    return this.#module._replay_tls_open !== undefined;
  }

  /** @param {TlsOptions} options */
  open(options) {
    return new TlsEnd(this.#module, this.#pem, options);
  }
}

/** One end of a TLS connection. */
export class TlsEnd {
  #module;
  #peer;
  #room;
  failed = false;
  closed = false;

  /** @param {any} module @param {string} pem @param {TlsOptions} options */
  constructor(module, pem, { server, name = '', protocols = [], clientCertificate = false, requiredName = '' }) {
    this.#module = module;
    const wire = protocols.map((protocol) => String.fromCharCode(protocol.length) + protocol).join('');
    const texts = [pem, name, requiredName, wire].map((text) => this.#allocate(latin1(`${text}\0`)));
    this.#peer = module._replay_tls_open((server ? SERVER : 0) | (clientCertificate ? WANTS_CLIENT_CERTIFICATE : 0), ...texts, wire.length);
    for (const text of texts) module._free(text);
    this.#room = module._malloc(ROOM);
  }

  /** @param {Uint8Array} bytes */
  #allocate(bytes) {
    const at = this.#module._malloc(bytes.length);
    this.#module.HEAPU8.set(bytes, at);
    return at;
  }

  /** Text that came, decrypted, after these bytes of the wire. @param {Uint8Array} bytes @returns {Uint8Array[]} */
  receive(bytes) {
    const input = this.#allocate(bytes);
    this.#module._replay_tls_feed(this.#peer, input, bytes.length);
    this.#module._free(input);
    const texts = [];
    for (;;) {
      const size = this.#module._replay_tls_read(this.#peer, this.#room, ROOM);
      if (size === -1) this.closed = true;
      if (size === -2) this.failed = true;
      if (size <= 0) return texts;
      texts.push(this.#module.HEAPU8.slice(this.#room, this.#room + size));
    }
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    const input = this.#allocate(bytes);
    this.#module._replay_tls_write(this.#peer, input, bytes.length);
    this.#module._free(input);
  }

  /** Bytes for the wire. @returns {Uint8Array[]} */
  drain() {
    const parts = [];
    for (;;) {
      const size = this.#module._replay_tls_drain(this.#peer, this.#room, ROOM);
      if (size <= 0) return parts;
      parts.push(this.#module.HEAPU8.slice(this.#room, this.#room + size));
    }
  }

  get open() {
    return this.#module._replay_tls_is_open(this.#peer) !== 0;
  }

  close() {
    this.#module._replay_tls_close(this.#peer);
  }

  /** @returns {{ version: string, protocol: string, offered: string, name: string }} */
  describe() {
    const size = this.#module._replay_tls_describe(this.#peer, this.#room, ROOM);
    const [version, protocol, offered, name] = new TextDecoder().decode(this.#module.HEAPU8.slice(this.#room, this.#room + size)).split('\n');
    return { version, protocol, offered, name };
  }
}
