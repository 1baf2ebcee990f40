// Fragments of whole files, pasted as people paste them: the patch of the fragment finds its blocks in the file, the patch that is carried
// over with --into applies exactly, and the real nginx accepts each result.
//   FRAGMENTS=600 SEED=7 node tests/e2e/run.mjs fragments
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { createRandom } from './generator/random.mjs';
import { fragmentOf, wholeFile } from './generator/fragments.mjs';
import { nginx } from './nginx/binary.mjs';
import { HANG_MS } from '../hang_guard.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';

const SEED = Number(process.env.SEED ?? 20261129);
const WANTED = Number(process.env.FRAGMENTS ?? 60);
const WAYS = /** @type {const} */ (['as copied', 'without indentation', 'reordered', 'with lines left out']);

/** @param {string} folder @param {Record<string, string>} files */
function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** @param {string} folder @param {string[]} command @param {Buffer} patch */
function applied(folder, [program, ...words], patch) {
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: dirname(folder), GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' };
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, input: patch, env });
  return { status, said: `${stdout}${stderr}` };
}

/** @param {string} folder */
function accepted(folder) {
  const { status, stderr } = spawnSync(nginx, ['-t', '-p', folder, '-c', 'nginx.conf', '-e', 'stderr']);
  return status === 0 ? '' : stderr.toString();
}

