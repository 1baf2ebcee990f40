// `nginx -t` in words.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nginxCommand } from './binary.mjs';
import { HANG_MS } from '../../hang_guard.mjs';

const LIMIT_MS = HANG_MS;

/**
 * @typedef {object} Verdict
 * @property {boolean} accepted
 * @property {string[]} messages  nginx's own, without time and process; warnings among them
 */

/** @param {string} line @returns {string} */
function message(line) {
  return line.replace(/^nginx: /, '').replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (\[\w+\]) \d+#\d+: /, '$1 ');
}

/**
 * @param {string} folder
 * @param {string | Buffer} configuration  complete
 * @param {string} [name]
 * @returns {Promise<Verdict & {raw: string}>} `raw`: what nginx printed
 */
export function testConfiguration(folder, configuration, name = 'nginx.conf') {
  const path = join(folder, name);
  writeFileSync(path, configuration);
  const [command, words] = nginxCommand(folder, ['-c', path, '-t']);
  return new Promise((resolve, reject) => {
    execFile(command, words, { timeout: LIMIT_MS, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      if (error && (error.killed || typeof error.code !== 'number')) return reject(error);
      const raw = stdout + stderr;
      const messages = raw
        .split('\n')
        .filter((line) => /\[\w+\]/.test(line))
        .map(message);
      resolve({ accepted: !error, messages, raw });
    });
  });
}
