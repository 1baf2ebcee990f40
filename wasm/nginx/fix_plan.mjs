// For scripts/replay --fix: the fix that the engine makes of a file, and its plan of what to replay for it.
import { readFileSync } from 'node:fs';
import { loadEngine } from '../node.mjs';

/**
 * @param {string} file
 * @param {{ logs: string[], unsafe: boolean }} options further evidence; whether fixes that rest on assumptions count
 */
export async function planOf(file, { logs, unsafe }) {
  const engine = await loadEngine();
  const texts = [file, ...logs].map((path) => readFileSync(path));
  const documents = [file, ...logs].map((name, i) => ({ name, kind: i === 0 ? 'auto' : 'error_log', text: i + 1 }));
  const { json, buffers } = engine.call({ json: { api: 1, call: 'refactor', workspace: { documents }, choices: { unsafe } }, buffers: texts });
  if (json.error) throw new Error(`${file}: ${json.error.message}`);
  const { files, replay } = json.refactoring;
  if (replay.length === 0) throw new Error(`${file}: no fix touches a location that passes to a backend${unsafe ? '' : ' (--unsafe makes more fixes)'}`);
  return replay.map((one) => ({
    ...one,
    before: buffers[files[one.file].before - 1],
    after: buffers[files[one.file].after - 1],
  }));
}
