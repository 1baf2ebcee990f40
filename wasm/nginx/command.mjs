// scripts/replay: the replay under Node, its result as text or JSON.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { conclusion } from '../../web/sandbox/replay/conclusion.js';
import { planOf } from './fix_plan.mjs';
import { missed, wishOf } from './host/aim.js';
import { KINDS } from './host/peers/catalogue.js';
import { loadLibrary } from './host/node.js';
import { replay } from './host/replay.js';

const USAGE = `scripts/replay FILE [options]
  --backend NAME=KIND    what a backend speaks; NAME is an upstream, host:port, host, or * for all others
  --request 'GET /path'  what the client asks; left out: the first location that passes to a backend
  --header 'Name: value' further headers of the request, one each
  --body TEXT            its body
  --kind grpc|websocket  a gRPC call, or a WebSocket handshake
  --host NAME, --port N  where to
  --patch PATCH          a unified diff of FILE: replayed before and after it
  --fixed FILE           the changed text itself
  --fix                  the fix that the engine makes: each location that it touches, with the request of the log
                         line or \`curl\` command in FILE, else with one that the location takes
  --unsafe, --log FILE   with --fix: also fixes that rest on assumptions; a log beside FILE
  --suite SUITE          which Debian's nginx: bookworm (default), or another that is built
  --json                 the whole result

Kinds of backends:
${KINDS.map(({ name, says }) => `  ${name.padEnd(26)}${says}`).join('\n')}`;

function readArguments() {
  const text = { type: 'string' };
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      backend: { type: 'string', multiple: true },
      header: { type: 'string', multiple: true },
      fix: { type: 'boolean' },
      unsafe: { type: 'boolean' },
      log: { type: 'string', multiple: true },
      request: text,
      body: text,
      kind: text,
      host: text,
      port: text,
      patch: text,
      fixed: text,
      suite: text,
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  if (positionals.length !== 1) throw new Error('one FILE is wanted');
  return { ...values, file: positionals[0] };
}

/** @param {string} text `NAME=KIND` */
function backend(text) {
  const at = text.lastIndexOf('=');
  const kind = text.slice(at + 1);
  if (at < 1) throw new Error(`\`${text}\` is not NAME=KIND`);
  if (!KINDS.some(({ name }) => name === kind)) throw new Error(`no kind of backend is called \`${kind}\``);
  return { name: text.slice(0, at), kind };
}

/** @param {ReturnType<typeof readArguments>} options */
function request({ request: line, header = [], body, kind, host, port }) {
  const [method, path] = line?.includes(' ') ? line.split(' ') : [undefined, line];
  return {
    method: method ?? undefined,
    path,
    body,
    kind,
    host,
    port: port === undefined ? undefined : Number(port),
    headers: header.map((each) => /** @type {[string, string]} */ (each.split(/:\s*(.*)/s).slice(0, 2))),
  };
}

