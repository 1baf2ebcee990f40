// The page under test, opened in a fresh browser context. Every test ends with what must hold always: no CSP violation, no
// request but for the page's own files, no uncaught error.
import { test as base, expect } from '../../web/test_tools.js';
import { servePage } from './server.js';

export { expect };

/** @import * as Playwright from '../../web/node_modules/@playwright/test/index.js' */

const CONFIG = `upstream backend_pool {
    keepalive 32;
    server 10.0.2.10:8080;
}

location /api/ {
    grpc_pass grpc://backend_pool;
}
`;
const LOG =
  '2024/07/15 03:42:17 [error] 19#19: *4821 upstream sent too large http2 frame: 4740180 while reading response header from upstream, client: 10.0.1.55, server: api.internal, request: "POST /v1/ingest HTTP/2.0", upstream: "grpc://10.0.2.10:8080", host: "api.internal"\n';

/** @param {string} fragment an upstream and a location */
function wholeFile(fragment) {
  const [upstream, location] = fragment.split(/(?=^location)/m).map((block) => block.trimEnd());
  const inside = (/** @type {string} */ block, /** @type {string} */ margin) => block.replace(/^(?=.)/gm, margin);
  return `events {}\nhttp {\n    access_log off;\n${inside(upstream, '    ')}\n\n    server {\n        listen 8080;\n${inside(location, '        ')}\n    }\n}\n`;
}

/** The incident as a person pastes it. */
export const INCIDENT = {
  config: CONFIG,
  log: LOG,
  text: `${CONFIG}\n${LOG}`,
  /** The file that the blocks were copied from. */
  whole: wholeFile(CONFIG),
  headline: 'grpc_pass speaks HTTP/2 to backend_pool, which speaks HTTP/1.1',
};

/** A scheme that nginx does not know, and no log line: the fix depends on what the backend speaks. */
export const UNDECIDED = CONFIG.replace('grpc_pass grpc://', 'proxy_pass h2://');

/** What a person sees and does, by the words on the page. @param {Playwright.Page} page */
export function sandboxOf(page) {
  const box = page.getByRole('textbox', { name: /nginx configuration and error-log lines/ });
  return {
    box,
    editor: page.locator('.cm-content').first(),
    headline: page.locator('#verdict-heading'),
    verdict: page.locator('#verdict-panel'),
    patchText: page.getByRole('group', { name: 'Patch', exact: true }),
    downloadPatch: page.getByRole('button', { name: /^Download patch/ }),

    async open(url = '') {
      await page.goto(url);
      await this.editor.waitFor();
    },
    /** Through the clipboard, line ends and all. @param {string} text */
    async paste(text) {
      await page.evaluate((value) => navigator.clipboard.writeText(value), text);
      await box.focus();
      await page.keyboard.press('ControlOrMeta+V');
    },
    /** @param {string} text */
    async pasteAll(text) {
      await box.focus();
      await page.keyboard.press('ControlOrMeta+A');
      await this.paste(text);
    },
    /** @param {{ name: string, content: Buffer | string }[]} files */
    async openFiles(...files) {
      await page.locator('#file').setInputFiles(files.map(({ name, content }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })));
    },
    /** What the box holds, LF between lines; all of a text that is short enough to be on the screen. */
    boxText: () =>
      page.evaluate(() => {
        const lines = document.querySelector('.editor-host')?.shadowRoot?.querySelectorAll('.cm-line');
        if (lines) return [...lines].map((line) => line.textContent).join('\n');
        return /** @type {HTMLTextAreaElement} */ (document.getElementById('text')).value;
      }),
    /** What is selected there. */
    selected: () =>
      page.evaluate(() => {
        const root = /** @type {any} */ (document.querySelector('.editor-host')?.shadowRoot);
        if (root) return String(root.getSelection());
        const { value, selectionStart, selectionEnd } = /** @type {HTMLTextAreaElement} */ (document.getElementById('text'));
        return value.slice(selectionStart, selectionEnd);
      }),
    /** The bytes that a click on `button` downloads. @param {Playwright.Locator} button */
    async download(button) {
      const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
      const chunks = [];
      for await (const chunk of await file.createReadStream()) chunks.push(chunk);
      return { name: file.suggestedFilename(), bytes: Buffer.concat(chunks) };
    },
    async downloadFixed() {
      return this.download(page.getByRole('button', { name: /^Download fixed (file|fragment)$/ }));
    },
    /** @param {'Diff' | 'Patch text' | 'Redacted text'} name */
    async openTab(name) {
      await page.getByRole('tab', { name }).click();
    },
  };
}

/** Errors on the console are errors of the page, unless a test provokes them: then it says so in `allowErrors`. */
/** `own`: where the page comes from. */
/** @typedef {{ own: string[], violations: string[], foreign: string[], errors: string[], allowErrors: boolean }} Watch */
/** @typedef {{ sandbox: ReturnType<typeof sandboxOf>, watch: Watch }} OfTest */
/** @typedef {{ site: Awaited<ReturnType<typeof servePage>> }} OfWorker */
/** @typedef {Playwright.PlaywrightTestArgs & Playwright.PlaywrightTestOptions} TestArgs */
/** @typedef {Playwright.PlaywrightWorkerArgs & Playwright.PlaywrightWorkerOptions} WorkerArgs */

/** @type {Playwright.Fixtures<OfTest, OfWorker, TestArgs, WorkerArgs>} */
const fixtures = {
  site: [
    async ({}, use) => {
      const site = await servePage();
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ site }, use) => use(site.url),

  watch: [
    async ({ context, site }, use) => {
      /** @type {Watch} */
      const watch = { own: [site.url], violations: [], foreign: [], errors: [], allowErrors: false };
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      context.on('request', (request) => {
        const url = request.url();
        if (![...watch.own, 'blob:'].some((own) => url.startsWith(own))) watch.foreign.push(url);
      });
      context.on('console', (message) => {
        const text = message.text();
        if (/content security policy|trusted ?type/i.test(text)) watch.violations.push(text);
        else if (message.type() === 'error') watch.errors.push(text);
      });
      context.on('weberror', (error) => watch.errors.push(String(error.error())));
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
          console.error(`Content Security Policy violation: ${violatedDirective} ${blockedURI}`);
        });
      });
      await use(watch);
      expect(watch.violations, 'CSP violations').toEqual([]);
      expect(watch.foreign, 'requests to other hosts').toEqual([]);
      if (!watch.allowErrors) expect(watch.errors, 'errors on the console').toEqual([]);
    },
    { auto: true },
  ],

  sandbox: async ({ page }, use) => use(sandboxOf(page)),
};

export const test = base.extend(fixtures);
