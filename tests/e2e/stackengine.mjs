// Runs the command line as a person or a pipeline would. `STACKENGINE` names another build of it.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { HANG_MS } from '../hang_guard.mjs';

export const binary = process.env.STACKENGINE ?? fileURLToPath(new URL('../../build/native/stackengine', import.meta.url));

const DEFAULT_LIMIT_MS = HANG_MS;

/**
 * @typedef {object} Outcome
 * @property {number | null} status  null when a signal ended it
 * @property {NodeJS.Signals | null} signal
 * @property {Buffer} stdout
 * @property {string} stderr
 * @property {number} seconds
 */

/**
 * @param {string[]} words
 * @param {{cwd?: string, input?: string | Buffer, limitMs?: number}} [options]
 * @returns {Promise<Outcome>}
 */
export function stackengine(words, { cwd, input, limitMs = DEFAULT_LIMIT_MS } = {}) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(binary, words, { cwd, stdio: 'pipe', timeout: limitMs, killSignal: 'SIGKILL' });
    /** @type {Buffer[]} */
    const stdout = [];
    /** @type {Buffer[]} */
    const stderr = [];
    child.stdout.on('data', (chunk) => stdout.push(chunk));
    child.stderr.on('data', (chunk) => stderr.push(chunk));
    child.stdin.on('error', () => {}); // it may end before it has read everything
    child.on('error', reject);
    child.on('close', (status, signal) => {
      const seconds = (performance.now() - start) / 1000;
      resolve({ status, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString(), seconds });
    });
    child.stdin.end(input ?? '');
  });
}

/**
 * The JSON report of `check`.
 * @param {string[]} words options and files
 * @param {{cwd?: string, input?: string | Buffer}} [options]
 * @returns {Promise<{diagnostics: Diagnostic[], status: number | null}>}
 */
export async function diagnose(words, options) {
  const outcome = await stackengine(['check', '--format', 'json', ...words], options);
  if (outcome.status !== 0 && outcome.status !== 1) throw new Error(`check: ${outcome.status ?? outcome.signal}: ${outcome.stderr}`);
  return { ...JSON.parse(outcome.stdout.toString()), status: outcome.status };
}

/**
 * @typedef {object} Diagnostic
 * @property {string} rule
 * @property {'error' | 'warning' | 'info'} severity
 * @property {string} file
 * @property {number} line
 * @property {number} column
 * @property {string} message
 * @property {{kind: string}[]} [evidence]
 */
