// What the engine calls the protocols, and what a person does.

/** @typedef {import('../engine/protocol.js').Protocol} Protocol */

/** In the order of the question. @type {Record<Protocol, string>} */
export const PROTOCOL_NAMES = {
  http1: 'HTTP/1.1',
  h2c: 'HTTP/2 without TLS (h2c)',
  grpc: 'gRPC without TLS',
  'http1-tls': 'HTTP/1.1 over TLS',
  'h2-tls': 'HTTP/2 over TLS',
  'grpc-tls': 'gRPC over TLS',
};

export const PROTOCOLS = /** @type {Protocol[]} */ (Object.keys(PROTOCOL_NAMES));

/** The probe that tells about a protocol: gRPC is HTTP/2, and with TLS the handshake tells. @type {Record<Protocol, Protocol>} */
export const PROBE_OF = {
  http1: 'http1',
  h2c: 'h2c',
  grpc: 'h2c',
  'http1-tls': 'h2-tls',
  'h2-tls': 'h2-tls',
  'grpc-tls': 'h2-tls',
};

/** @param {Protocol[]} protocols */
export const listProtocols = (protocols) => protocols.map((protocol) => PROTOCOL_NAMES[protocol]).join(', ');
