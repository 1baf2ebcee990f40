// What the real nginx logs for the incident: `grpc_pass grpc://` in front of the HTTP/1.1 backend, one request.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { completeConfiguration } from '../nginx/complete.mjs';
import { startNginx } from '../nginx/running.mjs';
import { freePort } from '../free_port.mjs';
import { request } from '../request.mjs';

/**
 * @param {import('node:test').TestContext} test
 * @param {string} parent
 * @param {string} fragment
 * @param {string} path
 * @returns {Promise<{status: number, log: string}>}
 */
export async function requestOnce(test, parent, fragment, path) {
  const folder = join(parent, 'before');
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const configuration = Buffer.from(completeConfiguration(Buffer.from(fragment).toString('latin1'), folder, port), 'latin1');
  const nginx = await startNginx(test, folder, port, configuration);
  const response = await request(port, path);
  const log = nginx.errorLog();
  await nginx.stop();
  return { status: response.status, log };
}
