// Serves a folder to this machine's own browser: node scripts/serve.mjs [--port 8080] [--root build/web]
// Loopback only. The page's security policy is in the page itself, so that any other static host will do as well.
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.conf': 'text/plain; charset=utf-8',
};
const HEADERS = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-cache' };

function fail(message) {
  console.error(`serve: ${message}`);
  process.exit(2);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string', default: '8080' }, root: { type: 'string', default: 'build/web' } },
    });
    return { ...values, port: /^\d{1,5}$/.test(values.port) && Number(values.port) < 65536 ? Number(values.port) : NaN };
  } catch (error) {
    return fail(error.message);
  }
}

const options = readArguments();
if (Number.isNaN(options.port)) fail('--port takes a number from 0 to 65535');
const root = await realpath(options.root).catch(() => fail(`there is no ${options.root}: run scripts/build first`));

/** The file behind a request's path; undefined when there is none inside the root, whatever links and dots say. */
async function find(path) {
  const wanted = resolve(join(root, path));
  const found = await realpath(wanted).catch(() => undefined);
  if (found === undefined || (found !== root && !found.startsWith(root + sep))) return undefined;
  return { path: found, info: await stat(found) };
}

async function answer(request, response) {
  const refuse = (status, text, headers = {}) => {
    response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8', ...headers }).end(`${text}\n`);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'GET or HEAD only', { Allow: 'GET, HEAD' });

  const [rawPath, query] = request.url.split(/\?(.*)/s);
  let path;
  try {
    path = decodeURIComponent(rawPath);
  } catch {
    return refuse(400, 'malformed address');
  }
  if (path.includes('\0')) return refuse(400, 'malformed address');

  let file = await find(path);
  if (file?.info.isDirectory()) {
    // Without the slash, the page's relative addresses would lead elsewhere.
    if (!path.endsWith('/')) return refuse(308, 'moved', { Location: `${rawPath.replace(/^\/+/, '/')}/${query ? `?${query}` : ''}` });
    file = await find(`${path}index.html`);
  }
  if (!file?.info.isFile()) return refuse(404, 'not found');

  response.writeHead(200, {
    ...HEADERS,
    'Content-Type': TYPES[extname(file.path)] ?? 'application/octet-stream',
    'Content-Length': file.info.size,
  });
  if (request.method === 'HEAD') return response.end();
  createReadStream(file.path)
    .on('error', () => response.destroy())
    .pipe(response);
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.destroy());
});
server.on('error', (error) => {
  if (error.code === 'EADDRINUSE') fail(`port ${options.port} is taken; name another one: scripts/start --port ${options.port + 1}`);
  if (error.code === 'EACCES') fail(`port ${options.port} is not allowed; name one above 1023: scripts/start --port 8080`);
  fail(error.message);
});
server.listen(options.port, '127.0.0.1', () => {
  console.log(`StackEngine Sandbox: http://127.0.0.1:${server.address().port}/   (Ctrl+C ends it)`);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
