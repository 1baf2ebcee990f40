// A patch must fit the file that it was made from, byte for byte: LF and CRLF, with and without a final line end, a file and standard input.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { applyPatch } from './apply_patch.mjs';
import { fragment, variants } from './incident/variants.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT = { timeout: HANG_MS };
const EVIDENCE = ['--backend', 'backend_pool=http1'];

const lf = fragment(variants[3], 8080);
const crlf = lf.replaceAll('\n', '\r\n');
/** @param {string} text */
const unfinished = (text) => text.replace(/\r?\n$/, '');
/** Standard input that is a whole file: a fragment's patch is for another file (fragments.test.mjs). @param {string} text */
const whole = (text) => text.replace(/^\ufeff?/, '$&events {} ');
const oneLine = 'upstream backend_pool { server 127.0.0.1:8080; keepalive 4; } location / { proxy_pass h2://backend_pool; }';

/** @type {Record<string, string>} */
const texts = {
  LF: lf,
  'LF, no final line end': unfinished(lf),
  CRLF: crlf,
  'CRLF, no final line end': unfinished(crlf),
  'CRLF with one LF line': crlf.replace('\r\n', '\n'),
  'LF with one CRLF line': lf.replace('\n', '\r\n'),
  'one line, no line end': oneLine,
  'one CRLF line': `${oneLine}\r\n`,
  'blank lines at the end': `${lf}\n\n`,
  'CRLF, blank lines at the end': `${crlf}\r\n\r\n`,
  'byte order mark': `\ufeff# saved by Notepad\r\n${crlf}`,
  'broken in the last line': unfinished(lf)
    .replace(/;\n\}$/, '\n}')
    .replace('http2', 'http'),
};

/**
 * @param {import('node:test').TestContext} t
 * @param {string} text
 * @param {{name: string, input: boolean}} how
 */
async function patchFits(t, text, { name, input }) {
  const folder = temporaryFolder(t);
  const before = Buffer.from(text);
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), before);
  const words = [...EVIDENCE, input ? '-' : name];
  const options = input ? { cwd: folder, input: before } : { cwd: folder };
  const diff = await stackengine(['fix', '--diff', ...words], options);
  const fixed = await stackengine(['fix', ...words], options);
  assert.ok(diff.status === 0 || diff.status === 1, diff.stderr);
  assert.notDeepEqual(fixed.stdout, before);
  if (/^[\w./]+$/.test(name)) assert.ok(diff.stdout.toString().startsWith(`--- a/${name}\n+++ b/${name}\n@@ -`), diff.stdout.toString());

  for (const program of /** @type {const} */ (['patch', 'patch --binary', 'git apply'])) {
    const applied = applyPatch(program, folder, name, before, diff.stdout);
    assert.equal(applied.status, 0, `${program}: ${applied.said}`);
    assert.doesNotMatch(applied.said, /fuzz|offset/, program);
    assert.deepEqual(applied.after.toString('latin1'), fixed.stdout.toString('latin1'), program);
  }
  return { before, after: fixed.stdout };
}

/** @param {Buffer} bytes */
const lineEnds = (bytes) => {
  const text = bytes.toString('latin1');
  const crlfs = text.split('\r\n').length - 1;
  return { crlfs, lfs: text.split('\n').length - 1 - crlfs };
};

describe('the patch and the fixed text', () => {
  for (const [what, text] of Object.entries(texts)) {
    test(`${what}: file`, LIMIT, (t) => patchFits(t, text, { name: 'site.conf', input: false }));
    test(`${what}: standard input`, LIMIT, (t) => patchFits(t, whole(text), { name: 'nginx.conf', input: true }));
  }
  test('a file in a folder', LIMIT, (t) => patchFits(t, lf, { name: 'conf.d/sites/site.conf', input: false }));
  test('a file name with a blank', LIMIT, (t) => patchFits(t, lf, { name: 'my site.conf', input: false }));
  test('a file name beyond ASCII', LIMIT, (t) => patchFits(t, lf, { name: 'größe.conf', input: false }));
});

describe('line ends stay', () => {
  test('a CRLF file has CRLF only', LIMIT, async (t) => {
    assert.equal(lineEnds((await patchFits(t, crlf, { name: 'site.conf', input: false })).after).lfs, 0);
  });
  test('an LF file has LF only', LIMIT, async (t) => {
    assert.equal(lineEnds((await patchFits(t, lf, { name: 'site.conf', input: false })).after).crlfs, 0);
  });
  for (const text of [unfinished(lf), unfinished(crlf)]) {
    test('no final line end is added', LIMIT, async (t) => {
      assert.notEqual((await patchFits(t, text, { name: 'site.conf', input: false })).after.at(-1), 0x0a);
    });
  }
});

test('LF and CRLF get the same fix', LIMIT, async (t) => {
  const fromLf = await patchFits(t, lf, { name: 'a.conf', input: false });
  const fromCrlf = await patchFits(t, crlf, { name: 'b.conf', input: false });
  assert.equal(fromCrlf.after.toString().replaceAll('\r\n', '\n'), fromLf.after.toString());
});

test('bytes that are not UTF-8 survive', LIMIT, async (t) => {
  const folder = temporaryFolder(t);
  const before = Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9, 0xff, 0xc3, 0x28]), Buffer.from(`\n${lf}# `), Buffer.from([0x80, 0xfe])]);
  writeFileSync(join(folder, 'latin1.conf'), before);
  const diff = await stackengine(['fix', '--diff', ...EVIDENCE, 'latin1.conf'], { cwd: folder });
  const fixed = await stackengine(['fix', ...EVIDENCE, 'latin1.conf'], { cwd: folder });
  assert.equal(diff.status, 0, diff.stderr);
  for (const program of /** @type {const} */ (['patch', 'git apply'])) {
    const applied = applyPatch(program, folder, 'latin1.conf', before, diff.stdout);
    assert.equal(applied.status, 0, `${program}: ${applied.said}`);
    assert.deepEqual(applied.after, fixed.stdout);
  }
  assert.ok(fixed.stdout.includes(Buffer.from([0x80, 0xfe])));
});
