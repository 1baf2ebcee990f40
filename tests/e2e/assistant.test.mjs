// Prompt → a model's answer → review → patch → the real nginx: good answers in all three forms, for the incident and for what people
// reported. The model sees the prompt only; what comes out is the user's own text with the change in it, byte for byte.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { applyPatch } from './apply_patch.mjs';
import { fileOf, forms } from './assistant/model.mjs';
import { startHttp1 } from './backends/http1.mjs';
import { freePort } from './free_port.mjs';
import { fragment, variants } from './incident/variants.mjs';
import { completeConfiguration } from './nginx/complete.mjs';
import { startNginx } from './nginx/running.mjs';
import { testConfiguration } from './nginx/test_configuration.mjs';
import { request } from './request.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT = { timeout: HANG_MS };
const PATH = '/api/items?id=7';

/** @type {{case: string, form: string, nginx: string}[]} */
const rows = [];
after(() => console.table(rows));

/** @param {string} text @param {string} folder @param {number} port */
const complete = (text, folder, port) => Buffer.from(completeConfiguration(Buffer.from(text).toString('latin1'), folder, port), 'latin1');

/**
 * Asks, answers, reviews; returns the user's text with the patch applied.
 * @param {string} folder
 * @param {string} config
 * @param {string[]} options
 * @param {import('./assistant/model.mjs').Change} change
 * @param {import('./assistant/model.mjs').Form} form
 * @param {string[]} [accept]
 */
async function throughTheModel(folder, config, options, change, form, accept = []) {
  writeFileSync(join(folder, 'site.conf'), config);
  const asked = await stackengine(['prompt', '--format', 'json', '--vault', 'vault.json', '--key', 'e2e', ...options, 'site.conf'], { cwd: folder });
  assert.equal(asked.status, 0, asked.stderr);
  assert.equal(statSync(join(folder, 'vault.json')).mode & 0o777, 0o600);
  const { file, lines } = fileOf(JSON.parse(asked.stdout.toString()).user);
  const changed = change(lines);
  assert.notDeepEqual(changed, lines, 'the model has something to do');
  writeFileSync(join(folder, 'answer.txt'), form.answer(file, lines, changed));

  const words = ['review', '--vault', 'vault.json', '--answer', 'answer.txt', ...accept, ...options, 'site.conf'];
  const review = await stackengine(words, { cwd: folder });
  assert.equal(review.status, 0, `${review.stderr}\n${lines.join('\n')}`);
  const patched = applyPatch('patch', folder, 'site.conf', config, review.stdout);
  assert.equal(patched.status, 0, patched.said);
  const expected = change(config.split('\n').slice(0, -1))
    .map((line) => `${line}\n`)
    .join('');
  assert.equal(patched.after.toString(), expected, 'restored exactly');
  return patched.after.toString();
}

/** @param {string[]} lines @param {RegExp} line @param {string[]} replacement */
const replaced = (lines, line, replacement) => {
  let first = true;
  return lines.flatMap((one) => {
    const match = line.exec(one);
    if (!match) return [one];
    if (!first) return [];
    first = false;
    return replacement.map((text) => text.replace('NAME', match[1] ?? ''));
  });
};

describe('the incident', () => {
  for (const variant of variants) {
    for (const form of forms) {
      test(`${variant.name}, ${form.name}`, LIMIT, async (t) => {
        const folder = temporaryFolder(t);
        const backend = await startHttp1(t);
        const change = (/** @type {string[]} */ lines) =>
          replaced(lines, /(?:proxy|grpc)_pass [a-z0-9]+:\/\/([\w.-]+);/, [
            '    proxy_pass http://NAME;',
            '    proxy_http_version 1.1;',
            '    proxy_set_header Connection "";',
          ]);
        const text = await throughTheModel(folder, fragment(variant, backend.port), ['--backend', 'backend_pool=http1'], change, form);

        const run = join(folder, 'after');
        mkdirSync(run);
        const port = await freePort();
        const configuration = complete(text, run, port);
        const verdict = await testConfiguration(run, configuration);
        assert.ok(verdict.accepted, verdict.raw);
        await startNginx(t, run, port, configuration);
        const response = await request(port, PATH);
        assert.equal(response.status, 200);
        assert.equal(JSON.parse(response.body).protocol, 'HTTP/1.1');
        rows.push({ case: variant.name, form: form.name, nginx: `accepts, ${response.status}` });
      });
    }
  }
});

/** @typedef {{change: import('./assistant/model.mjs').Change, options?: string[], accepted: boolean}} RealAnswer */

