// The replay in the browser, under the page's own security policy: the incident before and after, from the real module, in a
// worker; a config that never ends is stopped.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const fromWeb = createRequire(at('web/package.json'));
const { build } = await import(pathToFileURL(fromWeb.resolve('esbuild')).href);
const { chromium } = fromWeb('playwright-core');
const { buildReplay } = await import('../../web/sandbox/replay/build.mjs');

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' };
const incident = (pass) => `upstream api_backend { server 10.0.3.17:8080; }
server {
  server_name api.example.com;
  location /v1/ {
    ${pass};
  }
}
`;

let folder, server, browser, page;
const violations = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-page-'));
  const common = { bundle: true, minify: true, target: ['chrome111'], legalComments: 'none', logLevel: 'error', absWorkingDir: at('') };
  await buildReplay(common, folder);
  await build({
    ...common,
    stdin: {
      contents: `
        import { createReplay } from '${at('web/sandbox/replay/replay.js')}';
        import { createReplayPanel } from '${at('web/sandbox/replay/panel.js')}';
        globalThis.replay = createReplay();
        globalThis.panel = createReplayPanel();
        document.body.append(globalThis.panel.node);`,
      resolveDir: at('web'),
    },
    outfile: join(folder, 'main.js'),
    format: 'esm',
  });
  const [policy] = /<meta http-equiv="Content-Security-Policy"[^>]*>/.exec(await readFile(at('web/sandbox/index.html'), 'utf8'));
  await writeFile(join(folder, 'index.html'), `<!doctype html><meta charset="utf-8">${policy}<script type="module" src="main.js"></script>`);
  server = createServer(async (request, response) => {
    const path = request.url === '/' ? '/index.html' : request.url;
    const bytes = await readFile(join(folder, path)).catch(() => undefined);
    response.writeHead(bytes ? 200 : 404, { 'Content-Type': TYPES[extname(path)] ?? 'text/plain' });
    response.end(bytes);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  page = await browser.newPage();
  page.on('console', (message) => violations.push(message.text()));
  page.on('pageerror', (error) => violations.push(String(error)));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => globalThis.replay);
  violations.length = 0; // of the page itself: a favicon that is not there
});

after(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

test('the incident: refused, 502 with the line, 200', async () => {
  const refused = await page.evaluate((request) => globalThis.replay.check(request), { config: incident('proxy_pass h2://api_backend') });
  assert.deepEqual([refused.ok, refused.verdict.messages.at(-1).text, refused.verdict.messages.at(-1).line], [false, 'invalid URL prefix', 5]);
  const times = await page.evaluate(async (config) => {
    const taken = [];
    for (let i = 0; i < 10; i++) {
      const started = performance.now();
      await globalThis.replay.replay({ config });
      taken.push(Math.round(performance.now() - started));
    }
    return taken;
  }, incident('proxy_pass http://api_backend'));
  console.log(`warm replays in the browser: ${times.join(', ')} ms`);
  const started = performance.now();
  const rows = await page.evaluate((question) => globalThis.replay.compare(question), {
    before: { config: incident('grpc_pass grpc://api_backend') },
    after: { config: incident('proxy_pass http://api_backend') },
    candidates: ['http1', 'h2c', 'closes'],
    name: 'api_backend',
  });
  console.log(`six replays in the browser: ${(performance.now() - started).toFixed(0)} ms`);
  assert.deepEqual(
    rows.map((row) => [row.kind, row.before.status, row.after.status]),
    [
      ['http1', '502', '200'],
      ['h2c', '200', '009'],
      ['closes', '502', '502'],
    ],
  );
  assert.match(rows[0].before.errorLog[0].text, /^upstream sent too large http2 frame: 4740180 while reading response header/);
  assert.deepEqual(violations, []);
});

test('the panel loads nothing until it is asked, then shows now and with the fix', async () => {
  const asked = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('blob:')) asked.push(new URL(request.url()).pathname);
  });
  await page.evaluate((question) => globalThis.panel.show(question), {
    cases: [
      {
        before: { config: incident('grpc_pass grpc://api_backend') },
        after: { config: incident('proxy_pass http://api_backend') },
        file: 0,
        location: '/v1/',
        line: 4,
        server_line: 2,
        backend: 'api_backend',
        protocols: ['http1'],
        kinds: ['http1'],
        origin: 'log',
        request: { kind: 'http', method: 'POST', path: '/v1/x', http2: true, headers: [] },
      },
    ],
  });
  assert.deepEqual(asked, []);
  await page.click('#replay-button');
  await page.waitForSelector('.conclusion');
  assert.deepEqual(asked.sort(), ['/replay/bookworm/machine.json', '/replay/bookworm/plain.js', '/replay/bookworm/plain.wasm', '/replay/suites.json']);
  assert.equal(await page.textContent('.conclusion'), 'The fix works. Before: 502. After: 200.');
  assert.match(await page.textContent('.replay caption'), /^location \/v1\/ \(line 4\) to api_backend, nginx 1\.22\.1 \(Debian 12/);
  assert.match(await page.textContent('.replay .request'), /as in the log line: POST \/v1\/x HTTP\/1\.1\. The text has no listener for HTTP\/2\.$/);
  assert.match(await page.textContent('.replay td.bad pre'), /upstream sent too large http2 frame: 4740180/);
  assert.deepEqual(violations, []);
});

test('TLS brings its own module', async () => {
  const result = await page.evaluate((request) => globalThis.replay.replay(request), {
    config: incident('proxy_pass https://api_backend'),
    backends: [{ name: '*', kind: 'http1' }],
  });
  assert.equal(result.status, '502');
  assert.match(result.errorLog[0].text, /wrong version number/);
  assert.deepEqual(violations, []);
});

test('a run that takes too long is stopped, and the next one works', async () => {
  const endless = `map $uri $a { ${Array.from({ length: 1_500_000 }, (_, i) => `/kkkkkkkkkkkkkkkkkkkkkkkk${i} v${i};`).join('\n')} }`;
  const outcome = await page.evaluate(
    (config) =>
      globalThis.replay.check({ config }).then(
        ({ verdict }) => verdict.messages.at(-1)?.text,
        (error) => error.message,
      ),
    endless,
  );
  assert.match(outcome, /did not answer within 5 s|Cannot allocate memory|out of memory/);
  const { status } = await page.evaluate((config) => globalThis.replay.replay({ config }), incident('proxy_pass http://api_backend'));
  assert.equal(status, '200');
});

test('sizes: within the budgets of the replay, outside the cold load', async () => {
  const KB = 1024;
  for (const [name, most] of [
    ['plain.wasm', 350 * KB],
    ['tls.wasm', 1024 * KB],
    ['plain.js', 40 * KB],
    ['tls.js', 40 * KB],
  ]) {
    const { size } = await stat(join(folder, 'replay/bookworm', name));
    const packed = brotliCompressSync(await readFile(join(folder, 'replay/bookworm', name))).length;
    console.log(`${name}: ${size} bytes, ${packed} brotli (at most ${most})`);
    assert.ok(packed <= most, `${name}: ${packed}`);
  }
});