/** @param {string} file @param {string} patch */
function patched(file, patch) {
  const folder = mkdtempSync(join(tmpdir(), 'replay-'));
  try {
    const copy = join(folder, 'nginx.conf');
    copyFileSync(file, copy);
    const { status, stdout, stderr } = spawnSync('patch', ['--silent', copy, patch], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${patch} does not apply: ${(stdout + stderr).trim()}`);
    return readFileSync(copy);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each text, played. @param {ReturnType<typeof readArguments>} options @param {import('./host/library.js').Library} library */
async function compare(options, library) {
  const texts = [{ title: 'now', text: readFileSync(options.file) }];
  if (options.patch) texts.push({ title: 'after the patch', text: patched(options.file, options.patch) });
  if (options.fixed) texts.push({ title: 'after the change', text: readFileSync(options.fixed) });
  const results = [];
  for (const { title, text } of texts) {
    const started = performance.now();
    const result = await replay(library, { config: text, backends: (options.backend ?? []).map(backend), request: request(options) });
    results.push({ title, ...result });
    if (options.json) continue;
    console.log(`--- ${title}: nginx ${library.data.version}, Debian ${library.data.debian} (${(performance.now() - started).toFixed(0)} ms)`);
    for (const line of words(result, options.file)) console.log(line);
  }
  if (options.json) console.log(JSON.stringify(results, null, 1));
  for (const { title, ok } of results) {
    if (ok) continue;
    console.error(`replay: ${options.file} (${title}): nginx refuses the configuration, so no request was played`);
    process.exitCode = 1;
  }
}

/**
 * The engine's own fix, proven: one line a location and kind of backend.
 * @param {ReturnType<typeof readArguments>} options @param {import('./host/library.js').Library} library
 */
async function prove({ file, backend: given = [], unsafe = false, log = [], json }, library) {
  const proofs = [];
  for (const one of await planOf(file, { logs: log, unsafe })) {
    const title = `${one.line === undefined ? 'the pass directive' : `location ${one.location} (line ${one.line})`} to ${one.backend}`;
    if (!one.request) {
      proofs.push({ title, why: one.trouble });
      continue;
    }
    const answered = given.map(backend);
    const kinds = answered.length > 0 ? [undefined] : one.protocols.length > 0 ? one.protocols : ['http1', 'h2c', 'grpc'];
    for (const kind of kinds) {
      const backends = kind === undefined ? answered : [{ name: one.backend, kind }];
      const play = (/** @type {Uint8Array} */ config) => replay(library, { config, backends, request: wishOf(one.request) });
      const [before, after] = [await play(one.before), await play(one.after)];
      const why = missed(before, after, one);
      const { method, path } = one.request;
      proofs.push({
        title,
        request: `${method} ${path}`,
        origin: one.origin,
        kind,
        why,
        conclusion: why === undefined ? conclusion(before, after) : undefined,
        before,
        after,
      });
    }
  }
  if (json) {
    console.log(JSON.stringify(proofs, null, 1));
    return;
  }
  for (const { title, request: asked, origin, kind, why, conclusion: says } of proofs) {
    console.log(`${title}${asked ? `, ${asked} (${origin})` : ''}${kind ? `, if it speaks ${kind}` : ''}: ${says ?? `not proven: ${why}`}`);
  }
}

/** @param {Awaited<ReturnType<typeof replay>>} result @param {string} file */
function* words(result, file) {
  const { verdict } = result;
  const own = (/** @type {string} */ path) => (path === '/etc/nginx/nginx.conf' ? file : path);
  for (const { directive, file: path, line, why } of verdict.setAside) yield `set aside: ${directive} (${own(path)}:${line}): ${why}`;
  for (const { path, what } of verdict.standIns) yield `stands in: ${what} for ${path}`;
  for (const message of verdict.messages) {
    yield `nginx -t: [${message.level}] ${message.text}${message.file ? ` in ${own(message.file)}:${message.line}` : ''}`;
  }
  if (!result.ok) {
    yield 'the config is refused: nginx does not start';
    return;
  }
  yield `${result.request.method} ${result.request.path} to ${result.request.host}, ${result.location ? `location ${result.location}` : 'no location'}`;
  for (const { name, says, assumed, sent, tls } of result.backends) {
    yield `  nginx → ${name} (${says}${assumed ? ', assumed' : ''}): ${sent?.requestLine ?? (sent ? `${sent.bytes ?? 0} bytes` : 'nothing')}${tls ? `, ${tls.version}` : ''}`;
    for (const frame of sent?.frames ?? []) yield `      ${frame}`;
  }
  for (const { line } of result.errorLog) yield `  error.log: ${line}`;
  for (const line of result.accessLog) yield `  access.log: ${line}`;
  const seconds = (result.duration / 1000).toFixed(3);
  const { response } = result;
  yield `the client got ${response ? `${response.protocol} ${response.status ?? 'bytes without a status line'}` : 'nothing'} after ${seconds} s (simulated)`;
  if (result.trouble) yield `the replay ended early: ${result.trouble}`;
}

try {
  const options = readArguments();
  const library = loadLibrary(options.suite);
  await (options.fix ? prove(options, library) : compare(options, library));
} catch (error) {
  console.error(`replay: ${/** @type {Error} */ (error).message}\n\n${USAGE.split('\n', 1)[0]}; --help tells more`);
  process.exitCode = 2;
}
