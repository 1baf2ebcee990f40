// Credentials that their place gives away: headers, URLs, keys of YAML, variables, Kubernetes Secrets.
import { name, rows, secret } from '../row.mjs';
import { alone, inAccessLog, inAnnotations, inConfigMap, inEnvironment, inErrorLog, inHttp, inLocation, inMain, inServer } from '../surroundings.mjs';

/** @typedef {import('../random.mjs').Random} Random */
/** @typedef {import('../row.mjs').Row} Row */

/** Something that a person might have chosen. @param {Random} r */
const password = (r) => secret(r.pick([`${r.word()}${r.int(10, 99)}`, `${r.word()}-${r.word()}`, r.chars('alnum', 12), `${r.word()}!${r.int(100, 999)}`]));
/** With what splits URLs. @param {Random} r */
const awkward = (r) => secret(`${r.word()}${r.pick(['@', ':', '/', '@:'])}${r.word()}`);
/** @param {Random} r */
const opaque = (r) => secret(r.chars('alnum', r.int(20, 40)));

const NOT_SECRET = {
  authorization: inLocation('proxy_set_header Authorization $http_authorization;'),
  header: inLocation('proxy_set_header X-Request-Id $request_id;'),
};

const authorization = rows('Authorization header', opaque, [
  ['nginx', 'Bearer', (v) => inLocation(`proxy_set_header Authorization "Bearer ${v}";`), NOT_SECRET.authorization],
  ['nginx', 'Bearer in another case', (v) => inLocation(`proxy_set_header authorization "bearer ${v}";`), NOT_SECRET.authorization],
  ['nginx', 'own scheme', (v) => inLocation(`grpc_set_header Authorization "Token ${v}";`), NOT_SECRET.authorization],
  ['nginx', 'Proxy-Authorization', (v) => inLocation(`proxy_set_header Proxy-Authorization '${v}';`), inLocation("proxy_set_header Proxy-Authorization '';")],
  [
    'nginx',
    'fastcgi_param',
    (v) => inLocation(`fastcgi_param HTTP_AUTHORIZATION "Bearer ${v}";`),
    inLocation('fastcgi_param HTTP_AUTHORIZATION $http_authorization;'),
  ],
  [
    'nginx',
    'comparison',
    (v) => inLocation(`if ($http_authorization != "Bearer ${v}") { return 403; }`),
    inLocation('if ($http_authorization = "") { return 403; }'),
  ],
  [
    'nginx',
    'map',
    (v) => inHttp(`map $http_authorization $allowed {\n    default 0;\n    "Bearer ${v}" 1;\n}`),
    inHttp('map $http_authorization $allowed {\n    default 0;\n    "" 1;\n}'),
  ],
  [
    'yaml',
    'configuration snippet',
    (v) => inAnnotations(`nginx.ingress.kubernetes.io/configuration-snippet: |\n  proxy_set_header Authorization "Bearer ${v}";`),
    inAnnotations('nginx.ingress.kubernetes.io/configuration-snippet: |\n  proxy_set_header Authorization $http_authorization;'),
  ],
  [
    'yaml',
    'curl',
    (v) => inConfigMap(`probe.sh: |\n  curl -H "Authorization: Bearer ${v}" http://127.0.0.1/`),
    inConfigMap('probe.sh: |\n  curl -H "Accept: text/plain" http://127.0.0.1/'),
  ],
  [
    'log',
    'message',
    (v) => inErrorLog(`[lua] auth.lua:9: Authorization: Bearer ${v}, context: ngx.timer`),
    inErrorLog('[lua] auth.lua:9: Authorization header missing, context: ngx.timer'),
  ],
  ['log', 'JSON', (v) => `{"headers":{"authorization":"Bearer ${v}"},"status":401}\n`, '{"headers":{"accept":"text/plain"},"status":401}\n'],
  ['log', 'curl -v', (v) => `> GET / HTTP/1.1\n> Authorization: Bearer ${v}\n> Accept: */*\n`, '> GET / HTTP/1.1\n> Accept: */*\n'],
]);
const basic = rows('Basic credentials', (r) => secret(Buffer.from(`${r.word()}:${r.word()}-${r.word()}`).toString('base64')), [
  ['nginx', 'header', (v) => inLocation(`proxy_set_header Authorization "Basic ${v}";`), NOT_SECRET.authorization],
  ['yaml', 'value', (v) => inConfigMap(`note: "use Basic ${v}"`), inConfigMap('note: "use Basic authentication"')],
  [
    'log',
    'message',
    (v) => inErrorLog(`[lua] x.lua:1: got Basic ${v}, context: ngx.timer`),
    inErrorLog('[lua] x.lua:1: got Basic authentication, context: ngx.timer'),
  ],
]);
const apiHeaders = ['X-Api-Key', 'PRIVATE-TOKEN', 'apikey', 'X-Acme-Token', 'X-Vault-Token', 'X-Auth-Token'].flatMap((header) =>
  rows('API key header', opaque, [
    ['nginx', `${header} proxy`, (v) => inLocation(`proxy_set_header ${header} ${v};`), NOT_SECRET.header],
    [
      'nginx',
      `${header} comparison`,
      (v) => inLocation(`if ($http_${header.toLowerCase().replaceAll('-', '_')} != "${v}") { return 403; }`),
      inLocation('if ($http_x_request_id != "") { return 403; }'),
    ],
    [
      'yaml',
      `${header} snippet`,
      (v) => inAnnotations(`nginx.ingress.kubernetes.io/configuration-snippet: |\n  proxy_set_header ${header} "${v}";`),
      inAnnotations('nginx.ingress.kubernetes.io/configuration-snippet: |\n  proxy_set_header X-Request-Id $request_id;'),
    ],
    ['log', `${header} curl -v`, (v) => `> ${header}: ${v}\n> Accept: */*\n`, '> X-Request-Id: 7\n> Accept: */*\n'],
  ]),
);
const cookies = rows('Cookie', opaque, [
  ['nginx', 'header', (v) => inLocation(`proxy_set_header Cookie "sid=${v}; lang=en";`), inLocation('proxy_set_header Cookie $http_cookie;')],
  ['nginx', 'add_header', (v) => inLocation(`add_header Set-Cookie "sid=${v}; Path=/; HttpOnly";`), inLocation('add_header Cache-Control "no-store";')],
  ['nginx', 'comparison', (v) => inLocation(`if ($cookie_session = "${v}") { return 204; }`), inLocation('if ($cookie_lang = "en") { return 204; }')],
  [
    'log',
    'JSESSIONID',
    (v) => inErrorLog(`[lua] c.lua:3: Cookie: JSESSIONID=${v}, context: ngx.timer`),
    inErrorLog('[lua] c.lua:3: Cookie header too long, context: ngx.timer'),
  ],
  [
    'log',
    'PHPSESSID in a URL',
    (v) => inAccessLog({ request: `GET /x;jsessionid=${v}?PHPSESSID=${v} HTTP/1.1` }),
    inAccessLog({ request: 'GET /x?page=2 HTTP/1.1' }),
  ],
  ['log', 'connect.sid', (v) => `> Cookie: connect.sid=s%3A${v}\n> Accept: */*\n`, '> Accept: */*\n'],
  ['log', 'JSON', (v) => `{"cookie":"sid=${v}","status":200}\n`, '{"size":"12","status":200}\n'],
]);

