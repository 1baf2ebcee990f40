// Large inputs, plain and nasty: bounded CPU time and memory, no crash. Times are printed; only the limits are asserted.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { binary } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const MEGABYTE = 1 << 20;
const LIMIT_MS = HANG_MS;
// Ten times what the slowest of these takes; the kernel ends what takes longer.
const CPU_SECONDS = 300;
const MEMORY = 8 * 1024 * MEGABYTE; // of address space, so that a mistake hurts nobody else on the machine
const MAX_REPORT = 4 * MEGABYTE; // of `check`: nobody reads more

const LOG_LINE =
  '2024/07/15 03:42:17 [error] 19#19: *1 upstream sent too large http2 frame: 4740180 while reading response header from upstream, client: 127.0.0.1, server: , request: "GET / HTTP/1.1", upstream: "grpc://127.0.0.1:8080", host: "a"\n';

/** @type {[number, string, string][]} megabytes, name, what is repeated */
const inputs = [
  [100, 'valid lines', '    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n'],
  [5, 'valid blocks', 'location /a { proxy_pass http://127.0.0.1:8080; }\n'],
  [5, 'findings', 'location /a { proxy_pass h2://127.0.0.1:8080; }\n'],
  [100, 'one word', 'a'],
  [5, 'one comment', '#'],
  [100, 'opening braces', '{'],
  [5, 'nested blocks', 'a{'],
  [5, 'closing braces', '}'],
  [5, 'semicolons', ';'],
  [5, 'backslashes', '\\'],
  [5, 'opening quotes', '"a\n'],
  [5, 'words without an end', 'server 127.0.0.1:8080\n'],
  [100, 'log lines', LOG_LINE],
];

/** @param {string} path @param {number} size @param {string} unit */
function fill(path, size, unit) {
  const chunk = Buffer.from(unit.repeat(Math.ceil(MEGABYTE / unit.length)));
  const file = openSync(path, 'w');
  for (let written = 0; written + chunk.length <= size; ) written += writeSync(file, chunk);
  closeSync(file);
}

/**
 * @param {string} folder
 * @param {string[]} words
 * @returns {Promise<{status: number | null, signal: NodeJS.Signals | null, bytes: number, stderr: string, seconds: number}>}
 */
function run(folder, words) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn('prlimit', [`--as=${MEMORY}`, `--cpu=${CPU_SECONDS}`, '--core=0', binary, ...words], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMIT_MS,
      killSignal: 'SIGKILL',
    });
    let bytes = 0;
    let stderr = '';
    child.stdout.on('data', (chunk) => (bytes += chunk.length));
    child.stderr.on('data', (chunk) => {
      if (stderr.length < 1000) stderr += String(chunk).slice(0, 1000);
    });
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, bytes, stderr, seconds: (performance.now() - start) / 1000 }));
  });
}

for (const [usual, what, unit] of inputs) {
  const megabytes = Number(process.env.MEGABYTES ?? usual);
  for (const words of [['check'], ['fix', '--unsafe']]) {
    test(`${megabytes} MB of ${what}: ${words.join(' ')}`, { timeout: LIMIT_MS * 2 }, async (t) => {
      const folder = temporaryFolder(t);
      fill(join(folder, 'big'), megabytes * MEGABYTE, unit);
      const { status, signal, bytes, stderr, seconds } = await run(folder, [...words, 'big']);
      rmSync(join(folder, 'big'));
      console.log(`${megabytes} MB of ${what}, ${words.join(' ')}: status ${status ?? signal} after ${seconds.toFixed(1)} s, ${bytes} bytes of output`);
      assert.equal(signal, null, `ended by ${signal} after ${seconds.toFixed(1)} s: ${stderr}`);
      assert.ok(status === 0 || status === 1 || status === 2, `${status}: ${stderr}`);
      if (words[0] === 'check') assert.ok(bytes <= MAX_REPORT, `a report of ${bytes} bytes`);
    });
  }
}

test('more than the limit is refused in words', { timeout: LIMIT_MS * 2 }, async (t) => {
  const folder = temporaryFolder(t);
  const file = openSync(join(folder, 'big'), 'w');
  for (let i = 0; i < 257; ++i) writeSync(file, Buffer.alloc(MEGABYTE, '#'));
  closeSync(file);
  const { status, stderr } = await run(folder, ['check', 'big']);
  assert.equal(status, 2);
  assert.match(stderr, /larger than \d+ MB/);
});
