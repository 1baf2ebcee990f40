// Loads the engine and talks to it: one promise a call, and every failure in words for the user.
import { startEngine } from '../../../wasm/client.js';

/** @typedef {import('../../../wasm/client.js').EngineClient} EngineClient */
/** @typedef {import('./protocol.js').EngineError} EngineError */
/** @typedef {{ json: any, buffers: Uint8Array[] }} Answer */

/** The engine read the input and refuses it. */
export class Refusal extends Error {
  /** @param {EngineError} error */
  constructor(error) {
    super(error.message);
    this.code = error.code;
    this.document = error.document;
  }
}

/**
 * The page fetches for the worker, which has no address of its own to load from. index.html preloads the same two files.
 * @param {string} id of the link that names the file
 */
async function fetchPart(id) {
  const { href } = /** @type {HTMLLinkElement} */ (document.getElementById(id));
  const name = href.slice(href.lastIndexOf('/') + 1);
  const response = await fetch(href).catch(() => undefined);
  if (response?.ok) return response;
  const why = response ? `the server answered ${response.status}` : 'the server could not be reached';
  throw new Error(`The engine did not load: ${name}, ${why}. Your text is unchanged.`);
}

/** @returns {Promise<EngineClient>} */
async function start() {
  if (typeof WebAssembly !== 'object') {
    throw new Error('The engine is WebAssembly, which is switched off in this browser. Your text is unchanged.');
  }
  const [wasmBytes, workerSource] = await Promise.all([
    fetchPart('engine-wasm').then((response) => response.arrayBuffer()),
    fetchPart('engine-worker').then((response) => response.text()),
  ]);
  return startEngine({ wasmBytes, workerSource });
}

export function createEngine() {
  /** @type {Promise<EngineClient> | undefined} */
  let starting = start();
  starting.catch(() => {}); // told to whoever calls

  return {
    /**
     * @param {object} request
     * @param {Uint8Array[]} buffers
     * @returns {Promise<Answer>}
     */
    async call(request, buffers) {
      starting ??= start();
      const client = await starting.catch((error) => {
        starting = undefined; // the next call tries again
        throw error;
      });
      const answer = await client.call({ api: 1, unit: 'utf16', ...request }, buffers);
      if (answer.json.error) throw new Refusal(answer.json.error);
      return answer;
    },
  };
}
/** @typedef {ReturnType<typeof createEngine>} Engine */
