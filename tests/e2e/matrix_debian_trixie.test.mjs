// The same matrix on a second nginx: that of Debian's trixie, built from its source. Only where its source cannot be had, one line says so.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildDebianNginx } from './nginx/debian_source.mjs';
import { HANG_MS } from '../hang_guard.mjs';

test('the matrix on the nginx of Debian trixie', { timeout: HANG_MS }, (t) => {
  let nginx;
  try {
    nginx = buildDebianNginx();
  } catch (error) {
    t.skip(`cannot build it here: ${/** @type {Error} */ (error).message.split('\n')[0]}`);
    return;
  }
  const matrix = fileURLToPath(new URL('matrix.test.mjs', import.meta.url));
  // Without NODE_TEST_CONTEXT, which would make the child report to this run instead of in words.
  const env = { ...process.env, NGINX: nginx, NODE_TEST_CONTEXT: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', matrix], { env, encoding: 'utf8' });
  console.log(stdout);
  assert.equal(status, 0, stderr);
});
