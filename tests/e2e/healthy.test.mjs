// What works stays alone: no finding, an empty patch, and the real nginx answers.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startH2c } from './backends/h2c.mjs';
import { startHttp1 } from './backends/http1.mjs';
import { freePort } from './free_port.mjs';
import { completeConfiguration } from './nginx/complete.mjs';
import { startNginx } from './nginx/running.mjs';
import { request } from './request.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT = { timeout: HANG_MS };

/**
 * @param {import('node:test').TestContext} t
 * @param {string} text
 * @param {import('./backends/answer.mjs').Backend} backend
 * @param {string} answer  what is known of the backend
 */
async function staysAlone(t, text, backend, answer) {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'healthy.conf'), text);
  for (const evidence of [[], ['--backend', answer]]) {
    const check = await stackengine(['check', ...evidence, 'healthy.conf'], { cwd: folder });
    assert.equal(check.status, 0, check.stdout.toString());
    const fix = await stackengine(['fix', '--diff', '--unsafe', ...evidence, 'healthy.conf'], { cwd: folder });
    assert.equal(fix.status, 0, fix.stderr);
    assert.equal(fix.stdout.toString(), '');
  }
  const port = await freePort();
  await startNginx(t, folder, port, completeConfiguration(text, folder, port));
  const responses = [await request(port, '/api/x'), await request(port, '/api/x')];
  assert.deepEqual(
    responses.map((response) => response.status),
    [200, 200],
  );
  return { protocols: responses.map((response) => JSON.parse(response.body).protocol), connections: backend.connections() };
}

test('grpc_pass to a backend that speaks HTTP/2', LIMIT, async (t) => {
  const backend = await startH2c(t);
  const text = `upstream app {\n    server 127.0.0.1:${backend.port};\n    keepalive 8;\n}\nlocation /api/ {\n    grpc_pass grpc://app;\n}\n`;
  const seen = await staysAlone(t, text, backend, 'app=grpc');
  assert.deepEqual(seen, { protocols: ['HTTP/2', 'HTTP/2'], connections: 1 });
});

test('proxy_pass to a backend that speaks HTTP/1.1, with all that keepalive needs', LIMIT, async (t) => {
  const backend = await startHttp1(t);
  const text = `upstream app {
    server 127.0.0.1:${backend.port};
    keepalive 8;
}
location /api/ {
    proxy_pass http://app;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
}
`;
  const seen = await staysAlone(t, text, backend, 'app=http1');
  assert.deepEqual(seen, { protocols: ['HTTP/1.1', 'HTTP/1.1'], connections: 1 });
});

test('proxy_pass without an upstream block', LIMIT, async (t) => {
  const backend = await startHttp1(t);
  const seen = await staysAlone(t, `location / {\n    proxy_pass http://127.0.0.1:${backend.port};\n}\n`, backend, `127.0.0.1:${backend.port}=http1`);
  assert.deepEqual(seen.protocols, ['HTTP/1.1', 'HTTP/1.1']);
});
