// TLS for the simulated ends of a connection: OpenSSL in the module itself (wasm/nginx/tls_peer.c) speaks it, over buffers.
export class TlsEngine {
  #module;

  /** @param {any} module the instance */
  constructor(module) {
    this.#module = module;
  }

  get available() {
    return this.#module._tls_open !== undefined;
  }
}
