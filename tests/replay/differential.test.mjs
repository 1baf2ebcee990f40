// `nginx -t` of the replay against the installed native nginx of the same Debian: the same verdict, messages and lines, on every
// config that the tests of this project hold, and on some of its own. The native one gets the same machine (same_machine.c).
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { check, readMessages } from '../../wasm/nginx/host/check.js';
import { loadLibrary } from '../../wasm/nginx/host/node.js';
import { standIns } from '../../wasm/nginx/host/stand_ins.js';

const TESTS = fileURLToPath(new URL('..', import.meta.url));
const NGINX = '/usr/sbin/nginx';

// Texts whose verdict depends on what the replay simulates: users, limits, memory pages, names, certificates, numbers of 32 bits.
const OWN = {
  'limits of the machine': 'user nobody; worker_processes 1000; worker_rlimit_nofile 1000000; daemon on; events { worker_connections 1000000; use epoll; }',
  'an event method of another system': 'events { use kqueue; }',
  'a zone of sixteen pages': 'upstream b { zone b 64k; server b.test; }',
  'a zone that is too small': 'upstream b { zone b 16k; server b.test; }',
  'big caches': 'proxy_cache_path /var/cache/nginx levels=1:2 keys_zone=a:500m max_size=50g inactive=1d;',
  'an upload of many gigabytes': 'server { client_max_body_size 20g; }',
  'a timeout of a year': 'server { location / { proxy_pass http://b.test; proxy_read_timeout 1y; } }',
  'a scheme that nginx does not have': 'server {\n  location / {\n    proxy_pass h2://b.test;\n  }\n}',
  'grpc_pass with a scheme of HTTP': 'location / { grpc_pass http://b.test; }',
  'a variable that nobody knows': 'server { location / { return 200 $nobody; } }',
  'a pattern that is none': 'server { location ~ "^/(a" { } }',
  'a named group used twice': 'server { location ~ "^/(?<a>x)(?<a>y)" { } }',
  'an argument too many': 'upstream b { server b.test; keepalive 3 4; }',
  'a brace too many': 'server { listen 80; } }',
  'a brace too few': 'http { server { listen 80; }',
  'no semicolon': 'server {\n  listen 80\n  server_name b.test;\n}',
  certificates:
    'server { listen 443 ssl http2; ssl_certificate a.pem; ssl_certificate_key /etc/ssl/private/a.key; ssl_dhparam dh.pem; ssl_trusted_certificate ca.pem; ssl_stapling on; ssl_ciphers HIGH:!aNULL; ssl_protocols TLSv1.2 TLSv1.3; }',
  'no certificate': 'server { listen 443 ssl; }',
  'ciphers that do not exist': 'server { ssl_certificate a.pem; ssl_certificate_key a.key; ssl_ciphers NOBODY; }',
  'http2 as a directive': 'server { listen 443; http2 off; }',
  'includes of Debian':
    'include mime.types; server { location ~ \\.php$ { include snippets/fastcgi-php.conf; fastcgi_pass unix:/run/php.sock; } location /p { include proxy_params; proxy_pass http://b.test; } }',
  'the same name twice': 'server { server_name b.test; } server { server_name b.test; }',
  'a duplicate': 'server { root /a; root /b; }',
  'listen with everything':
    'server { listen [::]:80 default_server ipv6only=on backlog=511 rcvbuf=4k sndbuf=4k reuseport so_keepalive=on deferred fastopen=3; }',
  'two different listens': 'server { listen 80 backlog=1; } server { listen 80 backlog=2; }',
  'a map': 'map $http_upgrade $connection_upgrade { default upgrade; "" close; } server { location / { proxy_set_header Connection $connection_upgrade; } }',
  'a map with a bad pattern': 'map $uri $a { "~(x" 1; }',
  rewrite: 'server { rewrite ^/a/(.*)$ /b/$1 last; if ($a = b) { return 403; } set $b 1; }',
  'proxy_pass in a named location with a URI': 'server { location @a { proxy_pass http://b.test/x; } }',
  'no port in a resolver': 'server { resolver 10.0.0.2:99999; }',
  'limit_req without a zone': 'server { limit_req zone=nobody; }',
  'aio threads': 'server { aio threads; location / { sendfile on; } }',
  'a log format that does not exist': 'server { access_log /var/log/nginx/a.log nobody; }',
  'a directive of nobody': 'server { proxy_passs http://b.test; }',
  'in the wrong place': 'server { location / { listen 80; } }',
  debug_connection: 'events { debug_connection 10.0.0.0/8; }',
  'error_log debug': 'error_log /var/log/nginx/error.log debug; events {}',
};

const folder = mkdtempSync(join(tmpdir(), 'replay-differential-'));
after(() => rmSync(folder, { recursive: true }));
const preload = join(folder, 'same_machine.so');
execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', preload, join(TESTS, 'replay/same_machine.c')]);

const library = loadLibrary();
const machine = library.data;

let runs = 0;
/** The native verdict about what the replay's nginx read. */
function native({ config, context, standIns: supplied }) {
  const root = join(folder, String(runs++));
  const { path, files } = config.asFiles(context);
  const standIn = standIns(machine, config);
  const stood = Object.fromEntries(supplied.map(({ path: each }) => [each, standIn(each).content]));
  for (const [each, content] of Object.entries({ ...machine.files, ...files, ...stood })) {
    mkdirSync(dirname(join(root, each)), { recursive: true });
    writeFileSync(join(root, each), content);
  }
  const { status, stderr } = spawnSync(NGINX, ['-t', '-c', path], {
    env: { LD_PRELOAD: preload, REPLAY_ROOT: root, PATH: process.env.PATH },
  });
  rmSync(root, { recursive: true });
  return { ok: status === 0, messages: readMessages(stderr) };
}

const corpus = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.conf'))
  .sort()
  .map((name) => /** @type {[string, Uint8Array | string]} */ ([name, readFileSync(join(TESTS, name))]));

test('the native nginx and the one in WebAssembly give the same verdicts', async () => {
  const version = spawnSync(NGINX, ['-v'], { encoding: 'utf8' }).stderr;
  assert.match(version, new RegExp(`nginx/${machine.version.replaceAll('.', '\\.')}`), 'the same version is installed');
  const different = [];
  let compared = 0;
  let accepted = 0;
  let absent = 0;
  for (const [name, text] of [...corpus, ...Object.entries(OWN)]) {
    const verdict = await check(library, { config: text, time: 1.79e12 });
    const expected = native(verdict);
    // Debian has these as packages of their own, which the build holds and the machine may not.
    if (/^unknown directive "(stream|mail)"$/.test(expected.messages.at(-1)?.text ?? '')) {
      absent++;
      continue;
    }
    compared++;
    if (expected.ok) accepted++;
    const got = JSON.stringify({ ok: verdict.ok, messages: verdict.messages });
    if (got !== JSON.stringify(expected)) different.push(`${name}:\n  WebAssembly ${got}\n  native      ${JSON.stringify(expected)}`);
  }
  console.log(
    `nginx -t: ${compared - different.length} of ${compared} verdicts agree (${accepted} accepted, ${compared - accepted} refused);` +
      ` ${absent} need Debian's stream or mail package`,
  );
  assert.ok(accepted > 10 && compared - accepted > 10, 'both verdicts are compared');
  assert.deepEqual(different, []);
});
