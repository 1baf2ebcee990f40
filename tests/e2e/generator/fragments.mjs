// Whole files with faults, and fragments of them as people paste them.

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {{ lines: string[], faulty: boolean }} Block */
/** @typedef {{ files: Record<string, string>, blocks: Block[], answers: string[], unchanged: boolean }} Whole  blocks: as the files have them */
/** @typedef {'as copied' | 'without indentation' | 'reordered' | 'with lines left out'} Way */

const EXTRA = [
  'proxy_read_timeout 30s;',
  'client_max_body_size 8m;',
  'add_header X-Served-By app;',
  'limit_except GET POST { deny all; }',
  'expires 1h;',
  '# keep this',
];

/** @param {string[]} lines @param {string} margin */
const indented = (lines, margin) => lines.map((line) => (line === '' ? '' : margin + line));

/** @param {Random} random @param {string} step @param {string} name @param {number} port */
function upstream(random, step, name, port) {
  const more = random.chance(0.4) ? [`server 127.0.0.1:${port + 1} backup;`] : [];
  return [`upstream ${name} {`, ...indented([`server 127.0.0.1:${port};`, ...more, 'keepalive 16;'], step), '}'];
}

/** @param {Random} random @param {string} step @param {string} path @param {string} name @param {boolean} faulty @param {boolean} grpc  the backends speak gRPC, else HTTP/1.1 */
function location(random, step, path, name, faulty, grpc) {
  const pass = faulty !== grpc ? `grpc_pass grpc://${name};` : `proxy_pass http://${name};`;
  const around = random.some(EXTRA, 0.35);
  const body = random.chance(0.5) ? [pass, ...around] : [...around, pass];
  return [`location ${path} {`, ...indented(faulty || grpc ? body : [...body, 'proxy_http_version 1.1;', 'proxy_set_header Connection "";'], step), '}'];
}

/** @param {Random} random @param {string[]} block @param {string} step  what an editor may have changed since the block was copied */
function edited(random, [head, ...rest], step) {
  return [
    random.chance(0.3) ? head.replace(' {', '\t{') : head,
    `${step}# since then`,
    ...rest.map((line) => (!line.includes('{') && random.chance(0.3) ? line.replace(';', ' ; # kept') : line)),
  ];
}

/** @param {Random} random @returns {Whole} */
export function wholeFile(random) {
  const step = random.pick(['    ', '  ', '\t']);
  const newline = random.chance(0.15) ? '\r\n' : '\n';
  const unchanged = newline === '\n' && random.chance(0.75);
  const included = !unchanged && random.chance(0.5);
  const grpc = random.chance(0.4);
  const names = ['app', 'api_v2', 'reports'].slice(0, random.between(1, 3));
  const paths = random.some(['/', '/api/', '~ ^/v[0-9]+/', '= /health', '/ws/', '/static/', '^~ /grpc.Service/'], 0.7);
  const chosen = paths.length < 2 ? ['/', '/api/'] : paths;
  const bad = random.between(0, chosen.length - 1);

  /** @type {Block[]} */
  const blocks = [];
  /** @param {string[]} lines @param {string} margin @param {boolean} faulty */
  const add = (lines, margin, faulty) => {
    blocks.push({ lines: indented(lines, margin), faulty });
    return indented(unchanged ? lines : edited(random, lines, step), margin);
  };
  const outer = step;
  const inner = included ? step : step + step;
  const upstreams = names.flatMap((name, i) => [...add(upstream(random, step, name, 18080 + 10 * i), outer, false), '']);
  const locations = chosen.flatMap((path, i) => {
    const faulty = i === bad || random.chance(0.3);
    return [...add(location(random, step, path, random.pick(names), faulty, grpc), inner, faulty), ...(random.chance(0.5) ? [''] : [`${inner}# next`])];
  });
  const margin = included ? '' : step;
  const server = [
    `${margin}server {`,
    `${margin}${step}listen 127.0.0.1:18888;`,
    `${margin}${step}server_name app.example;`,
    ...(random.chance(0.3) ? [`${margin}${step}proxy_set_header Host $host;`] : []),
    ...locations,
    `${margin}}`,
  ];
  const other = [
    `${step}server {`,
    `${step}${step}listen 127.0.0.1:18889;`,
    `${step}${step}location /other {`,
    `${step}${step}${step}return 204;`,
    `${step}${step}}`,
    `${step}}`,
  ];
  const http = [
    'http {',
    `${step}access_log off;`,
    `${step}client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d; scgi_temp_path e;`,
    ...upstreams,
    ...(random.chance(0.5) ? other : []),
    ...(included ? [`${step}include conf.d/*.conf;`] : server),
    '}',
  ];
  const text = (/** @type {string[]} */ lines) => lines.map((line) => line + newline).join('');
  /** @type {Record<string, string>} */
  const files = {
    'nginx.conf': text(['worker_processes 1;', 'error_log stderr;', 'pid nginx.pid;', '', 'events {', `${step}worker_connections 64;`, '}', '', ...http]),
  };
  if (included) files['conf.d/app.conf'] = text(server);
  return { files, blocks, answers: names.map((name) => `${name}=${grpc ? 'grpc' : 'http1'}`), unchanged };
}

/** @param {string[]} lines */
function unindented(lines) {
  const margin = /^\s*/.exec(lines[0])?.[0].length ?? 0;
  return lines.map((line) => line.slice(margin));
}

/** @param {Random} random @param {Whole} whole @param {Way} way */
export function fragmentOf(random, { blocks, unchanged }, way) {
  const faulty = random.pick(blocks.filter((block) => block.faulty));
  let chosen = blocks.filter((block) => block === faulty || random.chance(0.4));
  if (way === 'reordered')
    chosen = chosen
      .map((block) => ({ block, at: random.between(0, 1000) }))
      .sort((a, b) => a.at - b.at)
      .map(({ block }) => block);
  const bare = way === 'without indentation' || (way !== 'as copied' && random.chance(0.5));
  const parts = chosen.map(({ lines }) => (bare ? unindented(lines) : lines).join('\n'));
  const gap = way === 'with lines left out' ? '\n...\n' : random.pick(['\n', '\n\n']);
  return { text: parts.join(gap) + (random.chance(0.7) ? '\n' : ''), unchanged };
}
