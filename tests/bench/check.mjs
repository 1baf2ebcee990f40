// What a verdict costs beside `nginx -t` on the same file: whole processes in pairs, user and system CPU time.
// node tests/bench/check.mjs [PAIRS]      `STACKENGINE` and `NGINX` name other programs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const engine = process.env.STACKENGINE ?? fileURLToPath(new URL('../../build/native/stackengine', import.meta.url));
const nginx = process.env.NGINX ?? '/usr/sbin/nginx';
const pairs = Number(process.argv[2] ?? 25);
const RUNS = 10; // of each program in a pair: the clock of `times` counts in 10 ms

// 37 lines each.
const host = (/** @type {number} */ i) => `
upstream backend_${i} {
    server 10.1.${i % 250}.11:8080 max_fails=3 fail_timeout=15s;
    server 10.1.${i % 250}.12:8080 backup;
    keepalive 32;
}

server {
    listen 8080;
    server_name shop-${i}.example.org www.shop-${i}.example.org;
    access_log logs/shop-${i}.log combined buffer=64k;

    # Static files leave without a visit to the backend.
    location ~* \\.(?:css|js|png|svg|woff2)$ {
        root /srv/shop-${i}/public;
        expires 30d;
        add_header Cache-Control "public, immutable";
    }

    location /api/ {
        proxy_pass http://backend_${i};
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_read_timeout 30s;
    }

    location = /healthz {
        return 200 'ok; "still" alive';
    }

    location /rpc.v1.Shop${i}/ {
        grpc_pass grpc://10.2.${i % 250}.21:50051;
    }
}
`;

const folder = mkdtempSync(join(tmpdir(), 'bench-check-'));
mkdirSync(join(folder, 'logs'));
const text = `pid nginx.pid;\nerror_log error.log;\nevents { worker_connections 4096; }\nhttp {\nserver_names_hash_max_size 8192;\nserver_names_hash_bucket_size 128;\n${Array.from({ length: 270 }, (_, i) => host(i)).join('')}}\n`;
writeFileSync(join(folder, 'nginx.conf'), text);

/** Milliseconds of CPU of one run. @param {string[]} words */
function cpu(words) {
  const { stdout } = spawnSync('sh', ['-c', `i=0; while [ $i -lt ${RUNS} ]; do "$0" "$@" >/dev/null 2>&1; i=$((i + 1)); done; times`, ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  const [, user, system] = /** @type {RegExpExecArray} */ (/\n(\S+) (\S+)\n$/.exec(stdout));
  const seconds = [user, system].reduce((sum, time) => {
    const [, minutes, rest] = /** @type {RegExpExecArray} */ (/^(\d+)m([\d.]+)s$/.exec(time));
    return sum + Number(minutes) * 60 + Number(rest);
  }, 0);
  return (seconds * 1000) / RUNS;
}

const test = [nginx, '-t', '-p', folder, '-c', 'nginx.conf'];
const verdict = spawnSync(test[0], test.slice(1), { encoding: 'utf8' });
if (verdict.status !== 0) throw new Error(`nginx refuses the file: ${verdict.stderr}`);
/** @type {number[][]} */
const rows = [];
for (let i = 0; i < pairs; ++i) {
  const check = cpu([engine, 'check', '--format', 'json', 'nginx.conf']);
  rows.push([check, cpu(test)]);
}
rmSync(folder, { recursive: true });

const median = (/** @type {number[]} */ list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
console.log(`${text.split('\n').length - 1} lines, ${pairs} pairs of ${RUNS} runs; median milliseconds of CPU`);
console.log(
  `check --format json ${median(rows.map(([check]) => check)).toFixed(1)}, nginx -t ${median(rows.map(([, other]) => other)).toFixed(1)}, ratio by pairs ${median(rows.map(([check, other]) => check / other)).toFixed(2)}`,
);
