// Ports for nginx that no server which asks for port 0 gets: below the kernel's ephemeral range (32768 and up), counted up from a place
// of this process.
import { createServer } from 'node:net';

const FIRST = 20_000;
const COUNT = 12_000;
let next = (process.pid * 97) % COUNT;

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** @returns {Promise<number>} */
export async function listenerPort() {
  for (let tries = 0; tries < COUNT; ++tries) {
    const port = FIRST + (next++ % COUNT);
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}
