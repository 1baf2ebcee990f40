// node tests/redaction/mutation.mjs [--repeat N] [--seed S]: does the gate notice when a detector is switched off? Each text of the benchmark is
// redacted without one class, and what then is left of that class is held against the vault of the full redaction: the gate has to name it.
// Prints caught / planted for each class, and fails unless they are equal.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stackengine } from '../e2e/stackengine.mjs';
import { ROWS } from './benchmark.mjs';
import { createRandom } from './random.mjs';

/** @typedef {{placeholder: string, class: string, original?: string}} Entry */

const { values } = parseArgs({ options: { repeat: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' } } });
const folder = mkdtempSync(join(tmpdir(), 'stackengine-mutation-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** @type {Map<string, {caught: number, planted: number}>} */
const scores = new Map();
/** @type {string[]} */
const missed = [];
let files = 0;

/** Whether `original` stands in `text` as a word of its own. @param {string} text @param {string} original */
function stands(text, original) {
  for (let at = text.indexOf(original); at >= 0; at = text.indexOf(original, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + original.length] ?? ' '];
    if (!/[a-z0-9]/i.test(before) && !/[a-z0-9]/i.test(after)) return true;
  }
  return false;
}

/** @param {string} text @param {string[]} options */
async function redact(text, options) {
  const number = ++files;
  const [input, vault] = [join(folder, `${number}.txt`), join(folder, `${number}.json`)];
  writeFileSync(input, text, 'latin1');
  const outcome = await stackengine(['redact', '--vault', vault, ...options, input]);
  if (outcome.status !== 0) throw new Error(outcome.stderr);
  const { entries } = JSON.parse(readFileSync(vault, 'utf8'));
  return { output: outcome.stdout, vault, entries: /** @type {Entry[]} */ (entries) };
}

/** @param {string} text @param {string} place */
async function mutate(text, place) {
  const full = await redact(text, []);
  for (const secretClass of new Set(full.entries.map((entry) => entry.class))) {
    // What looks random is replaced whoever found it, so that detector is off too.
    const { output } = await redact(text, ['--skip', `${secretClass},random`]);
    const left = full.entries.filter((entry) => entry.class === secretClass && entry.original && stands(output.toString('latin1'), entry.original));
    if (left.length === 0) continue; // another detector found them
    const gate = await stackengine(['gate', '--vault', full.vault, '-'], { input: output });
    const score = scores.get(secretClass) ?? { caught: 0, planted: 0 };
    scores.set(secretClass, score);
    // One report may stand for several values of one text; a text with one report is stopped.
    score.planted += 1;
    if (gate.status === 1) score.caught += 1;
    else missed.push(`${secretClass}: ${place}: ${left.map(({ original }) => original).join(' | ')}`);
  }
}

const work = ROWS.flatMap((row) => Array.from({ length: Number(values.repeat) }, (_, round) => ({ row, round })));
let next = 0;
const worker = async () => {
  for (let i = next++; i < work.length; i = next++) {
    const { row, round } = work[i];
    const place = `${row.surrounding}: ${row.place}`;
    await mutate(row.make(createRandom(`${values.seed}/${row.class}/${place}/${round}`)).text, `${row.class}, ${place}`);
  }
};
await Promise.all(Array.from({ length: 4 }, worker));

console.log('switched off     caught / planted (texts)');
for (const [name, { caught, planted }] of [...scores].sort()) console.log(`${name.padEnd(16)} ${String(caught).padStart(6)} / ${planted}`);
for (const one of missed) console.log(`missed  ${one}`);
if (scores.size < 15 || missed.length > 0) process.exitCode = 1;
