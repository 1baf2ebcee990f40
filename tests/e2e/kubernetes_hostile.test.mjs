// YAML that means harm, or is broken in the ways that real files are: a clear diagnostic, in bounded time and memory, no crash.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { binary } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT_MS = HANG_MS;
const CPU_SECONDS = 120; // many times what it takes
const MEGABYTE = 1 << 20;
const MEMORY = 1536 * MEGABYTE; // of address space; a 100 MB document takes a third of it
const HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n';
const BOM = '\ufeff';

let bomb = `${HEAD}  a0: &a0 [${Array(10).fill('x').join(', ')}]\n`;
for (let i = 1; i < 40; ++i)
  bomb += `  a${i}: &a${i} [${Array(10)
    .fill(`*a${i - 1}`)
    .join(', ')}]\n`;
const indented = Array.from({ length: 10_000 }, (_, i) => `${' '.repeat(i + 2)}a:\n`).join('');

/** @type {[string, string | Buffer, number, RegExp][]} what it is, the bytes, the status of `check`, what it says */
const cases = [
  ['an alias bomb', bomb, 1, /^input:9:\d+: error: this is not valid YAML: aliases that expand to more than 100000 nodes/],
  ['an alias inside of its anchor', `${HEAD}  a: &a {b: *a}\n`, 0, /^no findings/],
  [
    '10,000 levels of brackets',
    `${HEAD}  a: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`,
    1,
    /^input:5:\d+: error: this is not valid YAML: nested deeper than 200 levels/,
  ],
  ['10,000 levels of indentation', HEAD + indented, 1, /^input:204:\d+: error: this is not valid YAML: nested deeper than 200 levels/],
  ['a plain scalar of 100 MB', `${HEAD}  a: ${'x'.repeat(100 * MEGABYTE)}\n`, 0, /^no findings/],
  ['a quoted scalar of 100 MB', `${HEAD}  a: "${'\\n'.repeat(50 * MEGABYTE)}"\n`, 0, /^no findings/],
  ['a block scalar of 100 MB', `${HEAD}  a: |\n${'    listen 80;\n'.repeat(7 * MEGABYTE)}`, 0, /^no findings/],
  [
    'a tab',
    `${HEAD}\ta: b\n`,
    1,
    /^input:5:1: error: this is not valid YAML: found character that cannot start any token[^]*help: indent with spaces, not tabs/,
  ],
  ['NUL', `${HEAD}  a: \0b\n`, 2, /^stackengine: input: the input is binary: byte 63 is NUL/],
  [
    'invalid UTF-8',
    Buffer.concat([Buffer.from(`${HEAD}  a: `), Buffer.from([0xff, 0xfe, 0x0a])]),
    1,
    /^input:5:6: error: this is not valid YAML: invalid leading UTF-8 octet[^]*help: remove the bytes that are not text/,
  ],
  [
    'UTF-8 that is cut off',
    Buffer.concat([Buffer.from(`${HEAD}  a: `), Buffer.from([0xc3, 0x28, 0x0a])]),
    1,
    /^input:5:7: error: this is not valid YAML: invalid trailing UTF-8 octet/,
  ],
  ['duplicate keys', `${HEAD}  a: b\n  a: c\n`, 1, /^input:6:3: error: duplicate key "a"/],
  ['a byte order mark', `${BOM}${HEAD}  a: b\n`, 0, /^no findings/],
  ['a byte order mark before a mistake', `${BOM}${HEAD}\ta: b\n`, 1, /^input:5:1: error: this is not valid YAML/],
  ['CRLF', `${HEAD}  a: b\n`.replaceAll('\n', '\r\n'), 0, /^no findings/],
  ['CRLF before a mistake', `${HEAD}\ta: b\n`.replaceAll('\n', '\r\n'), 1, /^input:5:1: error: this is not valid YAML/],
];

/** @param {string} folder @param {string[]} words @returns {Promise<{status: number | null, said: string, seconds: number}>} */
function limited(folder, words) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn('prlimit', [`--as=${MEMORY}`, `--cpu=${CPU_SECONDS}`, '--core=0', binary, ...words], {
      cwd: folder,
      timeout: LIMIT_MS,
      killSignal: 'SIGKILL',
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.length < 10_000 && (said += chunk));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, said, seconds: (performance.now() - start) / 1000 }));
  });
}

describe('hostile YAML', () => {
  for (const [what, bytes, expected, says] of cases) {
    test(what, { timeout: 3 * LIMIT_MS }, async (t) => {
      const folder = temporaryFolder(t);
      writeFileSync(join(folder, 'input'), bytes);
      const check = await limited(folder, ['check', 'input']);
      assert.equal(check.status, expected, check.said.slice(0, 1000));
      assert.match(check.said, says);
      console.log(`${what}: ${(bytes.length / MEGABYTE).toFixed(1)} MB in ${check.seconds.toFixed(1)} s`);
      const fix = await limited(folder, ['fix', '--unsafe', '--diff', 'input']);
      // Nothing in such a file is changed: there is no patch.
      assert.equal(fix.status, expected, fix.said.slice(0, 1000));
      assert.ok(!fix.said.includes('+++ '), fix.said.slice(0, 1000));
    });
  }
});