const SCHEMES = 'http https ftp postgres postgresql mysql mariadb mongodb mongodb+srv redis rediss amqp amqps nats ldap'.split(' ');
const urls = SCHEMES.flatMap((scheme) =>
  rows('Password in a URL', password, [
    ['nginx', scheme, (v) => inLocation(`set $target "${scheme}://app:${v}@127.0.0.1/x";`), inLocation(`set $target "${scheme}://127.0.0.1/x";`)],
    [
      'yaml',
      scheme,
      (v) => inEnvironment(`- name: TARGET\n  value: "${scheme}://app:${v}@localhost:7000/x"`),
      inEnvironment(`- name: TARGET\n  value: "${scheme}://localhost:7000/x"`),
    ],
    [
      'log',
      scheme,
      (v) => inErrorLog(`[lua] db.lua:4: cannot reach ${scheme}://app:${v}@127.0.0.1:7000/x, context: ngx.timer`),
      inErrorLog(`[lua] db.lua:4: cannot reach ${scheme}://127.0.0.1:7000/x, context: ngx.timer`),
    ],
  ]),
);
const oddUrls = [
  ...rows('Password in a URL, awkward', awkward, [
    ['nginx', 'last @ counts', (v) => inLocation(`set $target "postgres://app:${v}@127.0.0.1/x";`), inLocation('set $target "postgres://127.0.0.1/a@b";')],
    ['yaml', 'last @ counts', (v) => inConfigMap(`target: "mysql://app:${v}@localhost/x"`), inConfigMap('target: "mysql://localhost/x"')],
    [
      'log',
      'last @ counts',
      (v) => inErrorLog(`[lua] db.lua:4: amqp://app:${v}@127.0.0.1/x refused, context: ngx.timer`),
      inErrorLog('[lua] db.lua:4: amqp://127.0.0.1/x refused, context: ngx.timer'),
    ],
  ]),
  ...rows('Password in a URL, no user', password, [
    ['nginx', 'redis', (v) => inLocation(`set $target "redis://:${v}@127.0.0.1:6379/0";`), inLocation('set $target "redis://127.0.0.1:6379/0";')],
    [
      'yaml',
      'redis',
      (v) => inEnvironment(`- name: TARGET\n  value: redis://:${v}@localhost:6379`),
      inEnvironment('- name: TARGET\n  value: redis://localhost:6379'),
    ],
  ]),
  ...rows('Sentry DSN', (r) => secret(r.chars('hex', 32)), [
    ['nginx', 'set', (v) => inLocation(`set $target "https://${v}@sentry.example.com/42";`), inLocation('set $target "https://sentry.example.com/42";')],
    [
      'yaml',
      'environment',
      (v) => inEnvironment(`- name: SENTRY\n  value: https://${v}@sentry.example.com/42`),
      inEnvironment('- name: SENTRY\n  value: https://sentry.example.com/42'),
    ],
  ]),
  ...rows('DSN with a password', password, [
    [
      'yaml',
      'jdbc',
      (v) => inConfigMap(`target: "jdbc:postgresql://localhost/x?user=app&password=${v}"`),
      inConfigMap('target: "jdbc:postgresql://localhost/x?ssl=true"'),
    ],
    [
      'yaml',
      'jdbc of SQL Server',
      (v) => inConfigMap(`target: "jdbc:sqlserver://localhost;databaseName=x;user=app;password=${v};encrypt=true"`),
      inConfigMap('target: "jdbc:sqlserver://localhost;databaseName=x;encrypt=true"'),
    ],
    [
      'yaml',
      'libpq',
      (v) => inConfigMap(`target: "host=localhost dbname=x user=app password='${v}' sslmode=require"`),
      inConfigMap('target: "host=localhost dbname=x sslmode=require"'),
    ],
    ['nginx', 'libpq', (v) => inLocation(`set $target "host=127.0.0.1 dbname=x password=${v}";`), inLocation('set $target "host=127.0.0.1 dbname=x";')],
  ]),
];

