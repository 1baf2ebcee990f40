// Which directives a block says twice, where nginx, or its backend, gets two of what there should be one. Reads the text by nginx's own
// rules for words, quotes and comments, apart from the engine's parser, which is what the tests test.

// Directives that may stand in a block as often as one likes; those of headers count by the header's name.
const REPEATABLE =
  /^(server|location|if|limit_except|upstream|map|listen|deny|allow|set|include|error_page|add_header|log_format|.*_(hide|pass)_header|.*_ssl_conf_command)$/;

/** Words, `;`, `{` and `}`, one after the other. @param {string} text */
export function* tokens(text) {
  const token = /\s+|#[^\n]*|"(?:\\[^]|[^"\\])*"?|'(?:\\[^]|[^'\\])*'?|[;{}]|(?:\\[^]|\$\{|[^\s;{\\])+/gy;
  for (const [found] of text.matchAll(token)) if (!/^[\s#]/.test(found)) yield found;
}

/**
 * @param {string} text
 * @returns {string[]} one line for each directive too many
 */
export function repeated(text) {
  /** @type {string[]} */
  const found = [];
  /** @type {{label: string, seen: Set<string>}[]} */
  const blocks = [{ label: 'top', seen: new Set() }];
  let data = 0; // depth inside blocks whose entries are no directives
  /** @type {string[]} */
  let words = [];
  const note = () => {
    const [name, first = ''] = words;
    const { label, seen } = blocks[blocks.length - 1];
    const key = name.endsWith('_set_header') ? `${name} ${first.replace(/["']/g, '').toLowerCase()}` : name;
    if (data === 0 && !REPEATABLE.test(name) && seen.has(key)) found.push(`${key} in ${label}`);
    seen.add(key);
  };
  for (const token of tokens(text)) {
    if (token === ';') {
      if (words.length > 0) note();
      words = [];
    } else if (token === '{') {
      if (data > 0 || words[0] === 'map') ++data;
      blocks.push({ label: words.join(' '), seen: new Set() });
      words = [];
    } else if (token === '}') {
      if (data > 0) --data;
      if (blocks.length > 1) blocks.pop();
      words = [];
    } else {
      words.push(token);
    }
  }
  return found;
}
