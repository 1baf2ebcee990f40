// Requests side by side: every one has an id of its own, and its words appear where it was asked. And the page does not take
// its own server for a model.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAssistant } from '../../web/assistant/build.mjs';
import { expect, INCIDENT, NAMES, test } from './providers/assistant.js';
import { sandboxOf } from './sandbox.js';
import { servePage } from './server.js';

test('what a cancelled request says does not appear under the list of models', async ({ page, assistant, servers, pasted }) => {
  const list = page.getByRole('button', { name: 'List models' });
  const note = page.locator('.assistant-settings [role="status"]');
  const cancel = page.getByRole('button', { name: 'Cancel' });
  await assistant.open();
  await assistant.choose(NAMES.ollama);
  for (let i = 0; i < 2; i++) {
    await list.click();
    await expect(note).toHaveText(/of Ollama: choose in the field above/);
  }
  const words = await note.textContent();
  await assistant.prepare();
  servers.ollama.will({ hang: 'half' }, { hang: 'half' });
  await assistant.send();
  for (let i = 0; i < 2; i++) {
    if (i > 0) await page.getByRole('button', { name: 'Send the same again' }).click();
    await expect(assistant.text).toContainText('explanation');
    await cancel.click();
    await expect(assistant.status).toHaveText(/^Cancelled/);
    await expect(note).toHaveText(words ?? '');
  }
  const ids = (await assistant.told()).filter(({ type }) => type === 'models' || type === 'send').map(({ id }) => id);
  expect(ids).toHaveLength(4);
  expect(new Set(ids).size).toBe(4);
});

test('a provider at the page’s own address is named, and not called', async ({ page, watch }) => {
  const folder = await mkdtemp(join(tmpdir(), 'assistant-'));
  const site = await servePage('/', { overlay: folder });
  watch.own.push(site.url);
  const { port } = new URL(site.url);
  await buildAssistant({ bundle: true, charset: 'utf8', logLevel: 'warning' }, folder, {
    frame: 'assistant/index.html',
    providers: [
      { id: 'own', name: 'llama.cpp', format: 'openai-chat', base: `http://localhost:${port}/v1`, key: 'optional' },
      { id: 'next', name: 'next', format: 'openai-chat', base: `http://127.0.0.1:${Number(port) + 1}/v1`, key: 'optional' },
    ],
  });
  await page.goto(site.url);
  await sandboxOf(page).paste(INCIDENT.text);
  await page.locator('#assistant > summary').click();
  await page.getByLabel('Provider', { exact: true }).selectOption('llama.cpp');
  const note = page.locator('.assistant-settings [role="status"]');
  const words = `This page itself comes from localhost:${port}, where llama.cpp is expected: a request would reach the page, not the model. Serve the page on another port: scripts/start --port ${Number(port) + 2}.`;
  await expect(note).toHaveText(words);
  await page.getByRole('button', { name: 'List models' }).click();
  await expect(note).toHaveText(words);
  await page.getByRole('combobox', { name: 'Model' }).fill('a-model');
  await page.getByRole('button', { name: 'Prepare the request' }).click();
  await page.getByRole('checkbox', { name: /^I have looked at it/ }).check();
  await page.getByRole('button', { name: /^Send these/ }).click();
  await expect(page.locator('#assistant [role="alert"]').first()).toHaveText(words);
  expect(site.asked.filter((url) => url.startsWith('/v1'))).toEqual([]);
  await page.getByLabel('Provider', { exact: true }).selectOption('next');
  await expect(note).toHaveText('');
  await site.close();
  await rm(folder, { recursive: true });
});
