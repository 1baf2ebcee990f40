// What manifests say, by an independent parser (npm `yaml`), and where two of them differ.
import { createRequire } from 'node:module';

const { parseAllDocuments } = createRequire(new URL('../../../web/package.json', import.meta.url))('yaml');

/**
 * The data of every document; throws what the parser has against them.
 * @param {string} text
 * @returns {unknown[]}
 */
export function dataOf(text) {
  return parseAllDocuments(text)
    .map((/** @type {{ errors: Error[], toJS: () => unknown }} */ document) => {
      if (document.errors.length > 0) throw document.errors[0];
      return document.toJS();
    })
    .filter((/** @type {unknown} */ data) => data !== null);
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
