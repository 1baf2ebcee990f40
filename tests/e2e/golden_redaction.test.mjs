// Every golden case, redacted: nginx judges it as it judges the original, the findings stay where they are, and every byte comes back.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { configurationOf } from './configuration_of.mjs';
import { freePort } from './free_port.mjs';
import { createJudge } from './nginx/judge.mjs';
import { diagnose, stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const GOLDEN = fileURLToPath(new URL('../golden', import.meta.url));
const names = readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.conf'))
  .sort();

/** @param {import('./stackengine.mjs').Diagnostic[]} diagnostics */
const places = (diagnostics) => diagnostics.map(({ rule, line, severity }) => `${line}: ${severity} ${rule}`);

// What these find is in the name or value itself, of which a placeholder says nothing.
const OF_NAMES = new Set(['name-resolved-once', 'no-break-space']);

test('golden cases, redacted', { timeout: HANG_MS }, async (t) => {
  const folder = temporaryFolder(t);
  const port = await freePort();
  /** @type {string[]} */
  const reports = [];
  for (const name of names) {
    const original = readFileSync(join(GOLDEN, name));
    writeFileSync(join(folder, 'a.conf'), original);
    rmSync(join(folder, 'vault.json'), { force: true });
    const redacted = await stackengine(['redact', '--vault', 'vault.json', 'a.conf'], { cwd: folder });
    assert.equal(redacted.status, 0, `${name}: ${redacted.stderr}`);
    writeFileSync(join(folder, 'b.conf'), redacted.stdout);
    const restored = await stackengine(['restore', '--vault', 'vault.json', 'b.conf'], { cwd: folder });
    if (!restored.stdout.equals(original)) reports.push(`${name}: restoring does not give the original back`);
    const [before, after] = [await diagnose(['a.conf'], { cwd: folder }), await diagnose(['b.conf'], { cwd: folder })];
    const [was, is] = [before, after].map(({ diagnostics }) => places(diagnostics.filter(({ rule }) => !OF_NAMES.has(rule))).join(', '));
    if (was !== is) reports.push(`${name}: findings were ${was}, are ${is}`);
    const verdict = await createJudge(folder, port, { replaceHosts: true })(configurationOf(original));
    const verdictAfter = await createJudge(folder, port, { replaceHosts: true })(configurationOf(redacted.stdout));
    if (verdict.accepted !== verdictAfter.accepted)
      reports.push(`${name}: nginx says ${verdictAfter.messages.join(' | ') || 'ok'}, said ${verdict.messages.join(' | ') || 'ok'}`);
  }
  console.log(`golden cases redacted: ${names.length}, faults: ${reports.length}`);
  for (const report of reports) console.log(`  ${report}`);
  assert.ok(names.length > 0, 'no golden case was found');
  assert.equal(reports.length, 0);
});
