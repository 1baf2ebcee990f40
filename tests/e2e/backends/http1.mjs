// A backend that speaks HTTP/1.1 and nothing else: Node's own server, which answers an HTTP/2 preface with an HTTP/1.1 400.
import { createServer } from 'node:http';
import { answer } from './answer.mjs';

/**
 * @param {{after: (fn: () => Promise<void>) => void}} test
 * @returns {Promise<import('./answer.mjs').Backend>}
 */
export async function startHttp1(test) {
  let connections = 0;
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(answer('HTTP/1.1', request.url ?? '', request.headers));
  });
  server.on('connection', () => ++connections);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  test.after(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { port: address.port, connections: () => connections, forget: () => void (connections = 0) };
}
