// Property 2 of the design on generated configurations that the real nginx accepts, in every profile: after every fix it still does, fixing
// again changes nothing, no block says a directive twice, nothing of the other family is left beside a pass directive, and no error came that
// was not there (a location that starts to work may show a warning that did not matter while it failed). Some get a scheme that nginx refuses
// first: once that is fixed, nginx accepts them again. Some are dumps of several files, with upstreams before and behind the files that use
// them; some have an error log beside them, which speaks about the text before the fix: so nothing is fixed again there.
//   CONFIGURATIONS=2000 node tests/e2e/run.mjs generated_never_worse      all that were asked for; SEED and KEEP=FOLDER as wanted
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePort } from './free_port.mjs';
import { randomAnswers } from './generator/answers.mjs';
import { dumpOf, filesOf, writeFiles } from './generator/dump.mjs';
import { randomLog } from './generator/log_lines.mjs';
import { createRandom } from './generator/random.mjs';
import { repeated } from './generator/repeated.mjs';
import { residue } from './generator/residue.mjs';
import { generate } from './generator/statements.mjs';
import { write } from './generator/write.mjs';
import { pathsInside } from './nginx/binary.mjs';
import { createJudge } from './nginx/judge.mjs';
import { testConfiguration } from './nginx/test_configuration.mjs';
import { diagnose, stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const SEED = Number(process.env.SEED ?? 20260101);
const WANTED = Number(process.env.CONFIGURATIONS ?? 150);
const PROFILES = ['minimal', 'recommended', 'hardened'];
const MODES = PROFILES.flatMap((profile) => [
  ['--profile', profile],
  ['--profile', profile, '--unsafe'],
]);
const ADDRESSES = ['127.0.0.1:18080', '127.0.0.1:18081', '127.0.0.2:18443', 'unix:/tmp/none.sock'];
const WRONG_SCHEMES = ['h2', 'http2', 'h2c', 'grpc'];

/** @typedef {{folder: string, judge: (bytes: Buffer) => Promise<import('./nginx/test_configuration.mjs').Verdict>}} Bench */
/**
 * `accepted`: as it stands; otherwise once its schemes are fixed. `log`: beside it there is an error log.
 * @typedef {{text: Buffer, evidence: string[], accepted: boolean, dump: boolean, log: boolean}} Case
 */
/** @typedef {Case & {errors: Record<string, number>}} Diagnosed  how many errors of each rule it has */
/** @typedef {Record<string, {changed: number, rejected: number, residue: number}>} Counts */

/** Log lines are about the text before a fix: what they hold against a setting is counted in neither. @param {import('./stackengine.mjs').Diagnostic[]} diagnostics */
function countErrorsByRule(diagnostics) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { rule, severity, evidence } of diagnostics) {
    if (severity === 'error' && (evidence ?? []).every(({ kind }) => kind !== 'log_line')) counts[rule] = (counts[rule] ?? 0) + 1;
  }
  return counts;
}

