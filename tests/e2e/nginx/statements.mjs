// The statements at the top of a configuration text, by nginx's own rules for words, quotes and comments
// (ngx_conf_file.c, ngx_conf_read_token). Written for the tests alone: the engine's parser is what they test.

/**
 * @typedef {object} Statement
 * @property {string} name   first word
 * @property {string} text   with what stands before it: blanks, comments
 */

/**
 * `text` is read as latin1, so that offsets are bytes. What is left behind the last statement comes as one with an empty name.
 * @param {string} text
 * @returns {Statement[]}
 */
export function topStatements(text) {
  /** @type {Statement[]} */
  const statements = [];
  let depth = 0;
  let start = 0;
  let name = '';
  let i = 0;
  const finish = () => {
    statements.push({ name, text: text.slice(start, i) });
    start = i;
    name = '';
  };
  while (i < text.length) {
    const c = text[i];
    if (' \t\r\n'.includes(c)) {
      ++i;
    } else if (c === '#') {
      while (i < text.length && text[i] !== '\n') ++i;
    } else if (c === ';') {
      ++i;
      if (depth === 0) finish();
    } else if (c === '{') {
      ++i;
      ++depth;
    } else if (c === '}') {
      ++i;
      depth = Math.max(0, depth - 1);
      if (depth === 0) finish();
    } else {
      const word = i;
      i = c === '"' || c === "'" ? behindQuote(text, i) : behindWord(text, i);
      if (depth === 0 && name === '') name = text.slice(word, i);
    }
  }
  finish();
  return statements;
}

/** @param {string} text @param {number} i at the opening quote */
function behindQuote(text, i) {
  const quote = text[i++];
  for (; i < text.length && text[i] !== quote; ++i) if (text[i] === '\\') ++i;
  return Math.min(text.length, i + 1);
}

/** @param {string} text @param {number} i */
function behindWord(text, i) {
  for (; i < text.length; ++i) {
    if (text[i] === '\\') ++i;
    else if (' \t\r\n;'.includes(text[i]) || (text[i] === '{' && text[i - 1] !== '$')) break;
  }
  return Math.min(text.length, i);
}
