// Private keys and what stands beside them: PEM in every wrapping, accounts of clouds, password files.
import { host, name, rows, secret } from '../row.mjs';
import { alone, inAccessLog, inConfigMap, inEnvironment, inErrorLog, inLocation, inServer } from '../surroundings.mjs';

/** @typedef {import('../random.mjs').Random} Random */
/** @typedef {import('../row.mjs').Row} Row */

const KINDS = ['', 'RSA ', 'EC ', 'DSA ', 'OPENSSH ', 'ENCRYPTED '];

/** Lines of base64 as OpenSSL writes them, the last one shorter. @param {Random} r */
function body(r) {
  const lines = Array.from({ length: r.int(3, 12) }, () => r.chars('base64', 64));
  return [...lines, `${r.chars('base64', r.int(5, 15) * 4 - 2)}==`];
}

/** @param {string[]} lines @param {string} label @param {boolean} [ends] */
const armoured = (lines, label, ends = true) => [`-----BEGIN ${label}-----`, ...lines, ...(ends ? [`-----END ${label}-----`] : [])].join('\n');

/** @type {[Row['surrounding'], string, (pem: string) => string][]} */
const WRAPPINGS = [
  ['nginx', 'comment', (pem) => inServer(pem.replace(/^/gm, '# '))],
  ['nginx', 'beside the configuration', (pem) => `${inServer('server_tokens off;')}\n${pem}\n`],
  ['yaml', 'block scalar', (pem) => inConfigMap(`tls.key: |\n${pem.replace(/^/gm, '  ')}\nsize: "5"`)],
  ['yaml', '\\n-escaped', (pem) => inConfigMap(`tls.key: "${pem.replaceAll('\n', '\\n')}\\n"`)],
  ['log', 'JSON', (pem) => `${JSON.stringify({ level: 'error', key: pem, status: 500 })}\n`],
  ['log', 'message', (pem) => inErrorLog(`cannot load key: ${pem.replaceAll('\n', '\\n')}`)],
];

/** @type {Row[]} */
const pem = WRAPPINGS.flatMap(([surrounding, place, wrap]) =>
  [...KINDS.map((kind) => `${kind}PRIVATE KEY`), 'PGP PRIVATE KEY BLOCK'].map((label) => ({
    class: 'PEM private key',
    basis: /** @type {const} */ ('format'),
    surrounding,
    place: `${label} ${place}`,
    make: (r) => {
      const lines = body(r);
      return { text: wrap(armoured(lines, label)), planted: lines.map(secret), twin: wrap(armoured(['(the public key of the example)'], 'PUBLIC KEY')) };
    },
  })),
);

/** @type {Row[]} */
const cutOff = WRAPPINGS.map(([surrounding, place, wrap]) => ({
  class: 'PEM private key, END missing',
  basis: 'format',
  surrounding,
  place,
  make: (r) => {
    const lines = body(r);
    return { text: wrap(armoured(lines, 'RSA PRIVATE KEY', false)), planted: lines.map(secret), twin: wrap('no key here\nand no END') };
  },
}));

