// Values of every kind that the value rules judge, well formed and not: what they call an error must be what nginx refuses. Whole small
// configurations, made by a seeded generator; kinds stand for rules. What the rules miss is counted, not judged.
import { readFileSync } from 'node:fs';
import { createRandom } from '../e2e/generator/random.mjs';

/** @typedef {import('../e2e/generator/random.mjs').Random} Random */
/** @typedef {import('./mutations.mjs').Case} Case */

const facts = new URL('../../core/nginx/', import.meta.url);
/** @typedef {{name: string, kind: string, contexts: string[]}} Row */
/** @type {Row[]} */
const rows = readFileSync(new URL('directives.jsonl', facts), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .filter(({ status, kind, since_source_tag }) => status === 'current' && ['http', 'stream'].includes(kind) && (since_source_tag ?? '0') !== 'master');
/** @type {{name: string, kind: string, type?: string, values?: string[], also?: string[]}[]} */
const measured = JSON.parse(readFileSync(new URL('directives_measured.json', facts), 'utf8'));

// What may stand in one, mixed at random: most of the values are nearly right.
const SIZES = ['0', '1', '8', '10', '512', '1024', 'k', 'K', 'm', 'M', 'g', 'G', 'kb', 'ib', '-', '+', '.', '5', '16', 'b', ' '];
const TIMES = ['0', '1', '10', '60', 's', 'm', 'h', 'd', 'w', 'M', 'y', 'ms', 'ms', 's', '1', '30', ' ', '.', '-', 'sec'];
const WORDS = ['on', 'off', 'ON', 'Off', 'oN', 'yes', '1', '0', '', 'o', 'onn', '"on"', 'always', 'auto', 'none', 'any', '$host'];

/** @param {Random} random @param {readonly string[]} parts @param {number} most */
function mixed(random, parts, most) {
  let text = '';
  for (let i = random.between(1, most); i > 0; i--) text += random.pick(parts);
  return text;
}

/** A value as a word of the configuration. @param {string} value */
const word = (value) => (/^[^\s;{}"'\\#]+$/.test(value) ? value : value.startsWith('"') ? value : `"${value}"`);

/** `text` in a block of that context. @param {string} kind @param {string} context @param {string} text */
function wrapped(kind, context, text) {
  const server = context === 'server' ? text : '';
  const listen = /^listen /.test(text) ? '' : 'listen 127.0.0.1:28951;';
  const upstream = context === 'upstream' ? `upstream u { server 127.0.0.1:1;\n${text}\n}` : '';
  const top = context === kind ? text : '';
  if (kind === 'stream') return `events {}\nstream { ${upstream}\n${top}\nserver { ${listen}\n${server}\nreturn x; } }\n`;
  return `events {}\nhttp { ${upstream}\n${top}\nserver { ${listen}\n${server}\nlocation /m {\n${context === 'location' ? text : ''}\n} } }\n`;
}

/** A value for a directive of that measured type. @param {Random} random @param {typeof measured[0]} of */
function valueOf(random, { type, values = [], also = [] }) {
  const known = [...values, ...also];
  switch (type) {
    case 'flag':
      return random.pick(WORDS);
    case 'number':
      return random.pick([mixed(random, SIZES, 3), ...known]);
    case 'size':
    case 'offset':
      return random.pick([mixed(random, SIZES, 3), mixed(random, SIZES, 4), ...known]);
    case 'msec':
    case 'sec':
      return random.pick([mixed(random, TIMES, 3), mixed(random, TIMES, 5), ...known]);
    default: {
      const one = random.pick([...known, ...known, ...WORDS]);
      return random.pick([one, one.toUpperCase(), `${one}x`, one.slice(1), one]);
    }
  }
}

/** @typedef {(random: Random) => [string, string, string]} Maker  kind of configuration, context, text */

const PORTS = ['', ':80', ':8080', ':0', ':65536', ':http', ':', ':80-90', ':$port', ':08080', ':1/x'];
const HOSTS = ['127.0.0.1', '[::1]', '[::]', '*', 'unix:/tmp/a.sock', 'localhost', '$host', '', '::1', '[::1', '0.0.0.0', '1', '127.1'];
const SCHEMES = [
  'http://',
  'https://',
  'HTTP://',
  'http:',
  'http:/',
  'http//',
  '',
  '//',
  'h2c://',
  'grpc://',
  'tcp://',
  'ftp://',
  '$scheme://',
  'http$s://',
  'http://$',
  'fastcgi://',
  'httpx://',
  '://',
  'http:///',
  '$scheme:',
  'http:$slashes',
];
const PATHS = ['', '/', '/a', '/a/', '?x=1', '/$uri', '$uri', '$request_uri', '/a?b=$arg_c', ':', ':/', ':/a', '#x', '/%', '${uri}', '${'];
const BLOCKS = [
  'location /a',
  'location = /a',
  'location ~ /a',
  'location ~* ^/(a|b)$',
  'location ^~ /a/',
  'location @n',
  'location ~^/a',
  'location =/a',
  'location "~ /a"',
  'location "~/a"',
];

/** @type {Record<string, Maker>} */
const MAKERS = {
  'proxy-pass': (random) => {
    const pass = `proxy_pass ${word(random.pick(SCHEMES) + random.pick(HOSTS) + random.pick(PORTS) + random.pick(PATHS))};`;
    const inner = random.pick([pass, pass, pass, `if ($arg_a) { ${pass} }`, `limit_except GET { ${pass} }`]);
    return ['http', 'server', `${random.pick(BLOCKS)} {\n${inner}\n}`];
  },
  'other-pass': (random) => {
    const name = random.pick(['grpc_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'memcached_pass', 'auth_request', 'mirror']);
    const target =
      random.pick(['', 'grpc://', 'grpcs://', 'GRPC://', 'http://', 'uwsgi://', 'suwsgi://', 'scgi://', '$scheme://']) +
      random.pick(HOSTS) +
      random.pick(PORTS) +
      random.pick(['', '', '/', '$uri']);
    return ['http', 'server', `${random.pick(BLOCKS)} {\n${name} ${word(target)};\n}`];
  },
  'stream-pass': (random) => [
    'stream',
    'stream',
    `server { listen 127.0.0.1:28952;\nproxy_pass ${word(random.pick(['', '', 'http://', 'tcp://', '$a://']) + random.pick(HOSTS) + random.pick(PORTS))};\n}`,
  ],
  listen: (random) => {
    const parameters = random.some(
      [
        'default_server',
        'ssl',
        'http2',
        'default',
        'spdy',
        'quic',
        'reuseport',
        'deferred',
        'bind',
        'proxy_protocol',
        'ipv6only=on',
        'ipv6only=x',
        'backlog=5',
        'backlog=0',
        'backlog=x',
        'rcvbuf=8k',
        'rcvbuf=x',
        'sndbuf=1m',
        'so_keepalive=on',
        'so_keepalive=30m::10',
        'so_keepalive=x',
        'fastopen=3',
        'setfib=1',
        'accept_filter=x',
        'udp',
        'multipath',
        'SSL',
        'defaultserver',
        'h2',
        '',
      ],
      0.06,
    );
    const kind = random.pick(['http', 'http', 'stream']);
    return [kind, 'server', `listen ${[random.pick(HOSTS) + random.pick(PORTS), ...parameters].map(word).join(' ')};`];
  },
  'upstream-server': (random) => {
    const parameters = random.some(
      [
        'weight=1',
        'weight=0',
        'weight=x',
        'weight=',
        'max_fails=0',
        'max_fails=-1',
        'max_fails=',
        'fail_timeout=10s',
        'fail_timeout=1ms',
        'fail_timeout=',
        'fail_timeout=1m30s',
        'fail_timeout=1',
        'max_conns=0',
        'max_conns=x',
        'backup',
        'down',
        'Backup',
        'resolve',
        'service=x',
        'slow_start=1s',
        'route=x',
        'drain',
        'weight',
        'max_fails',
        'id=1',
        '',
      ],
      0.08,
    );
    const kind = random.pick(['http', 'http', 'stream']);
    const scheme = random.pick(['', '', '', '', 'http://', 'https://', 'tcp://']);
    return [
      kind,
      'upstream',
      `server ${[scheme + random.pick(HOSTS) + random.pick(PORTS) + random.pick(['', '', '', '/x', '$x']), ...parameters].map(word).join(' ')};`,
    ];
  },
  geo: (random) => {
    const keys = [
      'default',
      '10.0.0.0/8',
      '10.0.0.1',
      '2001:db8::/32',
      '127.0.0.1-127.0.0.9',
      'ranges',
      'volatile',
      'delete',
      'proxy',
      'proxy_recursive',
      'include',
      'x',
      '10.0.0.0/33',
      '10.0.0.0/255.0.0.0',
      '"default"',
      'hostnames',
    ];
    const values = ['', '', '1', 'a', '"a b"', '10.0.0.1', '1 2', '$host', '""'];
    const entries = Array.from({ length: random.between(0, 3) }, () => `${random.pick(keys)} ${random.pick(values)};`);
    const name = random.pick(['$a', '$remote_addr $a', 'a', '$', '$a $b', '$http_x $a']);
    return [random.pick(['http', 'stream']), '', `geo ${name} {\n${entries.join('\n')}\n}`];
  },
  map: (random) => {
    const keys = [
      'default',
      'a',
      'A',
      '~a',
      '~*a',
      '"~ a"',
      '~',
      '~[',
      '\\default',
      '*.a',
      '.a',
      'a.*',
      'a.*.b',
      'hostnames',
      'volatile',
      'include',
      '""',
      '~^(?<x>.*)$',
      '\\~a',
      'Default',
      '"default"',
      'ranges',
      '$host',
      '~a)',
      "'a'",
      '~*^/(a|b)\\.c$',
      '*',
      '*a',
    ];
    const values = ['', '1', 'a', '"a b"', '$host', '1 2', '""', '$x', '~a', '${host}', '"$host:$uri"'];
    const entries = Array.from({ length: random.between(0, 4) }, () => `${random.pick(keys)} ${random.pick(values)};`);
    const name = random.pick(['$uri $a', '$host $a', '$uri a', '"$uri$host" $a', 'x $a', '$a', '$uri $', '"" $a']);
    return [random.pick(['http', 'stream']), '', `map ${name} {\n${entries.join('\n')}\n}`];
  },
  'split-clients': (random) => {
    const shares = ['1%', '50%', '0.5%', '12.34%', '1.234%', '0%', '100%', '*', '100.01%', '%', '50', '-1%', '99.99%', '.5%', '5.%', '+5%', '1.5.5%', '1e1%'];
    const entries = Array.from({ length: random.between(0, 4) }, () => `${random.pick(shares)} ${random.pick(['a', '""', 'a b', '', '$host'])};`);
    return [random.pick(['http', 'stream']), '', `split_clients ${random.pick(['$remote_addr', '"${remote_addr}x"', 'x'])} $a {\n${entries.join('\n')}\n}`];
  },
  'charset-map': (random) => {
    const bytes = ['80', '0', 'FF', 'fff', '00ff', 'xy', 'E282AC', '', '41', '"41"', '100'];
    const entries = Array.from({ length: random.between(0, 3) }, () => `${random.pick(bytes)} ${random.pick(bytes)} ${random.pick(['', '', '', 'x'])};`);
    return ['http', '', `charset_map ${random.pick(['koi8-r', 'a'])} ${random.pick(['utf-8', 'UTF-8', 'windows-1251'])} {\n${entries.join('\n')}\n}`];
  },
  types: (random) => {
    const entries = Array.from({ length: random.between(0, 3) }, () =>
      random.pick(['text/html html;', 'text/html;', 'text/html a b c;', 'include /dev/null;', 'a a;', '"" a;', 'text/plain html;']),
    );
    return ['http', random.pick(['server', 'location', '']), `types {\n${entries.join('\n')}\n}`];
  },
  return: (random) => {
    const code = random.pick([
      '200',
      '0',
      '301',
      '999',
      '1000',
      '99999',
      '204',
      '444',
      'http://a',
      'https://a',
      'HTTP://a',
      '$scheme://a',
      '/a',
      '"a b"',
      '$url',
      '-1',
      '',
      '200x',
      'ftp://a',
      '${scheme}://a',
      '$schemes',
      'http://',
      'http:/a',
    ]);
    const text = random.pick(['', '', ' a', ' "a b"', ' $uri', ' a b', ' https://$host$request_uri']);
    return ['http', random.pick(['server', 'location']), `return ${word(code)}${text};`];
  },
  'error-page': (random) => {
    const codes = Array.from({ length: random.between(0, 3) }, () =>
      random.pick(['404', '500', '299', '300', '599', '600', '499', '404x', '$c', '=200', '=', '=x', '=0', '=99999', '494', '-1']),
    );
    return [
      'http',
      random.pick(['server', 'location', 'http']),
      `error_page ${[...codes, random.pick(['/x', '@x', '=200', '=', 'http://a', '$u', '=@x', ''])].map(word).join(' ')};`,
    ];
  },
  location: (random) => [
    'http',
    'server',
    `location ${random.pick(['', '=', '~', '~*', '^~', '~^', '*~', '==', '!~', '"="', '@', '~~'])} ${word(random.pick(['/a', '^/a$', '/(a', '@n', '/a b', '', '[a', 'a', '=/a', '~/b', '^~/c', '\\.php$', '/{2}', '^/[0-9]{2}$', '*', '~*', '(?i)a']))} {\n}`,
  ],
  regex: (random) => {
    const atoms = [
      'a',
      '.',
      '^',
      '$',
      '(',
      ')',
      '[a-z]',
      '[',
      ']',
      '*',
      '+',
      '?',
      '|',
      '\\',
      '\\d',
      '\\Q',
      '\\E',
      '(?:',
      '(?i)',
      '(?<n>',
      '(?P<n>',
      '(?=',
      '(?!',
      '(?#',
      '{2}',
      '{2,',
      '}',
      '{',
      '[^]]',
      '[[:alpha:]]',
      '[]',
      '(?x)',
      '#',
      '(*UTF8)',
      '(?>',
      '(?|',
      '\\1',
      '\\K',
      '(?1)',
      '{,3}',
      '++',
      '*?',
      '(?-i)',
      '(?<=a)',
      '(?<!a)',
      '[a\\]',
      '[\\]]',
      '(?',
      '(?P',
      '(?<',
    ];
    const regex = mixed(random, atoms, 6);
    const quoted = `"${regex.replaceAll('"', '')}"`;
    const text = random.pick([
      `location ~ ${quoted} { }`,
      `location ~* ${quoted} { }`,
      `rewrite ${quoted} /x;`,
      `if ($uri ~ ${quoted}) { }`,
      `server_name "~${regex}";`,
      `if ($uri !~* ${quoted}) { }`,
      `valid_referers "~${regex}";`,
    ]);
    return ['http', 'server', text];
  },
  buffers: (random) => {
    const name = random.pick([
      'proxy_buffers',
      'grpc_buffer_size',
      'large_client_header_buffers',
      'gzip_buffers',
      'output_buffers',
      'fastcgi_buffers',
      'proxy_busy_buffers_size',
      'subrequest_output_buffer_size',
      'postpone_output',
      'sendfile_max_chunk',
    ]);
    return [
      'http',
      random.pick(['server', 'location', 'http']),
      `${name} ${[mixed(random, SIZES, 2), ...(random.chance(0.7) ? [mixed(random, SIZES, 2)] : [])].map(word).join(' ')};`,
    ];
  },
  special: (random) => {
    const number = mixed(random, SIZES, 3);
    const time = mixed(random, TIMES, 3);
    const w = random.pick(WORDS);
    const text = random.pick([
      `keepalive_timeout ${word(time)} ${word(time)};`,
      `keepalive_requests ${word(number)};`,
      `gzip_comp_level ${word(number)};`,
      `gzip_proxied ${word(w)};`,
      `gzip_http_version ${random.pick(['1.0', '1.1', '2', '2.0'])};`,
      `expires ${word(random.pick([time, `-${time}`, `@${time}`, 'max', 'epoch', 'off', '$x', `modified ${time}`]))};`,
      `client_max_body_size ${word(number)};`,
      `proxy_http_version ${random.pick(['1.0', '1.1', '2', '2.0', '1'])};`,
      `satisfy ${word(w)};`,
      `ssl_protocols ${random.pick(['TLSv1.2', 'TLSv1.3 TLSv1.2', 'tlsv1.2', 'TLS1.2', 'SSLv3', 'all'])};`,
      `ssl_verify_client ${random.pick(['off', 'OFF', 'optional_no_ca', 'maybe'])};`,
      `proxy_next_upstream ${random.pick(['error', 'error timeout', 'off', 'http_502 http_503', 'non_idempotent', 'http_501', 'http_429', 'denied', 'invalid_header updating', 'ERROR'])};`,
      `limit_rate ${word(number)};`,
      `limit_rate $x;`,
      `proxy_cache_valid ${random.pick(['any', '200', '200 302', 'x', '99', '600'])} ${word(time)};`,
      `proxy_cookie_path ${random.pick(['off', '/a /b', '~a b', 'off x', '~[ x'])};`,
      `proxy_redirect ${random.pick(['off', 'default', 'http://a /', '~a b', 'on', 'off x'])};`,
      `resolver_timeout ${word(time)};`,
      `client_body_buffer_size ${word(number)};`,
      `access_log ${random.pick(['off', '/dev/null', '/dev/null combined', '/dev/null nosuch', 'off x', '/dev/null combined buffer=4k', '/dev/null combined flush=1s', '/dev/null combined gzip', '/dev/null combined if=$x'])};`,
      `error_log ${random.pick(['/dev/null', 'stderr', '/dev/null warn', '/dev/null WARN', '/dev/null nosuch', 'off'])};`,
      `merge_slashes ${word(w)};`,
      `autoindex_format ${random.pick(['html', 'xml', 'json', 'JSON', 'text'])};`,
      `proxy_set_header ${random.pick(['Host $host', 'Host', 'Host a b', 'Host ""', '"" x'])};`,
      `add_header ${random.pick(['A b', 'A b always', 'A b c', 'A', 'A "" always', 'A b ALWAYS'])};`,
      `rewrite ^ /x ${random.pick(['last', 'break', 'redirect', 'permanent', 'LAST', 'stop', ''])};`,
      `set ${random.pick(['$a 1', 'a 1', '$a "b c"', '$ 1', '$a', '$1 2'])};`,
      `client_body_in_file_only ${random.pick(['on', 'off', 'clean', 'CLEAN', 'yes'])};`,
      `server_tokens ${random.pick(['on', 'off', 'build', 'none', '"x"', ''])};`,
      `satisfy ${random.pick(['all', 'any', 'ALL', 'one'])};`,
      `underscores_in_headers ${word(w)};`,
      `tcp_nodelay ${word(w)};`,
      `sendfile ${word(w)};`,
      `aio ${random.pick(['on', 'off', 'threads', 'threads=x', 'threads=$x', 'sendfile', 'ON'])};`,
      `directio ${word(random.pick([number, 'off', 'on']))};`,
      `open_file_cache ${random.pick(['off', 'max=10', 'max=10 inactive=1m', 'inactive=1m', 'max=x', 'on'])};`,
      `keepalive_disable ${random.pick(['none', 'msie6', 'safari msie6', 'x'])};`,
      `disable_symlinks ${random.pick(['off', 'on', 'if_not_owner', 'on from=/x', 'x'])};`,
      `if_modified_since ${random.pick(['off', 'exact', 'before', 'x'])};`,
      `allow ${random.pick(['all', '10.0.0.0/8', 'unix:', '10.0.0.1/33', 'x', '::1', '$x'])};`,
      `proxy_ssl_verify_depth ${word(number)};`,
      `proxy_bind ${random.pick(['off', '127.0.0.1', '$x', '$x transparent', '127.0.0.1:x', '127.0.0.1 x'])};`,
      `proxy_cache ${random.pick(['off', '$x'])};`,
      `proxy_method ${random.pick(['GET', '$x', '""'])};`,
      `proxy_headers_hash_max_size ${word(number)};`,
      `proxy_ignore_headers ${random.pick(['Expires', 'X-Accel-Expires Vary', 'expires', 'Foo'])};`,
      `proxy_store ${random.pick(['on', 'off', '/x', '$x', '""'])};`,
      `proxy_store_access ${random.pick(['user:rw', 'user:rw group:r', 'x', 'user:x', 'all:rwx'])};`,
      `limit_except ${random.pick(['GET', 'GET POST', 'get', 'FOO', 'GET,POST'])} { deny all; }`,
      `internal;`,
      `limit_conn_status ${word(random.pick([number, '429', '503', '399', '600']))};`,
      `limit_req_log_level ${random.pick(['info', 'warn', 'error', 'debug', 'WARN', 'crit'])};`,
    ]);
    return ['http', random.pick(['server', 'location', 'location', 'http']), text];
  },
};

// How many of each; the cost is that of as many runs of nginx.
const OF_A_MAKER = 25;
const OF_A_TYPE = 50;

/** @param {number} times  how often as many as usual @param {number} seed @returns {Case[]} */
export function valueCases(times = 1, seed = 1) {
  /** @type {Map<string, Case>} */
  const cases = new Map();
  const counts = new Map();
  const add = (/** @type {string} */ kind, /** @type {string} */ text) => {
    if (cases.has(text)) return;
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    cases.set(text, { id: `generated/${kind}/${number}`, kind, text, lines: text.split('\n').map((_, i) => i + 1), wrap: 'whole' });
  };
  for (const type of ['flag', 'number', 'size', 'offset', 'msec', 'sec', 'enum']) {
    const random = createRandom(seed * 1000 + type.length * 31 + type.charCodeAt(0));
    const directives = measured.filter((one) => one.type === type && rows.some(({ name, kind }) => name === one.name && kind === one.kind));
    for (let i = 0; i < OF_A_TYPE * times; i++) {
      const of = random.pick(directives);
      const row = rows.find(({ name, kind }) => name === of.name && kind === of.kind);
      const contexts = (row?.contexts ?? []).filter((context) => ['http', 'stream', 'server', 'location', 'upstream'].includes(context));
      if (contexts.length === 0) continue;
      add(`fuzz/${type}`, wrapped(of.kind, random.pick(contexts), `${of.name} ${word(valueOf(random, of))};`));
    }
  }
  for (const [i, [kind, make]] of Object.entries(MAKERS).entries()) {
    const random = createRandom(seed * 7919 + i);
    for (let n = 0; n < OF_A_MAKER * times; n++) {
      const [of, context, text] = make(random);
      add(`fuzz/${kind}`, wrapped(of, context === '' ? of : context, text));
    }
  }
  return [...cases.values()];
}
