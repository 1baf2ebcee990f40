// A self-signed certificate for 127.0.0.1, made once for all backends of a test process.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @type {{key: string, cert: string} | undefined} */
let made;

/** @returns {{key: string, cert: string}} PEM */
export function certificate() {
  if (made) return made;
  const folder = mkdtempSync(join(tmpdir(), 'stackengine-certificate-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    execFileSync('openssl', [...request, '-subj', '/CN=backend.test', '-keyout', key, '-out', cert], { stdio: 'pipe' });
    made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return made;
}
