// Which settings of the other family a fix left beside a pass directive: `proxy_http_version` beside a `grpc_pass` that was a `proxy_pass`.
// Reads the text by nginx's own rules for words, apart from the engine's parser.
import { tokens } from './repeated.mjs';

const FAMILIES = ['proxy', 'grpc'];

/** @typedef {{passes: Set<string>, inside: Set<string>, settings: Map<string, Set<string>>}} Block  by family: its passes, those of the locations in it too, and what it sets */

/** Every location by its path; the passes of its `if` blocks are its own. @param {string} text */
function locationsOf(text) {
  /** @type {Map<string, Block>} */
  const found = new Map();
  /** @type {{label: string, block: Block | null}[]} */
  const open = [];
  /** @type {string[]} */
  let words = [];
  const note = () => {
    const [name] = words;
    const family = FAMILIES.find((one) => name.startsWith(`${one}_`));
    if (family === undefined) return;
    const nearest = open.map(({ block }) => block).findLast((block) => block !== null);
    if (name === `${family}_pass`) {
      nearest?.passes.add(family);
      for (const { block } of open) block?.inside.add(family);
    } else open[open.length - 1]?.block?.settings.get(family)?.add(name);
  };
  for (const token of tokens(text)) {
    if (token === ';') {
      if (words.length > 0) note();
      words = [];
    } else if (token === '{') {
      const label = `${open.map((one) => one.label).join(' > ')} > ${words.join(' ')}`;
      /** @type {Block | null} */
      const block = words[0] === 'location' ? { passes: new Set(), inside: new Set(), settings: new Map(FAMILIES.map((family) => [family, new Set()])) } : null;
      if (block) found.set(label, block);
      open.push({ label: words.join(' '), block });
      words = [];
    } else if (token === '}') {
      open.pop();
      words = [];
    } else {
      words.push(token);
    }
  }
  return found;
}

/**
 * @param {string} before
 * @param {string} after
 * @returns {string[]} one line for each setting
 */
export function residue(before, after) {
  const old = locationsOf(before);
  /** @type {string[]} */
  const left = [];
  for (const [label, { passes, inside, settings }] of locationsOf(after)) {
    if (passes.size !== 1 || inside.size !== 1) continue; // with no pass of its own, or with one that a location inside inherits for
    const [family] = passes;
    const other = family === 'proxy' ? 'grpc' : 'proxy';
    const was = old.get(label);
    const known = was?.passes.has(family) ? was.settings.get(other) : undefined;
    for (const name of settings.get(other) ?? []) if (!known?.has(name)) left.push(`${name} beside ${family}_pass in ${label}`);
  }
  return left;
}
