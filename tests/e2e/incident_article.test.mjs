// Every configuration of the incident's article, before → after: what the article's fix contains is in ours, where the article is right.
// Where it is wrong (facts measured on nginx: no such scheme as h2://, `proxy_http_version 2` from 1.29.4 and not 1.19.1), ours differs and the
// documentation of the rule says so.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { freePort } from './free_port.mjs';
import { repeated } from './generator/repeated.mjs';
import { createJudge } from './nginx/judge.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const HEADERS = [
  'proxy_set_header Host $host;',
  'proxy_set_header X-Real-IP $remote_addr;',
  'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
  'proxy_set_header X-Forwarded-Proto $scheme;',
];
const KEEPALIVE = ['proxy_http_version 1.1;', 'proxy_set_header Connection "";'];
const PRODUCTION = [
  'proxy_next_upstream error timeout http_502 http_503;',
  'proxy_next_upstream_tries 2;',
  'proxy_connect_timeout 3s;',
  'proxy_read_timeout 30s;',
  'proxy_buffering on;',
  'proxy_buffer_size 8k;',
  'proxy_buffers 16 8k;',
];
const POOL = ['zone backend_http1 64k;', 'keepalive 64;', 'keepalive_requests 1000;', 'keepalive_timeout 60s;', 'server 10.0.2.10:8080;'];

const BASIC = `upstream backend_pool {
    keepalive 32;
    # This forces HTTP/2 framing toward the upstream — only valid if backend speaks h2
    server 10.0.2.10:8080;
}
location /api/ {
    grpc_pass h2://backend_pool;       # WRONG: gRPC/h2 to an HTTP/1.1 backend
    proxy_pass http2://backend_pool;   # WRONG: explicit h2 scheme
}
`;
const ENTERPRISE = `# nginx.conf — upstream block
upstream backend_http1 {
    zone backend_http1 64k;      # required for active health checks (nginx plus) or use lua for OSS
    keepalive 64;
    keepalive_requests 1000;
    keepalive_timeout 60s;
    server 10.0.2.10:8080;       # no protocol enforcement — silent mismatch possible
}
# location block
location /api/v2/ {
    proxy_pass http://backend_http1;
    # missing proxy_http_version — defaults to 1.0, breaks keepalive
}
`;
const BARE_POOL = ENTERPRISE.replace(/ +(zone|keepalive_requests|keepalive_timeout) .*\n/g, '');
const GRPC = `upstream grpc_backend_pool {
    server 10.0.2.20:50051;
}
server {
    listen 8443 http2;
    # Separate block for actual gRPC/h2 backends — keep these isolated
    location /grpc/ {
        proxy_pass http2://grpc_backend_pool;
    }
    location / {
        proxy_pass http://10.0.2.10:8080;
    }
}
`;
const H2C = `upstream backend_pool {
    server 10.0.2.10:8080;
}
location /api/ {
    proxy_pass h2c://backend_pool;
    proxy_http_version 1.1;
}
`;

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} before
 * @property {string[]} options
 * @property {string[]} contains   lines of the result
 * @property {string[]} [lacks]    what must not be in it
 * @property {boolean} [newNginx]  the nginx here is too old to judge the result
 */

/** @type {Case[]} */
const CASES = [
  {
    name: 'basic fix, minimal',
    before: BASIC,
    options: ['--backend', 'backend_pool=http1'],
    contains: ['proxy_pass http://backend_pool;', ...KEEPALIVE],
    lacks: ['h2://', 'http2://', 'grpc_pass', 'X-Real-IP', 'zone '],
  },
  {
    name: 'basic fix, recommended',
    before: BASIC,
    options: ['--profile', 'recommended', '--backend', 'backend_pool=http1'],
    contains: ['proxy_pass http://backend_pool;', ...KEEPALIVE, ...HEADERS],
    lacks: ['h2://', 'http2://', 'grpc_pass', 'zone ', 'timeout'],
  },
  {
    name: 'enterprise best practice',
    before: ENTERPRISE,
    options: ['--profile', 'hardened'],
    contains: ['proxy_pass http://backend_http1;', ...KEEPALIVE, ...HEADERS, ...PRODUCTION, ...POOL],
  },
  {
    name: 'enterprise best practice, from a bare upstream',
    before: BARE_POOL,
    options: ['--profile', 'hardened'],
    contains: ['proxy_pass http://backend_http1;', ...KEEPALIVE, ...HEADERS, ...PRODUCTION, ...POOL],
    lacks: ['non_idempotent'],
  },
  {
    name: 'gRPC in its own location',
    before: GRPC,
    options: ['--profile', 'recommended', '--backend', 'grpc_backend_pool=grpc'],
    contains: ['grpc_pass grpc://grpc_backend_pool;', 'grpc_set_header Host $host;', 'proxy_pass http://10.0.2.10:8080;'],
    lacks: ['proxy_set_header'],
  },
  {
    name: 'h2c on an nginx that has it',
    before: H2C,
    options: ['--backend', 'backend_pool=h2c', '--nginx-version', '1.29.4'],
    contains: ['proxy_pass http://backend_pool;', 'proxy_http_version 2;'],
    lacks: ['h2c://', 'proxy_http_version 1.1', 'grpc_pass'],
    newNginx: true,
  },
  {
    name: 'h2c on 1.19.1, which the article believes to have it',
    before: H2C,
    options: ['--unsafe', '--backend', 'backend_pool=h2c', '--nginx-version', '1.19.1'],
    contains: ['grpc_pass grpc://backend_pool;'],
    lacks: ['h2c://', 'proxy_http_version'],
  },
];

