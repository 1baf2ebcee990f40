// A backend that speaks HTTP/2 over TLS (ALPN `h2` only); HTTP/1.x over TLS gets 403 `Missing ALPN Protocol` from Node.
import { createSecureServer } from 'node:http2';
import { answer } from './answer.mjs';
import { certificate } from './certificate.mjs';
import { listening } from './listening.mjs';

/**
 * @param {{after: (fn: () => Promise<void>) => void}} test
 * @returns {Promise<import('./answer.mjs').Backend>}
 */
export function startH2Tls(test) {
  const server = createSecureServer({ ...certificate(), allowHTTP1: false });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    stream.respond({ ':status': 200, 'content-type': 'application/json' });
    stream.end(answer('HTTP/2', String(headers[':path']), headers));
  });
  return listening(test, server);
}
