// One request by HTTP/1.1 to nginx on loopback, on a connection of its own.
import { request as httpRequest } from 'node:http';

/**
 * @typedef {{status: number, body: string, headers: import('node:http').IncomingHttpHeaders}} Response
 * @param {number} port
 * @param {string} path
 * @param {import('node:http').OutgoingHttpHeaders} [headers]
 * @returns {Promise<Response>}
 */
export function request(port, path, headers = {}) {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: '127.0.0.1', port, path, headers, agent: false, timeout: 60_000 }, (incoming) => {
      /** @type {Buffer[]} */
      const chunks = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString(), headers: incoming.headers }));
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer from port ${port}`)));
    outgoing.on('error', reject);
    outgoing.end();
  });
}
