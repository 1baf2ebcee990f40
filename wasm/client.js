// The page's side of the engine: calls it in a worker, one call at a time, and survives it. A call that takes too long or
// traps is rejected with words for the user, the worker is thrown away, and the next call gets a fresh one. What the caller
// passes in is copied, never changed or taken away.
import { decodeMessage, encodeMessage } from './engine.js';

/** @typedef {import('./engine.js').Message} Message */
/** @typedef {{ call: (json: object, buffers?: Uint8Array[]) => Promise<Message>, dispose: () => void }} EngineClient */
/** @typedef {{ request: Uint8Array<ArrayBuffer>, resolve: (response: Message) => void, reject: (error: Error) => void }} Call */

const UNTOUCHED = 'Your text is unchanged. Try again, or with a smaller part of it.';

/** @type {{ createScriptURL(url: string): string } | undefined} */
let policy;

/**
 * A worker over a `blob:` address inherits the page's CSP; one loaded from the network would not.
 * @param {string} source
 * @returns {Worker}
 */
function createBlobWorker(source) {
  // Trusted Types: the one policy of this name, and all that it lets through is a blob of this page.
  policy ??= /** @type {any} */ (globalThis).trustedTypes?.createPolicy('engine', {
    /** @param {string} url */
    createScriptURL(url) {
      if (!url.startsWith('blob:')) throw new TypeError('the engine runs from a blob only');
      return url;
    },
  });
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(policy?.createScriptURL(url) ?? url);
  // The worker has fetched its script by the time it first speaks; until then the address must stay.
  worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

/**
 * @param {object} options
 * @param {BufferSource} options.wasmBytes the content of stackengine.wasm
 * @param {string} options.workerSource worker.js, bundled into one classic script
 * @param {number} [options.timeoutMs] how long one call may take
 * @param {(source: string) => Worker} [options.createWorker]
 * @returns {EngineClient}
 */
export function startEngine({ wasmBytes, workerSource, timeoutMs = 10_000, createWorker = createBlobWorker }) {
  /** @type {Call[]} */
  const waiting = [];
  /** @type {Call | undefined} */
  let current;
  /** @type {Worker | undefined} */
  let worker;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let id = 0;
  let disposed = false;

  function launch() {
    const fresh = createWorker(workerSource);
    fresh.onmessage = ({ data }) => {
      if (fresh !== worker || !current || data.id !== id) return;
      if (data.error !== undefined) {
        stop(`The engine stopped unexpectedly (${data.error}). ${UNTOUCHED}`);
        return;
      }
      const { resolve, reject } = finish();
      try {
        resolve(decodeMessage(data.response));
      } catch (error) {
        reject(/** @type {Error} */ (error));
      }
      next();
    };
    fresh.onerror = (event) => {
      event.preventDefault?.();
      if (fresh === worker) stop(`The engine could not run (${event.message || 'its worker failed'}). ${UNTOUCHED}`);
    };
    fresh.postMessage({ wasm: wasmBytes });
    return fresh;
  }

  function finish() {
    clearTimeout(timer);
    const call = /** @type {Call} */ (current);
    current = undefined;
    return call;
  }

  /** @param {string} message */
  function stop(message) {
    worker?.terminate();
    worker = undefined;
    if (current) finish().reject(new Error(message));
    next();
  }

  function next() {
    if (current || waiting.length === 0) return;
    current = /** @type {Call} */ (waiting.shift());
    id++;
    timer = setTimeout(() => stop(`The engine did not answer within ${timeoutMs / 1000} s and was stopped. ${UNTOUCHED}`), timeoutMs);
    try {
      worker ??= launch();
      worker.postMessage({ id, request: current.request }, [current.request.buffer]);
    } catch (error) {
      stop(`The engine could not start (${/** @type {Error} */ (error).message}). Reload the page.`);
    }
  }

  try {
    worker = launch(); // compiles the module while the page goes on loading
  } catch {
    // The first call tries again, and says why it could not.
  }

  return {
    call: (json, buffers = []) =>
      new Promise((resolve, reject) => {
        if (disposed) throw new Error('The engine was closed.');
        waiting.push({ request: encodeMessage({ json, buffers }), resolve, reject });
        next();
      }),
    dispose() {
      disposed = true;
      const calls = waiting.splice(0);
      stop('The engine was closed.');
      for (const { reject } of calls) reject(new Error('The engine was closed.'));
    },
  };
}
