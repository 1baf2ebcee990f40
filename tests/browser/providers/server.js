// A server that behaves as the real ones of its wire format do: preflight, key, model, stream. A test may tell it what to do
// with the next requests; it remembers every one.
import { createServer } from 'node:http';
import { FORMATS } from './formats.js';

export const KEY = 'sk-canary-key-5f1e';

/** @typedef {{ method: string, url: string, headers: import('node:http').IncomingHttpHeaders, body: string }} Asked */
/**
 * What to do with one request; nothing set: a good answer.
 * @typedef {object} Scenario
 * @property {number} [status]
 * @property {string} [message] of the error
 * @property {boolean} [quota]
 * @property {Record<string, string>} [headers] of the error
 * @property {boolean} [hidden] the error has no CORS headers
 * @property {object | string} [errorBody] instead of the usual one
 * @property {'nothing' | 'half' | 'broken' | 'cut-connection' | 'no-json'} [hang] what is sent instead of a whole stream
 * @property {import('./formats.js').Stop} [stop]
 * @property {(user: string) => string} [answer]
 */

/** The right edit: the incident's location speaks HTTP/1.1, as the log says. @param {string} user */
export function goodAnswer(user) {
  const [, number, old] = /^(\d+)\| (.*grpc_pass grpc:\/\/.*)$/m.exec(user) ?? [];
  return JSON.stringify({
    explanation: `Größe 4740180 — „HTTP“ 🧭, read as a frame. Line ${number} is at fault.`,
    edits: [
      {
        file: 'nginx.conf',
        start_line: Number(number),
        old,
        new: old.replace('grpc_pass grpc://', 'proxy_pass http://'),
        reason: 'the backend speaks HTTP/1.1',
      },
    ],
  });
}

/** In pieces as models send them, placeholders torn apart. @param {string} text */
const tokens = (text) => text.match(/[^]{1,5}/gu) ?? [];

/** Torn inside of characters and line ends as well. @param {Buffer} bytes */
function* torn(bytes) {
  let start = 0;
  for (let i = 1; i < bytes.length; i++) {
    const inside = (bytes[i] & 0xc0) === 0x80 || bytes[i - 1] === 13;
    if (!inside && i - start < 211) continue;
    yield bytes.subarray(start, i);
    start = i;
  }
  yield bytes.subarray(start);
}

/** @param {import('./formats.js').Format} format @param {any} json */
function isWhole(format, json) {
  try {
    return format.whole(json);
  } catch {
    return false; // a member is missing
  }
}

const pause = (/** @type {number} */ ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/**
 * @param {string} name of the wire format
 * @param {{ origins?: string[] }} [options] Ollama: the origins that it takes calls from
 */
export async function serveProvider(name, { origins = ['null'] } = {}) {
  const format = FORMATS[name];
  /** @type {Asked[]} */
  const asked = [];
  /** @type {Scenario[]} */
  let scenarios = [];
  let isOpen = { origins };

  /** @param {Asked} request @param {import('node:http').ServerResponse} response */
  async function respond({ method, url, headers, body }, response) {
    const origin = headers.origin ?? '';
    if (!isOpen.origins.includes(origin)) return void response.writeHead(403).end();
    const cors = { 'access-control-allow-origin': name === 'ollama' ? origin : '*' };
    if (method === 'OPTIONS') {
      const wanted = (headers['access-control-request-headers'] ?? '').split(',').filter(Boolean);
      // As Gemini does it: a header too many, and nothing is allowed.
      const good = wanted.every((header) => format.headers.includes(header.trim().toLowerCase()));
      return void response
        .writeHead(good ? 204 : 403, good ? { ...cors, 'access-control-allow-headers': wanted.join(','), 'access-control-allow-methods': 'GET, POST' } : {})
        .end();
    }
    const scenario = scenarios.shift() ?? {};
    /** @param {number} status @param {object | string} error */
    const fail = (status, error) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...(!scenario.hidden && cors), ...scenario.headers })
        .end(typeof error === 'string' ? error : JSON.stringify(error));
    if (name !== 'ollama' && format.key(headers) !== KEY) return void fail(401, format.error(401, `Incorrect API key provided: ${format.key(headers)}`));
    if (scenario.status) {
      return void fail(
        scenario.status,
        scenario.errorBody ?? format.error(scenario.status, scenario.message ?? `error ${scenario.status}`, { quota: scenario.quota }),
      );
    }
    if (method === 'GET' && url.split('?')[0] === format.models) {
      return void response.writeHead(200, { ...cors, 'content-type': 'application/json' }).end(JSON.stringify(format.list));
    }
    if (method !== 'POST' || !format.path.test(url)) return void fail(404, format.error(404, 'not found'));
    const json = JSON.parse(body);
    if (!isWhole(format, json)) return void fail(400, format.error(400, 'malformed request'));
    if (scenario.hang === 'nothing') return;
    response.writeHead(200, { ...cors, 'content-type': name === 'ollama' ? 'application/x-ndjson' : 'text/event-stream' });
    const pieces = tokens((scenario.answer ?? goodAnswer)(format.user(json)));
    const half = pieces.slice(0, Math.ceil(pieces.length / 2));
    const whole = format.stream(pieces, scenario.stop ?? 'end');
    const text =
      scenario.hang === 'broken'
        ? format.broken(half)
        : scenario.hang === 'no-json'
          ? 'data: <html>\n\n<html>\n'
          : scenario.hang
            ? format.stream(half, 'end')
            : whole;
    const bytes = Buffer.from(text);
    // The first half only has no end.
    const cut = scenario.hang === 'half' || scenario.hang === 'cut-connection' ? bytes.subarray(0, bytes.lastIndexOf(half[half.length - 2])) : bytes;
    response.socket?.setNoDelay(true);
    for (const part of torn(cut)) {
      response.write(part);
      await pause(1);
    }
    if (scenario.hang === 'half') return;
    if (scenario.hang === 'cut-connection') response.destroy();
    else response.end();
  }

  const server = createServer((request, response) => {
    /** @type {Buffer[]} */
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
      asked.push(one);
      respond(one, response).catch((error) => response.destroy(error));
    });
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    /** The requests that carried a body. */
    posts: () => asked.filter(({ method }) => method === 'POST'),
    /** @param {...Scenario} next */
    will: (...next) => {
      scenarios = next;
    },
    /** @param {string[]} allowed */
    allow: (allowed) => {
      isOpen = { origins: allowed };
    },
    reset() {
      asked.length = 0;
      scenarios = [];
      isOpen = { origins };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}
/** @typedef {Awaited<ReturnType<typeof serveProvider>>} ProviderServer */
