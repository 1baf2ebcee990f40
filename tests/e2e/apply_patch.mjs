// Hands a patch to the two programs that people hand patches to.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HANG_MS } from '../hang_guard.mjs';

const PROGRAMS = {
  patch: ['patch', ['-p1', '--no-backup-if-mismatch']],
  'patch --binary': ['patch', ['-p1', '--binary', '--no-backup-if-mismatch']],
  'patch -l': ['patch', ['-l', '-p1', '--no-backup-if-mismatch']],
  'git apply --ignore-whitespace': ['git', ['apply', '-p1', '--ignore-whitespace', '-']],
  'git apply': ['git', ['apply', '-p1', '-']],
};

/** @typedef {keyof typeof PROGRAMS} Program */

/**
 * Applies `patch` to a file of that name and content in a new folder below `parent`.
 * @param {Program} program
 * @param {string} parent
 * @param {string} name
 * @param {Buffer | string} before
 * @param {Buffer} patch
 * @returns {{status: number | null, after: Buffer, said: string}}
 */
export function applyPatch(program, parent, name, before, patch) {
  const folder = join(parent, `applied by ${program}`);
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, before);
  const [command, words] = /** @type {[string, string[]]} */ (PROGRAMS[program]);
  // Ceiling: a repository around the temporary folder would make git look for the file at its root.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: parent, GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' };
  const outcome = spawnSync(command, words, { cwd: folder, input: patch, timeout: HANG_MS, env });
  if (outcome.error) throw outcome.error;
  return { status: outcome.status, after: readFileSync(path), said: outcome.stdout.toString() + outcome.stderr.toString() };
}
