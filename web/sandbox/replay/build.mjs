// Adds the replay to the page: `await buildReplay(common, OUT)` in web/build.mjs. Nothing of it belongs to the cold load.
import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** @param {string} path from the top of the tree */
const at = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const SUITE = 'bookworm';

/**
 * @param {import('esbuild').BuildOptions} common
 * @param {string} out the page's folder; the replay's files go into `replay/` there
 */
export async function buildReplay(common, out) {
  const built = at(`build/nginx/${SUITE}`);
  if (!existsSync(`${built}/tls/.built`)) throw new Error('nginx is not built for the replay: run scripts/build nginx first');
  const folder = `${out}/replay`;
  await mkdir(folder, { recursive: true });
  await Promise.all(
    ['plain', 'tls'].flatMap((variant) => [
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
  );
  await copyFile(`${built}/machine.json`, `${folder}/machine.json`);
}
