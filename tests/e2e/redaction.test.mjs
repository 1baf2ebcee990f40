// redact and restore on the command line: nothing that identifies leaves, everything comes back, and the vault is for its owner only.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT = { timeout: HANG_MS };

// Assembled, so that no scanner takes this file for a leak.
const PRIVATE_KEY = ['-----BEGIN', ' PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n-----END', ' PRIVATE KEY-----'].join(
  '',
);
const BASIC = Buffer.from('deploy:hunter2-hunter2').toString('base64');

const TEXT = `# key of the old machine:
# ${PRIVATE_KEY.replaceAll('\n', '\n# ')}
upstream billing_pool {
    server billing-1.corp.quolvex.net:8443 max_fails=2;
    server 10.20.30.41:8443;
    server [2a02:8109:85a3::8a2e:370:7334]:8443 backup;
    keepalive 16;
}
server {
    listen 443 ssl;
    server_name pay.quolvex-shop.de api.quolvex-shop.de;
    location /api/ {
        proxy_set_header Authorization "Basic ${BASIC}";
        proxy_pass https://svc:p4ssw0rd-xyz@billing-gw.corp.quolvex.net/v1/;
    }
    location /b/ {
        grpc_pass grpc://billing_pool;
    }
}
2024/07/15 03:42:17 [error] 19#19: *4821 upstream sent too large http2 frame: 4740180 while reading response header from upstream, client: 93.184.216.34, server: pay.quolvex-shop.de, request: "POST /v1/ingest HTTP/2.0", upstream: "grpc://10.20.30.41:8443", host: "pay.quolvex-shop.de"
`;

const SECRETS = [
  'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj',
  BASIC,
  'hunter2',
  'billing_pool',
  'p4ssw0rd-xyz',
  'billing-1.corp.quolvex.net',
  'billing-gw.corp.quolvex.net',
  'corp.quolvex.net',
  'pay.quolvex-shop.de',
  'quolvex',
  '10.20.30.41',
  '93.184.216.34',
  '2a02:8109:85a3',
];

const KEPT = ['upstream ', 'keepalive 16;', 'listen 443 ssl;', 'max_fails=2', 'grpc_pass', 'upstream sent too large http2 frame: 4740180', '[error]'];

/** @type {Record<string, Buffer>} */
const texts = {
  LF: Buffer.from(TEXT),
  CRLF: Buffer.from(TEXT.replaceAll('\n', '\r\n')),
  'no final line end': Buffer.from(TEXT.trimEnd()),
  'bytes that are not UTF-8': Buffer.concat([Buffer.from([0x23, 0x20, 0xe9, 0xff, 0xc3, 0x28, 0x0a]), Buffer.from(TEXT), Buffer.from([0x23, 0x80, 0xfe])]),
  'a byte order mark': Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(TEXT)]),
};

/** @param {string} folder @param {Buffer} text @param {string[]} [options] */
async function redact(folder, text, options = []) {
  writeFileSync(join(folder, 'site.conf'), text);
  const outcome = await stackengine(['redact', '--vault', 'vault.json', ...options, 'site.conf'], { cwd: folder });
  assert.equal(outcome.status, 0, outcome.stderr);
  return outcome.stdout;
}

