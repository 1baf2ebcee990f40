// Places that only nginx has, and what its logs hold (core/facts/redaction.md section 2).
import { name, rows, secret } from '../row.mjs';
import { alone, inAccessLog, inErrorLog, inHttp, inLocation, inMain, inServer, withFields } from '../surroundings.mjs';

/** @typedef {import('../random.mjs').Random} Random */
/** @typedef {import('../row.mjs').Row} Row */

/** @param {Random} r */
const password = (r) => secret(`${r.word()}${r.int(10, 99)}${r.word()}`);

const secureLink = rows('secure_link', password, [
  [
    'nginx',
    'md5 tail',
    (v) => inLocation(`secure_link_md5 "$secure_link_expires$uri$remote_addr ${v}";`),
    inLocation('secure_link_md5 "$secure_link_expires$uri$remote_addr";'),
  ],
  ['nginx', 'md5 head', (v) => inLocation(`secure_link_md5 "${v}$uri";`), inLocation('secure_link_md5 "$uri";')],
  ['nginx', 'md5 without blank', (v) => inLocation(`secure_link_md5 "\${uri}${v}";`), inLocation('secure_link_md5 $uri;')],
  ['nginx', 'secret', (v) => inLocation(`secure_link_secret ${v};`), inLocation('secure_link $arg_md5,$arg_expires;')],
]);
const values = rows('nginx value', password, [
  [
    'nginx',
    'map key of a token',
    (v) => inHttp(`map $http_x_api_key $client {\n    default "";\n    "${v}" one;\n}`),
    inHttp('map $http_upgrade $connection_upgrade {\n    default upgrade;\n    "" close;\n}'),
  ],
  ['nginx', 'map value of a token', (v) => inHttp(`map $uri $auth_token {\n    default "${v}";\n}`), inHttp('map $uri $cache_time {\n    default "1h";\n}')],
  ['nginx', 'comparison of an argument', (v) => inLocation(`if ($arg_token != "${v}") { return 403; }`), inLocation('if ($arg_page != "2") { return 403; }')],
  [
    'nginx',
    'comparison by expression',
    (v) => inLocation(`if ($http_x_api_key !~ "^${v}$") { return 403; }`),
    inLocation('if ($http_accept !~ "^text/html$") { return 403; }'),
  ],
  ['nginx', 'uwsgi_param', (v) => inLocation(`uwsgi_param DB_PASSWORD ${v};`), inLocation('uwsgi_param QUERY_STRING $query_string;')],
  ['nginx', 'fastcgi_param', (v) => inLocation(`fastcgi_param APP_SECRET "${v}";`), inLocation('fastcgi_param SCRIPT_NAME $fastcgi_script_name;')],
  ['nginx', 'scgi_param', (v) => inLocation(`scgi_param SECRET_KEY ${v};`), inLocation('scgi_param SERVER_PROTOCOL $server_protocol;')],
  ['nginx', 'proxy_pass query', (v) => inLocation(`proxy_pass http://127.0.0.1:9000/x?token=${v};`), inLocation('proxy_pass http://127.0.0.1:9000/x?page=2;')],
  ['nginx', 'return query', (v) => inLocation(`return 301 https://example.com/x?key=${v};`), inLocation('return 301 https://example.com/x?page=2;')],
  ['nginx', 'rewrite query', (v) => inLocation(`rewrite ^/a$ /b?api_key=${v} last;`), inLocation('rewrite ^/a$ /b?page=2 last;')],
  ['nginx', 'sub_filter', (v) => inLocation(`sub_filter 'TOKEN' 'token=${v}';`), inLocation("sub_filter 'one' 'two';")],
  ['nginx', 'proxy_set_body', (v) => inLocation(`proxy_set_body '{"password":"${v}"}';`), inLocation(`proxy_set_body '{"page":"2"}';`)],
  ['nginx', 'proxy_cookie', (v) => inLocation(`proxy_set_header Cookie "session=${v}";`), inLocation('proxy_cookie_path / "/; secure";')],
  [
    'nginx',
    'lua',
    (v) => inLocation(`content_by_lua_block {\n    local password = "${v}"\n    ngx.say("ok")\n}`),
    inLocation('content_by_lua_block {\n    local size = "5"\n    ngx.say("ok")\n}'),
  ],
  [
    'nginx',
    'lua header',
    (v) => inLocation(`access_by_lua_block {\n    ngx.req.set_header("Authorization", "Bearer ${v}")\n}`),
    inLocation('access_by_lua_block {\n    ngx.req.set_header("Accept", "text/plain")\n}'),
  ],
  ['nginx', 'perl', (v) => inHttp(`perl_set $x 'sub { my $secret = "${v}"; return 1; }';`), inHttp(`perl_set $x 'sub { my $size = "5"; return 1; }';`)],
  ['nginx', 'env', (v) => inMain(`env APP_SECRET=${v};`), inMain('env TZ=UTC;')],
]);
const curl = rows('Command line', password, [
  ['log', 'curl -u', (v) => alone(`$ curl -u admin:${v} http://127.0.0.1/`), alone('$ curl -v http://127.0.0.1/')],
  ['log', 'curl --user', (v) => alone(`$ curl --user 'admin:${v}' http://127.0.0.1/`), alone('$ curl -I http://127.0.0.1/')],
  ['log', 'mysql -p', (v) => alone(`$ mysql -u root -p${v} -h 127.0.0.1`), alone('$ mysql -u root -p -h 127.0.0.1')],
  ['log', '--password', (v) => alone(`$ app --password=${v} --size 5`), alone('$ app --size 5')],
  ['log', 'export', (v) => alone(`$ export DB_PASSWORD=${v}`), alone('$ export TZ=UTC')],
  ['log', 'curl -u, attached', (v) => alone(`$ curl -uadmin:${v} http://127.0.0.1/`), alone('$ curl -k http://127.0.0.1/')],
  ['log', 'docker login', (v) => alone(`$ docker login localhost:5000 -u admin -p ${v}`), alone('$ docker run -p 8080:80 nginx:1.25')],
  ['log', 'htpasswd -b', (v) => alone(`$ htpasswd -b /etc/nginx/.htpasswd admin ${v}`), alone('$ htpasswd -c /etc/nginx/.htpasswd admin')],
  ['log', 'openssl -passin', (v) => alone(`$ openssl rsa -in server.key -passin pass:${v}`), alone('$ openssl rsa -in server.key -passin stdin')],
  ['log', 'curl -d', (v) => alone(`$ curl -d '{"pass":"${v}"}' http://127.0.0.1/`), alone(`$ curl -d '{"page":"7"}' http://127.0.0.1/`)],
  [
    'yaml',
    'flag and value',
    (v) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: app\n    args:\n    - --password\n    - ${v}\n`,
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: app\n    args:\n    - --level\n    - info\n',
  ],
]);

const code = rows('Secret in code', password, [
  [
    'nginx',
    'comparison',
    (v) => inLocation(`access_by_lua_block { if ngx.var.arg_token ~= "${v}" then return ngx.exit(403) end }`),
    inLocation('access_by_lua_block { if ngx.var.arg_token == nil then return ngx.exit(403) end }'),
  ],
  [
    'nginx',
    'set_header',
    (v) => inLocation(`access_by_lua_block { ngx.req.set_header("X-Api-Key", "${v}") }`),
    inLocation('access_by_lua_block { ngx.req.set_header("X-Api-Key", ngx.var.arg_key) }'),
  ],
  [
    'nginx',
    'assignment',
    (v) => inLocation(`access_by_lua_block { local password = "${v}" }`),
    inLocation('access_by_lua_block { local password = os.getenv("DB_PASSWORD") }'),
  ],
  [
    'nginx',
    'comment',
    (v) => inLocation(`access_by_lua_block {\n  -- password = ${v}\n}`),
    inLocation('access_by_lua_block {\n  local token = ngx.var.arg_token\n}'),
  ],
  ['log', 'createHmac', (v) => alone(`let h = require('crypto').createHmac('sha256', '${v}');`), alone(`let h = require('crypto').createHmac('sha256', key);`)],
]);

const requests = rows('Secret in a logged request', password, [
  [
    'log',
    'error log request',
    (v) =>
      withFields(
        `client: 127.0.0.1, server: example.com, request: "GET /x?token=${v}&page=2 HTTP/1.1", upstream: "http://127.0.0.1:9000/x?token=${v}&page=2", host: "example.com"`,
      ),
    withFields('client: 127.0.0.1, server: example.com, request: "GET /x?page=2 HTTP/1.1", upstream: "http://127.0.0.1:9000/x?page=2", host: "example.com"'),
  ],
  [
    'log',
    'error log referrer',
    (v) => withFields(`client: 127.0.0.1, server: example.com, request: "GET / HTTP/1.1", host: "example.com", referrer: "https://example.com/?password=${v}"`),
    withFields('client: 127.0.0.1, server: example.com, request: "GET / HTTP/1.1", host: "example.com", referrer: "https://example.com/?page=2"'),
  ],
  ['log', 'access log', (v) => inAccessLog({ request: `POST /login?user=a&password=${v} HTTP/1.1` }), inAccessLog({ request: 'POST /login?page=2 HTTP/1.1' })],
  [
    'log',
    'access log referrer',
    (v) => inAccessLog({ referrer: `https://example.com/cb?access_token=${v}` }),
    inAccessLog({ referrer: 'https://example.com/cb?page=2' }),
  ],
  ['log', 'fragment', (v) => inAccessLog({ referrer: `https://example.com/cb#id_token=${v}` }), inAccessLog({ referrer: 'https://example.com/cb#top' })],
  ['log', 'OAuth code', (v) => inAccessLog({ request: `GET /cb?code=${v}&state=x HTTP/1.1` }), inAccessLog({ request: 'GET /cb?lang=en HTTP/1.1' })],
  [
    'log',
    'form body',
    (v) => inErrorLog(`[lua] f.lua:2: body: user=a&password=${v}&page=2, context: ngx.timer`),
    inErrorLog('[lua] f.lua:2: body: page=2, context: ngx.timer'),
  ],
  [
    'log',
    'lua token',
    (v) => inErrorLog(`[lua] f.lua:2: invalid token: ${v}, context: ngx.timer`),
    inErrorLog('[lua] f.lua:2: invalid token, context: ngx.timer'),
  ],
]);
const sessions = rows('Session id in a log', (r) => secret(r.chars('upperHex', 32)), [
  ['log', 'JSESSIONID', (v) => inAccessLog({ request: `GET /x;jsessionid=${v} HTTP/1.1` }), inAccessLog({ request: 'GET /x;v=1 HTTP/1.1' })],
  ['log', 'Cookie', (v) => `> Cookie: lang=en; JSESSIONID=${v}\n> Accept: */*\n`, '> Accept: */*\n'],
  [
    'log',
    'PHPSESSID',
    (v) => inErrorLog(`[lua] c.lua:1: PHPSESSID=${v} expired, context: ngx.timer`),
    inErrorLog('[lua] c.lua:1: session expired, context: ngx.timer'),
  ],
  ['log', 'ASP.NET', (v) => `< Set-Cookie: ASP.NET_SessionId=${v}; path=/\n< Content-Length: 0\n`, '< Content-Length: 0\n'],
]);
const people = rows('User name', (r) => name(r.word()), [
  ['log', 'access log', (v) => inAccessLog({ user: v }), inAccessLog({ user: '-' })],
  [
    'log',
    'password mismatch',
    (v) => inErrorLog(`user "${v}": password mismatch, client: 127.0.0.1, server: example.com, request: "GET / HTTP/1.1", host: "example.com"`),
    inErrorLog(
      'no user/password was provided for basic authentication, client: 127.0.0.1, server: example.com, request: "GET / HTTP/1.1", host: "example.com"',
    ),
  ],
  [
    'log',
    'user not found',
    (v) =>
      inErrorLog(`user "${v}" was not found in "/etc/nginx/.htpasswd", client: 127.0.0.1, server: example.com, request: "GET / HTTP/1.1", host: "example.com"`),
    inErrorLog(
      'no user/password was provided for basic authentication, client: 127.0.0.1, server: example.com, request: "GET / HTTP/1.1", host: "example.com"',
    ),
  ],
  [
    'log',
    'home',
    (v) =>
      inErrorLog(
        `open() "/home/${v}/www/index.html" failed (13: Permission denied), client: 127.0.0.1, server: example.com, request: "GET / HTTP/1.1", host: "example.com"`,
      ),
    inErrorLog(
      'open() "/usr/share/nginx/html/index.html" failed (13: Permission denied), client: 127.0.0.1, server: example.com, request: "GET / HTTP/1.1", host: "example.com"',
    ),
  ],
  ['nginx', 'home', (v) => inServer(`root /home/${v}/www;`), inServer('root /usr/share/nginx/html;')],
  ['nginx', 'map', (v) => inHttp(`map $remote_user $role {\n    ${v} 1;\n}`), inHttp('map $remote_user $role {\n    default 1;\n}')],
  ['log', 'prompt', (v) => alone(`${v}@localhost:~$ nginx -t`), alone('root@localhost:~# nginx -t')],
  [
    'log',
    'MySQL',
    (v) => inErrorLog(`FastCGI sent in stderr: "Access denied for user '${v}'@'localhost'" while reading response header from upstream`),
    inErrorLog(`FastCGI sent in stderr: "Access denied for user 'root'@'localhost'" while reading response header from upstream`),
  ],
  ['log', 'message', (v) => alone(`time=1 level=error msg="login failed" user=${v}`), alone('time=1 level=error msg="login failed" user=admin')],
  ['yaml', 'environment', (v) => `env:\n  POSTGRES_USER: ${v}\n  size: 5\n`, 'env:\n  POSTGRES_USER: postgres\n  size: 5\n'],
  ['nginx', 'Users', (v) => inServer(`root /Users/${v}/Sites;`), inServer('root /srv/www;')],
  [
    'yaml',
    'home',
    (v) => `apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: web\nspec:\n  hostPath:\n    path: /home/${v}/data\n`,
    'apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: web\nspec:\n  hostPath:\n    path: /var/lib/data\n',
  ],
]);

/** @type {Row[]} */
export const places = [...secureLink, ...values, ...curl, ...code, ...requests, ...sessions, ...people];
