// Configs that mean harm, or would cost a real machine dear: each ends, within a bound, with words that say why.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replay } from '../../wasm/nginx/host/replay.js';
import { loadLibrary } from '../../wasm/nginx/host/node.js';

const library = loadLibrary();
const BOUND_MS = 20_000; // of CPU time, many times what one takes

const nested = (open, depth) => open.repeat(depth) + '}'.repeat(depth);
const lines = (count, line) => Array.from({ length: count }, (_, i) => line(i)).join('\n');

// [what, config, what its outcome says]
const CASES = [
  [
    'a thousand workers',
    'worker_processes 1000; daemon on; master_process on; events { worker_connections 100000000; } http { server { location / { return 204; } } }',
    /^204$/,
  ],
  ['blocks in blocks', nested('location / {', 20_000), /ran out of stack/],
  [
    'blocks in blocks that nginx allows',
    `http { server { ${lines(2000, (i) => `location ${'/a'.repeat(i + 1)} {`)}${'}'.repeat(2000)} } }`,
    /ran out of stack|^404$/,
  ],
  ['an include of itself', 'include nginx.conf;', /ran out of stack|Too many open files/],
  ['an include of a folder', 'include /;', /Is a directory/],
  ['an include of everything', 'include /*;', /Is a directory/],
  ['a map of 100,000 lines', `http { map $uri $a {\n${lines(100_000, (i) => `/k${i} v${i};`)}\n} server { location / { return 204; } } }`, /^204$/],
  ['a rewrite that goes round', 'server { location / { rewrite ^(.*)$ /x$1 last; } }', /^500$/],
  ['an error page that goes round', 'server { recursive_error_pages on; error_page 404 /x; location / { return 404; } }', /^500$/],
  ['a proxy to itself', 'server { listen 80; location / { proxy_pass http://127.0.0.1:80; } }', /^200$/],
  ['an authorization by itself', 'server { location / { auth_request /; proxy_pass http://b.test; } }', /^(200|500)$/],
  [
    'buffers of gigabytes',
    'server { location / { proxy_pass http://b.test; proxy_buffer_size 1000m; proxy_buffers 8 1000m; proxy_busy_buffers_size 2000m; } }',
    /Cannot allocate memory/,
  ],
  ['zones of gigabytes', `${lines(50, (i) => `proxy_cache_path /c/${i} keys_zone=z${i}:1900m;`)} server { location / { return 204; } }`, /^204$/],
  ['a timeout of years', 'server { location / { proxy_pass http://silent.test; proxy_read_timeout 20d; } }', /^504$/],
  ['a pattern that backtracks', 'server { location ~ "^/(a+)+$" { return 204; } }', /^(404|500)$/],
  ['thousands of files that are not there', `http { ${lines(3000, (i) => `include /nowhere/${i}.conf;`)} server { location / { return 204; } } }`, /^204$/],
  ['a hundred directives of other builds', `server { ${lines(100, (i) => `lua_${i} on;`)} location / { return 204; } }`, /^204$/],
  ['bytes', '\0\u0001\u0002\xff{{{}}};;;', /unknown directive|unexpected/],
  ['nothing', '', /no HTTP server/],
];

for (const [what, config, says] of CASES) {
  test(`${what} ends`, async () => {
    const started = process.cpuUsage();
    const result = await replay(library, {
      config,
      backends: [{ name: 'silent.test', kind: 'silent' }],
      request: { path: what.startsWith('a pattern') ? `/${'a'.repeat(40)}!` : '/' },
    });
    const { user, system } = process.cpuUsage(started);
    const ms = (user + system) / 1000;
    const words = [
      result.response?.status,
      result.trouble,
      ...result.verdict.messages.map(({ text }) => text),
      ...(result.errorLog ?? []).map(({ text }) => text),
    ];
    assert.ok(
      words.some((word) => word !== undefined && says.test(String(word))),
      JSON.stringify(words),
    );
    assert.ok(ms < BOUND_MS, `${ms} ms`);
  });
}

test('the next run is none the worse', async () => {
  const { response } = await replay(library, { config: 'server { location / { proxy_pass http://b.test; } }' });
  assert.equal(response.status, 200);
});
