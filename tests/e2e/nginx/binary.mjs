// The real nginx, as an ordinary process: its folder holds everything that it writes, and it dies with whoever started it.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export const nginx = process.env.NGINX ?? '/usr/sbin/nginx';
const SETPRIV = '/usr/bin/setpriv';

/**
 * The words of a command that runs nginx with `folder` as its prefix. `setpriv` ends it when this process is killed.
 * @param {string} folder
 * @param {string[]} words
 * @returns {[string, string[]]}
 */
export function nginxCommand(folder, words) {
  const all = ['-p', folder, '-e', 'stderr', ...words];
  return existsSync(SETPRIV) ? [SETPRIV, ['--pdeathsig', 'KILL', nginx, ...all]] : [nginx, all];
}

const TEMPORARY_PATHS = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/**
 * Settings of the http block that keep nginx inside its folder, on one line.
 * @param {string} folder
 */
export function pathsInside(folder) {
  mkdirSync(join(folder, 'temporary'), { recursive: true });
  return TEMPORARY_PATHS.map((name) => `${name}_temp_path ${folder}/temporary/${name};`).join(' ');
}
