// A vault as a file, the one that `stackengine redact --vault` writes and `restore --vault` reads (core/report/vault_json.h).
import { encode } from '../text/bytes.js';
import { isClass } from './class_names.js';

/** @typedef {import('./calls.js').Entry} Entry */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @param {Entry} entry */
function toJson({ placeholder, class: kind, original }) {
  try {
    return { placeholder, class: kind, original: strict.decode(original) };
  } catch {
    return { placeholder, class: kind, original_bytes: [...original] };
  }
}

/** @param {Entry[]} vault @returns {Uint8Array} */
export const vaultToFile = (vault) => encode(`${JSON.stringify({ stackengine_vault: 1, entries: vault.map(toJson) }, null, 2)}\n`);

/** @param {any} bytes */
const isBytes = (bytes) => Array.isArray(bytes) && bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255);

/**
 * @param {Uint8Array} bytes
 * @returns {Entry[]} throws in words
 */
export function vaultFromFile(bytes) {
  let file;
  try {
    file = JSON.parse(strict.decode(bytes));
  } catch {
    throw new Error('is not a vault file: it is not JSON');
  }
  if (file?.stackengine_vault !== 1 || !Array.isArray(file.entries)) throw new Error('is not a vault file of version 1');
  return file.entries.map((/** @type {any} */ entry, /** @type {number} */ i) => {
    const { placeholder, class: kind, original, original_bytes: raw } = entry ?? {};
    const named = typeof placeholder === 'string' && placeholder !== '';
    if (!named || !(typeof original === 'string' || isBytes(raw))) {
      throw new Error(`is damaged: entry ${i + 1} has no placeholder or no original`);
    }
    return {
      placeholder,
      class: isClass(kind) ? kind : 'word',
      original: typeof original === 'string' ? encode(original) : Uint8Array.from(raw),
    };
  });
}
