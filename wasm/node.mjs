// The built WASM engine under Node, for tests and benches: the same call() that the page's worker makes.
import { readFile } from 'node:fs/promises';
import { instantiate } from './engine.js';

const BUILT = new URL('../build/wasm/stackengine.wasm', import.meta.url);

/** @param {string | URL} [path] */
export async function loadEngine(path = BUILT) {
  return instantiate(await readFile(path));
}