/** @param {string} text */
const linesOf = (text) => text.split('\n').map((line) => line.replace(/\s+#.*$/, '').trim());

describe('the configurations of the article', () => {
  for (const { name, before, options, contains, lacks = [], newNginx = false } of CASES) {
    test(name, { timeout: HANG_MS }, async (t) => {
      const folder = temporaryFolder(t);
      writeFileSync(join(folder, 'article.conf'), before);
      const fix = await stackengine(['fix', ...options, 'article.conf'], { cwd: folder });
      assert.equal(fix.status, 0, fix.stderr);
      const text = fix.stdout.toString();
      const code = linesOf(text).filter((line) => !line.startsWith('#'));
      for (const line of contains) assert.equal(code.filter((one) => one === line).length, 1, `${line} in\n${text}`);
      for (const words of lacks) assert.ok(!code.some((line) => line.includes(words)), `${words} in\n${text}`);
      assert.deepEqual(repeated(text), []);
      for (const comment of before.match(/# (?!WRONG).*/g) ?? []) assert.ok(text.includes(comment), comment);
      if (newNginx) return;
      const judge = createJudge(folder, await freePort(), { replaceHosts: false });
      const verdict = await judge(fix.stdout);
      assert.ok(verdict.accepted, `${verdict.messages.join('\n')}\n${text}`);
    });
  }
});

test('each line that a profile adds has its reason', { timeout: HANG_MS }, async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'article.conf'), BARE_POOL);
  const { stderr } = await stackengine(['fix', '--profile', 'hardened', 'article.conf'], { cwd: folder });
  for (const line of [...HEADERS, ...PRODUCTION, ...POOL.filter((one) => !/^(keepalive 64|server)/.test(one))]) {
    const words = line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    assert.match(stderr, new RegExp(`^added to \`(location /api/v2/|upstream backend_http1)\`: \`${words}\`: .{20,}`, 'm'));
  }
});

test('the documentation says where the article is wrong', { timeout: HANG_MS }, async () => {
  const { stdout } = await stackengine(['rules', '--format', 'json']);
  /** @type {{id: string, documentation: string}[]} */
  const rules = JSON.parse(stdout.toString()).rules;
  /** @param {string} id */
  const words = (id) => (rules.find((rule) => rule.id === id)?.documentation ?? '').replace(/\s+/g, ' ');
  assert.match(words('invalid-upstream-scheme'), /h2:\/\/.*1\.29\.4.*proxy_http_version 2|proxy_http_version 2.*1\.29\.4|1\.29\.4 `proxy_http_version 2`/);
  assert.match(words('invalid-upstream-scheme'), /invalid URL prefix/);
  assert.match(words('grpc-pass-to-http1'), /4740180/);
  assert.match(words('keepalive-without-effect'), /1\.29\.7/);
});

test('an unknown profile is refused, and only `fix` takes one', { timeout: HANG_MS }, async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'article.conf'), BASIC);
  const unknown = await stackengine(['fix', '--profile', 'maximal', 'article.conf'], { cwd: folder });
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /--profile takes minimal, recommended or hardened, not `maximal`/);
  const check = await stackengine(['check', '--profile', 'minimal', 'article.conf'], { cwd: folder });
  assert.equal(check.status, 2);
});
