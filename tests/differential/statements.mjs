// The words and statements of a configuration that nginx accepts, with their places, by nginx's own rules (ngx_conf_file.c,
// ngx_conf_read_token). Written for these tests alone: the engine's parser is what they test.

/** @typedef {{start: number, end: number, text: string, quote: string}} Word */

/**
 * @typedef {object} Statement
 * @property {Word[]} words        name first
 * @property {number} end          offset behind its `;` or `}`
 * @property {number} terminator   offset of its `;` or `{`
 * @property {boolean} block
 * @property {Statement | undefined} parent
 * @property {boolean} data        inside map, types and the like: no directive
 */

const DATA_BLOCKS = ['types', 'map', 'geo', 'split_clients', 'charset_map'];

/** In document order. @param {string} text  accepted by nginx @returns {Statement[]} */
export function statementsOf(text) {
  /** @type {Statement[]} */
  const statements = [];
  /** @type {Statement[]} */
  const open = [];
  /** @type {Word[]} */
  let words = [];
  const finish = (/** @type {number} */ terminator, /** @type {boolean} */ block) => {
    const parent = open.at(-1);
    const data = parent !== undefined && (parent.data || DATA_BLOCKS.includes(parent.words[0].text));
    const statement = { words, end: terminator + 1, terminator, block, parent, data };
    statements.push(statement);
    if (block) open.push(statement);
    words = [];
  };
  for (let i = 0; i < text.length; ) {
    const c = text[i];
    if (' \t\r\n'.includes(c)) {
      ++i;
    } else if (c === '#') {
      while (i < text.length && text[i] !== '\n') ++i;
    } else if (c === ';' || c === '{') {
      finish(i++, c === '{');
    } else if (c === '}') {
      const block = open.pop();
      if (block) block.end = i + 1;
      ++i;
    } else {
      const start = i;
      const quote = c === '"' || c === "'" ? c : '';
      i = quote ? behindQuote(text, i) : behindWord(text, i);
      words.push({ start, end: i, text: text.slice(start, i), quote });
    }
  }
  return statements;
}

/** @param {string} text @param {number} i at the opening quote */
function behindQuote(text, i) {
  const quote = text[i++];
  for (; text[i] !== quote; ++i) if (text[i] === '\\') ++i;
  return i + 1;
}

/** @param {string} text @param {number} i */
function behindWord(text, i) {
  for (; i < text.length; ++i) {
    if (text[i] === '\\') ++i;
    else if (' \t\r\n;'.includes(text[i]) || (text[i] === '{' && text[i - 1] !== '$')) break;
  }
  return i;
}
