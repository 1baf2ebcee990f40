// Names without a dot, which only their place makes names (core/facts/redaction.md, "Dotless hostnames"), and hosts in nginx's directives.
import { host, name, rows } from '../row.mjs';
import { inErrorLog, inHttp, inLocation, inMain, inServer, withFields } from '../surroundings.mjs';

/** @typedef {import('../random.mjs').Random} Random */
/** @typedef {import('../row.mjs').Row} Row */

/** @param {Random} r */
const dotless = (r) => name(r.pick([`${r.word()}${r.int(1, 9)}`, `${r.word()}-${r.word()}`, `${r.word()}_pool`, r.word()]));
/** @param {Random} r */
const fqdn = (r) => host(`${r.word()}.${r.word()}.${r.pick(['com', 'net', 'fr'])}`);

const NO_UPSTREAM = inHttp('server {\n    location /a/ { proxy_pass http://127.0.0.1:9000; }\n}');
const upstreams = rows('Upstream name', dotless, [
  [
    'nginx',
    'proxy_pass',
    (v) => inHttp(`upstream ${v} {\n    server 127.0.0.1:9000;\n}\nserver {\n    location /a/ { proxy_pass http://${v}; }\n}`),
    NO_UPSTREAM,
  ],
  [
    'nginx',
    'grpc_pass',
    (v) => inHttp(`upstream ${v} {\n    server 127.0.0.1:9000;\n}\nserver {\n    location /a/ { grpc_pass grpc://${v}; }\n}`),
    NO_UPSTREAM,
  ],
  [
    'nginx',
    'stream',
    (v) => inMain(`stream {\n    upstream ${v} { server 127.0.0.1:9000; }\n    server { listen 9001; proxy_pass ${v}; }\n}`),
    inMain('stream {\n    server { listen 9001; proxy_pass 127.0.0.1:9000; }\n}'),
  ],
  [
    'nginx',
    'repeated in a comment and a path',
    (v) => inHttp(`# ${v}: see /var/log/nginx/${v}.log\nupstream ${v} { server 127.0.0.1:9000; }`),
    inHttp('# see /var/log/nginx/access.log'),
  ],
  [
    'log',
    'beside its configuration',
    (v) =>
      `${inHttp(`upstream ${v} { server 127.0.0.1:9000; }`)}2024/07/15 03:42:17 [error] 19#19: *1 no live upstreams while connecting to upstream, client: 127.0.0.1, server: example.com, request: "GET / HTTP/1.1", upstream: "http://${v}/", host: "example.com"\n`,
    NO_UPSTREAM,
  ],
]);

