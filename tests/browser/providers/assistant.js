// The page with a frame that was built for local servers, one of each wire format, and the assistant as a person uses it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAssistant } from '../../../web/assistant/build.mjs';
import { expect, INCIDENT, test as base } from '../sandbox.js';
import { servePage } from '../server.js';
import { FORMATS } from './formats.js';
import { KEY, serveProvider } from './server.js';

export { expect, INCIDENT, KEY };

/** @import * as Playwright from '../../../web/node_modules/@playwright/test/index.js' */
/** @typedef {import('./server.js').ProviderServer} ProviderServer */
/** @typedef {import('../../../web/assistant/providers.js').Provider} Provider */

export const NAMES = /** @type {Record<string, string>} */ ({
  anthropic: 'Anthropic',
  'openai-responses': 'OpenAI',
  'openai-chat': 'OpenRouter',
  gemini: 'Google Gemini',
  ollama: 'Ollama',
});
export const ALL = Object.keys(NAMES);

/** @param {Record<string, ProviderServer>} servers @returns {Provider[]} */
const listOf = (servers) =>
  ALL.flatMap((format) =>
    [1, 180].map((seconds) => ({
      id: seconds === 1 ? `${format}-hasty` : format,
      name: NAMES[format] + (seconds === 1 ? ' in haste' : ''),
      format: /** @type {Provider['format']} */ (format),
      base: servers[format].origin + (format === 'openai-chat' ? '/v1' : ''),
      key: format === 'ollama' ? 'none' : 'required',
      first_byte_seconds: seconds,
      stall_seconds: seconds,
    })),
  );

/** Everything that was posted to any frame's window, wherever from. */
function recordMessages() {
  const state = /** @type {any} */ (window);
  state.heard = [];
  addEventListener('message', ({ data }) => state.heard.push(data));
}

/** @param {Playwright.Page} page */
export function assistantOf(page) {
  const panel = page.locator('#assistant');
  const frame = page.frameLocator('iframe.key-frame');
  return {
    panel,
    frame,
    key: frame.locator('#key'),
    model: page.getByRole('combobox', { name: 'Model' }),
    prepareButton: page.getByRole('button', { name: 'Prepare the request' }),
    body: page.getByRole('group', { name: 'The exact body of the request' }),
    consent: page.getByRole('checkbox', { name: /^I have looked at it/ }),
    sendButton: page.getByRole('button', { name: /^Send these/ }),
    status: panel.locator('.assistant-status'),
    answer: panel.locator('.assistant-answer'),
    text: page.getByRole('group', { name: 'Answer of the model' }),
    review: panel.locator('.assistant-review'),
    async open() {
      await panel.locator('summary').first().click();
      await page.locator('#assistant-provider').waitFor();
    },
    /** @param {string} name @param {string} [key] */
    async choose(name, key = KEY) {
      await page.getByLabel('Provider', { exact: true }).selectOption({ label: name });
      await this.model.fill('a-model');
      if (!name.startsWith('Ollama')) await this.key.fill(key);
    },
    async prepare() {
      await this.prepareButton.click();
      await this.body.waitFor();
    },
    async send() {
      if ((await this.consent.count()) > 0) await this.consent.check();
      await this.sendButton.click();
    },
    /** From the open page to the request on its way. @param {string} name */
    async askAs(name) {
      await this.open();
      await this.choose(name);
      await this.prepare();
      await this.send();
    },
    /** What the frame was told, as it was told. @returns {Promise<any[]>} */
    told: async () => (await (await page.locator('iframe.key-frame').elementHandle())?.contentFrame())?.evaluate(() => /** @type {any} */ (window).heard) ?? [],
  };
}

/** @typedef {{ assistant: ReturnType<typeof assistantOf>, servers: Record<string, ProviderServer>, pasted: void }} OfTest */
/** @typedef {{ local: { servers: Record<string, ProviderServer>, folder: string } }} OfWorker */

/** @type {any} */
const fixtures = {
  local: [
    async ({}, /** @type {any} */ use) => {
      const servers = Object.fromEntries(await Promise.all(ALL.map(async (format) => [format, await serveProvider(format)])));
      const folder = await mkdtemp(join(tmpdir(), 'assistant-'));
      await buildAssistant({ bundle: true, charset: 'utf8', logLevel: 'warning' }, folder, { providers: listOf(servers), frame: 'assistant/index.html' });
      await use({ servers, folder });
      await Promise.all(Object.values(servers).map((server) => server.close()));
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],

  site: [
    async (/** @type {any} */ { local }, /** @type {any} */ use) => {
      const site = await servePage('/', { overlay: local.folder });
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],

  servers: async (/** @type {any} */ { local, watch, context }, /** @type {any} */ use) => {
    for (const server of Object.values(local.servers)) server.reset();
    watch.own.push(...Object.values(local.servers).map(({ origin }) => origin));
    await context.addInitScript(recordMessages);
    await use(local.servers);
  },

  /** The incident is in the box, and has its verdict. */
  pasted: async (/** @type {any} */ { sandbox, servers: _ }, /** @type {any} */ use) => {
    await sandbox.open();
    await sandbox.paste(INCIDENT.text);
    await expect(sandbox.headline).toHaveText(INCIDENT.headline);
    await use();
  },

  assistant: async (/** @type {any} */ { page, servers: _ }, /** @type {any} */ use) => use(assistantOf(page)),
};

export const test = /** @type {Playwright.TestType<Playwright.PlaywrightTestArgs & Playwright.PlaywrightTestOptions & OfTest
  & { sandbox: ReturnType<typeof import('../sandbox.js').sandboxOf>, watch: import('../sandbox.js').Watch },
  Playwright.PlaywrightWorkerArgs & Playwright.PlaywrightWorkerOptions & OfWorker & { site: Awaited<ReturnType<typeof servePage>> }>} */ (
  base.extend(fixtures)
);

export { FORMATS };
