// What identifies without being a secret: e-mail, addresses, host names, accounts. Known by format, so at neutral places.
import { address, host, name, rows } from '../row.mjs';
import { inAccessLog, inErrorLog, inLocation, inMain, inServer, NEUTRAL } from '../surroundings.mjs';

/** @typedef {import('../random.mjs').Random} Random */
/** @typedef {import('../oracle.mjs').Planted} Planted */
/** @typedef {import('../row.mjs').Row} Row */

/**
 * At every neutral place.
 * @param {string} className
 * @param {(r: Random) => {text: string, planted: Planted[]}} value
 * @param {string} alike
 * @param {string} kind
 * @returns {Row[]}
 */
const everywhere = (className, value, alike, kind) =>
  Object.entries(NEUTRAL).flatMap(([surrounding, places]) =>
    Object.entries(places).map(([place, text]) => ({
      class: className,
      basis: /** @type {const} */ ('format'),
      surrounding: /** @type {Row['surrounding']} */ (surrounding),
      place: `${kind} ${place}`,
      make: (/** @type {Random} */ r) => {
        const made = value(r);
        return { text: text(made.text), planted: made.planted, twin: text(alike) };
      },
    })),
  );

/** @param {string} value @param {Planted['as']} as */
const whole = (value, as) => ({ text: value, planted: [{ value, as }] });

/** @param {Random} r */
const ipv4 = (r) => `10.${r.int(20, 250)}.${r.int(20, 250)}.${r.int(20, 250)}`;
/** @param {Random} r */
const publicIpv4 = (r) => `${r.pick([34, 52, 81, 93, 185])}.${r.int(20, 250)}.${r.int(20, 250)}.${r.int(20, 250)}`;
/** @param {Random} r */
const ipv6 = (r) => `2a02:${r.chars('hex', 3)}8:1${r.chars('hex', 3)}::${r.int(1, 9)}${r.chars('hex', 3)}`;
const DOMAINS = ['com', 'de', 'io', 'co.uk', 'dev'];

const emails = everywhere(
  'E-mail',
  (r) => {
    const [user, org] = [`${r.word()}.${r.word()}`, r.word()];
    return { text: `${user}@${org}.com`, planted: [name(user), name(org)] };
  },
  'root@localhost',
  'address',
).concat(
  rows(
    'E-mail',
    (r) => name(`${r.word()}-${r.word()}`),
    [
      ['log', 'URL-encoded', (v, r) => inAccessLog({ request: `GET /u?m=${v}%40${r.word()}.com HTTP/1.1` }), inAccessLog({ request: 'GET /u?m=1 HTTP/1.1' })],
      ['nginx', 'server_admin comment', (v, r) => inServer(`# ask ${v}@${r.word()}.com first`), inServer('# ask root@localhost first')],
    ],
    'format',
  ),
);

const addresses = [
  ...everywhere('IPv4', (r) => whole(ipv4(r), 'address'), '127.0.0.1', 'private'),
  ...everywhere('IPv4', (r) => whole(publicIpv4(r), 'address'), '1.22.1', 'public'),
  ...everywhere('IPv4', (r) => ({ text: `${ipv4(r)}:8443`, planted: [] }), '0.0.0.0:8443', 'with a port'),
  ...everywhere('IPv4', (r) => whole(`172.${r.int(16, 31)}.${r.int(20, 250)}.0`, 'address'), '255.255.255.0', 'network'),
  ...everywhere('IPv6', (r) => whole(ipv6(r), 'address'), '::1', 'compressed'),
  ...everywhere('IPv6', (r) => whole(ipv6(r).toUpperCase(), 'address'), '::1', 'upper case'),
  ...everywhere('IPv6', (r) => whole(Array.from({ length: 8 }, () => `2${r.chars('hex', 3)}`).join(':'), 'address'), '03:42:17', 'full'),
  ...everywhere(
    'IPv6',
    (r) => {
      const v4 = ipv4(r);
      return { text: `::ffff:${v4}`, planted: [address(v4)] };
    },
    '::1',
    'IPv4 inside',
  ),
  ...everywhere('MAC', (r) => whole(Array.from({ length: 6 }, () => r.chars('hex', 2)).join(':'), 'name'), '03:42:17', 'colons'),
  ...everywhere('MAC', (r) => whole(Array.from({ length: 6 }, () => r.chars('upperHex', 2)).join('-'), 'name'), '2024-07-15', 'dashes'),
  ...everywhere('MAC', (r) => whole(`0${r.chars('hex', 2)}a.b${r.chars('hex', 2)}1.${r.chars('hex', 3)}f`, 'name'), '1.22.1', 'dots'),
];
for (const row of addresses) {
  // The address of one with a port.
  if (!row.place.startsWith('with a port')) continue;
  const { make } = row;
  row.make = (r) => {
    const made = make(r);
    return { ...made, planted: [address(/10\.\d+\.\d+\.\d+/.exec(made.text)?.[0] ?? '')] };
  };
}
const ipv4Places = rows('IPv4', (r) => address(ipv4(r)), [
  ['nginx', 'listen', (v) => inServer(`listen ${v}:8443;`), inServer('listen 0.0.0.0:8443;')],
  ['nginx', 'allow', (v) => inLocation(`allow ${v};\ndeny all;`), inLocation('allow 127.0.0.1;\ndeny all;')],
  [
    'nginx',
    'regular expression',
    (v) => inLocation(`if ($remote_addr ~ "^${v.replaceAll('.', '\\.')}$") { return 403; }`),
    inLocation('if ($remote_addr ~ "^127\\.0\\.0\\.1$") { return 403; }'),
  ],
  ['nginx', 'resolver', (v) => inServer(`resolver ${v} valid=30s;`), inServer('resolver 1.1.1.1 valid=30s;')],
  ['log', 'client', (v) => inAccessLog({ client: v }), inAccessLog({})],
  ['log', 'X-Forwarded-For', (v) => inErrorLog(`[lua] x.lua:1: X-Forwarded-For: ${v}, 127.0.0.1`), inErrorLog('[lua] x.lua:1: X-Forwarded-For: 127.0.0.1')],
]);
const ipv6Places = rows('IPv6', (r) => address(ipv6(r)), [
  ['nginx', 'listen', (v) => inServer(`listen [${v}]:8443;`), inServer('listen [::]:8443;')],
  ['nginx', 'proxy_pass', (v) => inLocation(`proxy_pass http://[${v}]:80;`), inLocation('proxy_pass http://[::1]:80;')],
  ['nginx', 'network', (v) => inLocation(`allow ${v.replace(/::.*/, '::')}/48;\nallow ${v};`), inLocation('allow ::1;')],
  [
    'log',
    'zone',
    (v) => inErrorLog(`connect() to ${v}%eth0 failed (111: Connection refused)`),
    inErrorLog('connect() to ::1 failed (111: Connection refused)'),
  ],
]);

