// A static server as anybody may have one, under any path; it remembers what it was asked for.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = process.env.STACKENGINE_WEB ?? fileURLToPath(new URL('../../build/web', import.meta.url));
const TYPES = {
  json: 'application/json',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  wasm: 'application/wasm',
  svg: 'image/svg+xml',
};

/**
 * @param {string} [base] the path that the page is under
 * @param {{ overlay?: string }} [options] a folder whose files come before the page's own
 * @returns {Promise<{ url: string, asked: string[], close: () => Promise<void> }>}
 */
export async function servePage(base = '/', { overlay } = {}) {
  if (!existsSync(join(ROOT, 'index.html'))) throw new Error(`there is no page in ${ROOT}: run scripts/build first`);
  /** @type {string[]} */
  const asked = [];
  const server = createServer(async ({ url = '' }, response) => {
    asked.push(url);
    const path = new URL(url, 'http://localhost').pathname;
    const name = path.startsWith(base) ? normalize(path.slice(base.length) || 'index.html') : '';
    const read = (/** @type {string} */ root) => readFile(join(root, name)).catch(() => undefined);
    const bytes = name === '' || name.startsWith('..') ? undefined : (overlay && (await read(overlay))) || (await read(ROOT));
    const type = TYPES[/** @type {keyof typeof TYPES} */ (name.split('.').at(-1))];
    response.writeHead(bytes ? 200 : 404, { 'content-type': type ?? 'text/plain' }).end(bytes ?? 'not found');
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}${base}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
