// What cannot be analysed at all: exit status 2, the reason in words on standard error, and nothing on standard output.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createRandom } from './generator/random.mjs';
import { binary, stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT = { timeout: HANG_MS };
const CONFIGURATION = 'upstream app { server 127.0.0.1:8080; }\n';

const noise = createRandom(1);
/** @type {Record<string, {bytes: Buffer | string, says: RegExp}>} */
const contents = {
  empty: { bytes: '', says: /empty/ },
  'white space only': { bytes: ' \n\t\r\n\n', says: /white space/ },
  'a byte order mark only': { bytes: '\ufeff\n', says: /white space|empty/ },
  'random bytes': { bytes: Buffer.from(Array.from({ length: 4096 }, () => noise.between(0, 255))), says: /binary/ },
  'a NUL byte in a configuration': { bytes: `${CONFIGURATION}\0`, says: /binary.*NUL/ },
  gzip: { bytes: gzipSync(CONFIGURATION), says: /gzip.*gunzip/ },
  'UTF-16': { bytes: Buffer.from(`\ufeff${CONFIGURATION}`, 'utf16le'), says: /UTF-16/ },
  'UTF-16 without a mark': { bytes: Buffer.from(CONFIGURATION, 'utf16le'), says: /UTF-16/ },
  'a program': { bytes: Buffer.from('\x7fELF\x02\x01\x01\0\0\0', 'latin1'), says: /program/ },
};

/** @type {Record<string, (file: string) => string[]>} */
const commands = {
  check: (file) => ['check', file],
  'check as JSON': (file) => ['check', '--format', 'json', file],
  'check as SARIF': (file) => ['check', '--format', 'sarif', file],
  fix: (file) => ['fix', file],
  'fix --diff': (file) => ['fix', '--diff', file],
  redact: (file) => ['redact', '--vault', 'vault.json', file],
};

/** @param {import('./stackengine.mjs').Outcome} outcome @param {RegExp} says */
function assertUnusable(outcome, says) {
  assert.equal(outcome.signal, null);
  assert.equal(outcome.status, 2, outcome.stderr);
  assert.equal(outcome.stdout.toString(), '');
  assert.match(outcome.stderr, /^stackengine: .+\n$/);
  assert.match(outcome.stderr, says);
}

for (const [command, words] of Object.entries(commands)) {
  describe(command, () => {
    for (const [what, { bytes, says }] of Object.entries(contents)) {
      test(what, LIMIT, async (t) => {
        const folder = temporaryFolder(t);
        writeFileSync(join(folder, 'input'), bytes);
        assertUnusable(await stackengine(words('input'), { cwd: folder }), says);
        assertUnusable(await stackengine(words('-'), { cwd: folder, input: Buffer.from(bytes) }), says);
      });
    }
    test('a missing file', LIMIT, async (t) => {
      assertUnusable(await stackengine(words('nowhere.conf'), { cwd: temporaryFolder(t) }), /nowhere\.conf.*No such file/);
    });
    test('a folder', LIMIT, async (t) => {
      const folder = temporaryFolder(t);
      mkdirSync(join(folder, 'conf.d'));
      assertUnusable(await stackengine(words('conf.d'), { cwd: folder }), /conf\.d.*directory/i);
    });
  });
}

describe('arguments', () => {
  /** @type {[string, string[], RegExp][]} */
  const cases = [
    ['no command', [], /command/],
    ['an unknown command', ['chekc', 'a.conf'], /chekc/],
    ['no file', ['check'], /needs a file/],
    ['two files for fix', ['fix', 'a.conf', 'b.conf'], /one file/],
    ['an unknown option', ['check', '--wat', 'a.conf'], /--wat/],
    ['an option of another command', ['check', '--diff', 'a.conf'], /--diff/],
    ['an option without its value', ['check', 'a.conf', '--backend'], /--backend/],
    ['a backend without a protocol', ['check', '--backend', 'app', 'a.conf'], /NAME=PROTOCOL/],
    ['an unknown protocol', ['check', '--backend', 'app=http3', 'a.conf'], /http1.*not `app=http3`/],
    ['a protocol list with a gap', ['check', '--backend', 'app=http1,,h2c', 'a.conf'], /NAME=PROTOCOL/],
    ['no version', ['check', '--nginx-version', 'latest', 'a.conf'], /latest/],
    ['an unknown format', ['check', '--format', 'yaml', 'a.conf'], /yaml/],
    ['two modes', ['fix', '--diff', '--write', 'a.conf'], /cannot be combined/],
    ['writing to standard input', ['fix', '--write', '-'], /--write/],
    ['standard input twice', ['check', '-', '--log', '-'], /once/],
    ['redact without a vault', ['redact', 'a.conf'], /--vault/],
    ['restore without a vault', ['restore', 'a.conf'], /--vault/],
    ['an empty file name', ['check', ''], /name is empty/],
    ['an option with an empty value', ['check', '--log', '', 'a.conf'], /--log needs a value/],
    ['an empty value behind =', ['check', '--nginx-version=', 'a.conf'], /--nginx-version needs a value/],
    [
      'two versions',
      ['check', '--nginx-version', '1.22.1', '--nginx-version', '1.25.0', 'a.conf'],
      /--nginx-version is given twice: `1\.22\.1` and `1\.25\.0`/,
    ],
    ['two vaults', ['redact', '--vault', 'v', '--vault', 'w', 'a.conf'], /--vault is given twice/],
    [
      'two answers for one name',
      ['check', '--backend', 'app=http1', '--backend', 'app=h2c', 'a.conf'],
      /--backend is given twice for `app`, as `http1` and as `h2c`: .*app=http1,h2c/,
    ],
  ];
  for (const [what, words, says] of cases) {
    test(what, LIMIT, async (t) => {
      const folder = temporaryFolder(t);
      for (const name of ['a.conf', 'b.conf']) writeFileSync(join(folder, name), CONFIGURATION);
      assertUnusable(await stackengine(words, { cwd: folder }), says);
    });
  }
  test('the same answer twice is one', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'a.conf'), CONFIGURATION);
    const check = await stackengine(['check', '--backend', 'app=http1', '--backend', 'app=http1', 'a.conf'], { cwd: folder });
    assert.deepEqual([check.status, check.stderr], [0, '']);
  });
  test('an answer about a backend that is not there is mentioned', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'a.conf'), CONFIGURATION);
    const check = async (/** @type {string} */ answer) => (await stackengine(['check', '--backend', answer, 'a.conf'], { cwd: folder })).stderr;
    assert.equal(await check('app=http1'), '');
    assert.equal(await check('127.0.0.1:8080=http1'), '');
    assert.match(await check('ap=http1'), /--backend ap: no backend has that name; did you mean `app`\?/);
    assert.match(await check('elsewhere=http1'), /--backend elsewhere: no backend has that name; known backends: `app`/);
  });
  test('an empty log is no evidence, and the rest is checked', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'a.conf'), 'server { listne 80; }\n');
    for (const content of ['', '\n\n']) {
      writeFileSync(join(folder, 'error.log'), content);
      const check = await stackengine(['check', '--log', 'error.log', 'a.conf'], { cwd: folder });
      assert.equal(check.status, 1);
      assert.match(check.stdout.toString(), /listne/);
      assert.match(check.stderr, /error\.log is empty, skipping it/);
    }
  });
  test('an empty file among others is skipped', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'a.conf'), CONFIGURATION);
    writeFileSync(join(folder, 'b.conf'), '');
    const check = await stackengine(['check', 'a.conf', 'b.conf'], { cwd: folder });
    assert.equal(check.status, 0);
    assert.match(check.stderr, /b\.conf is empty/);
  });
  test('a redaction that cannot be printed leaves no vault', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'a.conf'), 'server { server_name api.acme.com; }\n');
    const full = openSync('/dev/full', 'w');
    const words = ['redact', '--vault', 'vault.json', 'a.conf'];
    const failed = spawnSync(binary, words, { cwd: folder, stdio: ['ignore', full, 'pipe'] });
    closeSync(full);
    assert.equal(failed.status, 2);
    assert.ok(!existsSync(join(folder, 'vault.json')));
    assert.equal((await stackengine(words, { cwd: folder })).status, 0);
  });
  test('--version', LIMIT, async () => {
    const version = await stackengine(['--version']);
    assert.equal(version.status, 0);
    assert.match(version.stdout.toString(), /^stackengine \d+\.\d+\.\d+\n$/);
  });
  test('a missing log', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'a.conf'), CONFIGURATION);
    assertUnusable(await stackengine(['check', '--log', 'nowhere.log', 'a.conf'], { cwd: folder }), /nowhere\.log/);
  });
  test('only log lines to fix', LIMIT, async (t) => {
    const input = '2024/07/15 03:42:17 [error] 19#19: *1 no live upstreams while connecting to upstream, client: 127.0.0.1\n';
    assertUnusable(await stackengine(['fix', '-'], { cwd: temporaryFolder(t), input }), /no configuration/);
  });
  test('--help is no mistake', LIMIT, async () => {
    const help = await stackengine(['--help']);
    assert.equal(help.status, 0);
    assert.match(help.stdout.toString(), /^ {2}check +name what is wrong/m);
    for (const words of [
      ['fix', '--help'],
      ['help', 'fix'],
      ['fix', '--wat', '-h'],
    ]) {
      const own = await stackengine(words);
      assert.equal(own.status, 0);
      assert.match(own.stdout.toString(), /Usage: stackengine fix .*FILE\n[^]*--into WHOLE/);
    }
  });
});
