// Loads the built modules under Node, for tests and scripts/replay.
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createLibrary } from './library.js';

const BUILT = new URL('../../../build/nginx/', import.meta.url);
const require = createRequire(import.meta.url);

/** The suites that were built. */
export function builtSuites() {
  if (!existsSync(BUILT)) return [];
  return readdirSync(BUILT).filter((suite) => existsSync(new URL(`${suite}/plain/.built`, BUILT)));
}

/** @param {string} [suite] */
export function loadLibrary(suite = 'bookworm') {
  const folder = new URL(`${suite}/`, BUILT);
  if (!existsSync(new URL('machine.json', folder))) throw new Error(`nginx of ${suite} is not built: run scripts/build nginx`);
  return createLibrary({
    data: JSON.parse(readFileSync(new URL('machine.json', folder), 'utf8')),
    /** @param {'plain' | 'tls'} variant */
    async load(variant) {
      return {
        wasm: new WebAssembly.Module(readFileSync(new URL(`${variant}/nginx.wasm`, folder))),
        createNginx: require(fileURLToPath(new URL(`${variant}/nginx.js`, folder))),
      };
    },
  });
}
