// The commands that `fix` gives for afterwards do what their titles say: run by a shell, in front of a real nginx and a real backend.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startH2c } from './backends/h2c.mjs';
import { startHttp1 } from './backends/http1.mjs';
import { freePort } from './free_port.mjs';
import { completeConfiguration } from './nginx/complete.mjs';
import { startNginx } from './nginx/running.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT = { timeout: HANG_MS };

/** @typedef {{title: string, command: string}} Step */

/** @param {string} stderr @returns {Step[]} */
const steps = (stderr) => [...stderr.matchAll(/^then: (.*)\n {4}(.*)$/gm)].map(([, title, command]) => ({ title, command }));

/** @param {number} port @param {number} backend @param {string} location */
const configuration = (port, backend, location) => `upstream app {
    server 127.0.0.1:${backend};
    keepalive 4;
}
server {
    listen 127.0.0.1:${port};
    server_name _ api.internal;
    location /api/ {
        ${location}
    }
}
`;

/**
 * Runs the steps around a fix that is put in place, with a stand-in for nginx's own command that notes how it was called.
 * @param {import('node:test').TestContext} t
 * @param {string} folder
 * @param {string} text
 * @param {string[]} options
 * @param {number} port
 * @param {RegExp} answer  what each answer of a `curl` must hold
 */
async function follow(t, folder, text, options, port, answer) {
  const path = join(folder, "it's $(touch hit).conf");
  writeFileSync(path, text);
  const fix = await stackengine(['fix', ...options, path], { cwd: folder });
  assert.equal(fix.status, 0, fix.stderr);
  const list = steps(fix.stderr);
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'nginx'), `#!/bin/sh\necho "nginx $*" >> "$HOME/called"\n`);
  chmodSync(join(bin, 'nginx'), 0o755);
  const env = { PATH: `${bin}:${process.env.PATH}`, HOME: folder };
  // Not synchronously: the backend runs in this process.
  const run = (/** @type {string} */ command) =>
    /** @type {Promise<string>} */ (
      new Promise((resolve, reject) => {
        execFile('/bin/sh', ['-c', command], { cwd: folder, env }, (error, stdout, stderr) => (error ? reject(error) : resolve(stderr + stdout)));
      })
    );

  const [keep, load, ...rest] = list;
  await run(keep.command);
  writeFileSync(path, fix.stdout);
  await run(load.command);
  await startNginx(t, folder, port, Buffer.from(completeConfiguration(fix.stdout.toString('latin1'), folder, port), 'latin1'));
  const curls = rest.filter(({ command }) => command.startsWith('curl '));
  assert.equal(curls.length, 2, 'the backend and nginx are asked');
  for (const { command } of curls) {
    assert.match(await run(command), answer, command);
  }
  await run(rest[rest.length - 1].command);
  assert.equal(readFileSync(path, 'utf8'), text);
  assert.equal(readFileSync(join(folder, 'called'), 'utf8'), 'nginx -t\nnginx -s reload\nnginx -t\nnginx -s reload\n');
  assert.ok(!existsSync(join(folder, 'hit')), 'a file name became a command');
}

test('a backend that speaks HTTP/1.1', LIMIT, async (t) => {
  const folder = temporaryFolder(t);
  const backend = await startHttp1(t);
  const port = await freePort();
  await follow(
    t,
    folder,
    configuration(port, backend.port, 'proxy_pass h2://app;'),
    ['--profile', 'hardened', '--backend', 'app=http1'],
    port,
    /< HTTP\/1\.1 200[^]*"protocol":"HTTP\/1\.1"/,
  );
});

// The nginx here has no `proxy_http_version 2`: grpc_pass carries plain requests too, and the backend is asked as what it is.
test('a backend that speaks h2c', LIMIT, async (t) => {
  const folder = temporaryFolder(t);
  const backend = await startH2c(t);
  const port = await freePort();
  await follow(
    t,
    folder,
    configuration(port, backend.port, 'proxy_pass h2c://app;'),
    ['--unsafe', '--nginx-version', '1.22.1', '--profile', 'recommended', '--backend', 'app=h2c'],
    port,
    /< HTTP\/(1\.1|2) 200[^]*"protocol":"HTTP\/2/,
  );
});
