// A replay is about the fix only where the request went through what the fix changes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conclusion } from '../../web/sandbox/replay/conclusion.js';
import { missed, wishOf } from '../../wasm/nginx/host/aim.js';
import { loadLibrary } from '../../wasm/nginx/host/node.js';
import { replay } from '../../wasm/nginx/host/replay.js';

const library = loadLibrary();
const GET = { kind: 'http', method: 'GET', path: '/api/x', headers: [] };

/** Both runs of a case: what they prove, or why they prove nothing. */
async function proof(before, after, aim, request = GET, kind = 'http1') {
  const backends = [{ name: aim.backend, kind }];
  const runs = [];
  for (const config of [before, after]) runs.push(await replay(library, { config, backends, request: wishOf(request) }));
  return missed(runs[0], runs[1], aim) ?? conclusion(runs[0], runs[1]);
}

const server = (api, beside = '') => `upstream api { server 10.0.0.5:9090; }
server {
  listen 80;
  location /api/ {
    ${api}
  }
  ${beside}
}
`;
const AIM = { location: '/api/', line: 4, server_line: 2, backend: 'api' };
const [BROKEN, FIXED] = ['grpc_pass grpc://api;', 'proxy_pass http://api;'];

test('the fixed location and its backend: a proof', async () => {
  assert.equal(await proof(server(BROKEN), server(FIXED), AIM), 'The fix works. Before: 502. After: 200.');
});

test('a method that the location turns away: none', async () => {
  const only = 'if ($request_method != "POST") { return 404; } ';
  const aim = AIM;
  assert.match(await proof(server(only + BROKEN), server(only + FIXED), aim), /did not get to `api`/);
  const post = { ...GET, method: 'POST' };
  assert.equal(await proof(server(only + BROKEN), server(only + FIXED), aim, post), 'The fix works. Before: 502. After: 200.');
});

test('another location that takes the path: none', async () => {
  const beside = 'location ~ x$ { proxy_pass http://10.0.0.6:80; }';
  assert.match(await proof(server(BROKEN, beside), server(FIXED, beside), AIM), /went to `location x\$`/);
});

test('another server: none', async () => {
  const first = 'server { listen 80 default_server; server_name other; location /api/ { return 204; } }\n';
  const aim = { ...AIM, line: 5, server_line: 3 };
  assert.match(await proof(first + server(BROKEN), first + server(FIXED), aim), /another `server`, line 1/);
});

test('the location of error_page, after the backend was asked, is no other location', async () => {
  const beside = 'error_page 502 /50x.html; location = /50x.html { return 200 sorry; }';
  assert.equal(
    await proof(server(BROKEN, beside), server('grpc_read_timeout 5s; grpc_pass grpc://api;', beside), AIM),
    'The fix changes nothing here: 502 either way.',
  );
});

test('a configuration that does not start with the fix either: none', async () => {
  assert.match(await proof(server('proxy_pass h2://api;'), server('proxy_pass h3://api;'), AIM), /starts neither/);
  assert.match(await proof(server('proxy_pass h2://api;'), server(FIXED), AIM), /^The fix works\. Before: nginx does not start/);
});

test('a WebSocket handshake is answered with 101, or failed', async () => {
  const upgrade = 'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; ';
  assert.match(
    await proof(server(FIXED), server(upgrade + FIXED), AIM, { ...GET, kind: 'websocket', http2: false }),
    /^The fix works\. Before: .*\. After: 101\.$/,
  );
});

test('a gRPC call is answered with its status', async () => {
  const call = { ...GET, kind: 'grpc', method: 'POST', http2: true };
  assert.match(await proof(server(FIXED), server(BROKEN), AIM, call, 'grpc'), /^The fix works\. Before: .*\. After: 200\.$/);
});
