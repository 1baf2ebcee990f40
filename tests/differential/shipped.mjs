// The configuration files that Debian's packages ship: nginx runs with them, so none may have an error, and `fix` without a
// finding gives back every byte.
import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stackengine } from '../e2e/stackengine.mjs';

const FOLDERS = ['/etc/nginx', '/usr/share/nginx/modules-available'];

/** @returns {string[]} */
function shippedFiles() {
  const files = new Set();
  for (const folder of FOLDERS) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = realpathSync(join(folder, name));
      if (statSync(path).isFile() && statSync(path).size > 0) files.add(path);
    }
  }
  return [...files].sort();
}

/** @param {string} version @returns {Promise<string[]>} */
export async function shippedFaults(version) {
  /** @type {string[]} */
  const faults = [];
  const files = shippedFiles();
  // Each by itself, as it is pasted, and all of them as the one configuration that they are.
  for (const paths of [...files.map((path) => [path]), files]) {
    const check = await stackengine(['check', '--format', 'json', '--nginx-version', version, ...paths]);
    const name = paths.length === 1 ? paths[0] : 'all shipped files';
    if (check.status !== 0 && check.status !== 1) {
      faults.push(`${name}: check ended with ${check.status ?? check.signal}: ${check.stderr}`);
      continue;
    }
    for (const { severity, file, line, message } of JSON.parse(check.stdout.toString()).diagnostics) {
      if (severity === 'error') faults.push(`${name}: ${file}:${line}: ${message}`);
    }
    if (check.status === 1 || paths.length > 1) continue;
    const fixed = await stackengine(['fix', '--nginx-version', version, paths[0]]);
    if (!fixed.stdout.equals(readFileSync(paths[0]))) faults.push(`${name}: fix changed it, though check found nothing`);
  }
  console.log(`\nfiles that Debian ships: ${files.length} checked, ${faults.length} faults`);
  return faults;
}
