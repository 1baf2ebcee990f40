// Text that is neither nginx configuration, a manifest nor evidence: exit status 2, what it looks like, and no patch; a log line
// that no finding accounts for is named, and a fix that is held back says why.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stackengine } from './stackengine.mjs';

const run = (/** @type {string[]} */ args, /** @type {string} */ input) => stackengine([...args, '-'], { input: Buffer.from(input) });

for (const [what, text, looks] of /** @type {const} */ ([
  ['prose', 'hi team, the deploy broke\n', /plain text/],
  ['a Caddyfile', 'example.com {\n    reverse_proxy localhost:8080\n}\n', /another program.*`reverse_proxy`/],
  ['Apache', '<VirtualHost *:80>\n    ServerName a\n    ProxyPass / http://b/\n</VirtualHost>\n', /another program.*`ServerName`/],
])) {
  for (const command of ['check', 'fix']) {
    test(`${command}: ${what}`, async () => {
      const { status, stdout, stderr } = await run([command], text);
      assert.equal(status, 2, stderr);
      assert.equal(stdout.toString(), '');
      assert.match(stderr, looks);
      assert.match(stderr, /paste the `server`, `location` or `upstream` block/);
    });
  }
}

test('a single misspelt directive is diagnosed', async () => {
  const { status, stdout } = await run(['check'], 'proxy_pas http://x;\n');
  assert.equal(status, 1);
  assert.match(stdout.toString(), /unknown-directive/);
});

test('check names the log line that nothing explains', async () => {
  const { status, stdout } = await run(
    ['check'],
    'location / {\n    proxy_pass http://10.0.0.1:8080;\n}\n' +
      '2024/07/15 03:42:17 [error] 19#19: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.1.55, server: a, request: "GET / HTTP/1.1", upstream: "http://10.0.0.1:8080/", host: "a"\n',
  );
  assert.equal(status, 0);
  assert.match(stdout.toString(), /-:4:1: not explained: connect\(\) failed \(111: Connection refused\)/);
  assert.match(stdout.toString(), /no findings that explain the log\n$/);
});
