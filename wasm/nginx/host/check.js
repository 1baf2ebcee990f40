// `nginx -t`, really: nginx's own verdict about a text, with its lines.
import { Config, CONTEXTS } from './config.js';
import { Machine } from './machine.js';
import { standIns } from './stand_ins.js';

const MOST_SET_ASIDE = 60;

/**
 * @typedef {{ level: string, text: string, file?: string, line?: number }} Message
 * @typedef {object} Verdict
 * @property {boolean} ok
 * @property {Message[]} messages nginx's words, in its order; the last of a refusal is the reason
 * @property {import('./config.js').ContextName} context in which the text was read
 * @property {import('./config.js').SetAside[]} setAside
 * @property {import('./machine.js').StandIn[]} standIns
 * @property {{ version: string, debian: string, package: string, tls: boolean }} nginx
 */

/**
 * One run of `nginx -t` over a prepared config.
 * @param {import('./library.js').Library} library
 * @param {Config} config
 * @param {import('./config.js').ContextName} context
 * @param {number} time
 */
async function run(library, config, context, time) {
  const { path, files } = config.asFiles(context);
  const tls = config.needsTls;
  const machine = new Machine({
    files: { ...library.data.files, ...files },
    standInFor: standIns(library.data, config),
    time,
    findPeer: () => 'refused',
    pem: library.data.pem,
  });
  const { status, stderr } = await machine.run(await library.module(tls ? 'tls' : 'plain'), ['-t', '-c', path]);
  const messages = readMessages(stderr);
  if (machine.failure) messages.push({ level: 'emerg', text: machine.failure });
  return { ok: status === 0, messages, standIns: machine.standIns, tls };
}

/** @param {Uint8Array} stderr @returns {Message[]} */
export function readMessages(stderr) {
  const messages = [];
  for (const line of new TextDecoder().decode(stderr).split('\n')) {
    // On the way to an error log, or to the terminal.
    const [, level, text] = /^(?:nginx:|\d{4}\/\d\d\/\d\d [\d:]{8}) \[(\w+)\] (?:\d+#\d+: )?(.*)$/s.exec(line) ?? [];
    if (!text) continue;
    const [, words, file, number] = /^(.*) in (\/[^ ]*):(\d+)$/s.exec(text) ?? [];
    messages.push(words === undefined ? { level, text } : { level, text: words, file, line: Number(number) });
  }
  return messages;
}

/**
 * @param {import('./library.js').Library} library
 * @param {object} request
 * @param {string | Uint8Array} request.config
 * @param {string} [request.path] of the config's main file, /etc/nginx/nginx.conf when left out
 * @param {Record<string, string | Uint8Array>} [request.files]
 * @param {import('./config.js').ContextName} [request.context] where the text stands; found out when left out
 * @param {number} [request.time]
 * @returns {Promise<Verdict & { config: Config }>}
 */
export async function check(library, { config: text, path, files, context, time = 0 }) {
  let best;
  for (const candidate of context ? [context] : CONTEXTS) {
    const config = new Config(library.data, text, files, path);
    let result = await run(library, config, candidate, time);
    for (let i = 0; i < MOST_SET_ASIDE && !result.ok; i++) {
      const [, unknown] = /^unknown directive "(.*)"$/s.exec(result.messages.at(-1)?.text ?? '') ?? [];
      if (unknown === undefined || !config.removeForeign(unknown)) break;
      result = await run(library, config, candidate, time);
    }
    const reason = result.ok ? undefined : result.messages.at(-1);
    // Read in the wrong context, the text is refused at its first directive that does not belong there.
    const misplaced = reason?.file === config.path && / directive is not allowed here$/.test(reason.text);
    const reached = misplaced ? (reason?.line ?? 0) : Infinity;
    if (!best || reached > best.reached) best = { ...result, config, context: candidate, reached };
    if (!misplaced) break;
  }
  const { version, debian, package: packageVersion } = library.data;
  const { ok, messages, config, context: found, standIns: supplied, tls } = /** @type {NonNullable<typeof best>} */ (best);
  return {
    ok,
    messages,
    context: found,
    setAside: config.setAside,
    standIns: supplied,
    nginx: { version, debian, package: packageVersion, tls },
    config,
  };
}
