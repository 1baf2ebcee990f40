// A backend that speaks HTTP/1.1 over TLS (ALPN `http/1.1` only) and hangs up on cleartext: Node's own server.
import { createServer } from 'node:https';
import { answer } from './answer.mjs';
import { certificate } from './certificate.mjs';
import { listening } from './listening.mjs';

/**
 * @param {{after: (fn: () => Promise<void>) => void}} test
 * @returns {Promise<import('./answer.mjs').Backend>}
 */
export function startHttp1Tls(test) {
  const server = createServer(certificate(), (request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(answer('HTTP/1.1', request.url ?? '', request.headers));
  });
  return listening(test, server);
}
