// Turns the directive facts (one JSON object a line, the list of removed directives, and what measure_directives.mjs found) into the
// rows that directive_table.cc includes. Usage: node generate_directive_table.mjs DIRECTIVES.jsonl REMOVED.json MEASURED.json OUT.inc
import { readFileSync, writeFileSync } from 'node:fs';

const [, , directivesPath, removedPath, measuredPath, outPath] = process.argv;
const directives = readFileSync(directivesPath, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const removed = JSON.parse(readFileSync(removedPath, 'utf8'));
const measured = new Map(JSON.parse(readFileSync(measuredPath, 'utf8')).map((m) => [`${m.kind} ${m.name}`, m]));

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

// The words of an enumeration: those that nginx accepted, and those in its current documentation.
function words({ args = [] }, { values }) {
  const documented = args.flatMap((arg) => (/[<=]/.test(arg) ? [] : arg.split(/[\s|[\]]+/))).filter((word) => /^\w[\w.-]*$/.test(word));
  return [...new Set([...values, ...documented])].join('|');
}

// Type, words and whether nginx refuses a second one, as the last members of the row.
function value(d) {
  const m = measured.get(`${d.kind} ${d.name}`);
  const once = Boolean(m?.duplicate);
  // The source decides about flags that are newer than the measured nginx.
  const flag = Boolean(d.flag_on_off) && d.status === 'current';
  if (!m) return `ValueType::${flag ? 'flag' : 'any'}, ${flag}, nullptr`;
  if (m.also?.includes('max')) return `ValueType::any, ${once}, nullptr`; // `expires`: a time or other values
  if (m.type === 'enum') return `ValueType::enumeration, ${once}, "${words(d, m)}"`;
  return `ValueType::${m.type ?? 'any'}, ${once}, ${m.also ? `"${m.also.filter((word) => !word.startsWith('$')).join('|')}"` : 'nullptr'}`;
}

const status = { current: 'current', 'doc-only': 'documented_only', removed: 'removed' };
// Debian's nginx has directives of later releases (facts/nginx.md, "Distributions"): what its nginx 1.22.1 accepts does not need a later release.
const MEASURED = [1, 22, 1];
function since(d) {
  const release = /(\d+)\.(\d+)\.(\d+)/
    .exec(d.since_source_tag ?? '')
    ?.slice(1)
    .map(Number) ?? [0, 0, 0];
  const newer = release.reduce((order, part, i) => order || part - MEASURED[i], 0) > 0;
  return newer && measured.has(`${d.kind} ${d.name}`) ? '{0, 0, 0}' : `{${release.join(', ')}}`;
}

const rows = directives.map((d) => ({
  name: d.name,
  row:
    `{"${d.name}", ${contextBits(d)}, ${Boolean(d.block)}, ${d.min_args ?? d.arity?.[0] ?? (d.block ? 0 : -1)}, ${d.max_args ?? (d.min_args === undefined ? (d.arity?.at(-1) ?? -1) : -1)}, ` +
    `${since(d)}, Status::${status[d.status]}, ${value(d)}},`,
}));
const known = new Set(directives.map((d) => d.name));
for (const d of removed.filter((r) => !known.has(r.name))) {
  rows.push({ name: d.name, row: `{"${d.name}", kAnyContext, false, -1, -1, ${version(d.first_release)}, Status::removed, ValueType::any, false, nullptr},` });
}
rows.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.row < b.row ? -1 : 1));
writeFileSync(outPath, rows.map(({ row }) => `${row}\n`).join(''));