for (const [what, text] of Object.entries(texts)) {
  describe(what, () => {
    test('nothing that identifies is left', LIMIT, async (t) => {
      const redacted = (await redact(temporaryFolder(t), text)).toString('latin1');
      for (const secret of SECRETS) {
        assert.ok(!redacted.toLowerCase().includes(secret.toLowerCase()), `${secret} is left`);
        assert.ok(!redacted.includes(Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1)), `${secret} is left in base64`);
        assert.ok(!redacted.includes(encodeURIComponent(secret)), `${secret} is left URL-encoded`);
      }
      for (const kept of KEPT) assert.ok(redacted.includes(kept), `${kept} is gone`);
      assert.equal(redacted.split('\n').length, text.toString('latin1').split('\n').length, 'the lines are the same');
    });

    test('restoring gives every byte back', LIMIT, async (t) => {
      const folder = temporaryFolder(t);
      const redacted = await redact(folder, text);
      writeFileSync(join(folder, 'redacted.conf'), redacted);
      const restored = await stackengine(['restore', '--vault', 'vault.json', 'redacted.conf'], { cwd: folder });
      assert.equal(restored.status, 0, restored.stderr);
      assert.deepEqual(restored.stdout.toString('latin1'), text.toString('latin1'));
    });

    test('standard input gives the same', LIMIT, async (t) => {
      const folder = temporaryFolder(t);
      const fromFile = await redact(folder, text);
      const fromInput = await stackengine(['redact', '--vault', 'second.json', '-'], { cwd: folder, input: text });
      assert.equal(fromInput.status, 0, fromInput.stderr);
      assert.deepEqual(fromInput.stdout, fromFile);
      const restored = await stackengine(['restore', '--vault', 'second.json', '-'], { cwd: folder, input: fromInput.stdout });
      assert.deepEqual(restored.stdout, text);
    });
  });
}

describe('the redacted text', () => {
  test('has the same findings in the same lines', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    const redacted = await redact(folder, texts.LF);
    writeFileSync(join(folder, 'redacted.conf'), redacted);
    /** @param {string} name */
    const findings = async (name) => {
      const { stdout } = await stackengine(['check', '--format', 'json', name], { cwd: folder });
      return JSON.parse(stdout.toString()).diagnostics.map((/** @type {any} */ one) => [one.rule, one.line, one.severity]);
    };
    assert.deepEqual(await findings('redacted.conf'), await findings('site.conf'));
  });

  test('is the same twice, and another one with another key', LIMIT, async (t) => {
    const [a, b, c] = [temporaryFolder(t), temporaryFolder(t), temporaryFolder(t)];
    const first = await redact(a, texts.LF, ['--key', 'one']);
    assert.deepEqual(await redact(b, texts.LF, ['--key', 'one']), first);
    assert.notDeepEqual(await redact(c, texts.LF, ['--key', 'two']), first);
  });

  test('stays the same when it is redacted again', LIMIT, async (t) => {
    const [first, second] = [temporaryFolder(t), temporaryFolder(t)];
    const redacted = await redact(first, texts.LF);
    assert.deepEqual(await redact(second, redacted), redacted);
  });

  test('is what the options make of it', LIMIT, async (t) => {
    const options = ['--skip', 'host,upstream_name', '--allow', '10.20.30.41', '--word', 'Shopping'];
    const redacted = (await redact(temporaryFolder(t), Buffer.from('# app.acme.com Shopping\nallow 10.20.30.41;\nallow 10.20.30.42;\n'), options)).toString();
    assert.match(redacted, /^# app\.acme\.com (?!Shopping)\S+\nallow 10\.20\.30\.41;\nallow (?!10\.20)\S+;\n$/);
    const only = (await redact(temporaryFolder(t), Buffer.from('# app.acme.com\nallow 10.20.30.42;\n'), ['--only', 'ip_address'])).toString();
    assert.match(only, /^# app\.acme\.com\nallow (?!10\.20)\S+;\n$/);
  });

  test('replaces what looks random, and says where', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'site.conf'), 'worker_processes 1;\nset $x Zk3vQ9xT7bLw2NfR8mYc;\nserver_name app.globex.com;\n');
    const outcome = await stackengine(['redact', '--vault', 'vault.json', 'site.conf'], { cwd: folder });
    assert.equal(outcome.status, 0);
    assert.doesNotMatch(outcome.stdout.toString(), /Zk3vQ9xT7bLw2NfR8mYc/);
    assert.match(outcome.stderr.toString(), /^site\.conf:2:8: replaced because it looks random: secret\d{4}[a-z]{2}$/m);
    const allowed = await stackengine(['redact', '--vault', 'other.json', '--allow', 'Zk3vQ9xT7bLw2NfR8mYc', 'site.conf'], { cwd: folder });
    assert.match(allowed.stdout.toString(), /^set \$x Zk3vQ9xT7bLw2NfR8mYc;$/m);
    assert.doesNotMatch(allowed.stderr.toString(), /looks random/);
    assert.match(outcome.stderr.toString(), /--word globex/);
  });

  test('is refused when an option is unusable', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'site.conf'), TEXT);
    for (const [options, message] of /** @type {[string[], RegExp][]} */ ([
      [['--skip', 'hosts'], /--skip takes classes from .*, not `hosts`/],
      [['--only', 'host,'], /--only takes classes/],
      [['--word', 'a'.repeat(300)], /longer than 256/],
    ])) {
      const outcome = await stackengine(['redact', '--vault', 'vault.json', ...options, 'site.conf'], { cwd: folder });
      assert.equal(outcome.status, 2);
      assert.equal(outcome.stdout.length, 0);
      assert.match(outcome.stderr, message);
    }
  });

  test('comes back from an answer that moved and repeated the placeholders', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    const lines = (await redact(folder, texts.LF)).toString('latin1').split('\n');
    const originals = TEXT.split('\n');
    const place = originals.findIndex((line) => line.includes('server 10.20.30.41'));
    const answer = `Use this:\n${lines[place]}\n${lines[place]}\n`;
    const restored = await stackengine(['restore', '--vault', 'vault.json', '-'], { cwd: folder, input: answer });
    assert.equal(restored.stdout.toString(), `Use this:\n${originals[place]}\n${originals[place]}\n`);
  });
});

