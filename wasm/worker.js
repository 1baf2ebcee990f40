// The entry of the engine's worker. First message in: { wasm } (the module's bytes, because a blob worker has no address to
// load them from). Then { id, request } in and { id, response } or { id, error } out, requests and responses framed.
// After an error the page throws this worker away (client.js), so there is nothing to repair here.
import { instantiate } from './engine.js';

/** @type {{ onmessage: (event: MessageEvent) => void, postMessage: (message: unknown, transfer?: Transferable[]) => void }} */
const page = /** @type {any} */ (globalThis);

/** @type {Promise<import('./engine.js').Engine>} */
let engine = Promise.reject(new Error('no engine was sent'));
engine.catch(() => {}); // told to whoever calls

page.onmessage = async ({ data }) => {
  if (data.wasm) {
    engine = instantiate(data.wasm);
    engine.catch(() => {});
    return;
  }
  try {
    const response = (await engine).callFramed(data.request);
    page.postMessage({ id: data.id, response }, [response.buffer]);
  } catch (error) {
    page.postMessage({ id: data.id, error: error instanceof Error ? error.message : String(error) });
  }
};