const peers = rows('Dotless host', dotless, [
  [
    'nginx',
    'peer',
    (v) => inHttp(`upstream example.com {\n    server ${v}:8080 max_fails=2;\n}`),
    inHttp('upstream example.com {\n    server 127.0.0.1:8080 max_fails=2;\n}'),
  ],
  ...[
    'proxy_pass http://V:8080',
    'grpc_pass grpc://V:50051',
    'fastcgi_pass V:9000',
    'uwsgi_pass V:3031',
    'scgi_pass V:4000',
    'memcached_pass V:11211',
    'proxy_pass https://V/x/',
  ].map(
    (line) =>
      /** @type {[Row['surrounding'], string, (value: string) => string, string]} */ ([
        'nginx',
        line,
        (v) => inLocation(`${line.replace('V', v)};`),
        inLocation(`${line.replace('V', '127.0.0.1')};`),
      ]),
  ),
  ['nginx', 'server_name', (v) => inServer(`server_name ${v};`), inServer('server_name _;')],
  [
    'nginx',
    'map to a target',
    (v) => inHttp(`map $uri $pool {\n    default ${v}:8080;\n}\nserver {\n    location /m/ { proxy_pass http://$pool; }\n}`),
    inHttp('map $uri $pool {\n    default 127.0.0.1:8080;\n}\nserver {\n    location /m/ { proxy_pass http://$pool; }\n}'),
  ],
  [
    'nginx',
    'map of hosts',
    (v) => inHttp(`map $host $site {\n    default 0;\n    ${v} 1;\n}`),
    inHttp('map $host $site {\n    default 0;\n    localhost 1;\n}'),
  ],
  [
    'nginx',
    'set and pass',
    (v) => inLocation(`set $target ${v};\nproxy_pass http://$target:8080;`),
    inLocation('set $target 127.0.0.1;\nproxy_pass http://$target:8080;'),
  ],
  [
    'nginx',
    'split_clients',
    (v) => inHttp(`split_clients $remote_addr $pool {\n    50% ${v};\n    * localhost;\n}\nserver {\n    location /s/ { proxy_pass http://$pool; }\n}`),
    inHttp('split_clients $remote_addr $variant {\n    50% one;\n    * two;\n}'),
  ],
  ['nginx', 'resolver', (v) => inServer(`resolver ${v};`), inServer('resolver 127.0.0.1;')],
  ['nginx', 'syslog', (v) => inServer(`access_log syslog:server=${v}:514;`), inServer('access_log syslog:server=127.0.0.1:514;')],
  ['nginx', 'auth_http', (v) => inMain(`mail {\n    auth_http ${v}:9000/auth;\n}`), inMain('mail {\n    auth_http 127.0.0.1:9000/auth;\n}')],
  ['nginx', 'mirror of a proxied host', (v) => inLocation(`proxy_set_header Host ${v};`), inLocation('proxy_set_header Host $host;')],
  ['nginx', 'if', (v) => inLocation(`if ($host = ${v}) { return 403; }`), inLocation('if ($host = localhost) { return 403; }')],
  ['nginx', 'proxy_ssl_name', (v) => inLocation(`proxy_ssl_name ${v};`), inLocation('proxy_ssl_name $host;')],
  ['nginx', 'proxy_redirect', (v) => inLocation(`proxy_redirect http://${v}:8080/ /;`), inLocation('proxy_redirect off;')],
  ['nginx', 'proxy_cookie_domain', (v) => inLocation(`proxy_cookie_domain ${v} $host;`), inLocation('proxy_cookie_domain off;')],
  ['nginx', 'valid_referers', (v) => inLocation(`valid_referers none ${v}.com;`), inLocation('valid_referers none blocked server_names;')],
  [
    'log',
    'upstream field',
    (v) => withFields(`client: 127.0.0.1, server: example.com, request: "GET / HTTP/1.1", upstream: "http://${v}:8080/", host: "example.com"`),
    withFields('client: 127.0.0.1, server: example.com, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:8080/", host: "example.com"'),
  ],
  [
    'log',
    'server field',
    (v) => withFields(`client: 127.0.0.1, server: ${v}, request: "GET / HTTP/1.1"`),
    withFields('client: 127.0.0.1, server: _, request: "GET / HTTP/1.1"'),
  ],
  [
    'log',
    'host field',
    (v) => withFields(`client: 127.0.0.1, server: _, request: "GET / HTTP/1.1", host: "${v}:8443"`),
    withFields('client: 127.0.0.1, server: _, request: "GET / HTTP/1.1", host: "localhost:8443"'),
  ],
  [
    'log',
    'not found',
    (v) => `nginx: [emerg] host not found in upstream "${v}" in /etc/nginx/nginx.conf:12\n`,
    'nginx: [emerg] host not found in upstream "localhost" in /etc/nginx/nginx.conf:12\n',
  ],
  [
    'nginx',
    'Lua',
    (v) => inLocation(`access_by_lua_block { red:connect("${v}", 6379) }`),
    inLocation('access_by_lua_block { red:connect("127.0.0.1", 6379) }'),
  ],
  [
    'nginx',
    'pass of a stream',
    (v) => inMain(`stream {\n    server { listen 127.0.0.1:1; pass ${v}:80; }\n}`),
    inMain('stream {\n    server { listen 127.0.0.1:1; pass 127.0.0.1:80; }\n}'),
  ],
  ['log', 'setting', (v) => `DB_HOST=${v}\nDB_PORT=5432\n`, 'DB_HOST=localhost\nDB_PORT=5432\n'],
  ['log', 'hosts file', (v) => `127.0.0.1 localhost\n127.0.0.2 ${v}\n`, '127.0.0.1 localhost\n127.0.0.2 localhost\n'],
  ['log', 'prompt', (v) => `root@${v}:/etc/nginx# nginx -t\n`, 'root@localhost:/etc/nginx# nginx -t\n'],
  ['log', 'openssl', (v) => `$ openssl s_client -connect ${v}:443 -servername ${v}\n`, '$ openssl s_client -connect localhost:443 -servername localhost\n'],
  ['log', 'reply', (v) => `< HTTP/1.1 502 Bad Gateway\n< X-Backend: ${v}\n`, '< HTTP/1.1 502 Bad Gateway\n< X-Backend: localhost\n'],
  ['yaml', 'brokers', (v) => `env:\n  KAFKA_BROKERS: ${v}:9092,${v}:9093\n  size: 5\n`, 'env:\n  KAFKA_BROKERS: localhost:9092\n  size: 5\n'],
  [
    'log',
    'not resolved',
    (v) => inErrorLog(`${v} could not be resolved (3: Host not found), client: 127.0.0.1`),
    inErrorLog('localhost could not be resolved (3: Host not found), client: 127.0.0.1'),
  ],
]);

