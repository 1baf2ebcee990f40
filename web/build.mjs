// Builds the page: node web/build.mjs [--replay-later | --replay-only] → build/web/, static files with relative addresses that any
// host can serve. --replay-later leaves out what needs nginx, --replay-only adds it to the page that is there: scripts/start
// serves the page before nginx is built.
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { assistantSettings, buildAssistant, withAssistant, withoutStub } from './assistant/build.mjs';
import { licences } from './licences.mjs';
import { announceReplay, buildReplay } from './sandbox/replay/build.mjs';

/** @param {string} path from the top of the tree */
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const OUT = at('build/web');
const MODULES = ['stackengine_analysis.wasm', 'stackengine.wasm'];

for (const name of MODULES) {
  if (existsSync(at(`build/wasm/${name}`))) continue;
  console.error(`build/wasm/${name} is missing: run scripts/build wasm first`);
  process.exit(1);
}

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: true,
  charset: 'utf8',
  target: ['chrome111', 'firefox114', 'safari16.4'],
  legalComments: 'none', // licences.txt has them
  metafile: true,
  absWorkingDir: at(''),
  logLevel: 'warning',
};

const [mode] = process.argv.slice(2);
if (mode !== undefined && !['--replay-later', '--replay-only'].includes(mode)) {
  console.error(`unknown option ${mode}`);
  process.exit(2);
}
if (mode === '--replay-only') {
  await buildReplay(common, OUT);
  process.exit(0);
}

const assistant = await assistantSettings(process.env);
await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
const [page] = await Promise.all([
  // The page; the editor is a chunk of its own, loaded when the page is idle.
  build({
    ...common,
    entryPoints: { main: at('web/sandbox/main.js') },
    outdir: OUT,
    format: 'esm',
    splitting: true,
    chunkNames: '[name]',
    plugins: assistant ? [] : [withoutStub],
  }),
  // Redaction, fetched when it is asked for (sandbox/result/redacted.js).
  build({ ...common, entryPoints: { redaction: at('web/sandbox/redaction/redaction.js') }, outdir: OUT, format: 'esm' }),
  // The engine's worker: one classic script, which the page fetches as text and runs from a blob.
  build({ ...common, entryPoints: { worker: at('wasm/worker.js') }, outdir: OUT, format: 'iife' }),
  build({ ...common, entryPoints: { sandbox: at('web/sandbox/style/sandbox.css') }, outdir: OUT }),
  ...MODULES.map((name) => copyFile(at(`build/wasm/${name}`), `${OUT}/${name}`)),
  copyFile(at('web/sandbox/icon.svg'), `${OUT}/icon.svg`),
]);
await writeFile(`${OUT}/index.html`, withAssistant(await readFile(at('web/sandbox/index.html'), 'utf8'), assistant));
await writeFile(`${OUT}/licences.txt`, await licences(Object.keys(page.metafile?.inputs ?? {})));
await (mode === '--replay-later' ? announceReplay(OUT) : buildReplay(common, OUT));
if (assistant) await buildAssistant(common, OUT, assistant);
