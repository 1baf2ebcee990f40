// `stackengine … | head -c1`: whoever reads goes away before everything is written. No crash, no signal, nothing left running.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { binary } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT = { timeout: HANG_MS };

/**
 * @param {string} folder
 * @param {string} words
 * @returns {Promise<{status: number | null, signal: NodeJS.Signals | null, stderr: string}>} of the program, not of head
 */
function intoHead(folder, words) {
  return new Promise((resolve, reject) => {
    const script = `{ "$0" ${words}; echo "status $?" >&2; } | head -c1 >/dev/null`;
    const shell = spawn('sh', ['-c', script, binary], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], timeout: HANG_MS });
    let stderr = '';
    shell.stderr.on('data', (chunk) => (stderr += chunk));
    shell.on('error', reject);
    shell.on('close', (_, signal) => resolve({ status: Number(/^status (\d+)$/m.exec(stderr)?.[1]), signal, stderr }));
  });
}

const location = 'location /a { proxy_pass h2://127.0.0.1:8080; }\n';
for (const words of ['check big.conf', 'check --format json big.conf', 'check --format sarif big.conf', 'fix big.conf', 'rules --format json']) {
  test(words, LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'big.conf'), location.repeat(20_000));
    const { status, signal, stderr } = await intoHead(folder, words);
    assert.equal(signal, null);
    assert.ok(status === 0 || status === 1 || status === 2, `ended with ${status}: ${stderr.slice(0, 300)}`);
  });
}
