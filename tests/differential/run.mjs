// Compares the engine with the real `nginx -t` on small valid configurations and on what single mistakes make of them:
//   node tests/differential/run.mjs [--list] [--kind KIND] [--case ID] [--times N] [--seed N]
//     --list        shows every disagreement, not only the errors that nginx does not make
//     --kind KIND   only the cases of this kind, or of all kinds that begin so
//     --case ID     only this case; shows its text
//     --times N     makes N times as many values (values.mjs) as usual; --seed N makes others
// Exit status 1 when the verdicts differ too often, an error of ours is false, or one mistake brings more than one error
// (report.mjs); known differences stand in explained.json, each with its reason, and must still be there.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stackengine } from '../e2e/stackengine.mjs';
import { forNginx, validConfigurations } from './configuration.mjs';
import { casesOf } from './mutations.mjs';
import { judge, missingModules } from './nginx.mjs';
import { report } from './report.mjs';
import { shippedFaults } from './shipped.mjs';
import { valueCases } from './values.mjs';

const NGINX_VERSION = '1.22.1';
const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const { values: options } = parseArgs({
  options: {
    list: { type: 'boolean' },
    kind: { type: 'string' },
    case: { type: 'string' },
    times: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
  },
});

if (missingModules().length > 0) {
  console.error(`missing: ${missingModules().join(', ')}; scripts/setup installs them`);
  process.exit(2);
}

const cases = validConfigurations()
  .flatMap(casesOf)
  .concat(valueCases(Number(options.times), Number(options.seed)))
  .filter(({ kind }) => kind.startsWith(options.kind ?? ''))
  .filter(({ id }) => options.case === undefined || id === options.case);
if (cases.length === 0) {
  console.error('no such case');
  process.exit(2);
}

// Rules that say what each request will get, where `nginx -t` says nothing: of a target with variables.
/** @param {import('../e2e/stackengine.mjs').Diagnostic & {nginx_message?: string}} diagnostic */
const isOfRunTime = ({ rule, nginx_message }) => ['invalid-upstream-scheme', 'variable-without-resolver'].includes(rule) && !nginx_message;

/** @param {import('./mutations.mjs').Case} one @param {string} folder @returns {Promise<import('./report.mjs').Result>} */
async function run(one, folder) {
  const input = Buffer.from(one.text, 'latin1');
  const hasPid = /^\s*pid\s/m.test(one.text);
  const [nginx, check] = await Promise.all([
    judge(folder, forNginx(one.text, one.wrap, folder), hasPid),
    stackengine(['check', '--format', 'json', '--nginx-version', NGINX_VERSION, '-'], { input }),
  ]);
  const faults = [];
  /** @type {import('../e2e/stackengine.mjs').Diagnostic[]} */
  let errors = [];
  if (check.status === 0 || check.status === 1) {
    const { diagnostics } = JSON.parse(check.stdout.toString());
    errors = diagnostics.filter((/** @type {{severity: string}} */ { severity }) => severity === 'error');
    if (one.kind.startsWith('fuzz/')) errors = errors.filter((error) => !isOfRunTime(error));
  } else {
    faults.push(`check ended with ${check.status ?? check.signal}: ${check.stderr}`);
  }
  // Without a finding there is nothing to fix, and printing what was parsed gives the same bytes.
  if (check.status === 0) {
    const fixed = await stackengine(['fix', '--nginx-version', NGINX_VERSION, '-'], { input });
    if (!fixed.stdout.equals(input)) faults.push('fix changed it, though check found nothing');
  }
  return { case: one, nginx, errors, faults };
}

const start = performance.now();
const base = mkdtempSync(join(tmpdir(), 'stackengine-differential-'));
/** @type {import('./report.mjs').Result[]} */
const results = new Array(cases.length);
let next = 0;
try {
  await Promise.all(
    cpus().map(async (_, worker) => {
      const folder = join(base, String(worker));
      mkdirSync(folder);
      for (let i = next++; i < cases.length; i = next++) results[i] = await run(cases[i], folder);
    }),
  );
} finally {
  rmSync(base, { recursive: true, force: true });
}

if (options.case !== undefined) console.log(cases[0].text);
const explained = JSON.parse(readFileSync(join(here, 'explained.json'), 'utf8'));
const complete = options.kind === undefined && options.case === undefined;
const failures = report(results, explained, { list: (options.list ?? false) || !complete, complete });
if (complete) failures.push(...(await shippedFaults(NGINX_VERSION)));

console.log(`\n${cases.length} cases in ${((performance.now() - start) / 1000).toFixed(1)} s`);
for (const failure of failures) console.log(`FAILED ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
