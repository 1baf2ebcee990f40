// A redacted manifest is the same manifest to an independent reader of YAML: the same documents, the same structure, the same scalars in
// the same places, text where text was, data of a Secret still base64.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { parseAllDocuments } from '../../web/node_modules/yaml/dist/index.js';
import { ROWS } from '../redaction/benchmark.mjs';
import { createRandom } from '../redaction/random.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const TESTS = fileURLToPath(new URL('..', import.meta.url));

/** @type {{name: string, text: string}[]} */
const manifests = readdirSync(join(TESTS, 'golden'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.ya?ml$/.test(name))
  .sort()
  .map((name) => ({ name, text: readFileSync(join(TESTS, 'golden', name), 'latin1') }));
/** @type {Set<string>} */
const classes = new Set();
for (const row of ROWS) {
  // Of tokens, which all are planted alike, one row for each place.
  const kind = `${row.class} ${row.place.replace(/^.*… /, '')}`;
  if (row.surrounding !== 'yaml' || classes.has(kind)) continue;
  classes.add(kind);
  manifests.push({ name: `${row.class}: ${row.place}`, text: row.make(createRandom(kind)).text });
}

/** What a document is without what its words say. @param {unknown} value @returns {unknown} */
function shapeOf(value) {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (value !== null && typeof value === 'object') return Object.values(value).map(shapeOf);
  return typeof value;
}

/** @param {string} text */
const read = (text) =>
  parseAllDocuments(text, { version: '1.1', logLevel: 'silent' }).map((document) => ({
    errors: document.errors.map(({ code }) => code).join(' '),
    value: document.errors.length > 0 ? undefined : document.toJS(),
  }));

/** Whether all data of Secrets is base64. @param {any} value @returns {boolean} */
function hasValidData(value) {
  if (value === null || typeof value !== 'object') return true;
  if (value.kind === 'Secret' && value.data) {
    return Object.values(value.data).every((one) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\s*$/.test(String(one)));
  }
  return Object.values(value).every(hasValidData);
}

test('redacted manifests', { timeout: HANG_MS }, async (t) => {
  assert.ok(existsSync(join(TESTS, 'golden')));
  const folder = temporaryFolder(t);
  const vault = join(folder, 'vault.json');
  /** @type {string[]} */
  const faults = [];
  for (const { name, text } of manifests) {
    rmSync(vault, { force: true });
    writeFileSync(join(folder, 'a.yaml'), text, 'latin1');
    const redacted = await stackengine(['redact', '--vault', vault, join(folder, 'a.yaml')]);
    if (redacted.status !== 0) {
      faults.push(`${name}: ${redacted.stderr.trim()}`);
      continue;
    }
    const [before, after] = [read(text), read(redacted.stdout.toString('latin1'))];
    const [was, is] = [before, after].map((documents) => JSON.stringify(documents.map(({ errors, value }) => [errors, shapeOf(value)])));
    if (was !== is) faults.push(`${name}:\n    was ${was}\n    is  ${is}`);
    if (before.every(({ value }) => hasValidData(value)) && !after.every(({ value }) => hasValidData(value)))
      faults.push(`${name}: data is no base64 any more`);
  }
  console.log(`redacted manifests: ${manifests.length}, of another shape: ${faults.length}`);
  for (const fault of faults) console.log(`  ${fault}`);
  assert.ok(manifests.length >= 100, `only ${manifests.length} manifests`);
  assert.equal(faults.length, 0);
});