const hosts = rows('Host in a directive', fqdn, [
  ['nginx', 'server_name', (v) => inServer(`server_name ${v} *.${v} .${v};`), inServer('server_name example.com *.example.com;')],
  [
    'nginx',
    'server_name expression',
    (v) => inServer(`server_name ~^(www\\.)?${v.replaceAll('.', '\\.')}$;`),
    inServer('server_name ~^(www\\.)?example\\.com$;'),
  ],
  [
    'nginx',
    'Content-Security-Policy',
    (v) => inLocation(`add_header Content-Security-Policy "default-src 'self' https://${v} *.${v}";`),
    inLocation(`add_header Content-Security-Policy "default-src 'self' data:";`),
  ],
  ['nginx', 'CORS', (v) => inLocation(`add_header Access-Control-Allow-Origin "https://${v}";`), inLocation('add_header Access-Control-Allow-Origin "*";')],
  ['nginx', 'redirect', (v) => inLocation(`return 301 https://${v}$request_uri;`), inLocation('return 301 https://$host$request_uri;')],
  ['nginx', 'rewrite', (v) => inLocation(`rewrite ^ https://${v}/new permanent;`), inLocation('rewrite ^ /new permanent;')],
  [
    'nginx',
    'valid_referers',
    (v) => inLocation(`valid_referers none ${v} *.${v} ~${v.replaceAll('.', '\\.')};`),
    inLocation('valid_referers none example.com;'),
  ],
  ['nginx', 'proxy_cookie_domain', (v) => inLocation(`proxy_cookie_domain ${v} example.com;`), inLocation('proxy_cookie_domain localhost example.com;')],
  ['nginx', 'proxy_ssl_name', (v) => inLocation(`proxy_ssl_name ${v};`), inLocation('proxy_ssl_name example.com;')],
  ['nginx', 'ssl_stapling_responder', (v) => inServer(`ssl_stapling_responder http://${v}/;`), inServer('ssl_stapling on;')],
  [
    'nginx',
    'zone',
    (v) => inHttp(`limit_req_zone $binary_remote_addr zone=${v}:10m rate=5r/s;`),
    inHttp('limit_req_zone $binary_remote_addr zone=one:10m rate=5r/s;'),
  ],
  [
    'log',
    'fields',
    (v) =>
      withFields(`client: 127.0.0.1, server: ${v}, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1/", host: "www.${v}", referrer: "https://${v}/a"`),
    withFields(
      'client: 127.0.0.1, server: example.com, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1/", host: "www.example.com", referrer: "https://example.com/a"',
    ),
  ],
]);

/** @type {Row[]} */
export const names = [...upstreams, ...peers, ...hosts];
