// 19 incidents as people reported them: the cause is named where it lies in the protocol or its settings, no protocol mismatch is claimed
// where it does not, and configurations and manifests get the fix that helped.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { diagnose, stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT = { timeout: HANG_MS };
const MISMATCHES = ['grpc-pass-to-http1', 'http1-to-http2', 'tls-to-plaintext', 'plaintext-to-tls', 'not-http-backend', 'grpc-web-to-grpc-pass'];

/**
 * @typedef {object} RealCase
 * @property {string} id
 * @property {string} title
 * @property {string} config_kind
 * @property {string} symptom_log
 * @property {string} config
 * @property {string[]} fix_contains
 * @property {string[]} fix_not_contains
 * @property {boolean} in_scope
 */
/** @type {RealCase[]} */
const cases = JSON.parse(readFileSync(new URL('real_cases.json', import.meta.url), 'utf8'));

// What the log alone must name first; absent: the case has no error-log line of nginx.
/** @type {Record<string, string>} */
const causes = {
  K001: 'http1-to-http2',
  K006: 'grpc-pass-to-http1',
  K015: 'grpc-pass-to-http1',
  K016: 'plaintext-to-tls',
  K022: 'tls-to-plaintext',
  K031: 'grpc-pass-to-http1',
  K036: 'nothing-listens',
  K041: 'backend-limit',
  K053: 'resolver-missing',
  K057: 'header-too-large',
  K059: 'server-name',
};

// What the configuration of nginx must be blamed for, with its log beside it, and the fix offered.
/** @type {Record<string, {rule: string, unsafe: boolean}>} */
const findings = {
  K001: { rule: 'http1-to-http2', unsafe: true },
  K025: { rule: 'plaintext-to-tls', unsafe: true },
  K045: { rule: 'keepalive-without-effect', unsafe: false },
};

// What manifests must be blamed for, with their log beside them; absent: nothing. What the fix changes is in kubernetes_cases.test.mjs.
/** @type {Record<string, string>} */
const manifests = {
  K006: 'default-backend-over-grpc',
  K016: 'annotation-not-in-effect',
  K022: 'backend-protocol-mismatch',
  K031: 'ingress-mixes-protocols',
  K032: 'h2c-client-on-plain-listener',
  K062: 'probe-scheme-mismatch',
  K065: 'http-probe-on-grpc',
  K068: 'invalid-backend-protocol',
};

const OPTIONS = { K041: ['--nginx-version', '1.29.4'] };

/** @type {{id: string, title: string, log: string, finding: string, fix: string}[]} */
const rows = [];
after(() => {
  console.table(rows);
  console.log(
    `${rows.length} incidents: ${Object.keys(causes).length} named by the log, ${Object.keys(findings).length} configurations fixed, ${Object.keys(manifests).length} manifests named`,
  );
});

/** @param {RealCase} one @param {string} folder */
async function causeByLog(one, folder) {
  writeFileSync(join(folder, 'error.log'), `${one.symptom_log}\n`);
  const outcome = await stackengine(['explain', '--format', 'json', 'error.log'], { cwd: folder });
  if (causes[one.id] === undefined) {
    assert.equal(outcome.status, 2, 'there is no line of nginx in it');
    return 'no line of nginx';
  }
  assert.equal(outcome.status, 0, outcome.stderr);
  const [entry] = JSON.parse(outcome.stdout.toString()).log;
  const ids = entry.causes.map((/** @type {{cause: string}} */ { cause }) => cause);
  assert.equal(ids[0], causes[one.id], `ranked: ${ids}`);
  if (!one.in_scope) assert.ok(!ids.some((/** @type {string} */ id) => MISMATCHES.includes(id)), `ranked: ${ids}`);
  return `${ids[0]}${entry.certain ? ', certain' : ''}`;
}

/** @param {RealCase} one @param {string} folder */
async function ofConfiguration(one, folder) {
  writeFileSync(join(folder, 'site.conf'), one.config);
  const options = [.../** @type {Record<string, string[]>} */ (OPTIONS[one.id] ?? []), '--log', 'error.log', 'site.conf'];
  if (one.symptom_log === '') options.splice(-3, 2);
  const { diagnostics } = await diagnose(options, { cwd: folder });
  const claimed = diagnostics.map(({ rule }) => rule).filter((rule) => MISMATCHES.includes(rule));
  const expected = findings[one.id];
  const mismatch = expected && MISMATCHES.includes(expected.rule) ? [expected.rule] : [];
  assert.deepEqual(claimed, mismatch, 'mismatches that are claimed');

  const fix = await stackengine(['fix', '--unsafe', ...options], { cwd: folder });
  const text = fix.stdout.toString();
  if (!expected) {
    for (const words of one.fix_not_contains) if (!one.config.includes(words)) assert.ok(!text.includes(words), text);
    return { finding: diagnostics.length === 0 ? 'none' : diagnostics.map(({ rule }) => rule).join(' '), fix: '' };
  }
  assert.ok(
    diagnostics.some(({ rule }) => rule === expected.rule),
    `found: ${diagnostics.map(({ rule }) => rule)}`,
  );
  const safe = (await stackengine(['fix', ...options], { cwd: folder })).stdout.toString();
  assert.equal(safe === one.config, expected.unsafe, safe);
  for (const words of one.fix_contains) assert.ok(text.includes(words), `${words} is missing in\n${text}`);
  for (const words of one.fix_not_contains) assert.ok(!text.includes(words), `${words} is left in\n${text}`);
  return { finding: expected.rule, fix: expected.unsafe ? 'unsafe' : 'safe' };
}

/** @param {RealCase} one @param {string} folder */
async function ofManifest(one, folder) {
  writeFileSync(join(folder, 'app.yaml'), one.config);
  const options = one.symptom_log === '' ? ['app.yaml'] : ['--log', 'error.log', 'app.yaml'];
  const { diagnostics } = await diagnose(options, { cwd: folder });
  const found = diagnostics.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule);
  const expected = manifests[one.id];
  assert.deepEqual(found, expected === undefined ? [] : [expected]);
  const fix = await stackengine(['fix', '--unsafe', ...options], { cwd: folder });
  const text = fix.stdout.toString();
  for (const words of one.fix_not_contains) assert.ok(!text.includes(words), `${words} is left in\n${text}`);
  // K032's wants a certificate, so it is shown and not applied.
  if (one.id !== 'K032') for (const words of one.fix_contains) assert.ok(text.includes(words), `${words} is missing in\n${text}`);
  return { finding: expected ?? 'none', fix: text === one.config ? '' : 'unsafe' };
}

describe('real incidents', () => {
  for (const one of cases) {
    test(`${one.id}: ${one.title}`, LIMIT, async (t) => {
      const folder = temporaryFolder(t);
      const log = one.symptom_log === '' ? 'none' : await causeByLog(one, folder);
      /** @type {Record<string, (one: RealCase, folder: string) => Promise<{finding: string, fix: string}>>} */
      const ofKind = { nginx: ofConfiguration, k8s: ofManifest };
      const rest = (await ofKind[one.config_kind]?.(one, folder)) ?? { finding: 'only the log counts', fix: '' };
      rows.push({ id: one.id, title: one.title.slice(0, 48), log, ...rest });
    });
  }
  test('all are there', () => assert.equal(cases.length, 19));
});
