// A valid configuration of the corpus: a whole nginx.conf, or a fragment whose first line names the block that it belongs in
// (`# wrap: http`). The engine reads the fragment as a person pastes it; nginx reads it inside that block, on the same lines.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathsInside } from '../e2e/nginx/binary.mjs';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;

/** @typedef {'whole' | 'http' | 'server' | 'location'} Wrap */
/** @typedef {{name: string, text: string, wrap: Wrap}} Configuration  `text` is latin1: every byte is one character */

/** @returns {Configuration[]} */
export function validConfigurations() {
  const folder = join(here, 'valid');
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'latin1');
      const wrap = /^# wrap: (http|server|location)\r?\n/.exec(text)?.[1] ?? 'whole';
      return { name: file.replace(/\.conf$/, ''), text, wrap: /** @type {Wrap} */ (wrap) };
    });
}

/**
 * What nginx is given for `text`: `folder` holds everything that it writes.
 * @param {string} text
 * @param {Wrap} wrap
 * @param {string} folder
 */
export function forNginx(text, wrap, folder) {
  const http = `${pathsInside(folder)} access_log ${folder}/access.log;`;
  switch (wrap) {
    case 'http':
      return `events {} http { ${http} ${text}\n}`;
    case 'server':
      return `events {} http { ${http} server { listen 127.0.0.1:8099; ${text}\n}}`;
    case 'location':
      return `events {} http { ${http} server { listen 127.0.0.1:8099; location / { ${text}\n}}}`;
    default:
      return text.replace(/(^|[\s;}])http(\s*)\{/, (all) => `${all} ${http}`);
  }
}
