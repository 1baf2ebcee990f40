// What `fix` says it did is true of what it printed, and names what it rests on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diagnose, stackengine } from './stackengine.mjs';

const POOL = 'upstream b { server 127.0.0.1:8080; keepalive 4; }\n';

test('fix --unsafe names the assumptions that check names', async () => {
  const text = 'location / { proxy_pass h2://127.0.0.1:8080; }\n';
  const { diagnostics } = await diagnose(['-'], { input: text });
  const [{ fixes }] = /** @type {{fixes: {assumption: string}[]}[]} */ (/** @type {unknown} */ (diagnostics));
  const { stderr } = await stackengine(['fix', '--unsafe', '-'], { input: text });
  assert.ok(stderr.includes(`assuming that ${fixes[0].assumption}`), stderr);
});

test('a fix that another one made unnecessary is not called done', async () => {
  const input = `${POOL}server { location /a { proxy_pass\n http://b; } }\n`;
  const { stdout, stderr } = await stackengine(['fix', '--unsafe', '--backend', 'b=h2c', '-'], { input });
  assert.equal(stdout.toString(), `${POOL}server { location /a { grpc_pass\n grpc://b; } }\n`);
  assert.match(stderr, /^fixed: .*use `grpc_pass grpc:\/\/b`/m);
  assert.match(stderr, /^settled by another fix: `keepalive`/m);
  assert.equal(stderr.match(/^fixed: /gm)?.length, 1);
});

test('the safe alternative is taken, also with --unsafe', async () => {
  const input = 'location / { proxy_pass http://127.0.0.1:8443; }\n';
  for (const mode of [[], ['--unsafe']]) {
    const { stdout } = await stackengine(['fix', ...mode, '--backend', '127.0.0.1:8443=h2-tls,http1-tls', '-'], { input });
    assert.equal(stdout.toString(), 'location / { proxy_pass https://127.0.0.1:8443; }\n');
  }
});