const KEYS = ['password', 'DB_PASSWORD', 'apiKey', 'client_secret', 'accessToken', 'smtp-passwd', 'encryptionKey'];
const named = KEYS.flatMap((key) =>
  rows('Named secret', password, [
    ['yaml', `${key}:`, (v) => inConfigMap(`${key}: ${v}`), inConfigMap(`${key}Length: "12"`)],
    [
      'yaml',
      `${key} in the environment`,
      (v) => inEnvironment(`- name: ${key}\n  value: "${v}"`),
      inEnvironment(`- name: ${key}\n  valueFrom:\n    secretKeyRef:\n      name: web\n      key: ${key}`),
    ],
    ['yaml', `${key}= in a file`, (v) => inConfigMap(`app.ini: |\n  ${key} = ${v}\n  size = 5`), inConfigMap(`app.ini: |\n  ${key} =\n  size = 5`)],
    ['nginx', `set $${key}`, (v) => inLocation(`set $${key.replaceAll('-', '_')} "${v}";`), inLocation(`set $${key.replaceAll('-', '_')} "";`)],
    ['nginx', `env ${key}`, (v) => inMain(`env ${key}=${v};`), inMain(`env ${key};`)],
    ['log', `${key} JSON`, (v) => `{"level":"info","${key}":"${v}","status":200}\n`, `{"level":"info","${key}":null,"status":200}\n`],
    [
      'log',
      `${key} query`,
      (v) => inAccessLog({ request: `GET /x?a=1&${key}=${encodeURIComponent(v)}&b=2 HTTP/1.1` }),
      inAccessLog({ request: `GET /x?a=1&${key}=&b=2 HTTP/1.1` }),
    ],
  ]),
);
const datadog = rows('Datadog', (r) => secret(r.chars('hex', r.pick([32, 40]))), [
  ['yaml', 'DD_API_KEY', (v) => inEnvironment(`- name: DD_API_KEY\n  value: ${v}`), inEnvironment('- name: DD_SITE\n  value: example.com')],
  ['nginx', 'header', (v) => inLocation(`proxy_set_header DD-API-KEY ${v};`), inLocation('proxy_set_header DD-ENV prod;')],
]);
const dockerAuth = rows('Docker registry login', (r) => secret(Buffer.from(`${r.word()}:${r.word()}-${r.word()}`).toString('base64')), [
  [
    'yaml',
    'config.json',
    (v) => `{\n  "auths": {\n    "https://index.docker.io/v1/": {\n      "auth": "${v}"\n    }\n  }\n}\n`,
    '{\n  "auths": {\n    "https://index.docker.io/v1/": {}\n  }\n}\n',
  ],
]);
const users = rows('User beside a password', (r) => name(r.word()), [
  ['nginx', 'URL', (v, r) => inLocation(`set $target "postgres://${v}:${r.word()}@127.0.0.1/x";`), inLocation('set $target "postgres://127.0.0.1/x";')],
  ['nginx', 'htpasswd', (v, r) => alone(`${v}:$apr1$${r.chars('crypt', 8)}$${r.chars('crypt', 22)}`), alone('admin:')],
  [
    'log',
    'URL',
    (v, r) => inErrorLog(`[lua] x.lua:1: redis://${v}:${r.word()}@127.0.0.1/0 refused, context: ngx.timer`),
    inErrorLog('[lua] x.lua:1: redis://127.0.0.1/0 refused, context: ngx.timer'),
  ],
]);
const sessionTickets = rows('Secret path or comment', opaque, [
  ['nginx', 'comment with a name', (v) => inServer(`# password: ${v}`), inServer('# password: see the safe')],
  ['nginx', 'comment with an assignment', (v) => inServer(`# api_key=${v}`), inServer('# api_key rotates in May')],
]);

/** @type {Row[]} */
export const credentials = [
  ...authorization,
  ...basic,
  ...apiHeaders,
  ...cookies,
  ...urls,
  ...oddUrls,
  ...named,
  ...datadog,
  ...dockerAuth,
  ...users,
  ...sessionTickets,
];
