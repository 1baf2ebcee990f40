// A config as nginx's own lexer cuts it (ngx_conf_read_token): just enough to find directives by line and blank them.
// Works on bytes; a blanked directive leaves its line breaks, so that line numbers stay.

const NEWLINE = 10;
const SPACES = new Set([9, NEWLINE, 13, 32]);
const HASH = 35;
const SEMICOLON = 59;
const OPEN = 123;
const CLOSE = 125;
const BACKSLASH = 92;
const QUOTES = new Set([34, 39]);

/**
 * @typedef {{ words: string[], line: number, start: number, end: number, depth: number, block: boolean }} Statement
 * `end` is after the `;` or, for a block, after its `{`; `depth` is that of the statement's own context.
 */

/**
 * Text that is broken is cut as far as it makes sense; nginx itself will say what is wrong.
 * @param {Uint8Array} bytes
 * @returns {Statement[]}
 */
export function statements(bytes) {
  const found = [];
  const decoder = new TextDecoder();
  let depth = 0;
  let line = 1;
  let words = /** @type {string[]} */ ([]);
  let start = 0;
  let startLine = 1;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at];
    if (SPACES.has(byte)) {
      if (byte === NEWLINE) line++;
      at++;
    } else if (byte === HASH) {
      while (at < bytes.length && bytes[at] !== NEWLINE) at++;
    } else if (byte === SEMICOLON || byte === OPEN || byte === CLOSE) {
      at++;
      if (words.length > 0) {
        // A `}` in the place of a `;` closes the block around.
        found.push({ words, line: startLine, start, end: byte === CLOSE ? at - 1 : at, depth, block: byte === OPEN });
        words = [];
      }
      if (byte === OPEN) depth++;
      if (byte === CLOSE) depth = Math.max(0, depth - 1);
    } else {
      if (words.length === 0) {
        start = at;
        startLine = line;
      }
      const from = at;
      if (QUOTES.has(byte)) {
        for (at++; at < bytes.length && bytes[at] !== byte; at++) {
          if (bytes[at] === NEWLINE) line++;
          if (bytes[at] === BACKSLASH) at++;
        }
        words.push(decoder.decode(bytes.subarray(from + 1, at)));
        at++;
      } else {
        for (; at < bytes.length && !SPACES.has(bytes[at]) && bytes[at] !== SEMICOLON; at++) {
          if (bytes[at] === BACKSLASH) at++;
          // `${name}` belongs to the word, any other brace ends it.
          if (bytes[at] === OPEN) {
            if (bytes[at - 1] !== 36) break;
            while (at < bytes.length && bytes[at] !== CLOSE && bytes[at] !== NEWLINE) at++;
          }
        }
        words.push(decoder.decode(bytes.subarray(from, at)));
      }
    }
  }
  return found;
}

/**
 * The text without the directive that starts on this line, its whole block included.
 * @param {Uint8Array} bytes
 * @param {(statement: Statement) => boolean} unwanted
 * @returns {{ bytes: Uint8Array, removed: Statement[] }}
 */
export function without(bytes, unwanted) {
  const all = statements(bytes);
  const kept = bytes.slice();
  const removed = [];
  for (let i = 0; i < all.length; i++) {
    const statement = all[i];
    if (!unwanted(statement)) continue;
    removed.push(statement);
    let { end } = statement;
    if (statement.block) {
      while (i + 1 < all.length && all[i + 1].depth > statement.depth) i++;
      end = closingBrace(bytes, Math.max(end, all[i].end), all[i] === statement ? 1 : all[i].depth + (all[i].block ? 1 : 0) - statement.depth);
    }
    for (let at = statement.start; at < end; at++) if (kept[at] !== NEWLINE && kept[at] !== 13) kept[at] = 32;
  }
  return { bytes: kept, removed };
}

/** After so many `}`, which nothing but comments and spaces precede. @param {Uint8Array} bytes @param {number} at @param {number} count */
function closingBrace(bytes, at, count) {
  for (; at < bytes.length && count > 0; at++) {
    if (bytes[at] === HASH) while (at < bytes.length && bytes[at] !== NEWLINE) at++;
    else if (bytes[at] === CLOSE) count--;
  }
  return at;
}
