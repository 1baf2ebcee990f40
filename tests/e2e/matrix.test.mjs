// Every way in which nginx talks to a backend × everything that backends speak, with the real nginx and real servers.
// For a mismatch: given the user's answer, the cause is named and its fix makes the same request succeed; given only the log, the true
// cause is among the ranked ones: first where the log decides, with the question where it does not. What is healthy gets no finding.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { grpcRequest } from './grpc_request.mjs';
import { causeOf, configuration, decides, kinds, modes } from './matrix/cells.mjs';
import { listenerPort } from './matrix/ports.mjs';
import { nginx } from './nginx/binary.mjs';
import { completeConfiguration } from './nginx/complete.mjs';
import { startNginx } from './nginx/running.mjs';
import { request } from './request.mjs';
import { diagnose, stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const PATH = '/test.Echo/Say';
const REQUEST_LIMIT_MS = 30_000;
const AT_ONCE = 3;

/** @typedef {import('./matrix/cells.mjs').Mode} Mode */
/** @typedef {import('./matrix/cells.mjs').Kind} Kind */

// nginx prints its version on standard error.
const version = /nginx\/(\d+\.\d+\.\d+)/.exec(execFileSync('sh', ['-c', '"$0" -v 2>&1', nginx], { encoding: 'utf8' }))?.[1] ?? '';

/**
 * One request of the backend's kind. `worked`: it was answered in full.
 * @param {Kind} kind
 * @param {{http1: number, http2: number}} listen
 */
async function ask(kind, listen) {
  try {
    if (kind.grpc) {
      const { status, grpcStatus, body } = await grpcRequest(listen.http2, PATH, REQUEST_LIMIT_MS);
      return { worked: status === 200 && grpcStatus === '0' && body.toString().endsWith('hello'), status: `${status}` };
    }
    const { status, body } = await request(listen.http1, PATH);
    return { worked: status === 200 && JSON.parse(body).path === PATH, status: `${status}` };
  } catch (error) {
    return { worked: false, status: /** @type {NodeJS.ErrnoException} */ (error).code ?? 'no answer' };
  }
}

/**
 * The request through nginx with that configuration.
 * @param {import('node:test').TestContext} t
 * @param {string} folder
 * @param {string} text
 * @param {Kind} kind
 * @param {{http1: number, http2: number}} listen
 */
async function through(t, folder, text, kind, listen) {
  mkdirSync(folder);
  const running = await startNginx(t, folder, listen.http1, completeConfiguration(text, folder, listen.http1));
  const outcome = await ask(kind, listen);
  const log = running.errorLog();
  await running.stop();
  return { ...outcome, log };
}

/**
 * @param {string} folder
 * @param {Kind} kind
 * @param {string} cause
 */
async function withAnswer(folder, kind, cause) {
  const evidence = ['--backend', `app=${kind.protocol}`, '--nginx-version', version];
  const report = await diagnose([...evidence, 'site.conf'], { cwd: folder });
  assert.deepEqual(
    report.diagnostics.map(({ rule, severity }) => `${severity} ${rule}`),
    [`error ${cause}`],
    'given the answer',
  );
  // Before nginx 1.29.4 plain HTTP/2 has only the work-around, which is unsafe.
  const safe = await stackengine(['fix', ...evidence, 'site.conf'], { cwd: folder });
  if (safe.status === 0) return { fixed: safe.stdout.toString(), how: 'safe' };
  assert.ok(kind.http2 && !kind.grpc, `not fixed: ${safe.stderr}`);
  const unsafe = await stackengine(['fix', '--unsafe', ...evidence, 'site.conf'], { cwd: folder });
  assert.equal(unsafe.status, 0, unsafe.stderr);
  return { fixed: unsafe.stdout.toString(), how: 'unsafe' };
}

/**
 * @param {string} folder
 * @param {string} log
 * @param {string} cause
 */
async function withLog(folder, log, cause) {
  if (log === '') {
    const report = await diagnose(['site.conf'], { cwd: folder });
    assert.deepEqual(report.diagnostics, [], 'nothing is claimed without evidence');
    return 'no line';
  }
  writeFileSync(join(folder, 'error.log'), log);
  const outcome = await stackengine(['explain', '--format', 'json', '--log', 'error.log', 'site.conf'], { cwd: folder });
  assert.equal(outcome.status, 0, outcome.stderr);
  const report = JSON.parse(outcome.stdout.toString());
  const app = report.backends.find((/** @type {{name: string}} */ { name }) => name === 'app');
  const [entry] = report.log;
  const causes = entry.causes.map((/** @type {{cause: string}} */ one) => one.cause);
  assert.ok(causes.includes(cause), `${cause} is not among ${causes}`);
  if (decides(log)) {
    assert.equal(causes[0], cause, 'the log decides');
    return 'first';
  }
  assert.equal(entry.certain, false, 'the log does not decide');
  assert.equal(app.question, true, 'the question is asked');
  assert.ok(app.options.length > 1 && app.probes.length > 0);
  return `${causes.indexOf(cause) + 1} of ${causes.length}, asks`;
}

/**
 * @param {import('node:test').TestContext} t
 * @param {Mode} mode
 * @param {Kind} kind
 */
async function cell(t, mode, kind) {
  const folder = temporaryFolder(t);
  const backend = await kind.start(t);
  const listen = { http1: await listenerPort(), http2: await listenerPort() };
  const text = configuration(mode, backend.port, listen, version);
  writeFileSync(join(folder, 'site.conf'), text);
  const before = await through(t, join(folder, 'before'), text, kind, listen);
  const cause = causeOf(mode, kind);
  const pair = { mode: mode.name, backend: kind.protocol, before: before.status, cause: cause ?? '' };
  if (cause === null) {
    assert.ok(before.worked, `${before.status}: ${before.log}`);
    assert.equal(before.log, '');
    for (const evidence of [[], ['--backend', `app=${kind.protocol}`]]) {
      assert.deepEqual((await diagnose([...evidence, 'site.conf'], { cwd: folder })).diagnostics, []);
    }
    return { ...pair, answer: 'no finding', log: 'no finding', after: '' };
  }
  assert.ok(!before.worked, 'the mismatch works');
  const log = await withLog(folder, before.log, cause);
  const { fixed, how } = await withAnswer(folder, kind, cause);
  const after = await through(t, join(folder, 'after'), fixed, kind, listen);
  assert.ok(after.worked, `after the fix: ${after.status}\n${fixed}\n${after.log}`);
  return { ...pair, answer: `named, ${how} fix`, log, after: after.status };
}

test(`nginx ${version}: ${modes.length} ways to talk, ${kinds.length} kinds of backend`, { timeout: HANG_MS }, async (t) => {
  const pairs = modes.flatMap((mode) => kinds.map((kind) => ({ mode, kind })));
  /** @type {Awaited<ReturnType<typeof cell>>[]} */
  const rows = [];
  /** @type {string[]} */
  const faults = [];
  let next = 0;
  const work = async () => {
    for (let i = next++; i < pairs.length; i = next++) {
      const { mode, kind } = pairs[i];
      try {
        rows[i] = await cell(t, mode, kind);
      } catch (error) {
        faults.push(`${mode.name} → ${kind.protocol}: ${/** @type {Error} */ (error).message}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));

  console.table(rows);
  const healthy = rows.filter((row) => row?.cause === '').length;
  const mismatched = rows.filter((row) => row && row.cause !== '');
  const count = (/** @type {RegExp} */ what) => mismatched.filter(({ log }) => what.test(log)).length;
  console.log(`nginx ${version}: ${pairs.length} cells, ${healthy} healthy without a finding, ${mismatched.length} mismatches named and fixed`);
  console.log(`  by the log alone: ${count(/^first$/)} decided, ${count(/asks/)} asked, ${count(/no line/)} without a line; faults: ${faults.length}`);
  assert.deepEqual(faults, []);
  assert.equal(healthy, 8);
  assert.equal(mismatched.length, 28);
});
