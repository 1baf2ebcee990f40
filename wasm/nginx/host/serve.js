// The replay's worker: requests in, results out, framed like the engine's (wasm/engine.js), so that wasm/client.js can drive it.
// First message in: { wasm }, the bytes of this worker's module; then { id, request } for { id, response } or { id, error }.
// Each run has an instance of its own: nothing is left of it, and what it did to memory is gone with it.
import { decodeMessage, encodeMessage } from '../../engine.js';
import { check } from './check.js';
import { createLibrary } from './library.js';
import { replay } from './replay.js';

/** @type {{ onmessage: (event: MessageEvent) => void, postMessage: (message: unknown, transfer?: Transferable[]) => void }} */
const page = /** @type {any} */ (globalThis);

/**
 * @param {'plain' | 'tls'} own which module this worker has
 * @param {(options: object) => Promise<any>} createNginx its loader
 */
export function serve(own, createNginx) {
  /** @type {WebAssembly.Module | undefined} */
  let wasm;
  /** @type {import('./library.js').Library | undefined} */
  let library;

  /** @param {import('../../engine.js').Message} message */
  async function answer({ json, buffers: [config, data, ...files] }) {
    library ??= createLibrary({
      data: JSON.parse(new TextDecoder().decode(data)),
      async load(variant) {
        if (variant !== own || !wasm) throw new Error(`this worker has no ${variant} module`);
        return { wasm, createNginx };
      },
    });
    const request = {
      ...json.request,
      config,
      files: Object.fromEntries((json.files ?? []).map((/** @type {string} */ path, /** @type {number} */ i) => [path, files[i]])),
    };
    if (json.call === 'replay') return replay(library, request);
    const { config: _, ...verdict } = await check(library, request);
    return { ok: verdict.ok, verdict };
  }

  page.onmessage = async ({ data }) => {
    if (data.wasm) {
      wasm = new WebAssembly.Module(data.wasm);
      return;
    }
    try {
      const response = encodeMessage({ json: await answer(decodeMessage(data.request)), buffers: [] });
      page.postMessage({ id: data.id, response }, [response.buffer]);
    } catch (error) {
      page.postMessage({ id: data.id, error: error instanceof Error ? error.message : String(error) });
    }
  };
}
