// Starts nginx on a configuration, waits until it listens, and stops it when the test ends.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nginxCommand } from './binary.mjs';
import { HANG_MS } from '../../hang_guard.mjs';

const START_LIMIT_MS = HANG_MS;
const STOP_LIMIT_MS = 60_000;

/** @param {number} port @returns {Promise<boolean>} */
function listens(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

/**
 * @typedef {object} Running
 * @property {() => string} errorLog
 * @property {() => Promise<void>} stop  also done when the test ends
 */

/**
 * @param {{after: (fn: () => Promise<void>) => void}} test
 * @param {string} folder
 * @param {number} port  on which the configuration listens
 * @param {string | Buffer} configuration  complete; its error_log is FOLDER/error.log
 * @returns {Promise<Running>}
 */
export async function startNginx(test, folder, port, configuration) {
  const path = join(folder, 'running.conf');
  writeFileSync(path, configuration);
  writeFileSync(join(folder, 'error.log'), '');
  const [command, words] = nginxCommand(folder, ['-c', path, '-g', 'daemon off; master_process off;']);
  const nginx = spawn(command, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  nginx.stderr.on('data', (chunk) => (stderr += chunk));
  const ended = new Promise((resolve) => nginx.on('close', resolve));
  const runs = () => nginx.exitCode === null && nginx.signalCode === null;

  const stop = async () => {
    if (!runs()) return;
    nginx.kill('SIGTERM');
    const deadline = setTimeout(() => nginx.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(deadline);
  };
  test.after(stop);

  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await listens(port))) {
    if (!runs()) throw new Error(`nginx did not start: ${stderr}`);
    if (Date.now() > deadline) throw new Error(`nginx does not listen on ${port}: ${stderr}`);
    await sleep(10);
  }
  return { errorLog: () => readFileSync(join(folder, 'error.log'), 'utf8'), stop };
}
