// Plants every class of secret in configurations, manifests and logs, redacts them with the command line, and looks what is left.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackengine } from '../e2e/stackengine.mjs';
import { copies } from './classes/copies.mjs';
import { credentials } from './classes/credentials.mjs';
import { identity } from './classes/identity.mjs';
import { keys } from './classes/keys.mjs';
import { kubernetes } from './classes/kubernetes.mjs';
import { names } from './classes/names.mjs';
import { places } from './classes/places.mjs';
import { tokens } from './classes/tokens.mjs';
import { createOracle } from './oracle.mjs';
import { createRandom } from './random.mjs';

/** @typedef {import('./row.mjs').Row} Row */

export const ROWS = [...tokens, ...keys, ...credentials, ...kubernetes, ...places, ...identity, ...names, ...copies];

/**
 * @typedef {object} Score
 * @property {number} spans  planted
 * @property {number} leaked
 * @property {number} twins
 * @property {number} changed
 * @property {Set<string>} bases
 */

/**
 * @typedef {object} Fault
 * @property {'leak' | 'twin' | 'refused' | 'restore'} kind
 * @property {string} class
 * @property {string} place
 * @property {string} detail
 * @property {string} text
 */

/** The lines in which two texts differ. @param {string} before @param {string} after */
function difference(before, after) {
  const [was, is] = [before.split('\n'), after.split('\n')];
  return was.flatMap((line, i) => (line === is[i] ? [] : [`- ${line.slice(0, 200)}`, `+ ${(is[i] ?? '').slice(0, 200)}`])).join('\n');
}

/**
 * @param {{folder: string, seed: string, repeat: number, only?: string}} options
 * @returns {Promise<{scores: Map<string, Score>, faults: Fault[]}>}
 */
export async function runBenchmark({ folder, seed, repeat, only }) {
  /** @type {Map<string, Score>} */
  const scores = new Map();
  /** @type {Fault[]} */
  const faults = [];
  let vaults = 0;

  /** What redacting gives, and whether restoring gives the text back. @param {string} text */
  async function redacted(text) {
    const number = ++vaults;
    const [input, vault] = [join(folder, `${number}.txt`), join(folder, `${number}.json`)];
    writeFileSync(input, text, 'latin1');
    const outcome = await stackengine(['redact', '--vault', vault, input]);
    if (outcome.status !== 0) return { output: '', refusal: outcome.stderr || `status ${outcome.status} ${outcome.signal}`, exact: true };
    const back = await stackengine(['restore', '--vault', vault, '-'], { input: outcome.stdout });
    return { output: outcome.stdout.toString('latin1'), refusal: '', exact: back.stdout.toString('latin1') === text };
  }

  /** @param {Row} row @param {number} round */
  async function measure(row, round) {
    const score = scores.get(row.class) ?? { spans: 0, leaked: 0, twins: 0, changed: 0, bases: new Set() };
    scores.set(row.class, score);
    score.bases.add(row.basis);
    const place = `${row.surrounding}: ${row.place}`;
    const made = row.make(createRandom(`${seed}/${row.class}/${place}/${round}`));
    const fault = (/** @type {Fault['kind']} */ kind, /** @type {string} */ detail, /** @type {string} */ text) =>
      faults.push({ kind, class: row.class, place, detail, text });

    for (const { value } of made.planted) {
      if (value === '') throw new Error(`${row.class}, ${place}: plants nothing`);
    }
    const { output, refusal, exact } = await redacted(made.text);
    score.spans += made.planted.length;
    if (refusal !== '') fault('refused', refusal, made.text);
    if (!exact) fault('restore', 'does not give the text back', made.text);
    const leaks = createOracle(output);
    const left = made.planted.filter(leaks);
    score.leaked += left.length;
    if (left.length > 0) fault('leak', left.map(({ value }) => value).join(' | '), output);

    if (made.twin === undefined || round > 0) return; // twins do not vary
    score.twins += 1;
    const twin = await redacted(made.twin);
    if (twin.refusal !== '') fault('refused', twin.refusal, made.twin);
    if (twin.output === made.twin) return;
    score.changed += 1;
    fault('twin', difference(made.twin, twin.output), made.twin);
  }

  const wanted = only === undefined ? ROWS : ROWS.filter((row) => `${row.class} ${row.surrounding}: ${row.place}`.toLowerCase().includes(only.toLowerCase()));
  const work = wanted.flatMap((row) => Array.from({ length: repeat }, (_, round) => ({ row, round })));
  // In the order of the table, whoever is ready first.
  for (const { row } of work) if (!scores.has(row.class)) scores.set(row.class, { spans: 0, leaked: 0, twins: 0, changed: 0, bases: new Set() });
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < work.length; i = next++) await measure(work[i].row, work[i].round);
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  faults.sort((a, b) => (`${a.class}${a.place}${a.kind}` < `${b.class}${b.place}${b.kind}` ? -1 : 1));
  return { scores, faults };
}
