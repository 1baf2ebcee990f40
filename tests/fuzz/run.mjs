// Runs the fuzz targets that `scripts/build fuzz` made:
//   node tests/fuzz/run.mjs [TARGET]... [--seconds N | --runs N] [--once]
//     --seconds N  each target for N seconds (default 60)
//     --runs N     each target for N executions
//     --once       from the seeds alone, the same executions each time: what scripts/test does. Otherwise what earlier runs found is
//                  the start, build/fuzz/corpus/TARGET, and this run adds to it
// Seeds and the dictionary are made here, of the golden cases, the configurations of tests/differential and the table of directives.
// A failing input is kept as build/fuzz/failures/TARGET-…; build/fuzz/TARGET FILE runs it again. Exit status 1 when there is one.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const build = join(root, 'build/fuzz');
const DEFAULT_SECONDS = 60;
const LIMITS = ['-max_len=4096', '-timeout=100', '-rss_limit_mb=2048', '-print_final_stats=1'];
// What configuration, logs and pastes are made of, beside the names of directives.
const PUNCTUATION = ['{', '}', ';', '"', "'", '#', '\\', '$', '${', '\n', '\r\n', '\t', '\\"', '";', '" ', "';", '){', '% hole\n', '\u00a0', '“', '\ufeff'];
const WORDS = [
  'on',
  'off',
  'http://',
  'https://',
  'grpc://',
  'h2://',
  'unix:/',
  '127.0.0.1:80',
  '[::1]:80',
  '~*',
  '@',
  '$host',
  '10m',
  '5s',
  'backend',
  '```nginx\n',
  '```\n',
  '# configuration file /etc/nginx/nginx.conf:\n',
  'nginx version: nginx/1.22.1\n',
  '$ ',
  '> ',
  '+',
  '- ',
  '@@ -1,3 +1,3 @@\n',
  '  1 | ',
  '2026/11/20 22:10:15 [error] 11#11: *5 ',
  'upstream sent too large http2 frame: 4740180',
  ' while reading response header from upstream',
  ', client: ',
  ', server: ',
  ', request: "GET / HTTP/1.1"',
  ', upstream: "http://',
  ', host: "',
  'Bearer ',
  'password=',
  '-----BEGIN PRIVATE KEY-----\n',
  'content_by_lua_block {',
  '{"explanation":"","edits":[{"file":"nginx.conf","old":"',
  '","new":"',
  '"}]}',
  '```diff\n',
  '--- a/nginx.conf\n+++ b/nginx.conf\n',
  '@@ -1 +1 @@\n',
]; // prettier-ignore
// libFuzzer's choices depend on addresses, too. A sandbox may refuse to fix them.
const FIXED_ADDRESSES = spawnSync('setarch', ['--addr-no-randomize', 'true']).status === 0 ? ['setarch', '--addr-no-randomize'] : [];
const CALLS = ['analyze', 'refactor', 'redact', 'prompt'];

/** @param {string} folder @param {string} [end] @returns {Buffer[]} */
function configurations(folder, end = '.conf') {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .sort()
    .map((name) => readFileSync(join(root, folder, name)));
}

