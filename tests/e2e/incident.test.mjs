// The incident from end to end: the text as a person pastes it → check → fix → patch and git → the real nginx → 200 over one kept connection.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { applyPatch } from './apply_patch.mjs';
import { startHttp1 } from './backends/http1.mjs';
import { freePort } from './free_port.mjs';
import { requestOnce } from './incident/real_log.mjs';
import { fragment, placeOf, variants } from './incident/variants.mjs';
import { completeConfiguration } from './nginx/complete.mjs';
import { startNginx } from './nginx/running.mjs';
import { testConfiguration } from './nginx/test_configuration.mjs';
import { request } from './request.mjs';
import { diagnose, stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const PATH = '/api/items?id=7';
const LIMIT = { timeout: HANG_MS };
const grpc = variants[variants.length - 1];

/** @typedef {import('./incident/variants.mjs').Variant} Variant */

/** @param {string | Buffer} text @param {string} folder @param {number} port */
const complete = (text, folder, port) => Buffer.from(completeConfiguration(Buffer.from(text).toString('latin1'), folder, port), 'latin1');

/**
 * What happens before the fix, on the real nginx.
 * @param {import('node:test').TestContext} t
 * @param {Variant} variant
 * @param {string} folder
 * @param {string} text
 */
async function before(t, variant, folder, text) {
  if (variant.starts) {
    const { status, log } = await requestOnce(t, folder, text, PATH);
    assert.equal(status, 502);
    return { said: log, summary: `${status}` };
  }
  const verdict = await testConfiguration(folder, complete(text, folder, await freePort()));
  assert.equal(verdict.accepted, false);
  return { said: verdict.raw, summary: 'nginx refuses the configuration' };
}

/**
 * The fixed fragment in front of the same backend.
 * @param {import('node:test').TestContext} t
 * @param {string} folder
 * @param {Buffer} fixed
 * @param {import('./backends/answer.mjs').Backend} backend
 */
async function after(t, folder, fixed, backend) {
  const port = await freePort();
  const configuration = complete(fixed, folder, port);
  const verdict = await testConfiguration(folder, configuration);
  assert.ok(verdict.accepted, verdict.raw);
  assert.deepEqual(verdict.messages, []);

  const nginx = await startNginx(t, folder, port, configuration);
  backend.forget();
  const responses = [await request(port, PATH), await request(port, PATH)];
  for (const response of responses) {
    assert.equal(response.status, 200);
    const seen = JSON.parse(response.body);
    assert.equal(seen.protocol, 'HTTP/1.1');
    assert.equal(seen.path, PATH);
    assert.ok(!/close/i.test(seen.headers.connection ?? ''), `the backend was sent Connection: ${seen.headers.connection}`);
  }
  assert.equal(backend.connections(), 1, 'two requests share one connection to the backend');
  assert.equal(nginx.errorLog(), '');
  return `${responses[0].status}, two requests over ${backend.connections()} backend connection`;
}

/** @param {Variant} variant @param {string} said @param {string} summary @param {string} outcome */
function print(variant, said, summary, outcome) {
  const own = said.split('\n').find((line) => variant.before.test(line)) ?? '';
  console.log(`${variant.name}\n  before: ${summary}: ${own}\n  after:  ${outcome}`);
}

/**
 * @param {string} folder
 * @param {Variant} variant
 * @param {string} pasted
 * @param {string[]} evidence  options
 */
async function checkNamesThePlace(folder, variant, pasted, evidence) {
  writeFileSync(join(folder, 'pasted.conf'), pasted);
  const report = await stackengine(['check', ...evidence, 'pasted.conf'], { cwd: folder });
  assert.equal(report.status, 1);
  assert.equal(report.stderr, '');
  for (const words of variant.places) {
    const { line, column } = placeOf(pasted, words);
    assert.match(report.stdout.toString(), new RegExp(`^pasted\\.conf:${line}:${column}: error: .*\\[${variant.rule}\\]$`, 'm'));
  }
  const json = await diagnose([...evidence, 'pasted.conf'], { cwd: folder });
  const first = json.diagnostics[0];
  assert.deepEqual({ line: first.line, column: first.column, rule: first.rule }, { ...placeOf(pasted, variant.places[0]), rule: variant.rule });
}

/**
 * @param {import('node:test').TestContext} t
 * @param {Variant} variant
 * @param {(text: string, said: string, folder: string) => {pasted: string, evidence: string[]}} paste
 */
async function run(t, variant, paste) {
  const folder = temporaryFolder(t);
  const backend = await startHttp1(t);
  const text = fragment(variant, backend.port);
  const { said, summary } = await before(t, variant, folder, text);
  assert.match(said, variant.before);

  const { pasted, evidence } = paste(text, said, folder);
  await checkNamesThePlace(folder, variant, pasted, evidence);
  const fix = await stackengine(['fix', '--diff', ...evidence, 'pasted.conf'], { cwd: folder });
  assert.equal(fix.status, 0, fix.stderr);
  const patched = applyPatch('patch', folder, 'pasted.conf', text, fix.stdout);
  assert.equal(patched.status, 0, patched.said);
  const git = applyPatch('git apply', folder, 'pasted.conf', text, fix.stdout);
  assert.equal(git.status, 0, git.said);
  assert.deepEqual(git.after, patched.after);

  const runFolder = join(folder, 'after');
  mkdirSync(runFolder);
  print(variant, said, summary, await after(t, runFolder, patched.after, backend));
}

describe('the incident, with the answer what the backend speaks', () => {
  for (const variant of variants) {
    test(variant.name, LIMIT, (t) => run(t, variant, (text) => ({ pasted: text, evidence: ['--backend', 'backend_pool=http1'] })));
  }
});

// nginx's words in the pasted text: what `nginx -t` printed, or the line that it logged, which is evidence enough.
describe('the incident, pasted with what nginx said', () => {
  for (const variant of variants) {
    const evidence = variant.starts ? [] : ['--backend', 'backend_pool=http1'];
    test(`${variant.name}, below`, LIMIT, (t) => run(t, variant, (text, said) => ({ pasted: `${text}\n${said}`, evidence })));
    test(`${variant.name}, directly below`, LIMIT, (t) => run(t, variant, (text, said) => ({ pasted: text + said, evidence })));
    test(`${variant.name}, above`, LIMIT, (t) => run(t, variant, (text, said) => ({ pasted: `${said}\n${text}`, evidence })));
  }
  test('grpc_pass grpc://, in a file of its own', LIMIT, (t) =>
    run(t, grpc, (text, said, folder) => {
      writeFileSync(join(folder, 'error.log'), said);
      return { pasted: text, evidence: ['--log', 'error.log'] };
    }),
  );
});

// Someone who changed grpc:// to another scheme because of the line that nginx logged.
describe('the log line of grpc:// beside another scheme', () => {
  for (const variant of variants.filter((one) => !one.starts)) {
    test(variant.name, LIMIT, async (t) => {
      const folder = temporaryFolder(t);
      const { port } = await startHttp1(t);
      const { log } = await requestOnce(t, folder, fragment(grpc, port), PATH);
      writeFileSync(join(folder, 'pasted.conf'), `${fragment(variant, port)}\n${log}`);
      const fix = await stackengine(['fix', '--diff', 'pasted.conf'], { cwd: folder });
      assert.equal(fix.status, 0, fix.stderr);
      assert.match(fix.stdout.toString(), /^\+ {4}proxy_pass http:\/\/backend_pool;/m);
    });
  }
});

// Nothing tells what the backend speaks: the engine does not guess, and says how to find out.
describe('the incident without evidence', () => {
  for (const variant of variants.filter((one) => !one.starts)) {
    test(variant.name, LIMIT, async (t) => {
      const folder = temporaryFolder(t);
      writeFileSync(join(folder, 'pasted.conf'), fragment(variant, 8080));
      const check = await stackengine(['check', 'pasted.conf'], { cwd: folder });
      assert.equal(check.status, 1);
      assert.match(check.stdout.toString(), /curl .*--http2-prior-knowledge .*http:\/\/127\.0\.0\.1:8080/);
      const fix = await stackengine(['fix', '--diff', 'pasted.conf'], { cwd: folder });
      assert.equal(fix.status, 1);
      assert.doesNotMatch(fix.stdout.toString(), /^\+.*proxy_pass/m);
      const unsafe = await stackengine(['fix', '--diff', '--unsafe', 'pasted.conf'], { cwd: folder });
      assert.equal(unsafe.status, 0, unsafe.stderr);
      assert.match(unsafe.stdout.toString(), /^\+ {4}proxy_pass http:\/\/backend_pool;/m);
    });
  }
});
