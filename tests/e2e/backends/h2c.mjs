// A backend that speaks cleartext HTTP/2 by prior knowledge, as gRPC servers do, and no HTTP/1.1.
import { createServer } from 'node:http2';
import { answer } from './answer.mjs';

/**
 * @param {{after: (fn: () => Promise<void>) => void}} test
 * @returns {Promise<import('./answer.mjs').Backend>}
 */
export async function startH2c(test) {
  let connections = 0;
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  const server = createServer();
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    stream.respond({ ':status': 200, 'content-type': 'application/json' });
    stream.end(answer('HTTP/2', String(headers[':path']), headers));
  });
  server.on('sessionError', () => {});
  server.on('connection', (socket) => {
    ++connections;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  test.after(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  );
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { port: address.port, connections: () => connections, forget: () => void (connections = 0) };
}