describe('the vault', () => {
  for (const umask of ['000', '022', '077']) {
    test(`is for its owner only, umask ${umask}`, LIMIT, async (t) => {
      const folder = temporaryFolder(t);
      const previous = process.umask(umask);
      try {
        await redact(folder, texts.LF);
      } finally {
        process.umask(previous);
      }
      assert.equal(statSync(join(folder, 'vault.json')).mode & 0o7777, 0o600);
    });
  }

  test('is never overwritten', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    await redact(folder, texts.LF);
    const before = readFileSync(join(folder, 'vault.json'));
    const again = await stackengine(['redact', '--vault', 'vault.json', 'site.conf'], { cwd: folder });
    assert.equal(again.status, 2);
    assert.equal(again.stdout.toString(), '');
    assert.match(again.stderr, /vault\.json.*never overwritten/);
    assert.deepEqual(readFileSync(join(folder, 'vault.json')), before);
  });

  test('cannot be the input', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'site.conf'), texts.LF);
    const outcome = await stackengine(['redact', '--vault', 'site.conf', 'site.conf'], { cwd: folder });
    assert.equal(outcome.status, 2);
    assert.deepEqual(readFileSync(join(folder, 'site.conf')), texts.LF);
  });

  test('holds the originals and is JSON', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    await redact(folder, texts.LF);
    const vault = readFileSync(join(folder, 'vault.json'), 'utf8');
    JSON.parse(vault);
    assert.ok(existsSync(join(folder, 'vault.json')));
  });

  for (const [what, content] of [
    ['missing', null],
    ['empty', ''],
    ['no JSON', 'hello'],
    ['another JSON', '{"a":1}'],
    ['cut off', 'half'],
  ]) {
    test(`${what}: exit status 2 in words`, LIMIT, async (t) => {
      const folder = temporaryFolder(t);
      const redacted = await redact(folder, texts.LF);
      writeFileSync(join(folder, 'redacted.conf'), redacted);
      const vault = readFileSync(join(folder, 'vault.json'));
      const path = join(folder, 'other.json');
      if (content !== null) writeFileSync(path, content === 'half' ? vault.subarray(0, vault.length / 2) : content);
      const outcome = await stackengine(['restore', '--vault', 'other.json', 'redacted.conf'], { cwd: folder });
      assert.equal(outcome.status, 2);
      assert.equal(outcome.stdout.toString(), '');
      assert.match(outcome.stderr, /other\.json/);
    });
  }

  test('nothing is printed when it cannot be written', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'site.conf'), texts.LF);
    chmodSync(folder, 0o700);
    const outcome = await stackengine(['redact', '--vault', 'nowhere/vault.json', 'site.conf'], { cwd: folder });
    assert.equal(outcome.status, 2);
    assert.equal(outcome.stdout.toString(), '');
  });
});
