// What a replay shows, feature by feature: the incident, the clients, upstreams with several servers, names, time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replay } from '../../wasm/nginx/host/replay.js';
import { loadLibrary } from '../../wasm/nginx/host/node.js';

const library = loadLibrary();
const time = Date.now(); // the build has made its certificate shortly before

/** @param {string} config @param {object} [options] */
const play = (config, { kind = 'http1', ...options } = {}) => replay(library, { config, time, backends: [{ name: '*', kind }], ...options });

const incident = (pass) => `upstream api_backend {
  server 10.0.3.17:8080;
}
server {
  listen 80;
  server_name api.example.com;
  location /v1/ {
    ${pass};
  }
}
`;

test('the incident: refused, then 502, then 200', async () => {
  const refused = await play(incident('proxy_pass h2://api_backend'));
  assert.equal(refused.ok, false);
  assert.deepEqual(refused.verdict.messages, [{ level: 'emerg', text: 'invalid URL prefix', file: '/etc/nginx/nginx.conf', line: 8 }]);

  const before = await play(incident('grpc_pass grpc://api_backend'));
  assert.equal(before.response.status, 502);
  assert.equal(before.errorLog.length, 1);
  assert.equal(before.errorLog[0].level, 'error');
  assert.match(
    before.errorLog[0].text,
    /^upstream sent too large http2 frame: 4740180 while reading response header from upstream, client: 198\.51\.100\.7, server: api\.example\.com, request: "GET \/v1\/ HTTP\/1\.1", upstream: "grpc:\/\/10\.0\.3\.17:8080", host: "api\.example\.com"$/,
  );
  assert.deepEqual(
    before.backends.map(({ name, sent }) => [name, sent.requestLine]),
    [['10.0.3.17:8080', 'GET /v1/ HTTP/2']],
  );
  assert.equal(before.location, '/v1/');

  const after = await play(incident('proxy_pass http://api_backend'));
  assert.equal(after.response.status, 200);
  assert.deepEqual(after.errorLog, []);
  assert.equal(after.backends[0].sent.requestLine, 'GET /v1/ HTTP/1.0');
  assert.deepEqual(after.backends[0].sent.headers.slice(0, 2), [
    ['Host', 'api_backend'],
    ['Connection', 'close'],
  ]);
  assert.equal(after.accessLog.length, 1);
  assert.match(after.accessLog[0], /"GET \/v1\/ HTTP\/1\.1" 200 /);
});

