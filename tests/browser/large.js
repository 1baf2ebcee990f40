// Large inputs, and what the page builds for them.

/** @import * as Playwright from '../../web/node_modules/@playwright/test/index.js' */

const LOG =
  '2024/07/15 03:42:17 [error] 19#19: *4821 upstream sent too large http2 frame: 4740180 while reading response header from upstream, client: 10.0.1.55, server: api.internal, request: "POST /l1/ingest HTTP/2.0", upstream: "grpc://10.0.0.1:8080", host: "api.internal"\n';
const repeat = (/** @type {number} */ n, /** @type {(i: number) => string} */ part) => Array.from({ length: n }, (_, i) => part(i)).join('');

/** 10,002 lines: 1,000 servers, each with an upstream of its own and a fault. */
const SERVERS = `http {\n${repeat(
  1000,
  (i) => `upstream u${i} {
    server 10.0.${i >> 8}.${i & 255}:8080;
}
server {
    server_name s${i}.example.com;
    location / {
        proxy_pass h2://u${i};
    }
    # ${i}
}
`,
)}}\n`;

export const LARGE = {
  '10,000 lines, 1,000 servers': SERVERS,
  '400 inherited headers times 400 locations': `upstream b { server 10.0.0.1:8080; }\nserver {\n${repeat(400, (i) => `grpc_set_header X-${i} a${i};\n`)}${repeat(400, (i) => `location /l${i}/ { grpc_pass grpc://b; }\n`)}}\n${LOG}`,
  '1,000 findings': 'proxy_pas http://b;\n'.repeat(1000),
  '100,000 findings': 'proxy_pas http://b;\n'.repeat(100_000),
};

/** Elements of the page, of its shadow roots, too. @param {Playwright.Page} page */
export const countNodes = (page) =>
  page.evaluate(() => {
    /** @param {Document | ShadowRoot} root @returns {number} */
    const count = (root) => [...root.querySelectorAll('*')].reduce((sum, { shadowRoot }) => sum + 1 + (shadowRoot ? count(shadowRoot) : 0), 0);
    return count(document);
  });
