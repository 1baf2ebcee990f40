// The single entry of the end-to-end tests, which CTest starts: every *.test.mjs below this folder, or those named by its arguments.
// The tests run in a process group of their own, so that whatever one of them left behind goes with them.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { nginx } from './nginx/binary.mjs';
import { binary } from './stackengine.mjs';

const LIMIT_MS = 60 * 60 * 1000; // a hang guard: it takes minutes
const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;

/** @param {string} folder @returns {string[]} */
function testFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.mjs'))
    .sort()
    .map((name) => join(folder, name));
}

const wanted = process.argv.slice(2);
const files = testFiles(here).filter((file) => wanted.length === 0 || wanted.some((word) => relative(here, file).includes(word)));
if (files.length === 0) {
  console.error(`no test matches ${wanted.join(' ')}`);
  process.exit(1);
}
for (const program of [binary, nginx]) {
  if (existsSync(program)) continue;
  console.error(`${program} is missing: scripts/setup and scripts/build bring it`);
  process.exit(1);
}
console.log(`end-to-end tests of ${binary} with ${nginx}`);

const tests = spawn(process.execPath, ['--test', '--test-reporter=spec', ...files], { stdio: 'inherit', detached: true });
const endGroup = () => {
  try {
    if (tests.pid) process.kill(-tests.pid, 'SIGKILL');
  } catch {
    // The group is empty: nothing was left behind.
  }
};
const watchdog = setTimeout(() => {
  console.error(`the end-to-end tests took more than ${LIMIT_MS / 60000} minutes and were ended`);
  endGroup();
}, LIMIT_MS);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    endGroup();
    process.exit(1);
  });
}
tests.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
tests.on('close', (status) => {
  clearTimeout(watchdog);
  endGroup();
  process.exit(status === 0 ? 0 : 1);
});
