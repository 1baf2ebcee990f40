// The request to replay: what the user asked for, and the rest from the config: a name that the server answers to, a path
// that leads to a backend.
import { latin1 } from './byte_queue.js';

/**
 * @typedef {object} RequestWish
 * @property {string} [method]
 * @property {string} [path]
 * @property {string} [host]
 * @property {number} [port]
 * @property {'http' | 'grpc' | 'websocket'} [kind]
 * @property {[name: string, value: string][]} [headers]
 * @property {string | Uint8Array} [body]
 * @property {boolean} [http2] otherwise wherever nginx offers it
 */

const PASSES = /^(proxy|grpc|uwsgi|fastcgi|scgi|memcached)_pass$/;

/**
 * The server and location of the config's first *_pass.
 * @param {import('./config_text.js').Statement[]} statements
 */
export function target(statements) {
  const open = /** @type {import('./config_text.js').Statement[]} */ ([]);
  const servers = /** @type {{ hosts: string[], ports: number[], depth: number }[]} */ ([]);
  let found;
  for (const statement of statements) {
    while (open.length > 0 && open[open.length - 1].depth >= statement.depth) open.pop();
    const [name, ...rest] = statement.words;
    if (statement.block) {
      open.push(statement);
      if (name === 'server') servers.push({ hosts: [], ports: [], depth: statement.depth });
    }
    const server = servers.at(-1);
    if (name === 'server_name') server?.hosts.push(...rest.filter((host) => /^[a-z0-9][a-z0-9.-]*$/i.test(host)));
    if (name === 'listen') server?.ports.push(Number(/(?:^|:)(\d+)$/.exec(rest[0])?.[1] ?? 80));
    if (PASSES.test(name) && !found && !open.some(({ words }) => words[0] === 'stream')) {
      const location = open.findLast(({ words }) => words[0] === 'location')?.words ?? [];
      found = { server, path: pathOf(location.slice(1)), grpc: name === 'grpc_pass' };
    }
  }
  const server = found?.server ?? servers[0];
  return { host: server?.hosts[0], ports: server?.ports ?? [], path: found?.path ?? '/', grpc: found?.grpc ?? false };
}

/** @param {string[]} location its arguments */
function pathOf(location) {
  const [first = '/', second] = location;
  if (first === '=' || first === '^~') return second ?? '/';
  return first.startsWith('/') ? first : '/';
}

/**
 * @param {RequestWish} wish
 * @param {ReturnType<typeof target>} found
 * @returns {import('./client/client.js').Request}
 */
export function complete(wish, found) {
  const headers = [...(wish.headers ?? [])];
  let body = typeof wish.body === 'string' ? new TextEncoder().encode(wish.body) : (wish.body ?? new Uint8Array(0));
  let method = wish.method ?? 'GET';
  if (wish.kind === 'grpc') {
    method = wish.method ?? 'POST';
    headers.unshift(['Content-Type', 'application/grpc'], ['TE', 'trailers']);
    if (body.length === 0) body = Uint8Array.of(0, 0, 0, 0, 0); // an empty message
  }
  if (wish.kind === 'websocket') {
    headers.unshift(['Connection', 'Upgrade'], ['Upgrade', 'websocket'], ['Sec-WebSocket-Version', '13']);
    headers.push(['Sec-WebSocket-Key', btoa(String.fromCharCode(...latin1('the sample nonce')))]);
  }
  if (!headers.some(([name]) => name.toLowerCase() === 'user-agent')) headers.unshift(['User-Agent', 'replay'], ['Accept', '*/*']);
  return { method, path: wish.path ?? found.path, host: wish.host ?? found.host ?? 'localhost', headers, body };
}

/**
 * @param {import('./machine.js').Listener[]} listeners
 * @param {RequestWish} wish
 * @param {number[]} ports of the server that is meant
 */
export function chooseListener(listeners, wish, ports) {
  const port = (/** @type {import('./machine.js').Listener} */ { address }) => Number(/:(\d+)$/.exec(address)?.[1] ?? 0);
  const wanted = wish.port !== undefined ? [wish.port] : ports;
  const rank = (/** @type {import('./machine.js').Listener} */ listener) =>
    (wanted.includes(port(listener)) ? 0 : 8) + (listener.ssl ? 4 : 0) + (/^[\d.]+:/.test(listener.address) ? 0 : 2);
  const candidates = wish.port === undefined ? listeners : listeners.filter((listener) => port(listener) === wish.port);
  return [...candidates].sort((a, b) => rank(a) - rank(b))[0];
}