/** @param {string} target @returns {Buffer[]} */
function seeds(target) {
  const texts = [...configurations('tests/golden'), ...configurations('tests/differential/valid')];
  if (target === 'error_log') {
    // Log lines stand in comments of golden cases too.
    const lines = texts.flatMap((text) => text.toString('latin1').split('\n')).filter((line) => /\[(error|crit|warn)\]/.test(line));
    return lines.map((line) => Buffer.from(line.replace(/^#\s*/, ''), 'latin1'));
  }
  const manifests = configurations('tests/golden', '.yaml');
  if (target === 'yaml') return manifests;
  texts.push(...manifests);
  if (target === 'answer') return answers();
  if (target !== 'protocol') return texts;
  const documents = [{ name: 'nginx.conf', text: 1 }];
  return texts.flatMap((text, i) => {
    const call = CALLS[i % CALLS.length];
    const request = { api: 1, call, ...(call === 'prompt' ? { task: 'fix' } : {}), unit: i % 2 ? 'utf8' : 'utf16', workspace: { documents } };
    return [Buffer.concat([Buffer.from(`${JSON.stringify(request)}\0`), text])];
  });
}

/** What models answer: the adversarial cases, and the fixes of the golden cases. @returns {Buffer[]} */
function answers() {
  const { cases } = JSON.parse(readFileSync(join(root, 'tests/assistant/adversarial.json'), 'utf8'));
  const small = cases.filter((/** @type {any} */ one) => one.edits || typeof one.text === 'string');
  const texts = small.map(
    (/** @type {any} */ one) =>
      one.text ?? JSON.stringify({ explanation: '', edits: one.edits.map((/** @type {any} */ edit) => ({ file: 'nginx.conf', ...edit })) }),
  );
  const golden = readdirSync(join(root, 'tests/golden'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.diff'));
  const pairs = golden.sort().map((name) => {
    const [configuration] = ['conf', 'yaml'].map((kind) => join(root, 'tests/golden', name.replace(/diff$/, kind))).filter(existsSync);
    return Buffer.concat([readFileSync(join(root, 'tests/golden', name)), Buffer.of(0), readFileSync(configuration)]);
  });
  return [...texts.map((/** @type {string} */ text) => Buffer.from(text)), ...pairs];
}

/** libFuzzer's own notation. */
function dictionary() {
  const names = readFileSync(join(root, 'core/nginx/directives.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => /** @type {string} */ (JSON.parse(line).name));
  const quoted = (/** @type {string} */ entry) => [...Buffer.from(entry)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  return [...new Set([...PUNCTUATION, ...WORDS, ...names])].map((entry) => `"${quoted(entry)}"\n`).join('');
}

/** @param {string} target @param {string[]} limit @param {boolean} once @returns {Promise<boolean>} passed */
async function fuzz(target, limit, once) {
  const scratch = mkdtempSync(join(tmpdir(), `stackengine-fuzz-${target}-`));
  const folders = [join(scratch, 'seeds')];
  if (!once) folders.unshift(join(build, 'corpus', target));
  folders.concat(join(build, 'failures')).forEach((folder) => mkdirSync(folder, { recursive: true }));
  seeds(target).forEach((seed, i) => writeFileSync(join(scratch, 'seeds', String(i)), seed));
  writeFileSync(join(scratch, 'dictionary'), dictionary());
  const words = [...LIMITS, `-dict=${join(scratch, 'dictionary')}`, `-artifact_prefix=${join(build, 'failures', target)}-`, ...limit];
  if (once) words.push('-seed=1', '-use_cmp=0');
  try {
    const { status, output } = await run([...(once ? FIXED_ADDRESSES : []), join(build, target), ...words, ...folders]);
    const [, executions] = /stat::number_of_executed_units:\s*(\d+)/.exec(output) ?? [];
    const [, rate] = /stat::average_exec_per_sec:\s*(\d+)/.exec(output) ?? [];
    const passed = status === 0;
    console.log(`${target}: ${passed ? 'passed' : 'FAILED'}, ${executions ?? '?'} executions, ${rate ?? '?'} a second`);
    if (!passed) console.log(output.split('\n').slice(-60).join('\n'));
    return passed;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @param {string[]} words @returns {Promise<{status: number | null, output: string}>} */
function run([program, ...words]) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    // Only the end is of interest.
    const keep = (/** @type {Buffer} */ data) => (output = (output + data).slice(-100_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string' }, runs: { type: 'string' }, once: { type: 'boolean', default: false } },
});
const known = readdirSync(join(root, 'tests/fuzz'))
  .filter((name) => name.endsWith('.cc'))
  .map((name) => name.replace('.cc', ''));
for (const target of positionals.length > 0 ? positionals : known) {
  if (!known.includes(target) || !existsSync(join(build, target))) {
    console.error(`no target \`${target}\`; known are ${known.join(', ')}, and scripts/build fuzz makes them`);
    process.exit(2);
  }
}
for (const number of [values.seconds, values.runs]) {
  if (number === undefined || /^[1-9]\d*$/.test(number)) continue;
  console.error('--seconds and --runs take a number');
  process.exit(2);
}
const limit = values.runs === undefined ? `-max_total_time=${values.seconds ?? DEFAULT_SECONDS}` : `-runs=${values.runs}`;
for (const target of positionals.length > 0 ? positionals : known) {
  if (!(await fuzz(target, [limit], values.once))) process.exitCode = 1;
}
