// Property 2 of the design on every golden case, with the real nginx as the judge: what it accepted before a fix it accepts after it.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { configurationOf } from './configuration_of.mjs';
import { freePort } from './free_port.mjs';
import { createJudge } from './nginx/judge.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const GOLDEN = fileURLToPath(new URL('../golden', import.meta.url));

/** The user's answers and choice of profile, as the case's comments give them. @param {string} text */
function answers(text) {
  const profile = /# with profile: *(\S+)/.exec(text)?.[1];
  return [...(profile ? ['--profile', profile] : []), ...[...text.matchAll(/# with backend: *(\S+)/g)].flatMap((match) => ['--backend', match[1]])];
}

/** @typedef {{name: string, mode: string, before: string, after: string, accepted: boolean}} Row */

/** @param {string} before @param {string} after @param {Row[]} rows */
const print = (before, after, rows) => {
  console.log(`${before} → ${after}: ${rows.length}`);
  for (const row of rows) console.log(`  ${row.name} (${row.mode}): ${row.before}${row.after === row.before ? '' : ` → ${row.after}`}`);
};

test('golden cases against the real nginx', { timeout: HANG_MS }, async (t) => {
  const folder = temporaryFolder(t);
  const port = await freePort();
  const names = readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.conf'))
    .sort();
  /** @type {Record<string, Row[]>} */
  const rows = { 'accepted accepted': [], 'refused accepted': [], 'refused refused': [], 'accepted refused': [] };
  for (const name of names) {
    const bytes = readFileSync(join(GOLDEN, name));
    writeFileSync(join(folder, 'case.conf'), bytes);
    const judge = createJudge(folder, port, { replaceHosts: true });
    const before = await judge(configurationOf(bytes));
    for (const mode of [[], ['--unsafe']]) {
      // Without the case's nginx version: the judge is another one.
      const fix = await stackengine(['fix', ...mode, ...answers(bytes.toString('latin1')), 'case.conf'], { cwd: folder });
      assert.ok(fix.status === 0 || fix.status === 1, `${name}: ${fix.status} ${fix.stderr}`);
      const after = await judge(fix.stdout);
      rows[`${before.accepted ? 'accepted' : 'refused'} ${after.accepted ? 'accepted' : 'refused'}`].push({
        name,
        mode: mode.length > 0 ? 'unsafe' : 'safe',
        before: before.messages.join(' | '),
        after: after.messages.join(' | '),
        accepted: after.accepted,
      });
    }
  }
  console.log(`golden cases: ${names.length}, each fixed with safe fixes and with all`);
  console.log(`accepted → accepted: ${rows['accepted accepted'].length}`);
  console.log(`refused → accepted: ${rows['refused accepted'].length}`);
  print('refused', 'refused', rows['refused refused']);
  print('accepted', 'refused', rows['accepted refused']);
  assert.ok(names.length > 0, 'no golden case was found');
  assert.equal(rows['accepted refused'].length, 0);
});
