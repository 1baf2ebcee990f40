// The replay's panel: a button, and after it a table of what the client gets now and with the fix, for each kind of backend
// that it may be. nginx is fetched with the first press, not before.
// Mount: `const panel = createReplayPanel(); host.append(panel.node);` then `panel.show({ cases })` with every new result: the
// engine's plan of what to replay, each case with its texts and the protocols in question.
import { element, replaceContent } from '../parts/element.js';
import { conclusion, outcome } from './conclusion.js';
import { createReplay } from './replay.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { missed, wishOf } from '../../../wasm/nginx/host/aim.js';

/** @typedef {import('./replay.js').ReplayResult} ReplayResult */

/**
 * A location that the patch touches; one with `trouble` cannot be played.
 * @typedef {import('../engine/protocol.js').Replay & import('./replay.js').Texts & {
 *   kinds: string[], main?: string, path?: string,
 * }} Case `main`: path of the file that nginx reads; `path`: of the one that the lines are of
 * @typedef {object} Question
 * @property {Case[]} cases
 * @property {string} [version] of the user's nginx, where it is known
 */

/** @type {Record<string, string>} */
const KIND_NAMES = {
  http1: 'HTTP/1.1',
  h2c: 'HTTP/2 without TLS',
  grpc: 'gRPC without TLS',
  'http1-tls': 'HTTP/1.1 over TLS',
  'h2-tls': 'HTTP/2 over TLS',
  'grpc-tls': 'gRPC over TLS',
};

/** @param {ReplayResult} result */
function cell(result) {
  const { good, words, log } = outcome(result);
  const sent = result.backends?.map((backend) => `${backend.name}: ${backend.sent?.requestLine ?? 'bytes that are not a request'}`) ?? [];
  return element(
    'td',
    { class: good ? 'good' : 'bad' },
    element('strong', {}, words),
    log !== undefined && element('details', {}, element('summary', {}, 'what nginx says'), element('pre', {}, log)),
    sent.length > 0 && element('details', {}, element('summary', {}, 'what it sent'), element('pre', {}, sent.join('\n'))),
  );
}

/** @param {Case} one */
const titleOf = ({ location, line, backend }) =>
  [
    line === undefined ? 'The pass directive' : element('code', {}, `location ${location}`),
    line !== undefined && ` (line ${line})`,
    backend !== '*' && [' to ', element('code', {}, backend)],
  ].flat();

const ORIGINS = { log: 'as in the log line', curl: 'as in the `curl` command', config: 'made up for this location: the paste has no request for it' };

/** @param {Case} one @param {ReplayResult['request']} asked */
function askedWith({ request, origin = 'config' }, asked) {
  if (!request) return null;
  const { kind, method, path, http2 } = request;
  const what = { http: 'The request', grpc: 'The gRPC call', websocket: 'The WebSocket handshake' }[kind];
  const protocol = asked?.protocol ?? 'HTTP/1.1';
  return [
    `${what}, `,
    inlineCode(ORIGINS[origin]),
    ': ',
    element('code', {}, `${method} ${path} ${protocol}`),
    http2 && protocol !== 'HTTP/2' ? '. The text has no listener for HTTP/2.' : '.',
  ].flat();
}

/** @param {import('../parts/element.js').Child[]} title @param {string} why */
const notPlayed = (title, why) => element('p', { class: 'not-played' }, element('strong', {}, 'Not proven: '), title, '. ', inlineCode(sentence(why)));

/** What the run left out or made up, so that nobody takes it for more than it is. @param {ReplayResult} result */
function caveats({ verdict }) {
  const notes = [
    ...verdict.setAside.map(({ directive, line }) => `line ${line}: \`${directive}\` was skipped: this build of nginx does not know it`),
    ...verdict.standIns.map(({ path, what }) => `${path} is ${what}`),
  ];
  return (
    notes.length > 0 &&
    element(
      'ul',
      { class: 'note' },
      notes.map((note) => element('li', {}, inlineCode(note))),
    )
  );
}

/** @param {{ replay?: import('./replay.js').Replay, id?: string }} [options] `id`: of what the panel holds, for a page with two */
export function createReplayPanel({ replay = createReplay(), id = 'replay' } = {}) {
  const output = element('div', { 'aria-live': 'polite' });
  const button = element('button', { type: 'button', id: `${id}-button`, click: run }, 'Run before and after in the real nginx');
  const node = element(
    'section',
    { class: 'replay', hidden: true, 'aria-labelledby': `${id}-title` },
    element('h3', { id: `${id}-title` }, 'Proof'),
    element('p', { class: 'note' }, 'nginx itself, in this page: it reads the config and serves one request to simulated backends. Nothing leaves the page.'),
    button,
    output,
  );
  /** @type {Question | undefined} */
  let question;
  let turn = 0;

  /** @param {Case} one @param {string} [version] */
  async function play(one, version) {
    const title = titleOf(one);
    if (!one.request) return notPlayed(title, one.trouble ?? 'it cannot be played');
    const rows = await replay.compare({
      before: one.before,
      after: one.after,
      path: one.main,
      candidates: one.kinds,
      name: one.backend,
      version,
      request: wishOf(one.request),
    });
    const shown = rows.map((row) => ({ ...row, why: missed(row.before, row.after, one) }));
    // A row that proves nothing stays out of the table: half a proof is read as a whole one.
    const proven = shown.filter(({ why }) => why === undefined);
    if (proven.length === 0) return notPlayed(title, /** @type {string} */ (shown[0].why));
    const { nginx } = proven[0].after.verdict;
    return element(
      'div',
      { class: 'replay-case' },
      element(
        'table',
        {},
        element('caption', {}, title, `, nginx ${nginx.version} (Debian ${nginx.debian})`),
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            ['the backend speaks', 'now', 'with the fix'].map((head) => element('th', { scope: 'col' }, head)),
          ),
        ),
        element(
          'tbody',
          {},
          proven.map((row) => element('tr', {}, element('th', { scope: 'row' }, KIND_NAMES[row.kind] ?? row.kind), cell(row.before), cell(row.after))),
        ),
      ),
      element('p', { class: 'note request' }, askedWith(one, proven[0].after.request ?? proven[0].before.request)),
      version !== undefined && version !== nginx.version && element('p', { class: 'note' }, `Yours is ${version}; this is the nearest that the page has.`),
      proven.length === 1
        ? element('p', { class: 'conclusion' }, conclusion(proven[0].before, proven[0].after))
        : element(
            'ul',
            { class: 'conclusion' },
            proven.map((row) => element('li', {}, `If it speaks ${KIND_NAMES[row.kind] ?? row.kind}: ${conclusion(row.before, row.after)}`)),
          ),
      caveats(proven[0].after),
    );
  }

  async function run() {
    if (!question) return;
    const mine = ++turn;
    const { cases, version } = question;
    button.disabled = true;
    replaceContent(output, element('p', {}, 'nginx is running …'));
    try {
      const played = [];
      for (const one of cases) {
        played.push(await play(one, version));
        if (mine !== turn) return;
      }
      replaceContent(output, played);
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
      node.hidden = !next || next.cases.length === 0;
      replaceContent(output);
    },
  };
}
