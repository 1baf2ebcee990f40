// A gRPC backend by the protocol's own words ("gRPC over HTTP2"): length-prefixed messages, the status in the trailers, 415 for anything
// that is no gRPC. Without TLS or over it.
import { createSecureServer, createServer } from 'node:http2';
import { certificate } from './certificate.mjs';
import { listening } from './listening.mjs';

/** One message as gRPC frames it: no compression, length, bytes. @param {Buffer} bytes */
export function grpcMessage(bytes) {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/**
 * @param {{after: (fn: () => Promise<void>) => void}} test
 * @param {{tls: boolean}} options
 * @returns {Promise<import('./answer.mjs').Backend>}
 */
export function startGrpc(test, { tls }) {
  const server = tls ? createSecureServer({ ...certificate(), allowHTTP1: false }) : createServer();
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    if (!String(headers['content-type']).startsWith('application/grpc')) {
      stream.respond({ ':status': 415 }, { endStream: true });
      return;
    }
    /** @type {Buffer[]} */
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => {
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(Buffer.concat(chunks));
    });
  });
  return listening(test, server);
}
