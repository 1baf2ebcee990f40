// Turns the directive facts (one JSON object a line, and the list of removed directives) into the rows that
// directive_table.cc includes. Usage: node generate_directive_table.mjs DIRECTIVES.jsonl REMOVED.json OUT.inc
import { readFileSync, writeFileSync } from 'node:fs';

const [, , directivesPath, removedPath, outPath] = process.argv;
const directives = readFileSync(directivesPath, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const removed = JSON.parse(readFileSync(removedPath, 'utf8'));

// The facts name a context as nginx's documentation does; `server` and `upstream` exist in several subsystems.
const CONTEXTS = {
  main: 'kMain',
  events: 'kEvents',
  http: 'kHttp',
  location: 'kLocation',
  'if in server': 'kIfInServer',
  'if in location': 'kIfInLocation',
  limit_except: 'kLimitExcept',
  stream: 'kStream',
  mail: 'kMail',
  any: 'kAnyContext',
};
const PER_SUBSYSTEM = {
  server: { http: 'kHttpServer', stream: 'kStreamServer', mail: 'kMailServer' },
  upstream: { http: 'kHttpUpstream', stream: 'kStreamUpstream' },
};

function contextBits({ contexts, kind }) {
  const bits = contexts.map((context) => CONTEXTS[context] ?? PER_SUBSYSTEM[context]?.[kind] ?? 'kOtherContext');
  return [...new Set(bits)].join(' | ') || 'kOtherContext';
}

function version(text) {
  const [, ...numbers] = /(\d+)\.(\d+)\.(\d+)/.exec(text ?? '') ?? ['', 0, 0, 0];
  return `{${numbers.join(', ')}}`;
}

const status = { current: 'current', 'doc-only': 'documented_only', removed: 'removed' };
const rows = directives.map((d) => ({
  name: d.name,
  row:
    `{"${d.name}", ${contextBits(d)}, ${Boolean(d.block)}, ${d.min_args ?? (d.block ? 0 : -1)}, ${d.max_args ?? -1}, ` +
    `${version(d.since_source_tag)}, Status::${status[d.status]}},`,
}));
const known = new Set(directives.map((d) => d.name));
for (const d of removed.filter((r) => !known.has(r.name))) {
  rows.push({ name: d.name, row: `{"${d.name}", kAnyContext, false, -1, -1, ${version(d.first_release)}, Status::removed},` });
}
rows.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.row < b.row ? -1 : 1));
writeFileSync(outPath, rows.map(({ row }) => `${row}\n`).join(''));
