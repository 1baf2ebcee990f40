// What the real nginx says of a configuration, it says of its redaction: accepted or not, and for the same reason in the same line.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { configurationOf } from './configuration_of.mjs';
import { freePort } from './free_port.mjs';
import { createJudge } from './nginx/judge.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const TESTS = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = ['golden', 'differential/valid'];
const LEAST = 300; // configurations that there are

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(TESTS, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.conf'))
    .sort()
    .map((name) => join(TESTS, folder, name)),
);

/** The class of an error: without what it quotes, which may be a placeholder. @param {string} message */
const classOf = (message) =>
  message
    .replace(/"[^"]*"/g, '"…"')
    .replace(/\b\d+\.\d+\.\d+\.\d+(:\d+)?/g, '…')
    .replace(/(invalid (?:host|port) in (?:upstream|resolver)) .*? in /, '$1 in ')
    .replace(/ in \S+:(\d+)$/, ' in line $1');

test('nginx -t on redacted configurations', { timeout: HANG_MS }, async (t) => {
  const folder = temporaryFolder(t);
  const port = await freePort();
  /** @type {string[]} */
  const faults = [];
  let rejected = 0;
  for (const file of files) {
    const name = relative(TESTS, file);
    const original = readFileSync(file);
    const vault = join(folder, 'vault.json');
    rmSync(vault, { force: true });
    writeFileSync(join(folder, 'a.conf'), original);
    const redacted = await stackengine(['redact', '--vault', vault, join(folder, 'a.conf')]);
    if (redacted.status !== 0) {
      faults.push(`${name}: ${redacted.stderr.trim()}`);
      continue;
    }
    const restored = await stackengine(['restore', '--vault', vault, '-'], { input: redacted.stdout });
    if (restored.status !== 0 || !restored.stdout.equals(original)) faults.push(`${name}: restored otherwise, or with doubts: ${restored.stderr.trim()}`);
    const before = await createJudge(folder, port, { replaceHosts: true })(configurationOf(original));
    const after = await createJudge(folder, port, { replaceHosts: true })(configurationOf(redacted.stdout));
    if (!before.accepted) rejected += 1;
    const [was, is] = [before, after].map(({ accepted, messages }) => [accepted, ...messages.map(classOf)].join(' | '));
    if (was !== is) faults.push(`${name}: nginx said ${was}, says ${is}`);
  }
  console.log(`redacted configurations: ${files.length} (${rejected} of them rejected by nginx), other verdicts: ${faults.length}`);
  for (const fault of faults) console.log(`  ${fault}`);
  assert.ok(files.length >= LEAST, `only ${files.length} configurations were found`);
  assert.equal(faults.length, 0);
});
