// Starts a server on a free loopback port and ends it, its connections included, with the test.

/**
 * @param {{after: (fn: () => Promise<void>) => void}} test
 * @param {import('node:net').Server} server
 * @returns {Promise<import('./answer.mjs').Backend>}
 */
export async function listening(test, server) {
  let connections = 0;
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  server.on('connection', (socket) => {
    ++connections;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => {});
  server.on('sessionError', () => {});
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