// [what, config, options, what has to hold]
const CASES = [
  [
    'HTTP/2 with prior knowledge',
    'server { listen 80 http2; location / { proxy_pass http://b.test; } }',
    {},
    ({ response }) => [response.protocol, response.status, response.complete],
    ['HTTP/2', 200, true],
  ],
  [
    'HTTP/2 by ALPN',
    'server { listen 443 ssl http2; ssl_certificate a.pem; ssl_certificate_key a.pem; location / { proxy_pass http://b.test; } }',
    {},
    ({ response, verdict }) => [response.protocol, response.status, verdict.standIns.length],
    ['HTTP/2', 200, 1],
  ],
  [
    'HTTP/1.1 over TLS',
    'server { listen 443 ssl; ssl_certificate a.pem; ssl_certificate_key a.pem; location / { proxy_pass http://b.test; } }',
    {},
    ({ response }) => [response.protocol, response.status],
    ['HTTP/1.1', 200],
  ],
  [
    'a gRPC call',
    'server { listen 80 http2; location / { grpc_pass grpc://b.test:50051; } }',
    { kind: 'grpc', request: { kind: 'grpc', path: '/a.B/C' } },
    ({ response, backends }) => [response.status, response.trailers[0], backends[0].sent.requestLine],
    [200, ['grpc-status', '0'], 'POST /a.B/C HTTP/2'],
  ],
  [
    'a WebSocket',
    'server { location / { proxy_pass http://b.test; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade; } }',
    { request: { kind: 'websocket' } },
    ({ response }) => [response.status, response.headers.find(([name]) => name === 'Sec-WebSocket-Accept')?.[1].length],
    [101, 28],
  ],
  [
    'a WebSocket whose handshake is not passed on',
    'server { location / { proxy_pass http://b.test; } }',
    { request: { kind: 'websocket' } },
    ({ response }) => response.status,
    200,
  ],
  [
    'the next server when one refuses',
    'upstream u { server a.test:1; server b.test:2; } server { location / { proxy_pass http://u; } }',
    {
      backends: [
        { name: 'a.test:1', kind: 'refuses' },
        { name: 'b.test:2', kind: 'http1' },
      ],
    },
    ({ response, backends, upstreamStatus }) => [response.status, backends.map(({ name }) => name), upstreamStatus],
    [200, ['a.test:1', 'b.test:2'], '502, 200'],
  ],
  [
    'no next server when the config forbids it',
    'upstream u { server a.test:1; server b.test:2; } server { location / { proxy_pass http://u; proxy_next_upstream off; } }',
    { backends: [{ name: 'a.test:1', kind: 'refuses' }] },
    ({ response, backends }) => [response.status, backends.length],
    [502, 1],
  ],
  [
    'the backup',
    'upstream u { server a.test:1; server b.test:2 backup; } server { location / { proxy_pass http://u; } }',
    { backends: [{ name: 'a.test:1', kind: 'closes' }] },
    ({ response, backends }) => [response.status, backends[1].name],
    [200, 'b.test:2'],
  ],
  [
    'a backend by the name of its upstream',
    'upstream u { server 10.0.0.1; } server { location / { proxy_pass http://u; } }',
    { backends: [{ name: 'u', kind: 'silent' }] },
    ({ response, duration }) => [response.status, Math.round(duration / 1000)],
    [504, 60],
  ],
  [
    'a name that is resolved at run time',
    'server { resolver 10.0.0.53; set $b api.test; location / { proxy_pass http://$b:8080; } }',
    {},
    ({ response, backends }) => [response.status, backends.at(-1).name],
    [200, 'api.test:8080'],
  ],
  [
    'a scheme in a variable',
    'server { set $b h2://b.test; location / { proxy_pass $b; } }',
    {},
    ({ response, errorLog }) => [response.status, errorLog[0].text.replace(/,.*/, '')],
    [500, 'invalid URL prefix in "h2://b.test"'],
  ],
  [
    'a backend whose certificate is verified',
    'server { location / { proxy_pass https://b.test; proxy_ssl_verify on; proxy_ssl_trusted_certificate /etc/ssl/ca.pem; } }',
    { kind: 'http1-tls' },
    ({ response, backends }) => [response.status, backends[0].tls.version],
    [200, 'TLSv1.2'],
  ],
  ['a backend on a socket of the machine', 'server { location / { proxy_pass http://unix:/run/app.sock; } }', {}, ({ response }) => response.status, 200],
  [
    'a socket that is not there',
    'server { location / { proxy_pass http://unix:/run/app.sock; } }',
    { kind: 'refuses' },
    ({ errorLog }) => [errorLog[0].level, errorLog[0].text.replace(/ while.*/, '')],
    ['crit', 'connect() to unix:/run/app.sock failed (2: No such file or directory)'],
  ],
  [
    'a POST',
    'server { location / { proxy_pass http://b.test; } }',
    { request: { method: 'POST', body: 'a=1' } },
    ({ backends }) => [backends[0].sent.requestLine, backends[0].sent.body],
    ['POST / HTTP/1.0', 'a=1'],
  ],
  [
    'the server that the name belongs to',
    'server { listen 80 default_server; return 444; } server { listen 80; server_name *.b.test b.test; location = /x { proxy_pass http://b.test; } }',
    {},
    ({ response, request, location }) => [response.status, request.host, request.path, location],
    [200, 'b.test', '/x', '/x'],
  ],
  [
    'bytes without a status line',
    'server { location / { proxy_pass http://b.test; } }',
    { kind: 'h2c' },
    ({ response, status }) => [response.protocol, response.status, status],
    ['HTTP/0.9', null, '009'],
  ],
  [
    'directives of other builds',
    'server { location / { more_set_headers "A: b"; content_by_lua_block { ngx.say("}") } proxy_pass http://b.test; } }',
    {},
    ({ verdict, response }) => [verdict.setAside.map(({ directive }) => directive), response.status],
    [['more_set_headers', 'content_by_lua_block'], 200],
  ],
  ['a proxy protocol', 'server { listen 80 proxy_protocol; location / { proxy_pass http://b.test; } }', {}, ({ response }) => response.status, 200],
  [
    'several files, in a folder of their own',
    'events {}\nhttp { include conf.d/*.conf; }',
    { path: '/usr/local/nginx/conf/nginx.conf', files: { '/usr/local/nginx/conf/conf.d/a.conf': '\nserver { location / { proxy_pass http://b.test; } }' } },
    ({ response, server }) => [response.status, server.file, server.line],
    [200, '/usr/local/nginx/conf/conf.d/a.conf', 2],
  ],
  ['nobody to ask', 'stream { server { listen 53; proxy_pass b.test:53; } }', {}, ({ trouble }) => trouble, 'the config has no HTTP server to ask'],
];

for (const [what, config, options, of, wanted] of CASES) {
  test(what, async () => {
    const result = await play(config, options);
    assert.equal(result.ok, true, JSON.stringify(result.verdict.messages));
    assert.deepEqual(of(result), wanted, JSON.stringify({ ...result, timeline: undefined }, null, 1));
  });
}

test('two runs are equal: nothing is left of the first', async () => {
  const config = incident('grpc_pass grpc://api_backend');
  assert.deepEqual(await play(config), await play(config));
});