// What helped the people who reported them. `accepted` is false where nginx has, before and after, something else against the
// configuration that cannot be had here (a certificate, a name).
/** @type {Record<string, RealAnswer>} */
const real = {
  K001: { change: (lines) => replaced(lines, /proxy_pass http:\/\/([^;]+);/, ['        grpc_pass grpc://NAME;']), accepted: false },
  K025: { change: (lines) => replaced(lines, /proxy_pass http:\/\/([^;]+);/, ['        proxy_pass https://NAME;']), accepted: true },
  K045: {
    change: (lines) =>
      replaced(lines, /proxy_pass http:\/\/([^;]+);/, [
        '        proxy_http_version 1.1;',
        '        proxy_set_header Connection "";',
        '        proxy_pass http://NAME;',
      ]),
    accepted: true,
  },
  K047: {
    change: (lines) => [
      'map $http_upgrade $connection_upgrade {',
      '    default upgrade;',
      "    ''      close;",
      '}',
      ...replaced(lines, /Connection "Upgrade";/, ['        proxy_set_header Connection $connection_upgrade;']),
    ],
    accepted: true,
  },
  K053: { change: (lines) => replaced(lines, /location \/ \{/, ['    location / {', '        resolver 127.0.0.1;']), accepted: true },
  K057: {
    change: (lines) =>
      replaced(lines, /proxy_pass http:\/\/([^;]+);/, [
        '        proxy_buffer_size 128k;',
        '        proxy_buffers 4 256k;',
        '        proxy_busy_buffers_size 256k;',
        '        proxy_pass http://NAME;',
      ]),
    accepted: true,
  },
  K059: {
    change: (lines) => replaced(lines, /proxy_pass https:\/\/([^;]+);/, ['        proxy_ssl_server_name on;', '        proxy_pass https://NAME;']),
    accepted: false,
  },
};

describe('real incidents', () => {
  /** @type {{id: string, title: string, config: string, symptom_log: string, fix_contains: string[], fix_not_contains: string[]}[]} */
  const cases = JSON.parse(readFileSync(new URL('real_cases.json', import.meta.url), 'utf8'));
  for (const [id, { change, accepted }] of Object.entries(real)) {
    for (const form of forms) {
      test(`${id}, ${form.name}`, LIMIT, async (t) => {
        const folder = temporaryFolder(t);
        const one = cases.find((each) => each.id === id);
        assert.ok(one);
        writeFileSync(join(folder, 'error.log'), `${one.symptom_log}\n`);
        const options = one.symptom_log === '' ? [] : ['--log', 'error.log'];
        // A person looks at what is marked (the variable of a new `map`, a resolver) and takes it.
        const text = await throughTheModel(folder, one.config, options, change, form, ['--accept-marked']);
        for (const words of one.fix_contains) assert.ok(text.includes(words), `${words} is missing in\n${text}`);
        for (const words of one.fix_not_contains) assert.ok(!text.includes(words), `${words} is left in\n${text}`);

        const port = await freePort();
        const own = (/** @type {string} */ config) => complete(config.replace('listen 80;', `listen 127.0.0.1:${port};`), folder, port);
        const before = await testConfiguration(folder, own(one.config));
        const verdict = await testConfiguration(folder, own(text));
        assert.equal(verdict.accepted, accepted, verdict.raw);
        if (!accepted) assert.deepEqual(verdict.messages.map(withoutLine), before.messages.map(withoutLine));
        rows.push({ case: id, form: form.name, nginx: accepted ? 'accepts' : 'as before' });
      });
    }
  }
});

/** @param {string} message */
const withoutLine = (message) => message.replace(/:\d+$/, '');

describe('review on the command line', () => {
  test('what harms is not in the patch, and standard error says why', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    const config = fragment(variants[variants.length - 1], 8080);
    writeFileSync(join(folder, 'site.conf'), config);
    const asked = await stackengine(['prompt', '--format', 'json', '--vault', 'vault.json', 'site.conf'], { cwd: folder });
    assert.equal(asked.status, 0, asked.stderr);
    const { lines } = fileOf(JSON.parse(asked.stdout.toString()).user);
    const old = lines.find((line) => line.includes('grpc_pass'));
    const answer = { explanation: 'x', edits: [{ file: 'site.conf', start_line: 1, old, new: '    proxy_pass http://evil.example.net;', reason: '' }] };
    writeFileSync(join(folder, 'answer.txt'), JSON.stringify(answer));
    const words = ['review', '--vault', 'vault.json', '--answer', 'answer.txt', 'site.conf'];
    const review = await stackengine(words, { cwd: folder });
    assert.equal(review.status, 1);
    assert.equal(review.stdout.toString(), '');
    assert.match(review.stderr, /host: names the host `evil\.example\.net`/);
    const again = await stackengine(['prompt', '--vault', 'vault.json', 'site.conf'], { cwd: folder });
    assert.equal(again.status, 2, 'a vault is never overwritten');
    const accepted = await stackengine([...words.slice(0, -1), '--accept', '0', 'site.conf'], { cwd: folder });
    assert.equal(accepted.status, 0, accepted.stderr);
    assert.match(accepted.stdout.toString(), /^\+ {4}proxy_pass http:\/\/evil\.example\.net;$/m);
  });

  test('unusable arguments are named', LIMIT, async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'a.conf'), 'user a;\n');
    for (const [words, message] of /** @type {[string[], RegExp][]} */ ([
      [['prompt', 'a.conf'], /needs --vault FILE/],
      [['review', '--vault', 'v', 'a.conf'], /needs --answer FILE/],
      [['prompt', '--vault', 'v', '--task', 'sing', 'a.conf'], /--task takes explain, fix or question/],
      [['prompt', '--vault', 'v', '--budget', 'x', 'a.conf'], /--budget takes a number/],
      [['prompt', '--vault', 'v', '--budget', '10', 'a.conf'], /budget of 10 tokens/],
      [['prompt', '--vault', 'v', '--task', 'question', 'a.conf'], /question is empty/],
      [['review', '--vault', 'missing.json', '--answer', 'a.conf', 'a.conf'], /missing\.json/],
    ])) {
      const outcome = await stackengine(words, { cwd: folder });
      assert.equal(outcome.status, 2, words.join(' '));
      assert.match(outcome.stderr, message);
    }
  });
});
