// The second pass: a value that its context gave away stands again elsewhere, without context or encoded.
import { inAccessLog, inErrorLog, inHttp, inLocation } from '../surroundings.mjs';

/** @typedef {import('../random.mjs').Random} Random */
/** @typedef {import('../oracle.mjs').Planted} Planted */
/** @typedef {import('../row.mjs').Row} Row */

/** @type {[string, (r: Random) => Planted, (value: string) => string][]} */
const KNOWN = [
  ['host', (r) => ({ value: `${r.word()}.${r.word()}.com`, as: 'host' }), (v) => inLocation(`proxy_ssl_name ${v};`)],
  ['dotless host', (r) => ({ value: `${r.word()}${r.int(1, 9)}`, as: 'name' }), (v) => inLocation(`proxy_pass http://${v}:8080;`)],
  ['upstream', (r) => ({ value: `${r.word()}_${r.word()}`, as: 'name' }), (v) => inHttp(`upstream ${v} { server 127.0.0.1:80; }`)],
  ['password', (r) => ({ value: `${r.word()}/${r.word()}`, as: 'secret' }), (v) => inLocation(`proxy_set_header X-Api-Key "${v}";`)],
  ['token', (r) => ({ value: r.chars('alnum', 90), as: 'secret' }), (v) => inLocation(`proxy_set_header Authorization "Bearer ${v}";`)],
];

/** @param {string} text */
const hex = (text) => Buffer.from(text).toString('hex');
/** @param {string} text @param {number} shift */
const shifted = (text, shift) => Buffer.from('~'.repeat(shift) + text).toString('base64');

/** @type {[Row['surrounding'], string, (value: string) => string][]} */
const COPIES = [
  ['log', 'plain', (v) => inErrorLog(`[lua] x.lua:1: got ${v} twice, context: ngx.timer`)],
  ['nginx', 'comment', (v) => `# was: ${v}\n`],
  ['log', 'upper case', (v) => inErrorLog(`[lua] x.lua:1: got ${v.toUpperCase()}, context: ngx.timer`)],
  [
    'log',
    'URL-encoded',
    (v) =>
      inAccessLog({
        request: `GET /r?u=${encodeURIComponent(v)
          .replaceAll('.', '%2E')
          .replace(/[a-z]/, (c) => `%${hex(c)}`)} HTTP/1.1`,
      }),
  ],
  ['log', 'base64 at 0', (v) => `{"blob":"${shifted(v, 0)}"}\n`],
  ['log', 'base64 at 1', (v) => `{"blob":"${shifted(v, 1)}"}\n`],
  ['log', 'base64 at 2', (v) => `{"blob":"${shifted(v, 2)}"}\n`],
  ['log', 'hexadecimal', (v) => `{"blob":"${hex(v)}"}\n`],
  ['log', 'JSON-escaped', (v) => `{"text":"${v.replaceAll('/', '\\/').replaceAll('.', '\\u002e').replaceAll('_', '\\u005f')}"}\n`],
  ['yaml', 'YAML', (v) => `---\nsize: 5\nnote: "${v}"\n`],
];

const addresses = /** @type {[string, (v: string) => string][]} */ ([
  ['plain', (v) => `# ${v}\n`],
  ['dashes', (v) => `# ip-${v.replaceAll('.', '-')} is slow\n`],
  ['IPv4 in IPv6', (v) => `# ::ffff:${v}\n`],
  ['reversed', (v) => `# ${v.split('.').reverse().join('.')}.in-addr.arpa\n`],
  ['URL-encoded', (v) => `# u=http%3A%2F%2F${v}%3A80\n`],
]).map(
  /** @returns {Row} */ ([place, copy]) => ({
    class: 'Copy of an address',
    basis: 'copy',
    surrounding: 'nginx',
    place,
    make: (r) => {
      const value = `10.${r.int(20, 99)}.${r.int(100, 250)}.${r.int(20, 99)}`;
      return {
        text: inLocation(`proxy_pass http://${value}:80;`) + copy(value),
        planted: [{ value, as: 'address' }],
        twin: inLocation('proxy_pass http://127.0.0.1:80;') + copy('127.0.0.1').replace(/.*arpa/, '# arpa'),
      };
    },
  }),
);

const joints = /** @type {[string, string][]} */ ([
  ['underscores', '_'],
  ['dashes', '-'],
]).map(
  /** @returns {Row} */ ([place, joint]) => ({
    class: 'Copy of a host',
    basis: 'copy',
    surrounding: 'nginx',
    place,
    make: (r) => {
      const value = `${r.word()}.${r.word()}.com`;
      const copy = value.replaceAll('.', joint);
      return {
        text: `${inLocation(`proxy_ssl_name ${value};`)}# /var/log/nginx/${copy}.log\n`,
        planted: [
          { value, as: 'host' },
          { value: copy, as: 'name' },
        ],
        twin: `${inLocation('proxy_ssl_name $host;')}# /var/log/nginx/a${joint}b.log\n`,
      };
    },
  }),
);

/** @type {Row[]} */
export const copies = [
  ...KNOWN.flatMap(([kind, value, context]) =>
    COPIES.map(
      /** @returns {Row} */ ([surrounding, place, copy]) => ({
        class: `Copy of a ${kind}`,
        basis: 'copy',
        surrounding,
        place,
        make: (r) => {
          const planted = value(r);
          return { text: context(planted.value) + copy(planted.value), planted: [planted], twin: inLocation('proxy_read_timeout 5s;') + copy('ok') };
        },
      }),
    ),
  ),
  ...joints,
  ...addresses,
];
