// Every golden case about directives and values against the real nginx: what we call an error it refuses, what we pass it accepts, and the
// line that it names is one that we named. nginx stops at its first error, so each error is taken alone: the lines of the others are blanked.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { createJudge } from './nginx/judge.mjs';
import { freePort } from './free_port.mjs';
import { diagnose } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const GOLDEN = fileURLToPath(new URL('../golden', import.meta.url));
const RULES = fileURLToPath(new URL('../../core/rules', import.meta.url));
const ID = /^const Rule k\w+ = \{\s*"([a-z0-9-]+)"/m;

/** The rules of a group, by the files that hold them. @param {string} group */
function rulesOf(group) {
  const folder = join(RULES, group);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((file) => ID.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? []);
}

// nginx 1.22.1 is the judge: cases for another version are not its business, nor are modules that it does not have here.
const OTHER_VERSION = /# with nginx-version: (?!1\.22\.1)/;
const NOT_HERE = /unknown directive "(?:brotli|vhost_traffic|lua_|geoip2|modsecurity|status_zone|more_set|access_by|auth_jwt|js_|health_check|stream|mail)/;
const MODULE = /dlopen\(\)|unknown directive "stream"|unknown directive "mail"/;

test('directives and values against the real nginx', { timeout: HANG_MS }, async (t) => {
  const folder = temporaryFolder(t);
  const port = await freePort();
  let refused = 0;
  let accepted = 0;
  let elsewhere = 0;
  for (const rule of [...rulesOf('directive'), ...rulesOf('value')]) {
    const names = existsSync(join(GOLDEN, rule)) ? readdirSync(join(GOLDEN, rule)).filter((name) => name.endsWith('.conf')) : [];
    assert.ok(names.length > 0, `${rule} has no golden case`);
    for (const name of names) {
      const path = join(GOLDEN, rule, name);
      const text = readFileSync(path, 'latin1');
      if (OTHER_VERSION.test(text)) continue;
      writeFileSync(join(folder, 'case.conf'), text, 'latin1');
      const judge = createJudge(folder, port, { replaceHosts: true });
      const { diagnostics } = await diagnose(['--nginx-version', '1.22.1', 'case.conf'], { cwd: folder });
      // A name like none of nginx's is a warning: a module that was not pasted may provide it.
      const errors = diagnostics.filter((one) => one.severity === 'error' || one.rule === 'unknown-directive');
      const lines = text.split('\n');

      // Without the lines that we call wrong, nginx takes the rest.
      const wrong = new Set(errors.map((one) => one.line));
      const rest = await judge(Buffer.from(blank(lines, wrong), 'latin1'));
      if (rest.messages.some((message) => MODULE.test(message) || NOT_HERE.test(message))) {
        ++elsewhere;
        continue;
      }
      if (wrong.size === 0 || simple(lines, wrong)) {
        assert.ok(rest.accepted, `${rule}/${name}: nginx refuses what we pass: ${rest.messages.join(' | ')}`);
        ++accepted;
      }
      for (const error of errors.filter((one, i) => errors.findIndex((other) => other.line === one.line) === i)) {
        const others = new Set([...wrong].filter((line) => line !== error.line));
        if (!simple(lines, others)) continue;
        const verdict = await judge(Buffer.from(blank(lines, others), 'latin1'));
        const said = verdict.messages.join(' | ');
        assert.ok(!verdict.accepted, `${rule}/${name}:${error.line}: nginx accepts what we call an error: ${lines[error.line - 1]}`);
        const own = /** @type {{nginx_message?: string}} */ (error).nginx_message;
        if (own) assert.ok(said.includes(own), `${rule}/${name}:${error.line}: nginx says ${said}, we say ${own}`);
        ++refused;
      }
    }
  }
  console.log(
    `errors that nginx confirms, with its own message: ${refused}; texts that it accepts without them: ${accepted}; ` + `not for this nginx: ${elsewhere}`,
  );
  assert.ok(refused > 0 && accepted > 0);
});

/** @param {string[]} lines @param {Set<number>} numbers */
const blank = (lines, numbers) => lines.map((line, i) => (numbers.has(i + 1) ? '' : line)).join('\n');

/** Whether each of the lines is a statement, or a block, of its own. @param {string[]} lines @param {Set<number>} numbers */
const simple = (lines, numbers) =>
  [...numbers].every((number) => {
    const code = lines[number - 1].replace(/\s#.*$/, '');
    return code.split('{').length === code.split('}').length;
  });

// The grammar of values, one value at a time: nginx's verdict is ours.
const NUMBERS = ['', '1', '1.5', '-1'];
const UNITS = [
  '',
  'k',
  'K',
  'm',
  'M',
  'g',
  'G',
  'kb',
  'b',
  'ms',
  's',
  'S',
  'h',
  'H',
  'd',
  'w',
  'y',
  'sec',
  'ms1s',
  'm1h',
  'h1m',
  'h 1m',
  'h1h',
  's1ms',
  'd12h30m',
  'M1w',
  's 1',
  ' 1',
  'm 1',
];
const SETTINGS = ['client_max_body_size', 'client_body_buffer_size', 'proxy_read_timeout', 'ssl_session_timeout', 'keepalive_requests', 'directio'];
const EXPRESSIONS = [
  '*',
  '+a',
  '?',
  'a**',
  'a*+',
  'a+*',
  'a?+',
  'a???',
  '(*a)',
  '(?:*)',
  'a|*',
  '(|a)',
  '()',
  '(',
  ')',
  '[',
  ']',
  '[]',
  '[]a]',
  '[^]',
  '[^]]',
  '[[:alpha:]',
  '[[:alpha:]]',
  '[a[:x]',
  '[\\\\]]',
  '\\\\',
  '\\\\(',
  '\\\\Q(',
  '\\\\Q(\\\\E',
  '(?i)a',
  '(?i:a)',
  '(?#(',
  '(?#()',
  '(?=a)',
  '(?!*)',
  '(?<=a)b',
  '(?<n>a)',
  '(?P<n>a)',
  "(?'n'a)",
  '(?x)(a #)',
  '{1}',
  'a{1}',
  'a{',
  'x{1}{2}',
  '^*',
  '$*',
  '^+',
  '\\\\b*',
  '(?|a|b)',
  '(?>a)',
  'a(?=b)*',
  '(?<n>a)(?P=n)',
  '(?&n)(?<n>x)',
  '.{,3}',
  '(?-i)',
  '(?)*',
  '\\\\d{2,}',
  '[z-a]',
  'a\\\\',
  '(?i',
  '(?(1)a|b)',
  '(a)(?(1)b|c)',
  '[a-\\\\d]',
  '(*UTF8)a',
  '[[.x.]]',
  '[[=x=]]',
  '[a-[:digit:]]',
];

test('values and expressions, one by one', { timeout: HANG_MS }, async (t) => {
  const folder = temporaryFolder(t);
  const judge = createJudge(folder, await freePort(), { replaceHosts: false });
  /** @type {string[]} */
  const differ = [];
  let count = 0;
  /** @param {string} statement @param {boolean} mayPass  whether we may be silent where nginx refuses */
  const compare = async (statement, mayPass) => {
    const text = `server {\n    listen 127.0.0.1:28931;\n    ${statement}\n}\n`;
    writeFileSync(join(folder, 'case.conf'), text);
    const { diagnostics } = await diagnose(['--nginx-version', '1.22.1', 'case.conf'], { cwd: folder });
    const ours = diagnostics.some((one) => one.severity === 'error');
    const theirs = !(await judge(Buffer.from(text))).accepted;
    ++count;
    if (ours !== theirs && !(mayPass && !ours)) differ.push(`${statement}: ${ours ? 'we' : 'nginx'} alone`);
  };
  for (const setting of SETTINGS) {
    for (const number of NUMBERS) for (const unit of UNITS) await compare(`${setting} "${number}${unit}";`, false);
  }
  for (const expression of EXPRESSIONS) {
    await compare(`location ~ "${expression}" { return 204; }`, true);
    await compare(`location ~ "x${expression}y" { return 204; }`, true);
  }
  console.log(`values and expressions compared: ${count}`);
  assert.deepEqual(differ, []);
});
