// Property 2 of the design on generated configurations that the real nginx accepts: after every fix it still does, fixing again changes
// nothing, and no error came that was not there (a location that starts to work may show a warning that did not matter while it failed).
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePort } from './free_port.mjs';
import { randomAnswers } from './generator/answers.mjs';
import { createRandom } from './generator/random.mjs';
import { generate } from './generator/statements.mjs';
import { write } from './generator/write.mjs';
import { createJudge } from './nginx/judge.mjs';
import { diagnose, stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';

const SEED = Number(process.env.SEED ?? 20260101);
const WANTED = Number(process.env.CONFIGURATIONS ?? 300);
const ADDRESSES = ['127.0.0.1:18080', '127.0.0.1:18081', '127.0.0.2:18443', 'unix:/tmp/none.sock'];

/** @param {import('./stackengine.mjs').Diagnostic[]} diagnostics */
function countErrorsByRule(diagnostics) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { rule, severity } of diagnostics) if (severity === 'error') counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}

/**
 * What is wrong with fixing that text, in words; and whether it changed anything.
 * @param {string} folder
 * @param {(bytes: Buffer) => Promise<import('./nginx/test_configuration.mjs').Verdict>} judge
 * @param {Buffer} text
 * @param {string[]} options
 */
async function faults(folder, judge, text, options) {
  /** @type {string[]} */
  const found = [];
  const [, ...evidence] = options[0] === '--unsafe' ? options : ['', ...options];
  writeFileSync(join(folder, 'a.conf'), text);
  const fixed = await stackengine(['fix', ...options, 'a.conf'], { cwd: folder });
  if (fixed.status !== 0 && fixed.status !== 1) return { found: [`fix ended with ${fixed.status ?? fixed.signal}: ${fixed.stderr}`], changed: false };
  const changed = !fixed.stdout.equals(text);
  if (!changed) return { found, changed };

  const verdict = await judge(fixed.stdout);
  if (!verdict.accepted) found.push(`nginx refuses the result: ${verdict.messages.join(' | ')}`);
  writeFileSync(join(folder, 'b.conf'), fixed.stdout);
  const again = await stackengine(['fix', ...options, 'b.conf'], { cwd: folder });
  if (!again.stdout.equals(fixed.stdout)) found.push('fixing again changes it again');
  const [before, after] = [await diagnose([...evidence, 'a.conf'], { cwd: folder }), await diagnose([...evidence, 'b.conf'], { cwd: folder })];
  const counts = countErrorsByRule(before.diagnostics);
  for (const [rule, count] of Object.entries(countErrorsByRule(after.diagnostics))) {
    if (count > (counts[rule] ?? 0)) found.push(`more errors of ${rule} than before`);
  }
  if (again.status !== fixed.status) found.push(`fix says ${fixed.status}, fixing its result says ${again.status}`);
  return { found, changed };
}

test('generated configurations against the real nginx', { timeout: 600_000 }, async (t) => {
  const folder = temporaryFolder(t);
  const judge = createJudge(folder, await freePort(), { replaceHosts: false });
  const ports = [await freePort(), await freePort()];
  let made = 0;
  let valid = 0;
  let changes = 0;
  /** @type {string[]} */
  const reports = [];
  /** @type {Record<string, number>} */
  const refusals = {};
  while (valid < WANTED && made < WANTED * 2) {
    const random = createRandom(SEED + made++);
    const { statements, upstreams } = generate(random, { addresses: ADDRESSES, ports });
    const text = write(random, statements);
    const verdict = await judge(text);
    if (!verdict.accepted) {
      const message = (verdict.messages[0] ?? '').replace(/ in \S+$/, '');
      refusals[message] = (refusals[message] ?? 0) + 1;
      continue;
    }
    ++valid;
    const evidence = [...randomAnswers(random, [...upstreams, ...ADDRESSES]), ...random.pick([[], ['--nginx-version', '1.22.1']])];
    for (const options of [evidence, ['--unsafe', ...evidence]]) {
      const { found, changed } = await faults(folder, judge, text, options);
      changes += changed ? 1 : 0;
      for (const fault of found) reports.push(`seed ${SEED + made - 1}, fix ${options.join(' ')}: ${fault}`);
      if (found.length > 0 && process.env.KEEP) writeFileSync(join(process.env.KEEP, `${SEED + made - 1}.conf`), text);
    }
  }
  console.log(`generated configurations: ${made}, accepted by nginx: ${valid}, fixes that changed something: ${changes}, faults: ${reports.length}`);
  for (const [message, count] of Object.entries(refusals)) console.log(`  not used, ${count} times: ${message}`);
  for (const report of reports) console.log(`  ${report}`);
  assert.ok(valid >= WANTED * 0.9, 'the generator makes too few configurations that nginx accepts');
  assert.ok(changes > 0, 'nothing was fixed');
  assert.equal(reports.length, 0);
});
