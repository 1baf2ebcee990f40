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

/** The two modules (wasm/CMakeLists.txt): the small one gives the first verdict, the complete one loads when it is needed. */
const ANALYSIS = 'stackengine_analysis.wasm';
const COMPLETE = 'stackengine.wasm';
const IN_ANALYSIS = ['analyze', 'refactor', 'rules'];
/** Carrying a fix over into a whole file is asked for later, too. @param {{ call: string, into?: unknown }} request */
const isInAnalysis = ({ call, into }) => IN_ANALYSIS.includes(call) && !(Array.isArray(into) && into.length > 0);

/**
 * The page fetches for the worker, which has no address of its own to load from. index.html preloads the first two files.
 * @param {string} name
 */
async function fetchPart(name) {
  const response = await fetch(new URL(name, document.baseURI)).catch(() => undefined);
  if (response?.ok) return response;
  const why = response ? `the server answered ${response.status}` : 'the server could not be reached';
  throw new Error(`The engine did not load: ${name}, ${why}. Your text is unchanged.`);
}

/** @type {Promise<string> | undefined} */
let workerSource;

/** Both modules run in the same worker's code. */
async function fetchWorker() {
  workerSource ??= fetchPart('worker.js').then((response) => response.text());
  return workerSource.catch((error) => {
    workerSource = undefined;
    throw error;
  });
}

/**
 * @param {string} module
 * @returns {Promise<EngineClient>}
 */
async function start(module) {
  if (typeof WebAssembly !== 'object') {
    throw new Error('The engine is WebAssembly, which is switched off in this browser. Your text is unchanged.');
  }
  const [wasmBytes, source] = await Promise.all([fetchPart(module).then((response) => response.arrayBuffer()), fetchWorker()]);
  return startEngine({ wasmBytes, workerSource: source });
}

export function createEngine() {
  /** @type {Map<string, Promise<EngineClient>>} */
  const clients = new Map();

  /** @param {string} module */
  function client(module) {
    const known = clients.get(module);
    if (known) return known;
    const starting = start(module);
    clients.set(module, starting);
    starting.catch(() => clients.delete(module)); // the next call tries again
    return starting;
  }
  client(ANALYSIS);

  return {
    /**
     * @param {{ call: string, [member: string]: unknown }} request
     * @param {Uint8Array[]} buffers
     * @returns {Promise<Answer>}
     */
    async call(request, buffers) {
      const { call } = await client(isInAnalysis(request) ? ANALYSIS : COMPLETE);
      const answer = await call({ api: 1, unit: 'utf16', ...request }, buffers);
      if (answer.json.error) throw new Refusal(answer.json.error);
      return answer;
    },
  };
}
/** @typedef {ReturnType<typeof createEngine>} Engine */
