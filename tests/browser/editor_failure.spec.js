// Whatever goes wrong in the editor, the text stays: the plain textarea has it. The page's own editor, built here with one
// extension that fails.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildScript } from '../../web/test_tools.js';
import { expect, INCIDENT, test as base } from './sandbox.js';
import { servePage } from './server.js';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../../web/${path}`, import.meta.url));
const NOTICE = 'The editor failed and is switched off. Your text is whole, in this plain box.';
const WORDS = `location ~* "\\.(js|css)$" { }\n`;

/** An extension takes the place of the theme, which every view has. */
const FAULTS = {
  'a listener of updates': 'EditorView.updateListener.of(({ docChanged }) => { if (docChanged) throw new Error("planted"); })',
  'a plugin that is updated': 'ViewPlugin.fromClass(class { update({ docChanged }) { if (docChanged) throw new Error("planted"); } })',
  'a plugin that starts': 'ViewPlugin.fromClass(class { constructor() { throw new Error("planted"); } })',
  'a field of the state': 'StateField.define({ create: () => 0, update(value, { docChanged }) { if (docChanged) throw new Error("planted"); return value; } })',
  'a filter of transactions':
    'EditorState.transactionFilter.of((transaction) => { if (transaction.docChanged) throw new Error("planted"); return transaction; })',
  'a measurement':
    'EditorView.updateListener.of(({ docChanged, view }) => { if (docChanged) view.requestMeasure({ read() { throw new Error("planted"); } }); })',
  'work of its own': 'EditorView.updateListener.of(({ docChanged }) => { if (docChanged) setTimeout(() => { throw new Error("planted"); }); })',
};

/** @param {string} folder @param {string} file of the editor @param {string} contents instead of it, or the plain one with more */
async function buildEditor(folder, file, contents) {
  await buildScript({
    bundle: true,
    format: 'esm',
    charset: 'utf8',
    logLevel: 'warning',
    entryPoints: { editor: at('sandbox/editor/editor.js') },
    outdir: folder,
    plugins: [
      {
        name: 'planted',
        setup({ onLoad }) {
          onLoad({ filter: new RegExp(`editor/${file}$`) }, () => ({ contents, resolveDir: at('sandbox/editor') }));
        },
      },
    ],
  });
}

/** @typedef {{ site: Awaited<ReturnType<typeof servePage>>, folder: string }} Place */
const test = base.extend(
  /** @type {any} */ ({
    folder: [
      async ({}, /** @type {any} */ use) => {
        const folder = await mkdtemp(join(tmpdir(), 'editor-'));
        await use(folder);
        await rm(folder, { recursive: true });
      },
      { scope: 'worker' },
    ],
    site: [
      async (/** @type {any} */ { folder }, /** @type {any} */ use) => {
        const site = await servePage('/', { overlay: folder });
        await use(site);
        await site.close();
      },
      { scope: 'worker' },
    ],
  }),
);

for (const [what, extension] of Object.entries(FAULTS)) {
  test(`${what} fails: the textarea has text and selection`, async (/** @type {any} */ { page, sandbox, watch, folder }) => {
    watch.allowErrors = true;
    await buildEditor(
      folder,
      'theme.js',
      `
      import { EditorState, StateField } from '@codemirror/state';
      import { EditorView, ViewPlugin } from '@codemirror/view';
      export const theme = [${extension}];
      export const diffLook = [];
      export const followScheme = () => {};`,
    );
    await page.goto('');
    await page.waitForFunction(() => performance.getEntriesByName('editor').length > 0);
    const early = what === 'a plugin that starts';
    if (early) await expect(page.locator('#notice')).toHaveText(NOTICE);
    await sandbox.paste(`${WORDS}${INCIDENT.text}`);
    if (!early) await expect(page.locator('#notice')).toHaveText(NOTICE);
    await expect(page.locator('textarea#text')).toBeVisible();
    await expect(page.locator('.editor-host')).toHaveCount(0);
    await expect(page.locator('textarea#text')).toHaveValue(`${WORDS}${INCIDENT.text}`);
    await expect(page.locator('textarea#text')).toBeFocused();
    expect(await page.locator('textarea#text').evaluate((/** @type {HTMLTextAreaElement} */ box) => box.selectionStart)).toBe(
      WORDS.length + INCIDENT.text.length,
    );
    // It works on, with the whole way back.
    await page.keyboard.type('# on');
    await expect(page.locator('textarea#text')).toHaveValue(`${WORDS}${INCIDENT.text}# on`);
    await expect(sandbox.headline).toHaveText(INCIDENT.headline);
    await expect(page.getByRole('group', { name: 'Diff' })).toContainText('+    proxy_pass http://backend_pool;');
    await page.keyboard.press('ControlOrMeta+Z');
    await page.keyboard.press('ControlOrMeta+Z');
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(page.locator('textarea#text')).toHaveValue('');
  });
}

const BROKEN_MODE = `
  import { StreamLanguage } from '@codemirror/language';
  export const nginx = StreamLanguage.define({ token(stream) {
    if (stream.match('upstream')) throw new Error('planted');
    stream.next();
    return null;
  } });`;

test('a mode that fails loses nothing of what is pasted, typed or opened', async (/** @type {any} */ { page, sandbox, watch, folder }) => {
  watch.allowErrors = true;
  await buildEditor(folder, 'nginx_mode.js', BROKEN_MODE);
  const text = page.locator('textarea#text');
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await expect(page.locator('#notice')).toHaveText(NOTICE);
  await expect(text).toHaveValue(INCIDENT.text);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);

  await sandbox.open();
  await sandbox.box.focus();
  await page.keyboard.type('# x\nupstream b');
  await expect(text).toHaveValue('# x\nupstream b');
  await expect(text).toBeFocused();

  await sandbox.open();
  await sandbox.openFiles({ name: 'api.conf', content: INCIDENT.text });
  await expect(text).toHaveValue(INCIDENT.text);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
});

test('an editor that does not start leaves the textarea as it is', async (/** @type {any} */ { page, sandbox, watch, folder }) => {
  watch.allowErrors = true;
  await buildEditor(folder, 'nginx_mode.js', BROKEN_MODE);
  /** @type {() => void} */
  let arrive = () => {};
  const held = new Promise((resolve) => {
    arrive = () => resolve(undefined);
  });
  await page.route('**/editor.js', async (/** @type {any} */ route) => {
    await held;
    await route.continue();
  });
  await page.goto('');
  await sandbox.paste(INCIDENT.text);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  arrive();
  await expect(page.locator('#notice')).toHaveText(NOTICE);
  await expect(page.locator('textarea#text')).toHaveValue(INCIDENT.text);
  await page.keyboard.type('# on');
  await expect(page.locator('textarea#text')).toHaveValue(`${INCIDENT.text}# on`);
});

test('a diff that fails is shown as text', async (/** @type {any} */ { page, sandbox, watch, folder }) => {
  watch.allowErrors = true;
  await buildEditor(
    folder,
    'diff_view.js',
    `
    import { EditorState } from '@codemirror/state';
    import { EditorView } from '@codemirror/view';
    import { watchForFailure } from './failure.js';
    export function createDiff(host, failed) {
      const failure = watchForFailure(failed);
      return { show() { new EditorView({ parent: host, state: EditorState.create({ extensions: [failure.extension, EditorView.decorations.of(() => { throw new Error('planted'); })] }) }); }, destroy() {} };
    }`,
  );
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await expect(page.getByRole('group', { name: 'Diff' })).toContainText('+    proxy_pass http://backend_pool;');
});