const hosts = [
  ...everywhere('Host name', (r) => whole(`${r.word()}.${r.word()}.${r.pick(DOMAINS)}`, 'host'), 'www.example.com', 'public domain'),
  ...everywhere(
    'Host name',
    (r) => whole(`${r.word()}${r.int(1, 9)}.${r.word()}.${r.pick(['internal', 'corp', 'lan', 'local'])}`, 'host'),
    'nginx.conf',
    'private domain',
  ),
  ...everywhere('Host name', (r) => whole(`${r.word()}.${r.word()}.svc.cluster.local`, 'host'), 'kubernetes.default.svc.cluster.local', 'cluster'),
  ...everywhere('Host name', (r) => whole(`${r.word()}.${r.word()}.svc`, 'host'), 'kubernetes.default.svc', 'cluster, short'),
  ...everywhere('Cloud host', (r) => whole(`${r.word()}-${r.chars('digits', 10)}.eu-west-1.elb.amazonaws.com`, 'host'), 'main.css', 'ELB'),
  ...everywhere('Cloud host', (r) => whole(`${r.word()}.${r.chars('lowerAlnum', 10)}.eu-west-1.rds.amazonaws.com`, 'host'), 'index.html', 'RDS'),
  ...everywhere('Cloud host', (r) => whole(`${r.word()}.blob.core.windows.net`, 'host'), 'app.js', 'Azure'),
  ...everywhere('Cloud host', (r) => whole(`${r.word()}-x7.a.run.app`, 'host'), 'v1.2.3', 'Cloud Run'),
  ...everywhere(
    'Address in a host name',
    (r) => {
      const dashed = ipv4(r).replaceAll('.', '-');
      return { text: `ip-${dashed}.ec2.internal`, planted: [address(dashed)] };
    },
    'zip-2024-07-15-10.tar',
    'ec2',
  ),
  ...everywhere(
    'Address in a host name',
    (r) => {
      const dashed = ipv4(r).replaceAll('.', '-');
      return { text: `${dashed}.default.pod.cluster.local`, planted: [address(dashed)] };
    },
    '2024-07-15',
    'pod',
  ),
];

const accounts = [
  ...everywhere(
    'AWS account',
    (r) => {
      const account = `${r.int(1, 9)}${r.chars('digits', 11)}`;
      return { text: `arn:aws:iam::${account}:role/${r.word()}`, planted: [name(account)] };
    },
    'arn:aws:iam::aws:policy/ReadOnlyAccess',
    'ARN',
  ),
  ...everywhere(
    'AWS account',
    (r) => {
      const account = `${r.int(1, 9)}${r.chars('digits', 11)}`;
      return { text: `${account}.dkr.ecr.eu-west-1.amazonaws.com/web:1.2`, planted: [name(account)] };
    },
    'docker.io/library/nginx:1.25',
    'ECR',
  ),
  ...everywhere(
    'ARN resource',
    (r) => {
      const resource = `${r.word()}-${r.word()}`;
      return { text: `arn:aws:s3:::${resource}/data`, planted: [name(resource)] };
    },
    'arn:aws:iam::aws:policy/ReadOnlyAccess',
    'bucket',
  ),
];

const userPaths = rows('Path with a domain', (r) => host(`${r.word()}.${r.pick(DOMAINS)}`), [
  [
    'nginx',
    'certificate',
    (v) => inServer(`ssl_certificate /etc/letsencrypt/live/${v}/fullchain.pem;`),
    inServer('ssl_certificate /etc/nginx/tls/fullchain.pem;'),
  ],
  ['nginx', 'file name', (v) => inServer(`ssl_certificate_key /etc/nginx/tls/${v}.key;`), inServer('ssl_certificate_key /etc/nginx/tls/server.key;')],
  ['nginx', 'root', (v) => inServer(`root /var/www/${v}/public;`), inServer('root /var/www/html/public;')],
  ['nginx', 'log', (v) => inServer(`access_log /var/log/nginx/${v}.access.log;`), inServer('access_log /var/log/nginx/access.log;')],
  ['nginx', 'include', (v) => inMain(`include /etc/nginx/sites-enabled/${v}.conf;`), inMain('include /etc/nginx/modules-enabled/*.conf;')],
  [
    'log',
    'open()',
    (v) => inErrorLog(`open() "/var/www/${v}/favicon.ico" failed (2: No such file or directory)`),
    inErrorLog('open() "/var/www/html/favicon.ico" failed (2: No such file or directory)'),
  ],
]);

/** @type {Row[]} */
export const identity = [...emails, ...addresses, ...ipv4Places, ...ipv6Places, ...hosts, ...accounts, ...userPaths];
