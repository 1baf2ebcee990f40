// Every golden manifest before and after its fixes, read by an independent YAML parser: the data differs where a fix means it to, and nowhere
// else; comments stay.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dataOf, differences, expectJson, pathsOf } from './kubernetes/data.mjs';
import { newComplaints } from './kubernetes/schemas.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const GOLDEN = fileURLToPath(new URL('../golden', import.meta.url));
const MAY_CHANGE =
  /^\d+\/(items\/\d+\/)?(metadata\/annotations|(spec\/(template\/spec\/)?(initC|c)ontainers\/\d+\/)?\w+Probe|spec\/(upstreams\/\d+\/(type|tls)|ports\/\d+\/appProtocol|tls|(routes\/\d+\/)?\w+-snippets)|data)(\/|$)/;

test('golden manifests', { timeout: HANG_MS }, async (t) => {
  const folder = temporaryFolder(t);
  const names = readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  let read = 0;
  let changed = 0;
  for (const name of names) {
    // What stands behind a manifest, log lines, is no YAML.
    const before = readFileSync(join(GOLDEN, name), 'utf8').replace(/^(?!#|\s|[\w-]+:|- |---|[{}]|$).*\n/gm, '');
    let data;
    try {
      data = dataOf(before);
    } catch {
      assert.match(name, /yaml-syntax|manifest-template/);
      continue;
    }
    writeFileSync(join(folder, 'case.yaml'), before);
    const answers = [...before.matchAll(/# with backend: *(\S+)/g)].flatMap((match) => ['--backend', match[1]]);
    const fix = await stackengine(['fix', '--unsafe', ...answers, 'case.yaml'], { cwd: folder });
    assert.ok(fix.status === 0 || fix.status === 1, `${name}: ${fix.status} ${fix.stderr}`);
    const after = fix.stdout.toString();
    const found = differences(data, dataOf(after));
    assert.deepEqual(newComplaints(data, dataOf(after)).fresh, [], name);
    expectJson(after);
    read += 1;
    if (after !== before) changed += 1;
    assert.equal(after === before, found.length === 0, `${name}: text and data change together`);
    if (dataOf(after).length !== data.length) {
      assert.deepEqual(pathsOf(dataOf(after)), pathsOf(data), name);
      continue;
    }
    for (const [path] of found) assert.match(path, MAY_CHANGE, name);
    // A comment goes only with the field that it stands on.
    const comments = (/** @type {string} */ text) => (text.match(/^ *#.*$/gm) ?? []).join('\n');
    assert.equal(comments(after), comments(before), name);
  }
  console.log(`golden manifests: ${names.length}, read ${read}, changed by fixes ${changed}`);
  assert.ok(changed > 15);
});
