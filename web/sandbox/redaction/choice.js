// What the user wants redacted beside, or instead of, what the engine does by itself. Values are remembered, not places: the
// text changes under them.

/** @typedef {import('../engine/protocol.js').Policy} Policy */
/**
 * @typedef {object} Choice
 * @property {string} key
 * @property {Set<import('../engine/protocol.js').SecretClass>} disabled
 * @property {string[]} words
 * @property {string[]} patterns regular expressions in RE2's syntax
 * @property {string[]} allowed
 * @property {Set<string>} kept values that were found and are to stay
 * @property {Set<string>} added values that were not found and are to go
 */

/** The key makes the placeholders of this session differ from those of any other. @returns {Choice} */
export function createChoice() {
  const key = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { key, disabled: new Set(), words: [], patterns: [], allowed: [], kept: new Set(), added: new Set() };
}

/**
 * @param {Choice} choice
 * @param {(document: number) => string} textOf
 * @param {number} documents how many there are
 * @returns {Policy}
 */
export function policyOf({ key, disabled, words, patterns, allowed, kept, added }, textOf, documents) {
  const add = [];
  for (let document = 0; added.size > 0 && document < documents; document++) {
    const text = textOf(document);
    for (const value of added) {
      const start = text.indexOf(value);
      if (start >= 0) add.push({ document, start, end: start + value.length });
    }
  }
  return { key, disabled: [...disabled], words, patterns, allowed: [...allowed, ...kept], add };
}
