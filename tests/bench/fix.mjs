// What fixing costs, beside checking: whole processes, user and system CPU time, the least of some runs.
// node tests/bench/fix.mjs [--quick]      `STACKENGINE` names another build.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const binary = process.env.STACKENGINE ?? fileURLToPath(new URL('../../build/native/stackengine', import.meta.url));
const quick = process.argv.includes('--quick');

/** @param {number} count @param {(i: number) => string} unit */
const http = (count, unit) => `events {}\nhttp {\n${Array.from({ length: count }, (_, i) => unit(i)).join('')}}\n`;
// Ten lines each.
const host = (/** @type {number} */ i) => `    upstream app${i} {\n        server 10.0.0.1:8080;\n        keepalive 8;\n    }
    server {\n        server_name s${i}.example.org;
        location / { proxy_pass http://app${i}; }
        location /rpc/ { grpc_pass http://app${i}; }\n    }\n\n`;
const headers = (/** @type {number} */ count) =>
  http(
    1,
    () =>
      `server {\n${Array.from({ length: count }, (_, i) => `proxy_set_header X-Header-${i} $host;\n`).join('')}${Array.from(
        { length: count },
        (_, i) => `location /${i} { proxy_set_header X-Own 1; proxy_pass http://127.0.0.1:8080; }\n`,
      ).join('')}}\n`,
  );
const locations = (/** @type {number} */ count) =>
  http(1, () => `server {\n${Array.from({ length: count }, (_, i) => `location /${i} { grpc_pass http://127.0.0.1:8080; }\n`).join('')}}\n`);
const FIVE = 'location /a { proxy_pass h2://127.0.0.1:8080; }\n';

/** @type {[string, () => string, boolean][]} name, text, whether it takes long */
const inputs = [
  ['10,000 lines, 1,000 servers', () => http(1000, host), false],
  ['100,000 lines, 10,000 servers', () => http(10_000, host), false],
  ['1,000,000 lines, 100,000 servers', () => http(100_000, host), true],
  ['100 headers x 100 locations', () => headers(100), false],
  ['400 headers x 400 locations', () => headers(400), false],
  ['1,000 findings', () => locations(1000), false],
  ['100,000 findings', () => locations(100_000), true],
  ['5 MB of findings', () => FIVE.repeat(Math.floor((5 << 20) / FIVE.length)), true],
];

const folder = mkdtempSync(join(tmpdir(), 'bench-fix-'));

/** Seconds of CPU of one process, by the shell that waits for it. @param {string[]} words */
function cpu(words) {
  const script = '"$0" "$@" >/dev/null 2>&1; times';
  const { stdout } = spawnSync('sh', ['-c', script, binary, ...words], { cwd: folder, encoding: 'utf8' });
  const [, user, system] = /** @type {RegExpExecArray} */ (/\n(\S+) (\S+)\n$/.exec(stdout));
  return [user, system].reduce((sum, time) => {
    const [, minutes, seconds] = /** @type {RegExpExecArray} */ (/^(\d+)m([\d.]+)s$/.exec(time));
    return sum + Number(minutes) * 60 + Number(seconds);
  }, 0);
}

console.log(`${'CPU seconds'.padEnd(36)}${'check'.padStart(8)}${'fix'.padStart(8)}${'unsafe'.padStart(8)}${'unsafe/check'.padStart(14)}`);
for (const [name, text, long] of inputs) {
  if (long && quick) continue;
  writeFileSync(join(folder, 'a.conf'), text());
  const best = [Infinity, Infinity, Infinity];
  for (let run = 0; run < (long ? 1 : 3); ++run) {
    [['check'], ['fix', '--diff'], ['fix', '--diff', '--unsafe']].forEach((words, i) => {
      best[i] = Math.min(best[i], cpu([...words, 'a.conf']));
    });
  }
  console.log(name.padEnd(36) + best.map((seconds) => seconds.toFixed(2).padStart(8)).join('') + (best[2] / Math.max(best[0], 0.01)).toFixed(1).padStart(14));
}
rmSync(folder, { recursive: true });
