// Generated configurations with one byte of punctuation removed, doubled or a line joined: whatever nginx accepts all the same, it accepts after the
// fix too; fixing again changes nothing; nothing crashes. How many of the broken ones the fix repairs is printed.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePort } from './free_port.mjs';
import { createRandom } from './generator/random.mjs';
import { generate } from './generator/statements.mjs';
import { write } from './generator/write.mjs';
import { createJudge } from './nginx/judge.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const SEED = Number(process.env.SEED ?? 31_000_000);
const WANTED = Number(process.env.CONFIGURATIONS ?? 200);
const PUNCTUATION = ';;;;{}}"\'\n';

/**
 * @param {import('./generator/random.mjs').Random} random
 * @param {string} text  latin1
 */
function mutate(random, text) {
  const character = random.pick([...PUNCTUATION]);
  const places = [...text].flatMap((c, i) => (c === character ? [i] : []));
  if (places.length === 0) return text;
  const place = random.pick(places);
  const replacement = random.pick(['', '', '', character + character, ' ']);
  return text.slice(0, place) + replacement + text.slice(place + 1);
}

test('mutated configurations against the real nginx', { timeout: HANG_MS }, async (t) => {
  const folder = temporaryFolder(t);
  const judge = createJudge(folder, await freePort(), { replaceHosts: false });
  const ports = [await freePort(), await freePort()];
  /** @type {Record<string, number>} */
  const counts = {};
  /** @type {string[]} */
  const reports = [];
  for (let seed = SEED; seed < SEED + WANTED; ++seed) {
    const random = createRandom(seed);
    const { statements } = generate(random, { addresses: ['127.0.0.1:18080', '127.0.0.1:18081'], ports });
    const text = Buffer.from(mutate(random, write(random, statements).toString('latin1')), 'latin1');
    const before = await judge(text);
    writeFileSync(join(folder, 'a.conf'), text);
    for (const mode of [[], ['--unsafe']]) {
      const fixed = await stackengine(['fix', ...mode, 'a.conf'], { cwd: folder });
      const report = (/** @type {string} */ fault) => {
        reports.push(`seed ${seed}, fix ${mode.join(' ')}: ${fault}`);
        if (process.env.KEEP) writeFileSync(join(process.env.KEEP, `${seed}.conf`), text);
      };
      if (fixed.status !== 0 && fixed.status !== 1) {
        report(`ended with ${fixed.status ?? fixed.signal}: ${fixed.stderr}`);
        continue;
      }
      const after = await judge(fixed.stdout);
      const outcome = `${before.accepted ? 'accepted' : 'refused'} → ${after.accepted ? 'accepted' : 'refused'} (${mode[0] ?? 'safe'})`;
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      if (before.accepted && !after.accepted) report(`nginx refuses the result: ${after.messages.join(' | ')}`);
      writeFileSync(join(folder, 'b.conf'), fixed.stdout);
      const again = await stackengine(['fix', ...mode, 'b.conf'], { cwd: folder });
      if (!again.stdout.equals(fixed.stdout)) report('fixing again changes it again');
    }
  }
  for (const [outcome, count] of Object.entries(counts).sort()) console.log(`${outcome}: ${count}`);
  for (const report of reports) console.log(`  ${report}`);
  assert.equal(reports.length, 0);
});
