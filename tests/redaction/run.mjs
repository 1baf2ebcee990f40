// node tests/redaction/run.mjs [--list] [--check] [--repeat N] [--seed S] [WORDS]: what redaction leaves of planted secrets, and what it changes
// without need.
//   --list    every fault with its text     --check   fails when a secret is left or more than 1 % of the twins change
//   WORDS     only rows whose class and place hold them
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runBenchmark } from './benchmark.mjs';

const MOST_TWINS_CHANGED = 0.01;

const { values, positionals } = parseArgs({
  options: {
    list: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    repeat: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
  allowPositionals: true,
});

const folder = mkdtempSync(join(tmpdir(), 'stackengine-redaction-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const only = positionals.length > 0 ? positionals.join(' ') : undefined;
const { scores, faults } = await runBenchmark({ folder, seed: values.seed, repeat: Number(values.repeat), only });

/** @param {number} part @param {number} whole */
const percent = (part, whole) => (whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`);
const total = { spans: 0, leaked: 0, twins: 0, changed: 0 };
console.log('class                            leaked / planted           twins changed / twins');
for (const [name, { spans, leaked, twins, changed }] of scores) {
  console.log(
    `${name.padEnd(32)} ${`${leaked} / ${spans}`.padStart(12)} ${percent(leaked, spans).padStart(8)}   ${`${changed} / ${twins}`.padStart(12)} ${percent(changed, twins).padStart(8)}`,
  );
  total.spans += spans;
  total.leaked += leaked;
  total.twins += twins;
  total.changed += changed;
}
console.log(
  `${'all'.padEnd(32)} ${`${total.leaked} / ${total.spans}`.padStart(12)} ${percent(total.leaked, total.spans).padStart(8)}   ${`${total.changed} / ${total.twins}`.padStart(12)} ${percent(total.changed, total.twins).padStart(8)}`,
);

const broken = faults.filter(({ kind }) => kind === 'refused' || kind === 'restore');
/** @type {Set<string>} */
const seen = new Set();
console.log(`\nplaces with faults (${faults.length} in all):`);
for (const { kind, class: className, place, detail, text } of faults) {
  const key = `${kind}  ${className}, ${place}`;
  if (seen.has(key)) continue;
  seen.add(key);
  console.log(`${key}${values.list ? `\n${detail}\n${text.slice(0, 1500)}\n` : `: ${detail.slice(0, 160)}`}`);
}
if (values.check) {
  const twinsFine = total.changed <= total.twins * MOST_TWINS_CHANGED;
  if (total.spans === 0 || total.leaked > 0 || broken.length > 0 || !twinsFine) process.exitCode = 1;
}
