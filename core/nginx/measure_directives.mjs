// Asks the real nginx what each directive accepts, and writes the answers to directives_measured.json:
//   type       the type of its value: flag, number, size, offset, msec, sec, enum; absent if nginx accepts anything or has special rules
//   values     the words of an enum; each argument is one of them
//   also       words that a number, size or time also accepts
//   valid      a value that nginx accepted
//   again      what nginx says about a second one, if that depends on the value
//   duplicate  nginx refuses a second one in the same block
// Usage: node measure_directives.mjs DIRECTIVES.jsonl OUT.json   (NGINX: the binary; MODULES: a folder with its dynamic modules)
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [, , directivesPath, outPath] = process.argv;
const nginx = process.env.NGINX ?? '/usr/sbin/nginx';
const modules = process.env.MODULES ?? '/usr/lib/nginx/modules';
const PORT = Number(process.env.PORT ?? 28950);

const folder = mkdtempSync(join(tmpdir(), 'measure-'));
mkdirSync(join(folder, 'temporary'));
const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/temporary/${name};`).join(' ');
// In load order: stream and mail before modules that need them.
const loaded = ['ngx_stream_module.so', 'ngx_mail_module.so', ...(existsSync(modules) ? readdirSync(modules) : [])]
  .filter((name, i, all) => /^ngx_\w+\.so$/.test(name) && all.indexOf(name) === i && existsSync(join(modules, name)))
  .map((name) => `load_module ${join(modules, name)};`)
  .join(' ');

/** @param {string} kind @param {string} context @param {string} text */
function configuration(kind, context, text) {
  const main = context === 'main' ? text : '';
  const events = context === 'events' ? text : '';
  const head = `${/\bpid\b/.test(main) ? '' : `pid ${folder}/pid;`} ${loaded} ${main.startsWith('events') ? '' : `events { ${events} }`} ${main}`;
  if (context === 'main' || context === 'events') return head;
  if (kind === 'mail') {
    const server = context === 'server' ? text : '';
    const mail = context === 'mail' ? text : '';
    const listen = /\blisten\b/.test(server) ? '' : `listen 127.0.0.1:${PORT};`;
    return `${head} mail { auth_http 127.0.0.1:1; ${mail} server { ${listen} ${/\bprotocol\b/.test(server) ? '' : 'protocol imap;'} ${server} } }`;
  }
  const server = context === 'server' ? text : '';
  const listen = /\blisten\b/.test(server) ? '' : `listen 127.0.0.1:${PORT};`;
  const upstream = context === 'upstream' ? `upstream u { server 127.0.0.1:1; ${text} }` : '';
  if (kind === 'stream') {
    const pass = /\b(proxy_pass|return)\b/.test(server) ? '' : 'return x;';
    return `${head} stream { ${context === 'stream' ? text : ''} ${upstream} server { ${listen} ${server} ${pass} } }`;
  }
  const inside = { location: text, 'if in location': `if ($arg_a) { ${text} }`, limit_except: `limit_except GET { ${text} }` }[context] ?? '';
  return `${head} http { ${paths} access_log off; ${context === 'http' ? text : ''} ${upstream} server { ${listen} ${server} location /m { ${inside} } } }`;
}

let runs = 0;
/** nginx's first error, or '' if it accepts. */
function refusal(kind, context, text) {
  ++runs;
  let all = configuration(kind, context, text);
  for (const name of text.match(/^\w+/) ?? []) {
    if (context === 'http' && /_temp_path$|^access_log$/.test(name)) all = all.replace(new RegExp(`${name} (${folder}\\S+|off);`), '');
  }
  const path = join(folder, 'nginx.conf');
  writeFileSync(path, all);
  try {
    execFileSync(nginx, ['-p', folder, '-e', 'stderr', '-t', '-c', path], { stdio: 'pipe', timeout: 10_000 });
    return '';
  } catch (error) {
    return (/\[emerg\] (?:\d+#\d+: )?(.*)/.exec(String(error.stderr))?.[1] ?? String(error.stderr)).replace(/ in \S+:\d+$/, '');
  }
}

const ORDER = ['location', 'server', 'http', 'stream', 'upstream', 'mail', 'if in location', 'limit_except', 'if in server', 'events', 'main'];
const VALUES = [
  'on',
  'off',
  '1',
  '10',
  '1k',
  '8k',
  '4 8k',
  '8 4k',
  '10s',
  '1m',
  '/tmp',
  'x',
  '$host',
  'x y',
  '/x',
  '1 2 3',
  '8 32k',
  '127.0.0.1',
  '127.0.0.1:1',
  'http://127.0.0.1:1',
  'GET',
  'x $host',
  '127.0.0.1 1',
  '$x y',
  'a $arg_a',
  '',
  'x:1m',
  'zone=x:1m',
  'x 1m',
  '/tmp keys_zone=x:1m',
  'main',
  '600',
  '32',
  '32 64k',
  '32 8k',
  '404 /x',
  'error',
  'any',
  'none',
  '1.1',
  'TLSv1.2',
  'all',
  '1000',
  'plain',
  'local',
  'TZ',
  'sha1',
  '0',
  '10.0.0.0/8',
  'epoll',
  'utf-8',
  'test',
  'imap',
  '$host zone=x:1m rate=1r/s',
  '$host zone=y:1m',
  '~ x',
  '$host$uri',
  'uri $uri',
];
const words = (row) => [...new Set((row.args ?? []).flatMap((arg) => arg.split(/[\s|.]{2,}|\s*\|\s*|[[\]\s]+/)).filter((w) => /^[\w.-]+$/.test(w)))];

const rows = readFileSync(directivesPath, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const pool = [...new Set(rows.flatMap(words).concat(['updating', 'SSLv2', 'SSLv3', 'any']))];
// Enumerations that accept more than a list of words: `samesite=`, nginx Plus's string.
const OPEN_LISTS = ['userid_flags', 'server_tokens', 'dav_methods'];
const measured = [];
let known = 0;
for (const row of rows.filter((r) => r.status === 'current' && !r.block && r.name !== 'include' && r.name !== 'load_module')) {
  const { name, kind } = row;
  const context = ORDER.find((c) => row.contexts.includes(c));
  const ask = (value, times = 1) => refusal(kind, context, `${name}${value === '' ? '' : ' '}${value};\n`.repeat(times));
  const bad = ask('!bad!'.concat(' !bad!'.repeat(Math.max(0, (row.min_args ?? 1) - 1))));
  if (/^unknown directive|not allowed here/.test(bad)) continue;
  ++known;
  /** @type {Record<string, unknown>} */
  const out = { name, kind };
  if (/it must be "on" or "off"/.test(bad)) out.type = 'flag';
  else if ((row.min_args ?? 1) <= 1 && /invalid number$/.test(bad)) out.type = 'number';
  else if ((row.min_args ?? 1) <= 1 && /directive invalid value$/.test(bad)) {
    const takes = (value) => !/invalid value$/.test(ask(value));
    if (takes('1d')) out.type = takes('7ms') ? 'msec' : 'sec';
    else if (takes('64k')) out.type = takes('1g') ? 'offset' : 'size';
  } else if (/^invalid value "!bad!"$/.test(bad)) {
    const values = pool.filter((value) => !/^invalid value "/.test(ask(value)));
    const upper = values.filter((value) => value !== value.toUpperCase()).slice(0, 1);
    // Access masks, status codes and qualities give the same error for unknown words; longer lists are these.
    if (values.length >= 2 && values.length <= 16 && values.every((value) => !/^\d+$/.test(value)) && !OPEN_LISTS.includes(name)) {
      out.type = 'enum';
      out.values = values;
      out.case_sensitive = upper.some((value) => /^invalid value "/.test(ask(value.toUpperCase())));
    }
  }
  if (['number', 'size', 'offset', 'msec', 'sec'].includes(String(out.type))) {
    const also = ['on', 'off', 'auto', 'none', 'max', 'unlimited', 'default', '$host'].filter((value) => !/invalid (value|number)/.test(ask(value)));
    if (also.length > 0) out.also = also;
  }
  const good = [];
  for (const value of [...(row.default ?? []).flatMap((d) => d.split('|')[0].trim().replaceAll(';', '')), ...(out.values ?? []), ...VALUES, ...words(row)]) {
    if (good.length < 3 && !good.includes(value) && !/[<>"{}]/.test(value) && ask(value) === '') good.push(value);
  }
  const again = good.map((value) => ask(value, 2));
  out.valid = good;
  if (again.length > 0 && again.every((message) => message === `"${name}" directive is duplicate`)) out.duplicate = true;
  else if (again.some((message) => message !== '')) out.again = [...new Set(again.map((message) => message.replaceAll(folder, 'FOLDER')))];
  measured.push(out);
  if (measured.length % 50 === 0) console.error(`${measured.length} directives, ${runs} runs`);
}
rmSync(folder, { recursive: true });
writeFileSync(outPath, `[\n${measured.map((m) => JSON.stringify(m)).join(',\n')}\n]\n`);
console.error(`${known} directives known to this nginx, ${runs} runs`);
