// Builds the nginx of Debian's trixie from its source package into build/, with that package's patches, so that the tests can run on a
// second version. The mirror is the one that apt is configured with.
//   node tests/e2e/nginx/debian_source.mjs     prints the path of the binary
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const SUITE = 'trixie';
const VERSION = '1.26.3';
const build = fileURLToPath(new URL('../../../build/', import.meta.url));
const folder = join(build, `nginx-${SUITE}`);
export const debianNginx = join(folder, 'nginx');

// What grpc_pass, TLS and HTTP/2 need; PCRE, zlib and OpenSSL are the machine's.
const CONFIGURE = ['--with-http_ssl_module', '--with-http_v2_module', '--without-http_rewrite_module', '--without-http_gzip_module', '--with-cc-opt=-O1'];

/** The mirrors of Debian that apt is configured with. @returns {string[]} */
function mirrors() {
  const lists = ['/etc/apt/sources.list'];
  const parts = '/etc/apt/sources.list.d';
  if (existsSync(parts)) lists.push(...readdirSync(parts).map((name) => join(parts, name)));
  const text = lists
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const addresses = [...text.matchAll(/^(?:URIs:|deb(?:-src)?(?: \[[^\]]*\])?)\s+(\S+)/gm)].map(([, address]) => address);
  return [...new Set(addresses)].filter((address) => /\/debian\/?$/.test(address)).map((address) => address.replace(/\/$/, ''));
}

/** @param {string} address @returns {Buffer} */
function fetched(address) {
  return execFileSync('curl', ['-fsSL', '--max-time', '120', address], { maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'pipe'] });
}

/**
 * The package's files: name → SHA-256, and where they lie.
 * @param {string} mirror
 */
function sourcePackage(mirror) {
  const index = fetched(`${mirror}/dists/${SUITE}/main/source/Sources.gz`);
  const paragraph =
    gunzipSync(index)
      .toString()
      .split('\n\n')
      .find((one) => one.startsWith('Package: nginx\n')) ?? '';
  const directory = /^Directory: (.+)$/m.exec(paragraph)?.[1];
  const sums = /^Checksums-Sha256:\n((?: .+\n)+)/m.exec(paragraph)?.[1] ?? '';
  const files = [...sums.matchAll(/^ (\w{64}) \d+ (\S+)$/gm)].map(([, sum, name]) => ({ sum, name }));
  if (!directory || files.length === 0) throw new Error(`${SUITE} has no source package of nginx`);
  return { address: `${mirror}/${directory}`, files };
}

/** @param {string} command @param {string[]} words @param {string} cwd */
function run(command, words, cwd) {
  const { status, stderr, stdout } = spawnSync(command, words, { cwd, encoding: 'utf8', maxBuffer: 64 << 20 });
  if (status !== 0) throw new Error(`${command} ${words[0]}: ${(stderr || stdout || '').trim().split('\n').slice(-3).join(' | ')}`);
}

/** The binary, built when it is not there. Throws, in one line, when that cannot be done. @returns {string} */
export function buildDebianNginx() {
  if (existsSync(debianNginx)) return debianNginx;
  const [mirror] = mirrors();
  if (!mirror) throw new Error('apt is configured with no mirror of Debian');
  const { address, files } = sourcePackage(mirror);
  const work = `${folder}.new`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  for (const { sum, name } of files.filter((file) => /\.tar\.\w+$/.test(file.name))) {
    const bytes = fetched(`${address}/${name}`);
    if (createHash('sha256').update(bytes).digest('hex') !== sum) throw new Error(`${name} is not what ${SUITE} lists`);
    writeFileSync(join(work, name), bytes);
    run('tar', ['-xf', name], work);
  }
  const source = join(work, `nginx-${VERSION}`);
  if (!existsSync(source)) throw new Error(`${SUITE} has another nginx than ${VERSION}`);
  const patches = join(work, 'debian/patches');
  for (const patch of readFileSync(join(patches, 'series'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))) {
    run('patch', ['-p1', '-s', '-i', join(patches, patch.trim())], source);
  }
  run('./configure', CONFIGURE, source);
  run('make', ['-j2', '-s'], source);
  mkdirSync(folder, { recursive: true });
  renameSync(join(source, 'objs/nginx'), debianNginx);
  rmSync(work, { recursive: true, force: true });
  return debianNginx;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(buildDebianNginx());
