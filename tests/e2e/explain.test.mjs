// `explain` from outside: what a person reads, what a pipeline reads, and what it says to input without a log.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT = { timeout: HANG_MS };
const CONFIGURATION = 'upstream app {\n    server 10.0.2.10:8080;\n}\nlocation / {\n    proxy_pass http://app;\n}\n';

/** @param {string} message @param {string} upstream */
const line = (message, upstream) =>
  `2026/11/21 03:42:17 [error] 19#19: *1 ${message} while reading response header from upstream, client: 10.0.1.55, server: a, request: "GET / HTTP/1.1", upstream: "${upstream}", host: "a"\n`;
const HANG_UP = line('upstream prematurely closed connection', 'http://10.0.2.10:8080/');
const HTTP1 = line('upstream sent too large http2 frame: 4740180', 'grpc://10.0.2.10:8080');

test('text: each entry once, ranked, with the commands and the question', LIMIT, async () => {
  const outcome = await stackengine(['explain', '-'], { input: CONFIGURATION + HANG_UP + HANG_UP + HTTP1 });
  assert.equal(outcome.status, 0, outcome.stderr);
  const text = outcome.stdout.toString();
  assert.match(text, /^-:7: upstream prematurely closed connection$/m);
  assert.match(text, /1 more entry says the same/);
  assert.match(text, /^-:9: upstream sent too large http2 frame: 4740180$/m);
  assert.match(text, /1\. certain: nginx speaks HTTP\/2 to a backend that speaks HTTP\/1\.1 \[grpc-pass-to-http1\]/);
  assert.match(text, /run: curl .*http:\/\/10\.0\.2\.10:8080\//);
});

test('an answer decides', LIMIT, async () => {
  const words = ['explain', '--format', 'json', '--backend', 'app=http1-tls', '-'];
  const outcome = await stackengine(words, { input: CONFIGURATION + HANG_UP });
  const { api, log, backends } = JSON.parse(outcome.stdout.toString());
  assert.equal(api, 1);
  assert.equal(backends[0].certainty, 'known');
  assert.equal(log[0].certain, true);
  assert.equal(log[0].causes[0].cause, 'plaintext-to-tls');
});

test('configuration and log in files of their own', LIMIT, async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'site.conf'), CONFIGURATION);
  writeFileSync(join(folder, 'error.log'), HANG_UP);
  for (const words of [
    ['site.conf', 'error.log'],
    ['--log', 'error.log', 'site.conf'],
  ]) {
    const outcome = await stackengine(['explain', ...words], { cwd: folder });
    assert.equal(outcome.status, 0, outcome.stderr);
    assert.match(outcome.stdout.toString(), /^error\.log:1: upstream prematurely closed connection$/m);
    assert.match(outcome.stdout.toString(), /^question: what does app speak\?/m);
  }
});

test("articles' lines are understood and called what they are", LIMIT, async () => {
  const outcome = await stackengine(['explain', '-'], { input: line('upstream sent invalid header', 'http2://10.0.2.10:8080/v1') });
  assert.match(outcome.stdout.toString(), /nginx never writes the scheme `http2`/);
  assert.match(outcome.stdout.toString(), /1\. nginx speaks HTTP\/2 to a backend that speaks HTTP\/1\.1/);
});

test('nothing of the log reaches the terminal as an escape', LIMIT, async () => {
  const outcome = await stackengine(['explain', '-'], { input: line('upstream sent invalid header: "\u001b[31mX\\x00..."', 'http://10.0.2.10:8080/') });
  assert.equal(outcome.status, 0, outcome.stderr);
  assert.ok(!outcome.stdout.includes('\u001b'));
});

for (const [what, words] of /** @type {[string, string[]][]} */ ([
  ['no log line', ['explain', '-']],
  ['no file', ['explain']],
  ['a format that it has not', ['explain', '--format', 'sarif', '-']],
])) {
  test(`${what}: status 2 in words`, LIMIT, async () => {
    const outcome = await stackengine(words, { input: CONFIGURATION });
    assert.equal(outcome.status, 2);
    assert.equal(outcome.stdout.toString(), '');
    assert.match(outcome.stderr, /^stackengine: ./);
  });
}
