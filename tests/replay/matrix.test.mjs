// The replay against what was measured: nginx 1.22.1 in front of 33 real backends, GET, POST and a gRPC call, every proxy mode.
// A cell's message agrees when it is one of those that were measured for the cell: some depend on which packet comes first.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { replay } from '../../wasm/nginx/host/replay.js';
import { loadLibrary } from '../../wasm/nginx/host/node.js';

const MEASURED = new URL('./mismatch_matrix.jsonl', import.meta.url);

// What each measured backend is in the replay.
const KIND_OF = {
  'h1-plain': 'http1',
  'h1-tls': 'http1-tls',
  'h1-tls-noalpn': 'http1-tls-without-alpn',
  'h2c-only': 'h2c',
  'h2-tls-only': 'h2-tls',
  'h2-tls-allow-h1': 'http1-and-h2-tls',
  'grpc-h2c': 'grpc-strict',
  'grpc-tls': 'grpc-strict-tls',
  'nginx-h1': 'http1',
  'nginx-h1-tls': 'nginx-http1-tls',
  'nginx-h2c': 'h2c',
  'nginx-h2-tls': 'nginx-h2-tls',
  'nginx-new-h2c': 'http1-and-h2c',
  'grpc-core-h2c': 'grpc',
  'grpc-core-tls': 'grpc-tls',
  'go-h1': 'http1',
  'go-https': 'go-tls',
  'closed-port': 'refuses',
  'accept-fin': 'closes',
  'accept-rst': 'resets',
  hang: 'silent',
  'ssh-banner': 'ssh',
  'bad-header': 'bad-header',
  'big-header': 'big-header',
  'cl-and-te': 'length-and-chunked',
  'short-body': 'short-body',
  'dup-te': 'chunked-twice',
  'h2c-rst13': 'h2c-wants-http1',
  'h2c-goaway11': 'h2c-goes-away',
  'tls-alpn-h1-only': 'http1-tls',
  mtls: 'wants-client-certificate',
  'fastcgi-bytes': 'fastcgi',
  'sni-required': 'wants-name',
};

const MODES = {
  'proxy_pass http (default version)': 'proxy_pass http://backend.test:19001;',
  'proxy_pass http, proxy_http_version 1.1': 'proxy_pass http://backend.test:19001; proxy_http_version 1.1;',
  'proxy_pass https (default version)': 'proxy_pass https://backend.test:19001;',
  'proxy_pass https, proxy_http_version 1.1': 'proxy_pass https://backend.test:19001; proxy_http_version 1.1;',
  'grpc_pass grpc': 'grpc_pass grpc://backend.test:19001;',
  'grpc_pass grpcs': 'grpc_pass grpcs://backend.test:19001;',
};

const REQUESTS = {
  GET: { method: 'GET' },
  POST: { method: 'POST', body: '{"a":1}' },
  GRPC: { kind: 'grpc' },
};

const config = (pass) => `
events {}
http {
  proxy_read_timeout 2s; proxy_send_timeout 2s; proxy_connect_timeout 2s;
  grpc_read_timeout 2s; grpc_send_timeout 2s; grpc_connect_timeout 2s;
  server {
    listen 80;
    server_name example.test;
    location / { ${pass} }
  }
}
`;

/** The message without what names the run: client, request, upstream. */
const message = ({ level, text }) => `[${level}] ${text.replace(/, client: .*$/s, '')}`;

/** @param {object} outcome */
const said = ({ client_status, access_status, upstream_status }) => `${client_status}/${access_status}/${upstream_status}`;

const rows = readFileSync(MEASURED, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const library = loadLibrary();

for (const mode of Object.keys(MODES)) {
  test(`the matrix of nginx 1.22.1: ${mode}`, async () => {
    const wrong = [];
    let played = 0;
    const ofMode = rows.filter((row) => row.mode === mode);
    assert.equal(ofMode.length, Object.keys(KIND_OF).length, 'every measured backend');
    for (const { backend, outcomes } of ofMode) {
      const statuses = new Set(outcomes.map(said));
      const messages = new Set(outcomes.flatMap((outcome) => outcome.messages));
      const mayBeQuiet = outcomes.some((outcome) => outcome.messages.length === 0);
      for (const measured of outcomes) {
        const result = await replay(library, {
          config: config(MODES[mode]),
          backends: [{ name: 'backend.test', kind: KIND_OF[backend] }],
          request: REQUESTS[measured.request],
          time: 1.79e12,
        });
        played++;
        const got = said({ client_status: result.response?.status ?? null, access_status: result.status, upstream_status: result.upstreamStatus });
        const logged = (result.errorLog ?? []).map(message);
        const agrees = got === said(measured) && (logged.length === 0 ? mayBeQuiet : logged.every((each) => messages.has(each)));
        if (!agrees) {
          wrong.push(
            `${backend} ${measured.request}: ${got} ${logged.join(' + ')}\n    measured ${[...statuses]} ${[...messages].join(' or ')}${result.trouble ? `\n    ${result.trouble}` : ''}`,
          );
        }
      }
    }
    console.log(`${mode}: ${played - wrong.length} of ${played} agree`);
    assert.deepEqual(wrong, []);
  });
}
