// The replay's panel: a button, and after it a table of what the client gets now and with the fix, for each kind of backend
// that it may be. nginx is fetched with the first press, not before.
// Mount: `const panel = createReplayPanel(); host.append(panel.node);` then `panel.show({ before, after, name, kinds })` with
// every new result; `kinds` are the protocols in question, the known ones first.
import { element, replaceContent } from '../parts/element.js';
import { conclusion, outcome } from './conclusion.js';
import { createReplay } from './replay.js';

/** @typedef {import('./replay.js').ReplayResult} ReplayResult */

/**
 * @typedef {object} Question
 * @property {string | Uint8Array} before
 * @property {string | Uint8Array} after
 * @property {string} [name] of the backend in doubt; all when left out
 * @property {string[]} kinds
 * @property {string} [version] of the user's nginx, where it is known
 * @property {string} [path] of the config's main file
 * @property {Record<string, string | Uint8Array>} [files] what it includes, by path
 */

/** @type {Record<string, string>} */
const KIND_NAMES = {
  http1: 'HTTP/1.1', h2c: 'HTTP/2 without TLS', grpc: 'gRPC without TLS',
  'http1-tls': 'HTTP/1.1 over TLS', 'h2-tls': 'HTTP/2 over TLS', 'grpc-tls': 'gRPC over TLS',
};

/** @param {ReplayResult} result */
function cell(result) {
  const { good, words, log } = outcome(result);
  const sent = result.backends?.map((backend) => `${backend.name}: ${backend.sent?.requestLine ?? 'nothing that can be read'}`) ?? [];
  return element('td', { class: good ? 'good' : 'bad' },
    element('strong', {}, words),
    log !== undefined && element('details', {}, element('summary', {}, 'what nginx says'), element('pre', {}, log)),
    sent.length > 0 && element('details', {}, element('summary', {}, 'what it sent'), element('pre', {}, sent.join('\n'))));
}

/** What the run left out or made up, so that nobody takes it for more than it is. @param {ReplayResult} result */
function caveats({ verdict }) {
  const notes = [
    ...verdict.setAside.map(({ directive, line }) => `line ${line}: ${directive} was set aside, this nginx does not have it`),
    ...verdict.standIns.map(({ path, what }) => `${path} is ${what}`),
  ];
  return notes.length > 0 && element('ul', { class: 'note' }, notes.map((note) => element('li', {}, note)));
}

/** @param {{ replay?: import('./replay.js').Replay, id?: string }} [options] `id`: of what the panel holds, for a page with two */
export function createReplayPanel({ replay = createReplay(), id = 'replay' } = {}) {
  const output = element('div', { 'aria-live': 'polite' });
  const button = element('button', { type: 'button', id: `${id}-button`, click: run }, 'Replay it with the real nginx');
  const node = element('section', { class: 'replay', hidden: true, 'aria-labelledby': `${id}-title` },
    element('h3', { id: `${id}-title` }, 'Proof'),
    element('p', { class: 'note' }, 'nginx itself, in this page: it reads the config and serves one request to simulated backends. Nothing leaves the page.'),
    button, output);
  /** @type {Question | undefined} */
  let question;
  let turn = 0;

  async function run() {
    if (!question) return;
    const mine = ++turn;
    const { before, after, name, kinds, path, files, version } = question;
    button.disabled = true;
    replaceContent(output, element('p', {}, 'nginx is running …'));
    try {
      const rows = await replay.compare({ before, after, candidates: kinds, name, path, files, version });
      if (mine !== turn) return;
      const { nginx } = rows[0].after.verdict;
      replaceContent(output,
        element('table', {},
          element('caption', {}, `nginx ${nginx.version}, Debian ${nginx.debian}: what the client gets`),
          element('thead', {}, element('tr', {}, ['the backend speaks', 'now', 'with the fix'].map((title) => element('th', { scope: 'col' }, title)))),
          element('tbody', {}, rows.map((row) =>
            element('tr', {}, element('th', { scope: 'row' }, KIND_NAMES[row.kind] ?? row.kind), cell(row.before), cell(row.after))))),
        version !== undefined && version !== nginx.version && element('p', { class: 'note' }, `Yours is ${version}; this is the nearest that the page has.`),
        rows.length === 1
          ? element('p', { class: 'conclusion' }, conclusion(rows[0].before, rows[0].after))
          : element('ul', { class: 'conclusion' }, rows.map((row) =>
            element('li', {}, `If it speaks ${KIND_NAMES[row.kind] ?? row.kind}: ${conclusion(row.before, row.after)}`))),
        caveats(rows[0].after));
    } catch (error) {
      if (mine === turn) replaceContent(output, element('p', { class: 'error' }, /** @type {Error} */ (error).message));
    } finally {
      if (mine === turn) button.disabled = false;
    }
  }

  return {
    node,
    /** @param {Question | undefined} next undefined: there is nothing to replay */
    show(next) {
      turn++;
      question = next;
      button.disabled = false;
      node.hidden = !next || next.kinds.length === 0;
      replaceContent(output);
    },
  };
}
