// `fix --write` and `--output`: the file is replaced as a whole or not at all, and stays what it was in every other respect.
import assert from 'node:assert/strict';
import {
  chmodSync,
  closeSync,
  existsSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fragment, variants } from './incident/variants.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT = { timeout: HANG_MS };
const EVIDENCE = ['--backend', 'backend_pool=http1'];
const text = fragment(variants[0], 8080);
const LOG_LINE = '2024/07/15 03:42:17 [error] 19#19: *1 no live upstreams while connecting to upstream, client: 127.0.0.1\n';

/** @param {import('node:test').TestContext} t */
async function start(t) {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'site.conf'), text);
  const fixed = await stackengine(['fix', ...EVIDENCE, 'site.conf'], { cwd: folder });
  assert.notEqual(fixed.stdout.toString(), text);
  return { folder, path: join(folder, 'site.conf'), fixed: fixed.stdout.toString() };
}

describe('--write', () => {
  for (const mode of [0o600, 0o640, 0o644, 0o755, 0o444]) {
    test(`keeps mode ${mode.toString(8)}`, LIMIT, async (t) => {
      const { folder, path, fixed } = await start(t);
      chmodSync(path, mode);
      const write = await stackengine(['fix', '--write', ...EVIDENCE, 'site.conf'], { cwd: folder });
      assert.equal(write.status, 0, write.stderr);
      assert.equal(write.stdout.toString(), '');
      assert.equal(readFileSync(path, 'utf8'), fixed);
      assert.equal(statSync(path).mode & 0o7777, mode);
      assert.deepEqual(readdirSync(folder), ['site.conf']);
    });
  }

  test('replaces the file instead of writing into it', LIMIT, async (t) => {
    const { folder, path, fixed } = await start(t);
    const open = openSync(path, 'r'); // it shows every byte that is written into the old file
    const write = await stackengine(['fix', '--write', ...EVIDENCE, 'site.conf'], { cwd: folder });
    assert.equal(write.status, 0, write.stderr);
    assert.equal(readFileSync(open, 'utf8'), text);
    closeSync(open);
    assert.equal(readFileSync(path, 'utf8'), fixed);
  });

  test('keeps hard links: the file has the fixed text under each of its names', LIMIT, async (t) => {
    const { folder, path, fixed } = await start(t);
    linkSync(path, join(folder, 'enabled.conf'));
    chmodSync(path, 0o640);
    const { ino } = statSync(path);
    const write = await stackengine(['fix', '--write', ...EVIDENCE, 'site.conf'], { cwd: folder });
    assert.equal(write.status, 0, write.stderr);
    assert.equal(readFileSync(join(folder, 'enabled.conf'), 'utf8'), fixed);
    assert.deepEqual([statSync(path).ino, statSync(path).nlink, statSync(path).mode & 0o7777], [ino, 2, 0o640]);
    assert.deepEqual(readdirSync(folder).sort(), ['enabled.conf', 'site.conf']);
  });

  test('has no temporary file that an include takes', LIMIT, async (t) => {
    const { folder } = await start(t);
    const seen = new Set();
    const watcher = watch(folder, (_event, name) => seen.add(name));
    await stackengine(['fix', '--write', ...EVIDENCE, 'site.conf'], { cwd: folder });
    await new Promise((resolve) => setImmediate(resolve));
    watcher.close();
    seen.delete('site.conf');
    for (const name of seen) assert.match(String(name), /^\.(?!.*\.conf$)/);
    assert.ok(seen.size > 0);
  });

  test('follows a symbolic link and leaves it a link', LIMIT, async (t) => {
    const { folder, path, fixed } = await start(t);
    symlinkSync('site.conf', join(folder, 'enabled.conf'));
    const write = await stackengine(['fix', '--write', ...EVIDENCE, 'enabled.conf'], { cwd: folder });
    assert.equal(write.status, 0, write.stderr);
    assert.ok(lstatSync(join(folder, 'enabled.conf')).isSymbolicLink());
    assert.equal(readFileSync(path, 'utf8'), fixed);
  });

  test('does not touch a file that needs nothing', LIMIT, async (t) => {
    const { folder, path } = await start(t);
    writeFileSync(path, 'location / {\n    return 204;\n}\n');
    const before = statSync(path);
    const write = await stackengine(['fix', '--write', 'site.conf'], { cwd: folder });
    assert.equal(write.status, 0, write.stderr);
    const after = statSync(path);
    assert.deepEqual([after.ino, after.mtimeMs], [before.ino, before.mtimeMs]);
  });

  for (const [what, mixed] of [
    ['log lines', `${text}\n${LOG_LINE}`],
    ['Markdown fences', `\`\`\`nginx\n${text}\`\`\`\n`],
  ]) {
    test(`refuses a text with ${what}`, LIMIT, async (t) => {
      const { folder, path } = await start(t);
      writeFileSync(path, mixed);
      const write = await stackengine(['fix', '--write', ...EVIDENCE, 'site.conf'], { cwd: folder });
      assert.equal(write.status, 2);
      assert.match(write.stderr, /--write would lose/);
      assert.equal(readFileSync(path, 'utf8'), mixed);
      assert.deepEqual(readdirSync(folder), ['site.conf']);
    });
  }
});

describe('--output', () => {
  test('writes another file and leaves the input', LIMIT, async (t) => {
    const { folder, path, fixed } = await start(t);
    const output = await stackengine(['fix', '--output', 'fixed.conf', ...EVIDENCE, 'site.conf'], { cwd: folder });
    assert.equal(output.status, 0, output.stderr);
    assert.equal(readFileSync(join(folder, 'fixed.conf'), 'utf8'), fixed);
    assert.equal(readFileSync(path, 'utf8'), text);
  });

  test('takes the configuration out of a mixed text', LIMIT, async (t) => {
    const { folder, path, fixed } = await start(t);
    writeFileSync(path, text + LOG_LINE);
    const output = await stackengine(['fix', '--output', 'fixed.conf', ...EVIDENCE, 'site.conf'], { cwd: folder });
    assert.equal(output.status, 0, output.stderr);
    assert.equal(readFileSync(join(folder, 'fixed.conf'), 'utf8'), fixed);
  });

  test('to a place that does not exist', LIMIT, async (t) => {
    const { folder } = await start(t);
    const output = await stackengine(['fix', '--output', 'nowhere/fixed.conf', ...EVIDENCE, 'site.conf'], { cwd: folder });
    assert.equal(output.status, 2);
    assert.match(output.stderr, /nowhere\/fixed\.conf/);
    assert.ok(!existsSync(join(folder, 'nowhere')));
  });
});
