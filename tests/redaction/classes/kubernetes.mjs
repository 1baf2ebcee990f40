// Kubernetes: Secrets in all their spellings, and where names of machines stand in manifests.
import { address, host, name, rows, secret } from '../row.mjs';
import { inAnnotations, inConfigMap, inEnvironment, inSpec } from '../surroundings.mjs';

/** @typedef {import('../random.mjs').Random} Random */
/** @typedef {import('../row.mjs').Row} Row */

/** @param {string} lines */
const secretWith = (lines) => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\ntype: Opaque\n${lines}\n`;
const EMPTY = secretWith('data: {}');

/** @param {Random} r */
const encoded = (r) =>
  secret(
    Buffer.from(`${r.word()}-${r.word()}${r.int(1, 9)}`)
      .toString('base64')
      .replace(/=+$/, ''),
  );
/** @param {Random} r */
const short = (r) => secret(Buffer.from(r.word().slice(0, 5)).toString('base64'));
/** @param {Random} r */
const plain = (r) => secret(`${r.word()}-${r.word()}`);
/** @param {string} value  without padding */
const padded = (value) => value.padEnd(Math.ceil(value.length / 4) * 4, '=');

const data = [encoded, short].flatMap((value) =>
  rows('Secret data', value, [
    ['yaml', 'plain', (v) => secretWith(`data:\n  username: ${padded(v)}`), EMPTY],
    ['yaml', 'quoted', (v) => secretWith(`data:\n  "a.b": "${padded(v)}"`), EMPTY],
    ['yaml', 'single quotes', (v) => secretWith(`data:\n  field: '${padded(v)}'`), EMPTY],
    ['yaml', 'block', (v) => secretWith(`data:\n  field: |\n    ${padded(v)}`), EMPTY],
    ['yaml', 'folded', (v) => secretWith(`data:\n  field: >-\n    ${padded(v)}`), EMPTY],
    ['yaml', 'flow', (v) => secretWith(`data: {field: ${padded(v)}}`), EMPTY],
    [
      'yaml',
      'data before kind',
      (v) => `apiVersion: v1\ndata:\n  field: ${padded(v)}\nkind: Secret\nmetadata:\n  name: web\n`,
      'apiVersion: v1\ndata:\n  field: text\nkind: ConfigMap\nmetadata:\n  name: web\n',
    ],
    [
      'yaml',
      'List',
      (v) => `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata:\n    name: web\n  data:\n    field: ${padded(v)}\n`,
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: web\n  data:\n    field: text\n',
    ],
    [
      'yaml',
      'second document',
      (v) => `${inConfigMap('size: "5"')}---\n${secretWith(`data:\n  field: ${padded(v)}`)}`,
      `${inConfigMap('size: "5"')}---\n${EMPTY}`,
    ],
    [
      'yaml',
      'JSON',
      (v) => `${JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web' }, data: { field: padded(v) } }, null, 2)}\n`,
      '{\n  "apiVersion": "v1",\n  "kind": "Secret",\n  "metadata": {\n    "name": "web"\n  },\n  "data": {}\n}\n',
    ],
    [
      'yaml',
      'last applied',
      (v) =>
        secretWith(`data: {}`).replace(
          '  name: web\n',
          `  name: web\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      ${JSON.stringify({ apiVersion: 'v1', data: { field: padded(v) }, kind: 'Secret', metadata: { name: 'web' } })}\n`,
        ),
      EMPTY,
    ],
  ]),
);
const stringData = rows('Secret stringData', plain, [
  ['yaml', 'plain', (v) => secretWith(`stringData:\n  field: ${v}`), EMPTY],
  ['yaml', 'quoted', (v) => secretWith(`stringData:\n  field: "${v}"`), EMPTY],
  ['yaml', 'block', (v) => secretWith(`stringData:\n  field: |\n    first line\n    ${v}`), EMPTY],
  [
    'yaml',
    'JSON',
    (v) => `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"web"},"stringData":{"field":"${v}"}}\n`,
    '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"web"},"stringData":{}}\n',
  ],
]);
const dockerConfig = rows('Docker registry login', (r) => secret(`${r.word()}-${r.word()}`), [
  [
    'yaml',
    '.dockerconfigjson',
    (v) =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\ntype: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: ${Buffer.from(JSON.stringify({ auths: { 'quay.io': { auth: Buffer.from(`app:${v}`).toString('base64') } } })).toString('base64')}\n`,
    EMPTY,
  ],
]);
const environment = ['DB_PASSWORD', 'API_TOKEN', 'SECRET_KEY_BASE', 'REDIS_AUTH'].flatMap((key) =>
  rows('Environment value', plain, [
    ['yaml', key, (v) => inEnvironment(`- name: ${key}\n  value: ${v}`), inEnvironment('- name: LOG_LEVEL\n  value: debug')],
    ['yaml', `${key} value first`, (v) => inEnvironment(`- value: ${v}\n  name: ${key}`), inEnvironment('- value: debug\n  name: LOG_LEVEL')],
    ['yaml', `${key} flow`, (v) => inEnvironment(`- {name: ${key}, value: "${v}"}`), inEnvironment('- {name: LOG_LEVEL, value: "debug"}')],
  ]),
);
const pullSecrets = rows('Environment value', plain, [
  ['yaml', 'beside imagePullSecrets', (v) => inEnvironment(`- name: APP_SECRET\n  value: ${v}`), inSpec('Pod', 'imagePullSecrets:\n- name: web')],
]);

/** @param {Random} r */
const fqdn = (r) => host(`${r.word()}.${r.word()}.${r.pick(['com', 'de', 'io'])}`);
const hosts = rows('Host in a manifest', fqdn, [
  ['yaml', 'host', (v) => inSpec('Ingress', `rules:\n- host: ${v}`), inSpec('Ingress', 'rules:\n- host: www.example.com')],
  ['yaml', 'tls.hosts', (v) => inSpec('Ingress', `tls:\n- hosts:\n  - ${v}\n  - "*.${v}"`), inSpec('Ingress', 'tls:\n- hosts:\n  - example.com')],
  [
    'yaml',
    'externalName',
    (v) => inSpec('Service', `type: ExternalName\nexternalName: ${v}`),
    inSpec('Service', 'type: ExternalName\nexternalName: example.com'),
  ],
  [
    'yaml',
    'hostAliases',
    (v) => inSpec('Pod', `hostAliases:\n- ip: 127.0.0.1\n  hostnames: ["${v}"]`),
    inSpec('Pod', 'hostAliases:\n- ip: 127.0.0.1\n  hostnames: ["example.com"]'),
  ],
  [
    'yaml',
    'auth-url',
    (v) => inAnnotations(`nginx.ingress.kubernetes.io/auth-url: https://${v}/check`),
    inAnnotations('nginx.ingress.kubernetes.io/auth-url: https://example.com/check'),
  ],
  [
    'yaml',
    'upstream-vhost',
    (v) => inAnnotations(`nginx.ingress.kubernetes.io/upstream-vhost: "${v}"`),
    inAnnotations('nginx.ingress.kubernetes.io/upstream-vhost: "example.com"'),
  ],
  [
    'yaml',
    'server-alias',
    (v) => inAnnotations(`nginx.ingress.kubernetes.io/server-alias: "${v},www.${v}"`),
    inAnnotations('nginx.ingress.kubernetes.io/server-alias: "example.com,www.example.com"'),
  ],
  [
    'yaml',
    'snippet',
    (v) => inAnnotations(`nginx.ingress.kubernetes.io/server-snippet: |\n  if ($host = ${v}) { return 301 https://${v}$request_uri; }`),
    inAnnotations('nginx.ingress.kubernetes.io/server-snippet: |\n  if ($host = example.com) { return 301 https://example.com$request_uri; }'),
  ],
]);
const images = rows('Image and registry', fqdn, [
  [
    'yaml',
    'registry',
    (v) => inSpec('Pod', `containers:\n- name: web\n  image: ${v}/web:1.2.3`),
    inSpec('Pod', 'containers:\n- name: web\n  image: docker.io/library/nginx:1.25'),
  ],
  [
    'yaml',
    'registry with port and digest',
    (v) => inSpec('Pod', `containers:\n- name: web\n  image: "${v}:5000/web@sha256:${'0123456789abcdef'.repeat(4)}"`),
    inSpec('Pod', 'containers:\n- name: web\n  image: "registry.k8s.io/ingress-nginx/controller:v1.9.4"'),
  ],
]);
const imageOwners = rows('Image and registry', (r) => name(r.word()), [
  ['yaml', 'owner', (v) => inSpec('Pod', `containers:\n- name: web\n  image: ${v}/web:1.2.3`), inSpec('Pod', 'containers:\n- name: web\n  image: nginx:1.25')],
  [
    'yaml',
    'owner at a registry',
    (v) => inSpec('Pod', `containers:\n- name: web\n  image: quay.io/${v}/web:1.2.3`),
    inSpec('Pod', 'containers:\n- name: web\n  image: nginx:1.25'),
  ],
]);
const addresses = rows('Address in a manifest', (r) => address(`10.${r.int(2, 250)}.${r.int(2, 250)}.${r.int(2, 250)}`), [
  ['yaml', 'clusterIP', (v) => inSpec('Service', `clusterIP: ${v}`), inSpec('Service', 'clusterIP: None')],
  ['yaml', 'externalIPs', (v) => inSpec('Service', `externalIPs:\n- ${v}`), inSpec('Service', 'externalIPs: []')],
  ['yaml', 'loadBalancerIP', (v) => inSpec('Service', `loadBalancerIP: "${v}"`), inSpec('Service', 'type: LoadBalancer')],
  [
    'yaml',
    'loadBalancerSourceRanges',
    (v) => inSpec('Service', `loadBalancerSourceRanges:\n- ${v}/32`),
    inSpec('Service', 'loadBalancerSourceRanges:\n- 0.0.0.0/0'),
  ],
  [
    'yaml',
    'whitelist-source-range',
    (v) => inAnnotations(`nginx.ingress.kubernetes.io/whitelist-source-range: "${v}/32,127.0.0.0/8"`),
    inAnnotations('nginx.ingress.kubernetes.io/whitelist-source-range: "127.0.0.0/8"'),
  ],
]);
const names = rows('Kubernetes name', (r) => name(`${r.word()}-${r.word()}`), [
  [
    'yaml',
    'namespace',
    (v) => inConfigMap('size: "5"').replace('name: web\n', `name: web\n  namespace: ${v}\n`),
    inConfigMap('size: "5"').replace('name: web\n', 'name: web\n  namespace: default\n'),
  ],
  ['yaml', 'metadata.name', (v) => inConfigMap('size: "5"').replace('name: web\n', `name: ${v}\n`), inConfigMap('size: "5"')],
  [
    'yaml',
    'backend service',
    (v) =>
      inSpec(
        'Ingress',
        `rules:\n- http:\n    paths:\n    - path: /\n      backend:\n        service:\n          name: ${v}\n          port:\n            number: 80`,
      ),
    inSpec(
      'Ingress',
      'rules:\n- http:\n    paths:\n    - path: /\n      backend:\n        service:\n          name: web\n          port:\n            number: 80',
    ),
  ],
  [
    'yaml',
    'serviceName',
    (v) => inSpec('Ingress', `backend:\n  serviceName: ${v}\n  servicePort: 80`),
    inSpec('Ingress', 'backend:\n  serviceName: web\n  servicePort: 80'),
  ],
  ['yaml', 'nodeName', (v) => inSpec('Pod', `nodeName: ${v}`), inSpec('Pod', 'restartPolicy: Always')],
]);

/** @type {Row[]} */
export const kubernetes = [
  ...data,
  ...stringData,
  ...dockerConfig,
  ...environment,
  ...pullSecrets,
  ...hosts,
  ...images,
  ...imageOwners,
  ...addresses,
  ...names,
];
