// What a backend receives, before and after the safe fixes of a generated configuration: a request that worked arrives unchanged, and none
// that worked fails. Only the `Connection` header may change, which is what the fixes for keepalive are about.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startHttp1 } from './backends/http1.mjs';
import { freePort } from './free_port.mjs';
import { createRandom } from './generator/random.mjs';
import { generate } from './generator/statements.mjs';
import { write } from './generator/write.mjs';
import { completeConfiguration } from './nginx/complete.mjs';
import { startNginx } from './nginx/running.mjs';
import { testConfiguration } from './nginx/test_configuration.mjs';
import { request } from './request.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const SEED = Number(process.env.SEED ?? 7_000_000);
const WANTED = Number(process.env.CONFIGURATIONS ?? 60);

/** @typedef {import('./generator/statements.mjs').Statement} Statement */

/** The paths of all locations, with what the conditions of the generator ask for. @param {Statement[]} statements @returns {string[]} */
function paths(statements) {
  return statements.flatMap(({ words, body = [] }) => {
    const path = words[0] === 'location' ? /\/[\w/]*\//.exec(words[words.length - 1])?.[0] : undefined;
    return [...(path ? [path, `${path}?b=1`, `${path}?set=1`] : []), ...paths(body)];
  });
}

/**
 * What the backend received, or the status that nginx gave without it.
 * @param {import('./request.mjs').Response} response
 */
function received({ status, body }) {
  if (status !== 200) return { status };
  const { path, headers } = JSON.parse(body);
  const { connection, ...others } = headers;
  return { status, path, headers: others, upgrades: /upgrade/i.test(connection ?? '') };
}

/**
 * @param {import('node:test').TestContext} t
 * @param {string} folder
 * @param {number[]} ports
 * @param {Buffer} text
 * @param {{port: number, path: string}[]} requests
 */
async function replay(t, folder, ports, text, requests) {
  const complete = completeConfiguration(text.toString('latin1'), folder, ports[0]);
  const nginx = await startNginx(t, folder, ports[0], Buffer.from(complete, 'latin1'));
  const answers = [];
  for (const { port, path } of requests) answers.push(received(await request(port, path, { 'user-agent': 'test' })));
  await nginx.stop();
  return answers;
}

test('requests through generated configurations', { timeout: HANG_MS }, async (t) => {
  const backends = [await startHttp1(t), await startHttp1(t)];
  const addresses = backends.map(({ port }) => `127.0.0.1:${port}`);
  const counts = { configurations: 0, requests: 0, worked: 0, repaired: 0 };
  /** @type {string[]} */
  const reports = [];
  for (let seed = SEED; counts.configurations < WANTED && seed < SEED + WANTED * 3; ++seed) {
    const folder = join(temporaryFolder(t), String(seed));
    mkdirSync(folder);
    const random = createRandom(seed);
    const ports = [await freePort(), await freePort()];
    const { statements, upstreams } = generate(random, { addresses, ports });
    const text = write(random, statements);
    const valid = await testConfiguration(folder, Buffer.from(completeConfiguration(text.toString('latin1'), folder, ports[0]), 'latin1'));
    if (!valid.accepted) continue;
    writeFileSync(join(folder, 'site.conf'), text);
    const answers = [...upstreams, ...addresses].flatMap((name) => ['--backend', `${name}=http1`]);
    const fixed = await stackengine(['fix', ...answers, 'site.conf'], { cwd: folder });
    if (fixed.stdout.equals(text)) continue;
    ++counts.configurations;

    const servers = statements.filter(({ words }) => words[0] === 'server');
    const requests = servers.flatMap(({ body }, i) => paths(body ?? []).map((path) => ({ port: ports[i], path })));
    const before = await replay(t, folder, ports, text, requests);
    const verdict = await testConfiguration(folder, Buffer.from(completeConfiguration(fixed.stdout.toString('latin1'), folder, ports[0]), 'latin1'));
    if (!verdict.accepted) {
      reports.push(`seed ${seed}: nginx refuses the result: ${verdict.messages.join(' | ')}`);
      continue;
    }
    const after = await replay(t, folder, ports, fixed.stdout, requests);
    // Failures of another location count against the peers that both share, so a request that differs is played by itself.
    const alone = async (/** @type {Buffer} */ config, /** @type {{port: number, path: string}} */ request) =>
      JSON.stringify((await replay(t, folder, ports, config, [request]))[0]);
    for (const [i, request] of requests.entries()) {
      ++counts.requests;
      if (before[i].status < 400) {
        ++counts.worked;
        if (JSON.stringify(before[i]) === JSON.stringify(after[i])) continue;
        const [was, is] = [await alone(text, request), await alone(fixed.stdout, request)];
        if (was !== is) reports.push(`seed ${seed}, ${request.path}: before ${was}, after ${is}`);
      } else if (after[i].status < 400) {
        ++counts.repaired;
      }
    }
    if (process.env.KEEP && reports.at(-1)?.startsWith(`seed ${seed}`)) writeFileSync(join(process.env.KEEP, `${seed}.conf`), text);
  }
  console.log(`configurations: ${counts.configurations}, requests: ${counts.requests}, worked before: ${counts.worked}, repaired: ${counts.repaired}`);
  for (const report of reports) console.log(`  ${report}`);
  assert.equal(reports.length, 0);
});
