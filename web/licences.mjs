// The licences of what the page is made of, as one text: MIT and BSD ask that they travel along.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** @param {string} path from the top of the tree */
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Linked into stackengine.wasm: name → its licence, where the build has it from. */
const ENGINE = {
  RE2: at('core/third_party/node_modules/re2/vendor/re2/LICENSE'),
  Abseil: at('core/third_party/node_modules/re2/vendor/abseil-cpp/LICENSE'),
  'JSON for Modern C++': '/usr/share/doc/nlohmann-json3-dev/copyright',
  dtl: '/usr/share/doc/libdtl-dev/copyright',
  Emscripten: '/usr/share/doc/emscripten/copyright',
};

/** @param {string} folder of an npm package */
async function licenceOf(folder) {
  const name = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
  return name ? readFile(`${folder}/${name}`, 'utf8') : JSON.parse(await readFile(`${folder}/package.json`, 'utf8')).license;
}

/**
 * @param {string[]} inputs files that went into the bundles
 * @returns {Promise<string>}
 */
export async function licences(inputs) {
  const packages = new Set(inputs.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.slice(1) ?? []));
  const entries = [];
  for (const [name, path] of Object.entries(ENGINE)) {
    if (existsSync(path)) entries.push([name, await readFile(path, 'utf8')]);
  }
  for (const name of [...packages].sort()) entries.push([name, await licenceOf(at(`web/node_modules/${name}`))]);
  return entries.map(([name, text]) => `${name}\n${'='.repeat(name.length)}\n\n${text.trim()}\n`).join('\n\n');
}
