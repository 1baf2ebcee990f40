// Runs clang-tidy (.clang-tidy) over core/*.cc, one process a core, and only over files whose text, headers or settings
// changed since they last passed: build/native/tidy/ holds a stamp for each. Needs the native build (compile commands and
// the headers each object was made from).
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const build = join(root, 'build/native');
const stamps = join(build, 'tidy');
mkdirSync(stamps, { recursive: true });

const own = (path) => path.startsWith(root + '/') && !path.includes('/third_party/');
const cache = new Map();
const digest = (path) => {
  if (!cache.has(path)) cache.set(path, existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : '');
  return cache.get(path);
};

/** Object file → the files it was made from, as ninja recorded them. */
function recordedInputs() {
  const inputs = new Map();
  let current;
  for (const line of execFileSync('ninja', ['-C', build, '-t', 'deps'], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n')) {
    if (line.startsWith('    ')) current?.push(resolve(build, line.trim()));
    else if (line.includes(': #deps')) inputs.set(line.slice(0, line.indexOf(':')), (current = []));
  }
  return inputs;
}

const version = execFileSync('clang-tidy', ['--version'], { encoding: 'utf8' });
const inputs = recordedInputs();
const files = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'))
  .filter(({ file }) => own(file) && file.startsWith(join(root, 'core/')))
  .map(({ file, command }) => {
    const object = / -o (\S+) -c /.exec(command)?.[1];
    const sources = (inputs.get(object) ?? []).filter(own).sort();
    const key = [version, command, digest(join(root, '.clang-tidy')), file, digest(file)];
    for (const path of sources) key.push(path, digest(path));
    const hash = createHash('sha256').update(key.join('\0')).digest('hex');
    return { file, stamp: join(stamps, hash), known: sources.length > 0 };
  });

const queue = files.filter(({ stamp, known }) => !known || !existsSync(stamp));
const total = queue.length;
let failed = 0;

async function work() {
  for (let job = queue.shift(); job; job = queue.shift()) {
    const { file, stamp } = job;
    let output = '';
    const tidy = spawn('clang-tidy', ['-p', build, '--quiet', file], { stdio: ['ignore', 'pipe', 'ignore'] });
    tidy.stdout.on('data', (data) => (output += data));
    const status = await new Promise((done, broken) => tidy.on('close', done).on('error', broken));
    if (status === 0) {
      writeFileSync(stamp, relative(root, file));
    } else {
      failed++;
      process.stdout.write(output);
    }
  }
}

await Promise.all(cpus().map(work));
console.log(`clang-tidy: ${files.length} files, ${total} new or changed, ${failed} with findings`);
process.exitCode = failed === 0 ? 0 : 1;
