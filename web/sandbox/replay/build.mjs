// Adds the replay to the page: `await buildReplay(common, OUT)` in web/build.mjs. Nothing of it belongs to the cold load.
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** @param {string} path from the top of the tree */
const at = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
// In the order of preference: the first one stands in for an unknown version.
const SUITES = ['bookworm', 'trixie', 'forky'];

/** Whether `scripts/build nginx` has made what the replay needs. */
export const nginxIsBuilt = () => existsSync(at(`build/nginx/${SUITES[0]}/tls/.built`));

/**
 * @param {import('esbuild').BuildOptions} common
 * @param {string} out the page's folder; the replay's files go into `replay/` there
 */
export async function buildReplay(common, out) {
  if (!nginxIsBuilt()) throw new Error('nginx is not built for the replay: run scripts/build nginx first');
  const built = SUITES.filter((suite) => existsSync(at(`build/nginx/${suite}/tls/.built`)));
  const suites = await Promise.all(built.map((suite) => buildSuite(common, suite, `${out}/replay/${suite}`)));
  await writeFile(`${out}/replay/suites.json`, JSON.stringify(suites));
}

/** What the page finds until nginx is built: no suite yet. @param {string} out */
export async function announceReplay(out) {
  await mkdir(`${out}/replay`, { recursive: true });
  await writeFile(`${out}/replay/suites.json`, '[]');
}

/** @param {import('esbuild').BuildOptions} common @param {string} suite @param {string} folder */
async function buildSuite(common, suite, folder) {
  const built = at(`build/nginx/${suite}`);
  await mkdir(folder, { recursive: true });
  await Promise.all([
    ...['plain', 'tls'].flatMap((variant) => [
      build({
        ...common,
        stdin: {
          contents:
            `import createNginx from '${built}/${variant}/nginx.js';\n` +
            `import { serve } from '${at('wasm/nginx/host/serve.js')}';\nserve('${variant}', createNginx);`,
          resolveDir: at(''),
        },
        outfile: `${folder}/${variant}.js`,
        format: 'iife',
        platform: 'browser',
        external: ['fs', 'path', 'crypto'], // Emscripten's loader names them, for Node only
      }),
      copyFile(`${built}/${variant}/nginx.wasm`, `${folder}/${variant}.wasm`),
    ]),
    copyFile(`${built}/machine.json`, `${folder}/machine.json`),
    copyFile(`${built}/licences.txt`, `${folder}/licences.txt`),
  ]);
  const { version, debian } = JSON.parse(await readFile(`${built}/machine.json`, 'utf8'));
  return { suite, version, debian };
}
