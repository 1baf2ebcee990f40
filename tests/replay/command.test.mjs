// scripts/replay from outside: before and after a patch, as text and as JSON, and what it refuses.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../scripts/replay', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'replay-command-'));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'site.conf'), 'server {\n  location / {\n    grpc_pass grpc://api:8080;\n  }\n}\n');
writeFileSync(
  join(folder, 'fix.patch'),
  '--- a/site.conf\n+++ b/site.conf\n@@ -2,3 +2,3 @@\n   location / {\n-    grpc_pass grpc://api:8080;\n+    proxy_pass http://api:8080;\n   }\n',
);

const run = (...args) => spawnSync(command, args, { cwd: folder, encoding: 'utf8' });

test('before and after a patch', () => {
  const { status, stdout, stderr } = run('site.conf', '--backend', 'api:8080=http1', '--request', 'GET /x', '--patch', 'fix.patch');
  assert.equal(stderr, '');
  assert.equal(status, 0);
  assert.match(stdout, /^--- now: nginx 1\.22\.1, Debian 12/);
  assert.match(stdout, /nginx → api:8080 \(HTTP\/1\.1\): GET \/x HTTP\/2\n/);
  assert.match(stdout, /upstream sent too large http2 frame: 4740180 .*\n.* 502 .*\nthe client got HTTP\/1\.1 502 after/s);
  assert.match(stdout, /--- after the patch.*nginx → api:8080 \(HTTP\/1\.1\): GET \/x HTTP\/1\.0\n.*the client got HTTP\/1\.1 200 after/s);
});

test('the whole result as JSON', () => {
  const { stdout } = run('site.conf', '--backend', '*=h2c', '--json');
  const [result] = JSON.parse(stdout);
  assert.deepEqual([result.title, result.response.status, result.backends[0].sent.frames[0]], ['now', 200, 'SETTINGS, 18 bytes']);
});

test('a configuration that nginx refuses ends with status 1 and says so', () => {
  writeFileSync(join(folder, 'refused.conf'), 'server {\n  listne 80;\n}\n');
  const { status, stderr } = run('refused.conf');
  assert.equal(status, 1);
  assert.match(stderr, /replay: refused\.conf \(now\): nginx refuses the configuration, so no request was played/);
});

test('what cannot be used is refused with words', () => {
  for (const [args, words] of [
    [[], /one FILE is wanted/],
    [['site.conf', '--backend', 'a'], /`a` is not NAME=KIND/],
    [['site.conf', '--backend', 'a=b'], /no kind of backend is called `b`/],
    [['nowhere.conf'], /ENOENT/],
    [['site.conf', '--suite', 'sarge'], /nginx of sarge is not built/],
  ]) {
    const { status, stderr } = run(...args);
    assert.equal(status, 2, args.join(' '));
    assert.match(stderr, words);
  }
});