/** Base64 again, as `data:` of a Secret and in environments. @type {Row[]} */
const encodedAgain = /** @type {[string, (value: string) => string][]} */ ([
  ['data', (value) => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\ndata:\n  tls.key: ${value}\n`],
  ['environment', (value) => inEnvironment(`- name: SETTING\n  value: ${value}`)],
  ['ConfigMap', (value) => inConfigMap(`setting: "${value}"`)],
]).map(([place, text]) => ({
  class: 'PEM private key, base64 again',
  basis: 'format',
  surrounding: 'yaml',
  place,
  make: (r) => {
    const value = Buffer.from(`${armoured(body(r), 'PRIVATE KEY')}\n`).toString('base64');
    return { text: text(value), planted: [secret(value.slice(40))], twin: place === 'data' ? undefined : text('LS0tLS0=') };
  },
}));

/** @type {Row} */
const serviceAccount = {
  class: 'GCP service account',
  basis: 'context',
  surrounding: 'yaml',
  place: 'JSON',
  make: (r) => {
    const [lines, id, project, account] = [body(r), r.chars('hex', 40), `${r.word()}-prod`, r.word()];
    const json = {
      type: 'service_account',
      private_key_id: id,
      private_key: `${armoured(lines, 'PRIVATE KEY')}\n`,
      client_email: `${account}@${project}.iam.gserviceaccount.com`,
    };
    return {
      text: `${JSON.stringify(json, null, 2)}\n`,
      planted: [...lines.map(secret), secret(id), name(account), host(project)],
      twin: `${JSON.stringify({ type: 'service_account', token_uri: 'https://example.com/token', count: 3 }, null, 2)}\n`,
    };
  },
};

const awsKeys = rows('AWS secret key', (r) => secret(r.chars('base64', 40)), [
  ['nginx', 'set', (v) => inLocation(`set $aws_secret_access_key "${v}";`), inLocation('set $aws_region "eu-west-1";')],
  [
    'nginx',
    'env',
    (v) => `env AWS_SECRET_ACCESS_KEY=${v};\nevents { worker_connections 64; }\n`,
    'env AWS_REGION=eu-west-1;\nevents { worker_connections 64; }\n',
  ],
  ['yaml', 'environment', (v) => inEnvironment(`- name: AWS_SECRET_ACCESS_KEY\n  value: ${v}`), inEnvironment('- name: AWS_REGION\n  value: eu-west-1')],
  [
    'yaml',
    'credentials file',
    (v) => inConfigMap(`credentials: |\n  [default]\n  aws_secret_access_key = ${v}\n  region = eu-west-1`),
    inConfigMap('credentials: |\n  [default]\n  region = eu-west-1'),
  ],
  [
    'log',
    'message',
    (v) => inErrorLog(`[lua] s3.lua:5: aws_secret_access_key=${v}, context: ngx.timer`),
    inErrorLog('[lua] s3.lua:5: aws_region=eu-west-1, context: ngx.timer'),
  ],
]);
const awsSession = rows('AWS session token', (r) => secret(r.chars('base64', 340)), [
  ['yaml', 'environment', (v) => inEnvironment(`- name: AWS_SESSION_TOKEN\n  value: ${v}`), inEnvironment('- name: AWS_PROFILE\n  value: default')],
  ['nginx', 'header', (v) => inLocation(`proxy_set_header X-Amz-Security-Token "${v}";`), inLocation('proxy_set_header X-Amz-Security-Token "";')],
  [
    'log',
    'query',
    (v) => inAccessLog({ request: `GET /o?X-Amz-Security-Token=${encodeURIComponent(v)} HTTP/1.1` }),
    inAccessLog({ request: 'GET /o?X-Amz-Expires=300 HTTP/1.1' }),
  ],
]);

const azureStorage = rows('Azure storage key', (r) => secret(`${r.chars('base64', 86)}==`), [
  [
    'yaml',
    'connection string',
    (v) => inConfigMap(`setting: DefaultEndpointsProtocol=https;AccountName=example;AccountKey=${v};EndpointSuffix=core.windows.net`),
    inConfigMap('setting: UseDevelopmentStorage=true'),
  ],
  [
    'nginx',
    'connection string',
    (v) => inLocation(`set $setting "DefaultEndpointsProtocol=https;AccountName=example;AccountKey=${v}";`),
    inLocation('set $setting "UseDevelopmentStorage=true";'),
  ],
  ['yaml', 'AccountKey', (v) => inEnvironment(`- name: AccountKey\n  value: ${v}`), inEnvironment('- name: AccountKind\n  value: StorageV2')],
]);
const azureSas = rows('Azure SAS', (r) => secret(r.chars('alnum', 43)), [
  [
    'nginx',
    'proxy_pass',
    (v) => inLocation(`proxy_pass http://127.0.0.1/c?sv=2022-11-02&se=2025-01-01T00%3A00%3A00Z&sp=r&sig=${v}%3D;`),
    inLocation('proxy_pass http://127.0.0.1/c?sv=2022-11-02&sp=r;'),
  ],
  [
    'log',
    'request',
    (v) => inAccessLog({ request: `GET /c?sv=2022-11-02&sp=r&sig=${v}%3D HTTP/1.1` }),
    inAccessLog({ request: 'GET /c?sv=2022-11-02&sp=r HTTP/1.1' }),
  ],
]);

/** The kind, which is public, and the rest. @type {[string, string, (r: Random) => string][]} */
const HASHES = [
  ['apr1', '$apr1$', (r) => `${r.chars('crypt', 8)}$${r.chars('crypt', 22)}`],
  ['bcrypt', '$2y$10$', (r) => r.chars('crypt', 53)],
  ['SHA', '{SHA}', (r) => `${r.chars('base64', 27)}=`],
  ['SSHA', '{SSHA}', (r) => `${r.chars('base64', 38)}==`],
  ['sha256-crypt', '$5$', (r) => `${r.chars('crypt', 16)}$${r.chars('crypt', 43)}`],
  ['sha512-crypt', '$6$', (r) => `${r.chars('crypt', 16)}$${r.chars('crypt', 86)}`],
];
const hashes = HASHES.flatMap(([kind, open, hash]) =>
  rows('htpasswd', (r) => secret(hash(r)), [
    ['nginx', `${kind} file`, (v) => alone(`admin:${open}${v}`), alone('admin:')],
    ['yaml', `${kind} block`, (v) => inConfigMap(`auth: |\n  admin:${open}${v}\n  guest:`), inConfigMap('auth: |\n  admin:\n  guest:')],
    [
      'log',
      `${kind} message`,
      (v) => inErrorLog(`[lua] auth.lua:3: no match for ${open}${v}, context: ngx.timer`),
      inErrorLog('[lua] auth.lua:3: no match, context: ngx.timer'),
    ],
  ]),
);
const crypt = rows('htpasswd', (r) => secret(r.chars('crypt', 13)), [
  ['nginx', 'crypt file', (v) => alone(`admin:${v}\nguest:${v.split('').reverse().join('')}`), alone('admin:\nguest:')],
]);

/** @type {Row[]} */
export const keys = [...pem, ...cutOff, ...encodedAgain, serviceAccount, ...awsKeys, ...awsSession, ...azureStorage, ...azureSas, ...hashes, ...crypt];
