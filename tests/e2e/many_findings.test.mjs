// More findings than reports list: exit status, summary and totals count what exists, and `fix` repairs all of it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { HANG_MS } from '../hang_guard.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';

const LIMIT = { timeout: HANG_MS };

/** @param {number} count @param {(i: number) => string} line */
const server = (count, line) => `events {}\nhttp {\n    server {\n${Array.from({ length: count }, (_, i) => `        ${line(i)}\n`).join('')}    }\n}\n`;

test('an error behind a thousand notes fails the check and is listed first', LIMIT, async (t) => {
  const cwd = temporaryFolder(t);
  const notes = server(1200, (i) => `location /${i} { proxy_pass http://app.example.org; proxy_next_upstream error non_idempotent; }`);
  writeFileSync(join(cwd, 'a.conf'), `${notes}proxy_bufering on;\n`);
  const text = await stackengine(['check', 'a.conf'], { cwd });
  assert.equal(text.status, 1);
  assert.match(text.stdout.toString(), /^a\.conf:1206:1: error: /);
  assert.match(text.stdout.toString(), /\n1 error, \d+ warnings?; not listed: .*\d+ (warnings|notes)\n$/);
  const { status, stdout } = await stackengine(['check', '--format', 'json', 'a.conf'], { cwd });
  const json = JSON.parse(stdout.toString());
  assert.equal(status, 1);
  assert.equal(json.diagnostics.length, 1000);
  assert.equal(json.diagnostics[0].severity, 'error');
  assert.equal(json.totals.errors + json.totals.warnings + json.totals.infos, 1000 + json.diagnostics_omitted);
  const sarif = JSON.parse((await stackengine(['check', '--format', 'sarif', 'a.conf'], { cwd })).stdout.toString());
  assert.deepEqual(sarif.runs[0].properties.totals, json.totals);
});

for (const count of [1100, 20000]) {
  test(`fix repairs ${count} findings, and says so`, LIMIT, async (t) => {
    const cwd = temporaryFolder(t);
    writeFileSync(
      join(cwd, 'a.conf'),
      server(count, (i) => `location /${i} { grpc_pass http://127.0.0.1:8080; }`),
    );
    const check = await stackengine(['check', 'a.conf'], { cwd });
    assert.equal(check.status, 1);
    assert.match(check.stdout.toString(), new RegExp(`\\n${count} errors, 0 warnings; not listed: ${count - 1000} errors\\n$`));
    const { status, stdout, stderr } = await stackengine(['fix', '--unsafe', 'a.conf'], { cwd });
    assert.equal(status, 0, stderr.slice(-500));
    assert.ok(!stdout.includes('grpc_pass http:'));
    assert.match(stderr, new RegExp(`^fixed: ${count - 1000} more, not listed$`, 'm'));
    // What is not repaired is counted as well.
    const safe = await stackengine(['fix', 'a.conf'], { cwd });
    assert.equal(safe.status, 1);
    assert.match(safe.stderr, new RegExp(`^left: ${count - 1000} errors more, not listed$`, 'm'));
  });
}