/** Some schemes of `proxy_pass` as the article has them. @param {import('./generator/random.mjs').Random} random @param {Buffer} text */
function withWrongSchemes(random, text) {
  const wrong = text
    .toString()
    .replace(/(proxy_pass\s+"?)https?:\/\/(?!\$)/gi, (all, before) => (random.chance(0.6) ? `${before}${random.pick(WRONG_SCHEMES)}://` : all));
  return Buffer.from(wrong);
}

/** Each file by itself: what stands on top of two of them is not said twice. @param {string} text */
function repeatedIn(text) {
  const files = filesOf(text);
  return files.size === 0 ? repeated(text) : [...files].flatMap(([name, part]) => repeated(part).map((one) => `${one} of ${name}`));
}

/** nginx on the files of a dump, at the paths that it names. @param {string} folder @param {Buffer} dump */
function judgeDump(folder, dump) {
  const files = filesOf(dump.toString('latin1'));
  for (const [path, text] of files) writeFileSync(path, text, 'latin1');
  // A dump of one file comes out of `fix` without its header.
  return testConfiguration(folder, Buffer.from(files.get(join(folder, 'nginx.conf')) ?? dump.toString('latin1'), 'latin1'));
}

/** What is wrong with a text that a fix gave. @param {Bench} bench @param {Diagnosed} one @param {string[]} mode @param {Buffer} fixed @param {number | null} status */
async function faultsOf({ folder, judge }, { text, evidence, accepted, dump, log, errors }, mode, fixed, status) {
  /** @type {string[]} */
  const found = [];
  writeFileSync(join(folder, 'b.conf'), fixed);
  const after = await diagnose([...evidence, 'b.conf'], { cwd: folder });
  const repaired = accepted || !after.diagnostics.some(({ severity, rule }) => severity === 'error' && rule === 'invalid-upstream-scheme');
  const verdict = await (dump ? judgeDump(folder, fixed) : judge(fixed));
  if (repaired && !verdict.accepted) found.push(`nginx refuses the result: ${verdict.messages.join(' | ')}`);
  found.push(...residue(text.toString(), fixed.toString()).map((one) => `residue: ${one}`));
  if (!log) {
    const again = await stackengine(['fix', ...mode, ...evidence, 'b.conf'], { cwd: folder });
    if (!again.stdout.equals(fixed)) found.push('fixing again changes it again');
    if (again.status !== status) found.push(`fix says ${status}, fixing its result says ${again.status}`);
  }
  for (const [rule, count] of Object.entries(countErrorsByRule(after.diagnostics))) {
    if (count > (errors[rule] ?? 0)) found.push(`more errors of ${rule} than before`);
  }
  const twice = repeatedIn(text.toString());
  for (const directive of repeatedIn(fixed.toString())) if (!twice.includes(directive)) found.push(`said twice: ${directive}`);
  return found;
}

/** Every mode on one configuration; a result that another mode gave too is looked at once. @param {Bench} bench @param {Case} one @param {Counts} counts */
async function faults(bench, one, counts) {
  /** @type {string[]} */
  const found = [];
  /** @type {Map<string, string[]>} */
  const seen = new Map();
  writeFileSync(join(bench.folder, 'a.conf'), one.text);
  const { diagnostics } = await diagnose([...one.evidence, 'a.conf'], { cwd: bench.folder });
  const diagnosed = { ...one, errors: countErrorsByRule(diagnostics) };
  for (const mode of MODES) {
    const fix = await stackengine(['fix', ...mode, ...one.evidence, 'a.conf'], { cwd: bench.folder });
    if (fix.status !== 0 && fix.status !== 1) return [`fix ${mode.join(' ')} ended with ${fix.status ?? fix.signal}: ${fix.stderr}`];
    if (fix.stdout.equals(one.text)) continue;
    const key = `${mode.includes('--unsafe')} ${fix.stdout.toString('latin1')}`;
    const own = seen.get(key) ?? (await faultsOf(bench, diagnosed, mode, fix.stdout, fix.status));
    seen.set(key, own);
    const count = (counts[mode.slice(1).join(' ')] ??= { changed: 0, rejected: 0, residue: 0 });
    ++count.changed;
    if (own.some((fault) => fault.startsWith('residue'))) ++count.residue;
    if (own.some((fault) => fault.startsWith('nginx refuses'))) ++count.rejected;
    found.push(...own.map((fault) => `fix ${mode.join(' ')} ${one.evidence.join(' ')}: ${fault}`));
  }
  return found;
}

test('generated configurations against the real nginx', { timeout: HANG_MS }, async (t) => {
  const folder = temporaryFolder(t);
  const ports = [await freePort(), await freePort()];
  let made = 0;
  let valid = 0;
  let broken = 0;
  let dumps = 0;
  let withLog = 0;
  /** @type {string[]} */
  const reports = [];
  /** @type {Counts} */
  const counts = {};
  /** @type {Record<string, number>} */
  const refusals = {};

  /** @param {Bench} bench */
  async function work(bench) {
    while (valid < WANTED && made < WANTED * 3) {
      const seed = SEED + made++;
      const random = createRandom(seed);
      const { statements, upstreams } = generate(random, { addresses: ADDRESSES, ports });
      const dump = random.chance(0.35);
      const around = { top: `error_log ${bench.folder}/error.log; pid ${bench.folder}/nginx.pid; events {}`, http: pathsInside(bench.folder) };
      const text = dump ? Buffer.from(dumpOf(writeFiles(random, statements, bench.folder, around))) : write(random, statements);
      const verdict = await (dump ? judgeDump(bench.folder, text) : bench.judge(text));
      if (!verdict.accepted) {
        const message = (verdict.messages[0] ?? '').replace(/ in \S+$/, '');
        refusals[message] = (refusals[message] ?? 0) + 1;
        continue;
      }
      ++valid;
      const evidence = [...randomAnswers(random, [...upstreams, ...ADDRESSES]), ...random.pick([[], ['--nginx-version', '1.22.1']])];
      const log = random.chance(0.3);
      if (log) {
        writeFileSync(join(bench.folder, 'error.txt'), randomLog(random, ADDRESSES));
        evidence.push('--log', 'error.txt');
        ++withLog;
      }
      if (dump) ++dumps;
      const cases = [{ text, evidence, accepted: true, dump, log }];
      const wrong = withWrongSchemes(random, text);
      if (valid % 2 === 0 && !wrong.equals(text)) {
        ++broken;
        cases.push({ text: wrong, evidence, accepted: false, dump, log });
      }
      for (const one of cases) {
        const found = await faults(bench, one, counts);
        reports.push(...found.map((fault) => `seed ${seed}, ${one.accepted ? 'as generated' : 'with wrong schemes'}: ${fault}`));
        if (found.length > 0 && process.env.KEEP) {
          mkdirSync(process.env.KEEP, { recursive: true });
          writeFileSync(join(process.env.KEEP, `${seed}.${one.accepted}.conf`), one.text);
          if (log) copyFileSync(join(bench.folder, 'error.txt'), join(process.env.KEEP, `${seed}.error.txt`));
        }
      }
    }
  }

  const benches = await Promise.all(
    Array.from({ length: Math.min(2, availableParallelism()) }, async (_, i) => {
      const own = join(folder, String(i));
      mkdirSync(own);
      return { folder: own, judge: createJudge(own, await freePort(), { replaceHosts: false }) };
    }),
  );
  await Promise.all(benches.map(work));

  console.log(
    `generated configurations: ${made}, accepted by nginx: ${valid}, dumps of several files: ${dumps}, with an error log: ${withLog}, also with wrong schemes: ${broken}, faults: ${reports.length}`,
  );
  for (const [mode, count] of Object.entries(counts))
    console.log(`  ${mode}: ${count.changed} changed, ${count.rejected} of them refused by nginx, ${count.residue} with residue`);
  for (const [message, count] of Object.entries(refusals)) console.log(`  not used, ${count} times: ${message}`);
  for (const report of reports.slice(0, 50)) console.log(`  ${report}`);
  assert.ok(valid >= WANTED * 0.9, 'the generator makes too few configurations that nginx accepts');
  assert.equal(Object.keys(counts).length, MODES.length, 'some profile changed nothing');
  assert.equal(reports.length, 0);
});
