// nginx's token rules (ngx_conf_file.c, ngx_conf_read_token), each as a text on which `nginx -t` and `check` must agree, and `parse` on the
// configuration that Debian ships.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePort } from './free_port.mjs';
import { createJudge } from './nginx/judge.mjs';
import { diagnose, stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const a = (/** @type {number} */ count) => 'a'.repeat(count);

// The body of a location that ends with `return 204;`.
/** @type {[text: string, accepted: boolean][]} */
const texts = [
  ['set $a x"y";', true], // quotes open at the start of a token only
  ['set $a "x"y;', false],
  ['set $a "x""y";', false],
  ['set $a "x";', true],
  ['if ($uri = "x") { return 200; }', true], // `)` may follow a closing quote
  ['set $a x\\ y\\;z;', true], // a byte behind a backslash ends nothing
  ['set $a "x\\"y";', true],
  ['set $a x y;', false],
  ['set $a ${uri}x;', true],
  ['set $a x{y;', false],
  ['set $a x}y;', true],
  ['set $a # comment\n x;', true],
  ['set $a x#y;', true],
  ['set\r$a\rx;', true],
  ['set $a "x\ny";', true],
  ['"set" $a x;', true],
  ['set $a x', false],
  [`set $a ${a(4095)};`, true],
  [`set $a ${a(4095)} ;`, false],
  [`set $a ${a(4096)};`, false],
  [`set $a "${a(4094)}";`, true],
  [`set $a "${a(4095)}";`, false],
  [`#${a(4094)}\n`, true],
  [`#${a(4095)}\n`, false],
  ['set $a “x”;', true], // letters to nginx
  ['set $a “x y”;', false],
  ['set $a\u00a0x;', false],
  ['set $a "x"\u200b;', false],
  ['\u00a0set $a x;', false],
  ['add_header X-A "„x“ \u00a0";', true],
];

test('tokens', { timeout: HANG_MS }, async (t) => {
  const folder = temporaryFolder(t);
  const judge = createJudge(folder, await freePort(), { replaceHosts: false });
  for (const [text, accepted] of texts) {
    const input = Buffer.from(`location / {\n${text}\nreturn 204;\n}\n`);
    const shown = text.length > 60 ? `${text.slice(0, 12)}… (${text.length} bytes)` : text;
    const verdict = await judge(input);
    assert.equal(verdict.accepted, accepted, `nginx: ${shown}: ${verdict.messages.join(' | ')}`);
    writeFileSync(join(folder, 'case.conf'), input);
    const { diagnostics } = await diagnose(['--nginx-version', '1.22.1', 'case.conf'], { cwd: folder });
    const errors = diagnostics.filter((one) => one.severity === 'error');
    assert.equal(errors.length === 0, accepted, `ours: ${shown}: ${errors.map((one) => one.message).join(' | ')}`);
  }
});

test('parse prints the directives of /etc/nginx/nginx.conf', async () => {
  const path = '/etc/nginx/nginx.conf';
  const { stdout, status } = await stackengine(['parse', path]);
  assert.equal(status, 0);
  /** @type {{directive: string, line: number, args: string[], block?: any[]}[]} */
  const waiting = JSON.parse(stdout.toString()).config[0].parsed;
  const lines = readFileSync(path, 'utf8').split('\n');
  const found = [];
  for (const one of waiting) {
    found.push([one.line, one.directive, ...one.args].join(' '));
    waiting.push(...(one.block ?? []));
  }
  // Every line of that file holds one directive, with arguments that need no quotes, or a brace, or a comment.
  const expected = lines.flatMap((line, i) => {
    const words = line.replace(/#.*/, '').replace(/[;{}]/g, ' ').trim().split(/\s+/);
    return words[0] === '' ? [] : [[i + 1, ...words].join(' ')];
  });
  assert.deepEqual(found.sort(), expected.sort());
});
