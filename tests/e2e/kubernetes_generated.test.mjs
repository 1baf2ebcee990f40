// The 2,000 manifests of the property test before and after their fixes, read by an independent YAML parser: the data differs only where
// fixes mean it to, comments stay, and Kubernetes' schemas have nothing new against a changed object.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { dataOf, differences, expectJson, pathsOf } from './kubernetes/data.mjs';
import { complaints, newComplaints } from './kubernetes/schemas.mjs';
import { binary } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const MAY_CHANGE = [
  /^metadata\/annotations(\/|$)/, // of an Ingress
  /^spec\/(?:template\/spec\/)?containers\/0\/\w+Probe\/(httpGet|tcpSocket|grpc|successThreshold|timeoutSeconds)/,
  /^spec\/ports\/0\/appProtocol$/,
  /^spec\/upstreams\/\d+\/(type|tls)/,
  /^data\/a\.conf$/,
];

/** @param {string} text */
const commentsOf = (text) => (text.match(/^ *#.*$/gm) ?? []).map((line) => line.trim()).sort();

test('generated manifests', { timeout: HANG_MS }, (t) => {
  const file = join(temporaryFolder(t), 'pairs');
  const run = spawnSync(join(dirname(binary), 'property_tests'), ['--gtest_filter=KubernetesProperty.FixesAreLosslessAndNeverWorse'], {
    env: { ...process.env, KUBERNETES_PROPERTY_FILE: file },
  });
  assert.equal(run.status, 0, run.stdout.toString().slice(-2000));
  const texts = readFileSync(file, 'utf8').split('\0').slice(0, -1);
  assert.equal(texts.length, 4000);
  let changed = 0;
  let split = 0;
  let checked = 0;
  for (let i = 0; i < texts.length; i += 2) {
    const [before, after] = [texts[i], texts[i + 1]];
    const [old, now] = [dataOf(before), dataOf(after)];
    assert.equal(before === after, JSON.stringify(old) === JSON.stringify(now), `text and data change together:\n${before}`);
    if (before === after) continue;
    changed += 1;
    expectJson(after);
    const schemas = newComplaints(old, now);
    assert.deepEqual(schemas.fresh, [], after);
    checked += schemas.checked;
    if (now.length !== old.length) {
      // An Ingress became two, or one for each protocol: no path is lost, and everything else is in its place.
      split += 1;
      assert.ok(now.length > old.length && now.length <= old.length + 3, after);
      assert.deepEqual(pathsOf(now), pathsOf(old), after);
      const others = (/** @type {any[]} */ data) => data.filter((one) => one.kind !== 'Ingress').length;
      assert.equal(others(now), others(old), after);
      continue;
    }
    for (const [path] of differences(old, now)) {
      const [, inObject] = /** @type {RegExpMatchArray} */ (path.match(/^\d+\/(?:items\/\d+\/)?(.*)$/));
      assert.ok(
        MAY_CHANGE.some((one) => one.test(inObject)),
        `${path} in\n${before}\n--- after:\n${after}`,
      );
    }
    assert.deepEqual(
      commentsOf(after).filter((line) => !commentsOf(before).includes(line)),
      [],
    );
  }
  console.log(`generated manifests: 2000, changed ${changed}, split ${split}, changed objects held against a schema ${checked}`);
  assert.ok(changed > 1000 && split > 0 && checked > 1000);
});

test('the schemas refuse what Kubernetes refuses', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [{ port: '80x', appProtocol: 1 }] } };
  assert.equal(complaints(service)?.length, 2);
  assert.deepEqual(complaints({ ...service, spec: { ports: [{ port: 80, appProtocol: 'http' }] } }), []);
  assert.equal(complaints({ kind: 'VirtualServer' }), null);
});
