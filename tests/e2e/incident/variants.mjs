// The incident as people have it before the fix: the upstream with keepalive, the bare location beside it, the wrong pass directive.

/**
 * @typedef {object} Variant
 * @property {string} name
 * @property {string[]} passes   the pass directives of the location
 * @property {string[]} places   the words that `check` must point at, first one first
 * @property {string} rule
 * @property {RegExp} before     what nginx says: at the start of nginx, or in its error log
 * @property {boolean} starts    whether nginx accepts the configuration at all
 */

/** @type {Variant[]} */
export const variants = [
  {
    name: 'proxy_pass h2://',
    passes: ['proxy_pass h2://backend_pool;'],
    places: ['h2://backend_pool'],
    rule: 'invalid-upstream-scheme',
    before: /\[emerg\] .*invalid URL prefix in /,
    starts: false,
  },
  {
    name: 'proxy_pass http2://',
    passes: ['proxy_pass http2://backend_pool;'],
    places: ['http2://backend_pool'],
    rule: 'invalid-upstream-scheme',
    before: /\[emerg\] .*invalid URL prefix in /,
    starts: false,
  },
  {
    name: 'grpc_pass h2://',
    passes: ['grpc_pass h2://backend_pool;'],
    places: ['h2://backend_pool'],
    rule: 'invalid-upstream-scheme',
    before: /\[emerg\] .*invalid host in upstream "h2:\/\/backend_pool" in /,
    starts: false,
  },
  {
    name: 'grpc_pass h2:// and proxy_pass http2://',
    passes: ['grpc_pass h2://backend_pool;       # WRONG: gRPC/h2 to an HTTP/1.1 backend', 'proxy_pass http2://backend_pool;   # WRONG: explicit h2 scheme'],
    places: ['h2://backend_pool', 'http2://backend_pool'],
    rule: 'invalid-upstream-scheme',
    before: /\[emerg\] .*invalid host in upstream "h2:\/\/backend_pool" in /,
    starts: false,
  },
  {
    name: 'grpc_pass grpc://',
    passes: ['grpc_pass grpc://backend_pool;'],
    places: ['grpc_pass grpc://backend_pool;'],
    rule: 'grpc-pass-to-http1',
    before: /\[error\] .*upstream sent too large http2 frame: 4740180 while reading response header from upstream/,
    starts: true,
  },
];

/**
 * @param {Variant} variant
 * @param {number} backendPort
 * @returns {string} a fragment: nothing around it
 */
export function fragment(variant, backendPort) {
  return `upstream backend_pool {
    keepalive 32;
    # This forces HTTP/2 framing toward the upstream — only valid if backend speaks h2
    server 127.0.0.1:${backendPort};
}

location /api/ {
${variant.passes.map((pass) => `    ${pass}\n`).join('')}}
`;
}

/**
 * Line and column, from 1, of `words` in the location; columns are bytes.
 * @param {string} text
 * @param {string} words
 */
export function placeOf(text, words) {
  const before = text.slice(0, text.indexOf(words, text.indexOf('location /api/ {'))).split('\n');
  return { line: before.length, column: Buffer.byteLength(before[before.length - 1]) + 1 };
}
