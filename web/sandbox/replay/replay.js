// The replay in the page: the real nginx, in workers of its own from blob: addresses, fetched when first asked for.
// Mount: `const replay = createReplay()`, then `await replay.compare({ before, after, candidates: ['http1', 'h2c'] })`.
import { startEngine } from '../../../wasm/client.js';
import { needsTls } from '../../../wasm/nginx/host/config.js';
import { statements } from '../../../wasm/nginx/host/config_text.js';

/** @typedef {Awaited<ReturnType<typeof import('../../../wasm/nginx/host/replay.js').replay>>} ReplayResult */
/** @typedef {import('../../../wasm/nginx/host/replay.js').Backend} Backend */
/** @typedef {import('../../../wasm/nginx/host/request.js').RequestWish} RequestWish */

/**
 * @typedef {object} ReplayRequest
 * @property {string | Uint8Array} config
 * @property {Record<string, string | Uint8Array>} [files] further files of the config, by path
 * @property {Backend[]} [backends]
 * @property {RequestWish} [request]
 */

// A hostile config may keep nginx busy for ever; an honest one takes milliseconds.
const TIMEOUT_MS = 5_000;
const FOLDER = 'replay';

/** @param {string | Uint8Array} text */
const bytesOf = (text) => (typeof text === 'string' ? new TextEncoder().encode(text) : text);

/**
 * @param {object} [options]
 * @param {string} [options.folder] where the build put the replay's files, relative to the page
 */
export function createReplay({ folder = FOLDER } = {}) {
  /** @type {Map<string, Promise<ReturnType<typeof startEngine>>>} */
  const workers = new Map();
  /** @type {Promise<Uint8Array> | undefined} */
  let machine;

  /** @param {string} name */
  async function fetchPart(name) {
    const response = await fetch(`${folder}/${name}`).catch(() => undefined);
    if (response?.ok) return response;
    const why = response ? `the server answered ${response.status}` : 'the server could not be reached';
    throw new Error(`The replay did not load: ${name}, ${why}. Everything else works without it.`);
  }

  /** @param {'plain' | 'tls'} variant */
  function worker(variant) {
    let starting = workers.get(variant);
    if (!starting) {
      starting = Promise.all([
        fetchPart(`${variant}.wasm`).then((response) => response.arrayBuffer()),
        fetchPart(`${variant}.js`).then((response) => response.text()),
      ]).then(([wasmBytes, workerSource]) => startEngine({ wasmBytes, workerSource, timeoutMs: TIMEOUT_MS }));
      workers.set(variant, starting);
      starting.catch(() => workers.delete(variant)); // the next call tries again
    }
    return starting;
  }

  /** @param {'check' | 'replay'} call @param {ReplayRequest} request @returns {Promise<ReplayResult>} */
  async function run(call, { config, files = {}, ...request }) {
    machine ??= fetchPart('machine.json').then(async (response) => new Uint8Array(await response.arrayBuffer()));
    machine.catch(() => (machine = undefined));
    const texts = [config, ...Object.values(files)].map(bytesOf);
    const client = await worker(needsTls(texts.flatMap(statements)) ? 'tls' : 'plain');
    const [text, ...others] = texts;
    const message = { call, request: { time: Date.now(), ...request }, files: Object.keys(files) };
    const { json } = await client.call(message, [text, await machine, ...others]).catch((error) => {
      // wasm/client.js speaks of the engine; here it is nginx.
      throw new Error(String(error.message).replace('The engine', 'The replay’s nginx'));
    });
    return json;
  }

  return {
    /** `nginx -t`. @param {ReplayRequest} request */
    check: (request) => run('check', request),

    /** @param {ReplayRequest} request */
    replay: (request) => run('replay', request),

    /**
     * The pasted and the corrected text before every backend that it may be: rows for a table.
     * @param {{ before: string | Uint8Array, after: string | Uint8Array, candidates: string[], name?: string, files?: ReplayRequest['files'], request?: RequestWish }} question
     * `name`: the backend in doubt, as in Backend; all when left out
     */
    async compare({ before, after, candidates, name = '*', ...rest }) {
      const rows = [];
      for (const kind of candidates) {
        const backends = [{ name, kind }];
        rows.push({
          kind,
          before: await run('replay', { ...rest, config: before, backends }),
          after: await run('replay', { ...rest, config: after, backends }),
        });
      }
      return rows;
    },

    async dispose() {
      for (const starting of workers.values()) (await starting.catch(() => undefined))?.dispose();
      workers.clear();
    },
  };
}
/** @typedef {ReturnType<typeof createReplay>} Replay */
