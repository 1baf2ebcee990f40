// A configuration in several files, as `nginx -T` prints it: some servers, upstreams and settings move into files that an `include` names.
import { createHand, lines } from './write.mjs';

/** @typedef {import('./statements.mjs').Statement} Statement */
/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {Map<string, string>} Files  text by path, nginx.conf first */

/**
 * @param {Random} random
 * @param {Statement[]} statements  the body of an http block
 * @param {string} folder
 * @param {{top: string, http: string}} needed  what nginx needs around them
 * @returns {Files}
 */
export function writeFiles(random, statements, folder, { top, http }) {
  const hand = createHand(random);
  /** @type {Files} */
  const files = new Map([[`${folder}/nginx.conf`, '']]);
  /** @param {Statement[]} moved @param {string} name @returns {Statement} */
  const moveOut = (moved, name) => {
    const path = `${name}${files.size}.conf`;
    files.set(`${folder}/${path}`, moved.map((one) => lines(hand, one, '')).join(''));
    return { words: ['include', path] };
  };
  /** @param {Statement} statement @returns {Statement} */
  const withSnippets = (statement) => {
    if (!statement.body || !['server', 'location'].includes(statement.words[0])) return statement;
    const body = statement.body.map(withSnippets);
    const settings = body.filter(({ words }) => /^(proxy|grpc)_/.test(words[0]) && !words[0].endsWith('_pass'));
    if (settings.length === 0 || !random.chance(0.15)) return { ...statement, body };
    const rest = body.filter((one) => !settings.includes(one));
    return { ...statement, body: [moveOut(settings, 'snippet'), ...rest] };
  };
  const body = statements.map((one) => {
    const whole = withSnippets(one);
    return ['server', 'upstream'].includes(one.words[0]) && random.chance(0.6) ? moveOut([whole], 'part') : whole;
  });
  const text = body.map((one) => lines(hand, one, hand.indent)).join('');
  files.set(`${folder}/nginx.conf`, `${top}\nhttp {\n${http}\n${text}}\n`);
  return files;
}

/** @param {Files} files @returns {string} */
export const dumpOf = (files) => [...files].map(([path, text]) => `# configuration file ${path}:\n${text}\n`).join('');

/** The files of such a dump. @param {string} dump @returns {Files} */
export function filesOf(dump) {
  const parts = dump.split(/^# configuration file (.+):\n/m).slice(1);
  /** @type {Files} */
  const files = new Map();
  for (let i = 0; i < parts.length; i += 2) files.set(parts[i], parts[i + 1].replace(/\n$/, ''));
  return files;
}
