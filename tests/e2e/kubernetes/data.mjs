// What manifests say, by an independent parser (npm `yaml`), and where two of them differ.
import { createRequire } from 'node:module';

const { parseAllDocuments } = createRequire(new URL('../../../web/package.json', import.meta.url))('yaml');

/**
 * The data of every document; throws what the parser has against them.
 * @param {string} text
 * @returns {unknown[]}
 */
export function dataOf(text) {
  return parseAllDocuments(text, { merge: true })
    .map((/** @type {{ errors: Error[], toJS: () => unknown }} */ document) => {
      if (document.errors.length > 0) throw document.errors[0];
      return document.toJS();
    })
    .filter((/** @type {unknown} */ data) => data !== null);
}

/**
 * What is JSON by its looks has to be JSON: `kubectl` reads it as such. Throws when it is not.
 * @param {string} text
 */
export function expectJson(text) {
  for (const part of text.replace(/^\uFEFF/, '').split(/^---$/m)) {
    const code = part.replace(/^#.*$/gm, '').trim();
    if (/^\{\s*"/.test(code)) JSON.parse(code);
  }
}

/**
 * Every path of every Ingress, with what it leads to: no split may lose or double one.
 * @param {any[]} documents
 * @returns {string[]}
 */
export function pathsOf(documents) {
  const objects = documents.flatMap((one) => (one.kind === 'List' ? one.items : [one]));
  const rules = objects.filter((one) => one.kind === 'Ingress').flatMap((one) => one.spec?.rules ?? []);
  return rules.flatMap((/** @type {any} */ rule) => rule.http.paths.map((/** @type {any} */ path) => JSON.stringify([rule.host, path]))).sort();
}

/** @typedef {[path: string, before: unknown, after: unknown]} Difference null: not there */

/**
 * @param {any} before @param {any} after @param {string} [path]
 * @returns {Difference[]}
 */
export function differences(before, after, path = '') {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const both = typeof before === 'object' && typeof after === 'object' && before !== null && after !== null;
  if (!both || Array.isArray(before) !== Array.isArray(after)) return [[path.slice(1), before ?? null, after ?? null]];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => differences(before[key], after[key], `${path}/${key}`));
}