/** @param {string} folder @param {string[]} names */
const words = (folder, names) => names.map((name) => readFileSync(join(folder, name), 'utf8').replace(/#.*/g, '').split(/\s+/).join(' ')).join('\n');

/** @param {string} folder @param {string[]} names */
const passes = (folder, names) =>
  words(folder, names)
    .match(/\b(?:proxy|grpc)_pass [^;]+/g)
    ?.join('\n');

test('fragments and the files that they were copied from', { timeout: HANG_MS }, async (t) => {
  const parent = temporaryFolder(t);
  const counts = Object.fromEntries(WAYS.map((way) => [way, { made: 0, found: 0, findable: 0, exact: 0 }]));
  /** @type {string[]} */
  const faults = [];
  for (let i = 0; i < WANTED; ++i) {
    const random = createRandom(SEED + i);
    const way = WAYS[i % WAYS.length];
    const count = counts[way];
    const whole = wholeFile(random);
    const fragment = fragmentOf(random, whole, way);
    const names = Object.keys(whole.files);
    const say = (/** @type {string} */ what) => faults.push(`seed ${SEED + i}, ${way}: ${what}`);
    const options = ['fix', '--diff', '--unsafe', ...whole.answers.flatMap((answer) => ['--backend', answer])];
    ++count.made;

    const exact = join(parent, `${i}.exact`);
    write(exact, whole.files);
    if (accepted(exact)) say(`nginx refuses the file itself: ${accepted(exact)}`);
    const carried = await stackengine([...options, '--into', 'nginx.conf', '-'], { cwd: exact, input: fragment.text });
    const patch = applied(exact, ['patch', '-p1', '-F0', '--binary', '--no-backup-if-mismatch'], carried.stdout);
    const git = join(parent, `${i}.git`);
    write(git, whole.files);
    const asGit = applied(git, ['git', 'apply', '-'], carried.stdout);
    if (carried.stdout.length === 0 || patch.status !== 0 || /offset|fuzz/.test(patch.said) || asGit.status !== 0) {
      say(`--into ends with ${carried.status}: ${carried.stderr}${patch.said}${asGit.said}\n${fragment.text}`);
      continue;
    }
    const refused = accepted(exact);
    if (refused) say(`nginx refuses what --into gives: ${refused}`);
    if (words(exact, names) !== words(git, names)) say('patch and git disagree');
    ++count.exact;

    if (!fragment.unchanged) continue;
    ++count.findable;
    const loose = join(parent, `${i}.loose`);
    write(loose, whole.files);
    const own = await stackengine([...options, '-'], { cwd: loose, input: fragment.text });
    const found = applied(loose, ['patch', '-l', '--no-backup-if-mismatch', 'nginx.conf'], own.stdout);
    if (!own.stderr.includes('the patch is for the fragment')) say('the command does not say what the patch of a fragment can do');
    if (!own.stdout.includes('--- a/fragment.conf\n')) say('the patch does not say that it is for a fragment');
    if (found.status !== 0) {
      console.log(`  not found, seed ${SEED + i}, ${way}: ${found.said}\n${own.stdout}`);
      continue;
    }
    ++count.found;
    const loosely = accepted(loose);
    if (loosely) say(`nginx refuses what patch -l gives: ${loosely}`);
    // The whole file may ask for more beside the pass: its upstream has `keepalive`, its server sets headers.
    if (passes(loose, names) !== passes(exact, names)) say(`patch -l changes another place than --into:\n${own.stdout}`);
  }

  const total = { made: 0, found: 0, findable: 0, exact: 0 };
  for (const [way, count] of Object.entries(counts)) {
    console.log(`  ${way}: ${count.exact} of ${count.made} carried over exactly; found by patch -l: ${count.found} of ${count.findable}`);
    for (const key of /** @type {(keyof typeof total)[]} */ (Object.keys(total))) total[key] += count[key];
  }
  console.log(
    `fragments: ${total.made}, carried over exactly: ${total.exact}, lines unchanged but for indentation: ${total.findable}, found by patch -l: ${total.found}`,
  );
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`);
  assert.equal(faults.length, 0);
  assert.equal(total.exact, total.made);
  assert.ok(total.found >= 0.9 * total.findable && total.findable >= total.made / 3);
});

// Fault F2: two blocks side by side that stand apart in the file.
const WHOLE = `worker_processes 1;
error_log stderr;
pid nginx.pid;
events {}
http {
    access_log off;
    client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d; scgi_temp_path e;
    upstream backend_pool {
        keepalive 32;
        server 127.0.0.1:8080;
    }

    server {
        listen 127.0.0.1:8888;
        location / {
            return 204;
        }
        location /api/ {
            grpc_pass grpc://backend_pool;
        }
    }
}
`;
const PASTED = `upstream backend_pool {
    keepalive 32;
    server 127.0.0.1:8080;
}
location /api/ {
    grpc_pass grpc://backend_pool;
}
`;

for (const command of [
  ['patch', '-l', 'nginx.conf'],
  ['git', 'apply', '--ignore-whitespace', '-'],
]) {
  test(`the sample of fault F2: ${command.slice(0, 3).join(' ')}`, async (t) => {
    const folder = temporaryFolder(t);
    const name = command[0] === 'git' ? 'fragment.conf' : 'nginx.conf';
    writeFileSync(join(folder, name), WHOLE);
    const { stdout } = await stackengine(['fix', '--diff', '--unsafe', '--backend', 'backend_pool=http1', '-'], { cwd: folder, input: PASTED });
    const { status, said } = applied(folder, command, stdout);
    assert.equal(status, 0, `${said}\n${stdout}`);
    assert.match(readFileSync(join(folder, name), 'utf8'), /location \/api\/ \{\s+proxy_pass http:\/\/backend_pool;\s+proxy_http_version 1\.1;/);
    writeFileSync(join(folder, 'nginx.conf'), readFileSync(join(folder, name)));
    assert.equal(accepted(folder), '');
  });
}

test('--into: what cannot be carried over ends with status 2 and names the block', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'nginx.conf'), WHOLE);
  const options = ['fix', '--diff', '--unsafe', '--backend', 'backend_pool=http1', '--into', 'nginx.conf', '-'];
  const absent = await stackengine(options, { cwd: folder, input: PASTED.replace('/api/', '/other/') });
  assert.equal(absent.status, 2);
  assert.match(absent.stderr, /`location \/other\/` \(line 5 of the fragment\) is not in nginx\.conf/);
  const block = /^ {8}location \/api\/[^}]*\}\n/m.exec(WHOLE)?.[0] ?? '';
  writeFileSync(join(folder, 'nginx.conf'), WHOLE.replace(/^ {4}\}\n\}\n/m, `    }\n    server {\n        listen 127.0.0.1:8889;\n${block}    }\n}\n`));
  const twice = await stackengine(options, { cwd: folder, input: PASTED });
  assert.equal(twice.status, 2);
  assert.match(twice.stderr, /`location \/api\/` \(line 5 of the fragment\) occurs 2 times in the file: nginx\.conf:18, nginx\.conf:24/);
  assert.equal(twice.stdout.length, 0);
});

test('--into --write changes the file that holds the block, also an included one', async (t) => {
  const folder = temporaryFolder(t);
  const server = /^ {4}server \{[^]*?^ {4}\}\n/m.exec(WHOLE)?.[0] ?? '';
  write(folder, {
    'nginx.conf': WHOLE.replace(server, '    include conf.d/*.conf;\n'),
    'conf.d/app.conf': server.replace(/^ {4}/gm, '').replaceAll('\n', '\r\n'),
  });
  const before = readFileSync(join(folder, 'nginx.conf'), 'utf8');
  const { status, stderr } = await stackengine(['fix', '--write', '--unsafe', '--backend', 'backend_pool=http1', '--into', 'nginx.conf', '-'], {
    cwd: folder,
    input: PASTED,
  });
  assert.equal(status, 0, stderr);
  assert.match(stderr, /changed: conf\.d\/app\.conf\n/);
  assert.equal(readFileSync(join(folder, 'nginx.conf'), 'utf8'), before);
  const after = readFileSync(join(folder, 'conf.d/app.conf'), 'utf8');
  assert.match(after, /\r\n {8}proxy_pass http:\/\/backend_pool;\r\n {8}proxy_http_version 1\.1;\r\n/);
  assert.equal(after.replaceAll('\r\n', '').includes('\n'), false);
  assert.equal(accepted(folder), '');
});

test('the file of a fragment is called by the name that the paste gives', async () => {
  const names = async (/** @type {string} */ input) =>
    (await stackengine(['fix', '--diff', '--unsafe', '--backend', 'backend_pool=http1', '-'], { input })).stdout.toString().match(/^\+\+\+ .*/gm)?.[0];
  assert.equal(await names(PASTED), '+++ b/fragment.conf');
  assert.equal(await names(WHOLE), '+++ b/nginx.conf');
  assert.equal(await names(`# /etc/nginx/conf.d/app.conf\n${PASTED}`), '+++ b/etc/nginx/conf.d/app.conf');
  const error = 'nginx: [emerg] "keepalive" directive is duplicate in /etc/nginx/sites-enabled/app:12\n';
  assert.equal(await names(`${PASTED}\n${error}`), '+++ b/etc/nginx/sites-enabled/app');
  assert.equal(await names(`${PASTED}\n${error.replace('/etc/nginx/sites-enabled/app', '/../../x')}`), '+++ b/fragment.conf');
});
