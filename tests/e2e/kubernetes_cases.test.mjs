// Kubernetes incidents that people reported: the cause is named, or nothing where nothing is wrong with the protocol, and the fix changes
// what it says and nothing else.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { applyPatch } from './apply_patch.mjs';
import { dataOf, differences } from './kubernetes/data.mjs';
import { newComplaints } from './kubernetes/schemas.mjs';
import { diagnose, stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {string} title
 * @property {string} log
 * @property {string} config
 * @property {string[]} fix_contains
 * @property {string[]} fix_not_contains
 * @property {string[]} findings  rules of the warnings and errors
 * @property {import('./kubernetes/data.mjs').Difference[]} [changes]  of the data, by `fix --unsafe`
 * @property {string[]} [split]  names of the Ingresses that one becomes
 * @property {boolean} [manual]  the fix is shown, not applied
 */
/** @type {Case[]} */
const cases = JSON.parse(readFileSync(new URL('kubernetes/cases.json', import.meta.url), 'utf8'));

for (const one of cases) {
  test(`${one.id}: ${one.title}`, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'app.yaml'), one.config);
    writeFileSync(join(folder, 'error.log'), `${one.log}\n`);
    const log = one.log === '' ? [] : ['--log', 'error.log'];
    const pasted = `${one.config}\n${one.log}\n`;
    for (const report of [await diagnose([...log, 'app.yaml'], { cwd: folder }), await diagnose(['-'], { cwd: folder, input: pasted })]) {
      const findings = report.diagnostics.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule);
      assert.deepEqual(findings, one.findings);
      assert.equal(report.status, one.findings.length > 0 ? 1 : 0);
      if (one.manual) {
        const fixes = /** @type {any[]} */ (report.diagnostics).flatMap(({ fixes }) => fixes);
        assert.ok(fixes.some(({ applicability, edits }) => applicability === 'manual' && edits[0].text.includes(one.fix_contains[0])));
      }
    }

    const fixed = await stackengine(['fix', '--unsafe', ...log, 'app.yaml'], { cwd: folder });
    const text = fixed.stdout.toString();
    const patch = (await stackengine(['fix', '--unsafe', '--diff', ...log, 'app.yaml'], { cwd: folder })).stdout;
    if (patch.length > 0) {
      const applied = applyPatch('patch', folder, 'app.yaml', one.config, patch);
      assert.equal(applied.status, 0, applied.said);
      assert.equal(applied.after.toString(), text);
    }
    if (!one.manual) for (const words of one.fix_contains) assert.ok(text.includes(words), words);
    for (const words of one.fix_not_contains) assert.ok(!text.includes(words), words);
    const before = dataOf(one.config);
    const after = /** @type {any[]} */ (dataOf(text));
    assert.deepEqual(newComplaints(before, after).fresh, []);
    if (one.split === undefined) assert.deepEqual(differences(before, after), one.changes);
    else
      assert.deepEqual(
        after.map(({ metadata }) => metadata.name),
        one.split,
      );
  });
}

test('a split Ingress holds the paths of the one, each once', async (t) => {
  const { config } = /** @type {Case} */ (cases.find(({ id }) => id === 'K031'));
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'app.yaml'), config);
  const fixed = await stackengine(['fix', '--unsafe', 'app.yaml'], { cwd: folder });
  const [grpc, http] = /** @type {any[]} */ (dataOf(fixed.stdout.toString()));
  const paths = (/** @type {any} */ ingress) => ingress.spec.rules[0].http.paths.map((/** @type {any} */ { path }) => path);
  assert.deepEqual(paths(grpc), ['/pkg.Svc']);
  assert.deepEqual(paths(http), ['/api']);
  const protocol = 'nginx.ingress.kubernetes.io/backend-protocol';
  assert.equal(grpc.metadata.annotations[protocol], 'GRPC');
  assert.equal(http.metadata.annotations[protocol], 'HTTP');
  const [before] = /** @type {any[]} */ (dataOf(config));
  const all = before.spec.rules[0].http.paths;
  assert.deepEqual([...http.spec.rules[0].http.paths, ...grpc.spec.rules[0].http.paths], all);
});

test('what nginx will do is in both reports', async (t) => {
  const { config } = /** @type {Case} */ (cases.find(({ id }) => id === 'K022'));
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'app.yaml'), config);
  const { routes } = /** @type {any} */ (await diagnose(['app.yaml'], { cwd: folder }));
  assert.equal(routes.length, 1);
  assert.equal(routes[0].directive, 'grpc_pass grpcs://app:7080;');
  assert.equal(routes[0].version, '2');
  assert.equal(routes[0].controller, "F5's NGINX Ingress Controller");
  const text = await stackengine(['check', 'app.yaml'], { cwd: folder });
  assert.ok(text.stdout.includes('route: app.example.com/ -> app:7080: grpc_pass grpcs://app:7080; HTTP/2'));
});
