// Prints the size of everything that ships, raw and brotli, as old → new against the previous run, and the cold load: what
// a browser fetches of itself, the editor's chunk included, which comes when the page is idle. With --check, exits 1 when a budget is broken; the record is kept either way.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const KB = 1024;
const ENGINE = 'the engine of the first verdict, stackengine_analysis.wasm';
const COMPLETE = 'the complete engine, stackengine.wasm';
const COLD = 'the cold load';
const BUDGETS = { [ENGINE]: 308 * KB, [COMPLETE]: 496 * KB, [COLD]: 436 * KB }; // brotli

const root = fileURLToPath(new URL('..', import.meta.url));
const web = join(root, 'build/web');
const record = join(root, 'build/sizes.json');

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;

/** Everything under build/web, by its path there. */
function artefacts() {
  if (!existsSync(web)) return new Map();
  const names = readdirSync(web, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(br|map)$/.test(entry.name))
    .map((entry) => posix.relative(web, join(entry.parentPath ?? entry.path, entry.name)));
  return new Map(names.sort().map((name) => [name, readFileSync(join(web, name))]));
}

/** What is only fetched for what the user asks for: redaction and its engine, the replay's nginx, the assistant's frame. */
const ON_DEMAND = /^(stackengine\.wasm|nginx|redaction|replay|assistant|standalone)/;

/**
 * The files that index.html leads to: what markup, style sheets and scripts name, all but links to click and what is
 * fetched on demand. A script names a file by a string of its own ("./stackengine.wasm").
 */
function coldLoad(files) {
  const cold = new Set();
  const visit = (name) => {
    if (!files.has(name) || cold.has(name) || ON_DEMAND.test(name)) return;
    cold.add(name);
    if (!/\.(html|css|js|mjs)$/.test(name)) return;
    const text = files
      .get(name)
      .toString('utf8')
      .replace(/<a\s[^>]*>/g, '');
    for (const [, address] of text.matchAll(/["'`(]([\w./-]+\.\w+)["'`)]/g)) {
      visit(posix.normalize(posix.join(posix.dirname(name), address)));
    }
  };
  visit('index.html');
  return cold;
}

/** Name → raw and brotli bytes; `*` marks what is part of the cold load. */
function measure() {
  const sizes = {};
  const add = (name, bytes) => (sizes[name] = { raw: bytes.length, brotli: brotli(bytes) });
  for (const [label, name] of [
    [ENGINE, 'stackengine_analysis.wasm'],
    [COMPLETE, 'stackengine.wasm'],
  ]) {
    const wasm = join(root, 'build/wasm', name);
    if (existsSync(wasm)) add(label, readFileSync(wasm));
  }
  const files = artefacts();
  if (files.size === 0) return sizes;
  const cold = coldLoad(files);
  const total = { raw: 0, brotli: 0 };
  for (const [name, bytes] of files) {
    const { raw, brotli } = add(`${cold.has(name) ? '*' : ' '} ${name}`, bytes);
    if (!cold.has(name)) continue;
    total.raw += raw;
    total.brotli += brotli;
  }
  return { ...sizes, [COLD]: total };
}

const before = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {};
const now = measure();

const width = Math.max(5, ...Object.keys(now).map((name) => name.length));
const change = (old, size) => `${String(old ?? '-').padStart(8)} → ${String(size).padStart(8)}`;
console.log(`${'bytes'.padEnd(width)} ${'raw'.padStart(19)}  ${'brotli'.padStart(19)}`);
for (const [name, { raw, brotli }] of Object.entries(now)) {
  const budget = name in BUDGETS ? `   (budget ${BUDGETS[name]})` : '';
  console.log(`${name.padEnd(width)} ${change(before[name]?.raw, raw)}  ${change(before[name]?.brotli, brotli)}${budget}`);
}
console.log('* is part of the cold load');
mkdirSync(dirname(record), { recursive: true });
writeFileSync(record, JSON.stringify(now, null, 1));

if (process.argv.includes('--check')) {
  for (const [name, budget] of Object.entries(BUDGETS)) {
    const size = now[name]?.brotli;
    if (size <= budget) continue;
    console.error(size === undefined ? `${name}: not built` : `${name}: ${size - budget} bytes over its budget`);
    process.exitCode = 1;
  }
}
