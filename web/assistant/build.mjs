// Adds the assistant to the page: `await buildAssistant(common, OUT, settings)`, or leaves it out. Two settings, from the environment:
//   STACKENGINE_PROVIDERS=FILE|none  the list of providers (web/assistant/providers.json has the usual ones); none: no assistant
//   STACKENGINE_ASSISTANT_FRAME=URL  where assistant/ is hosted, when it has an origin of its own
// The list makes the frame's policy: what is not in it cannot be reached.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { checkProviders, originsOf } from './providers.js';

/** @param {string} path beside this file */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const FRAME = 'assistant/index.html';

/** @typedef {{ providers: import('./providers.js').Provider[], frame: string }} Settings */

/**
 * @param {Record<string, string | undefined>} environment
 * @returns {Promise<Settings | undefined>} undefined: without assistant
 */
export async function assistantSettings(environment) {
  const { STACKENGINE_PROVIDERS: file, STACKENGINE_ASSISTANT_FRAME: frame } = environment;
  if (file === 'none') return undefined;
  const providers = checkProviders(JSON.parse(await readFile(file || here('providers.json'), 'utf8')));
  if (frame && !/^https?:\/\/[\w.[\]:-]+\/[\w./-]*$/.test(frame)) throw new Error(`STACKENGINE_ASSISTANT_FRAME is no address of a page: ${frame}`);
  return { providers, frame: frame || FRAME };
}

/**
 * index.html with the place for the assistant, or without anything of it.
 * @param {string} html
 * @param {Settings | undefined} settings
 */
export function withAssistant(html, settings) {
  const SECTION = / *<!-- assistant -->\n([^]*?) *<!-- \/assistant -->\n/g;
  if (!html.match(SECTION)) throw new Error('index.html has no place for the assistant');
  if (!settings) return html.replace(SECTION, '');
  const { frame } = settings;
  const source = frame === FRAME ? "'self'" : new URL(frame).origin;
  return html
    .replace(SECTION, (_, section) => section.replace(`data-frame="${FRAME}"`, `data-frame="${frame}"`))
    .replace("connect-src 'self';", `connect-src 'self'; frame-src ${source};`);
}

/** For a page without assistant: main.js has nothing of it either. @type {import('esbuild').Plugin} */
export const withoutStub = {
  name: 'without-assistant',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]assistant[\\/]stub\.js$/ }, () => ({ contents: 'export const createAssistant = () => ({ show() {}, useEditor() {} });' }));
  },
};

/**
 * @param {import('esbuild').BuildOptions} common
 * @param {string} out the page's folder; everything goes into `assistant/` there
 * @param {Settings} settings
 */
export async function buildAssistant(common, out, { providers }) {
  const folder = `${out}/assistant`;
  const json = JSON.stringify(providers);
  /** @type {import('esbuild').Plugin} */
  const list = {
    name: 'assistant-providers',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^assistant-providers$/ }, ({ path }) => ({ path, namespace: 'setting' }));
      onLoad({ filter: /.*/, namespace: 'setting' }, () => ({ contents: json, loader: 'json' }));
    },
  };
  const html = await readFile(here('index.html'), 'utf8');
  await mkdir(folder, { recursive: true });
  await Promise.all([
    // A classic script: an opaque origin cannot load modules (core/facts/browser.md section 1).
    build({ ...common, entryPoints: { frame: here('frame.js') }, outdir: folder, format: 'iife', plugins: [list] }),
    build({ ...common, entryPoints: { panel: here('../sandbox/assistant/assistant.js') }, outdir: folder, format: 'esm' }),
    build({ ...common, entryPoints: { frame: here('frame.css'), panel: here('../sandbox/assistant/panel.css') }, outdir: folder }),
    writeFile(`${folder}/providers.json`, json),
    writeFile(`${folder}/index.html`, html.replace('PROVIDERS', originsOf(providers).join(' '))),
  ]);
}
