// A folder that goes away with the test, failed or not.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @param {{after: (fn: () => void) => void}} test @returns {string} */
export function temporaryFolder(test) {
  const folder = mkdtempSync(join(tmpdir(), 'stackengine-e2e-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
