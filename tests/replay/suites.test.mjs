// Every suite that was built, bookworm at least: the incident comes out the same, and what changed between versions shows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtSuites, loadLibrary } from '../../wasm/nginx/host/node.js';
import { replay } from '../../wasm/nginx/host/replay.js';

/** @param {string} version */
const minor = (version) => Number(version.split('.')[1]);

assert.ok(builtSuites().includes('bookworm'), 'scripts/build nginx has run');
for (const suite of builtSuites()) {
  const library = loadLibrary(suite);
  const { version } = library.data;
  const play = (config, kind) => replay(library, { config, backends: [{ name: '*', kind }] });

  test(`${suite}: nginx ${version} and the incident`, async () => {
    const before = await play('server { location / { grpc_pass grpc://b.test:8080; } }', 'http1');
    assert.equal(before.verdict.nginx.version, version);
    assert.equal(before.status, '502');
    assert.match(before.errorLog[0].text, /^upstream sent too large http2 frame: 4740180 /);
    assert.equal((await play('server { location / { proxy_pass http://b.test:8080; } }', 'http1')).status, '200');
  });

  test(`${suite}: nginx ${version} and what its version decides`, async () => {
    // TLS 1.3 towards backends is a default since 1.23.4, `http2 on` a directive since 1.25.1.
    const tls = await play('server { location / { proxy_pass https://b.test; } }', 'http1-tls');
    assert.equal(tls.backends[0].tls.version, minor(version) >= 23 ? 'TLSv1.3' : 'TLSv1.2');
    const http2 = await play('server { listen 80; http2 on; location / { proxy_pass http://b.test; } }', 'http1');
    assert.deepEqual(
      http2.verdict.setAside.map(({ directive }) => directive),
      minor(version) >= 25 ? [] : ['http2'],
    );
    assert.equal(http2.response.protocol, minor(version) >= 25 ? 'HTTP/2' : 'HTTP/1.1');
  });
}
