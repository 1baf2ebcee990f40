// The replay in the page: the real nginx, in workers of its own from blob: addresses, fetched when first asked for.
// Mount: `const replay = createReplay()`, then `await replay.compare({ before, after, candidates: ['http1', 'h2c'] })`.
import { startEngine } from '../../../wasm/client.js';
import { needsTls } from '../../../wasm/nginx/host/config.js';
import { statements } from '../../../wasm/nginx/host/config_text.js';
import { nearest } from './nearest.js';

/** @typedef {Awaited<ReturnType<typeof import('../../../wasm/nginx/host/replay.js').replay>>} ReplayResult */
/** @typedef {import('../../../wasm/nginx/host/replay.js').Backend} Backend */
/** @typedef {import('../../../wasm/nginx/host/request.js').RequestWish} RequestWish */

/**
 * @typedef {object} ReplayRequest
 * @property {string | Uint8Array} config
 * @property {string} [path] of its main file, /etc/nginx/nginx.conf when left out
 * @property {Record<string, string | Uint8Array>} [files] further files of the config, by path
 * @property {Backend[]} [backends]
 * @property {RequestWish} [request]
 * @property {string} [version] of the user's nginx: the nearest that is built runs
 */

/** @typedef {Pick<ReplayRequest, 'config' | 'files'>} Text */
/** @typedef {{ before: Text, after: Text }} Texts of the config, as it is and with the fix */

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
  /** What was fetched, by its path. @type {Map<string, Promise<any>>} */
  const fetched = new Map();

  /**
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} make
   * @returns {Promise<T>}
   */
  function once(name, make) {
    let making = fetched.get(name);
    if (!making) {
      making = make();
      fetched.set(name, making);
      making.catch(() => fetched.delete(name)); // the next call tries again
    }
    return making;
  }

  /** @param {string} name */
  async function fetchPart(name) {
    const response = await fetch(`${folder}/${name}`).catch(() => undefined);
    if (response?.ok) return response;
    const why = response ? `the server answered ${response.status}` : 'the server could not be reached';
    throw new Error(`The real nginx did not load: ${name}, ${why}. Everything else works without it.`);
  }

  /** @param {string} name */
  const bytes = (name) => fetchPart(name).then((response) => response.arrayBuffer());

  /** @param {string} path of a suite's variant @returns {Promise<ReturnType<typeof startEngine>>} */
  const worker = (path) =>
    once(path, async () => {
      const [wasmBytes, workerSource] = await Promise.all([bytes(`${path}.wasm`), fetchPart(`${path}.js`).then((response) => response.text())]);
      return startEngine({ wasmBytes, workerSource, timeoutMs: TIMEOUT_MS });
    });

  /** @param {'check' | 'replay'} call @param {ReplayRequest} request @returns {Promise<ReplayResult>} */
  async function run(call, { config, files = {}, version, ...request }) {
    const suites = await once('suites', async () => {
      const list = await fetchPart('suites.json').then((response) => response.json());
      if (list.length > 0) return list;
      throw new Error('The replay is still being built. Try again in a few minutes; everything else works.');
    });
    const { suite } = nearest(suites, version);
    const texts = [config, ...Object.values(files)].map(bytesOf);
    const variant = needsTls(texts.flatMap(statements)) ? 'tls' : 'plain';
    const [client, machine] = await Promise.all([worker(`${suite}/${variant}`), once(`${suite}/machine`, () => bytes(`${suite}/machine.json`))]);
    const [text, ...others] = texts;
    const message = { call, request: { time: Date.now(), ...request }, files: Object.keys(files) };
    const { json } = await client.call(message, [text, new Uint8Array(machine), ...others]).catch((error) => {
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
     * The text as it is and the fixed one before every backend that it may be: rows for a table.
     * @param {Texts & Omit<ReplayRequest, 'config' | 'files' | 'backends'> & { candidates: string[], name?: string }} question
     * `name`: the backend in doubt, as in Backend; all when left out
     */
    async compare({ before, after, candidates, name = '*', ...rest }) {
      const rows = [];
      for (const kind of candidates) {
        const backends = [{ name, kind }];
        rows.push({
          kind,
          before: await run('replay', { ...rest, ...before, backends }),
          after: await run('replay', { ...rest, ...after, backends }),
        });
      }
      return rows;
    },

    async dispose() {
      for (const [name, making] of fetched) {
        if (/\/(plain|tls)$/.test(name)) (await making.catch(() => undefined))?.dispose();
      }
      fetched.clear();
    },
  };
}
/** @typedef {ReturnType<typeof createReplay>} Replay */
