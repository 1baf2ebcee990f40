// The verdict of `nginx -t`: accepted, refused at a line, or stopped by something of this machine, which says nothing.
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nginxCommand } from '../e2e/nginx/binary.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT_MS = HANG_MS;
// Debian builds stream and mail as modules; the configurations of the corpus do not load them.
const MODULES = ['stream', 'mail'].map((name) => `/usr/lib/nginx/modules/ngx_${name}_module.so`);

// What nginx says about this machine: names, files, users, ports, certificates, and what its libraries lack.
const ENVIRONMENT = [
  /host not found in/,
  /could not be resolved/,
  /(open|stat|lstat|mkdir|opendir|unlink|chown|dlopen|getcwd|realpath|glob)\(\)? ?"[^"]*" failed/,
  /failed \((2|13|17|20|21|40): /,
  /get(pw|gr)nam\(/,
  /(bind|socket|setsockopt|listen)\(\)/,
  /cannot load certificate|BIO_new_file|SSL_CTX_/,
  /is not supported on this platform|ENGINE_by_id/,
];

/**
 * @typedef {object} Verdict
 * @property {'accepted' | 'refused' | 'environment'} outcome
 * @property {string} message  without level, time and place
 * @property {number} line     0 where nginx names none, or names another file's
 */

export function missingModules() {
  return MODULES.filter((path) => !existsSync(path));
}

/**
 * @param {string} folder
 * @param {string} text    latin1
 * @param {boolean} hasPid  it sets `pid` itself
 * @returns {Promise<Verdict>}
 */
export function judge(folder, text, hasPid) {
  const path = join(folder, 'judged.conf');
  writeFileSync(path, text, 'latin1');
  const settings = MODULES.map((module) => `load_module ${module};`).join(' ') + (hasPid ? '' : ` pid ${folder}/nginx.pid;`);
  const [command, words] = nginxCommand(folder, ['-t', '-g', settings, '-c', path]);
  return new Promise((resolve, reject) => {
    execFile(command, words, { timeout: LIMIT_MS, killSignal: 'SIGKILL', encoding: 'utf8' }, (error, _stdout, stderr) => {
      if (error && typeof error.code !== 'number') return reject(error);
      if (!error) return resolve({ outcome: 'accepted', message: '', line: 0 });
      // A message may hold line ends: it quotes the configuration.
      const said = /\[(?:emerg|alert|crit|error)\] (?:\d+#\d+: )?([^]*?)(?=\n(?:\d{4}\/\d\d\/\d\d |nginx: )|$)/g;
      const messages = [...stderr.matchAll(said)].map(([, message]) => message.trim());
      const message = messages.at(-1) ?? ''; // sometimes nginx says nothing
      const place = / in (\S+):(\d+)$/.exec(message);
      resolve({
        outcome: ENVIRONMENT.some((pattern) => pattern.test(message)) ? 'environment' : 'refused',
        message: place ? message.slice(0, place.index) : message,
        line: place?.[1] === path ? Number(place[2]) : 0,
      });
    });
  });
}
