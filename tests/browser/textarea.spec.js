// The box before the editor: usable without scripts, and the change from textarea to editor loses nothing.
import { expect, INCIDENT, sandboxOf, test } from './sandbox.js';

test('without scripts there is a box to write in', async ({ browser, site }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.url);
  const { box } = sandboxOf(page);
  await box.fill(INCIDENT.text);
  await expect(box).toHaveValue(INCIDENT.text);
  await context.close();
});

test('what is typed before the scripts arrive is read when they do', async ({ page, sandbox }) => {
  /** @type {() => void} */
  let arrive = () => {};
  const held = new Promise((resolve) => {
    arrive = () => resolve(undefined);
  });
  await page.route('**/main.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('', { waitUntil: 'commit' });
  await sandbox.box.fill(INCIDENT.text);
  arrive();
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
});

test('the verdict, the patch and the jump need no editor', async ({ page, sandbox, watch }) => {
  watch.allowErrors = true;
  await page.route('**/editor.js', (route) => route.abort());
  await page.goto('');
  await sandbox.paste(INCIDENT.text);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await expect(page.getByRole('group', { name: 'Diff' })).toContainText('+    proxy_pass http://backend_pool;');
  await page.getByRole('button', { name: 'line 7, column 5' }).click();
  expect(await sandbox.selected()).toBe('grpc_pass grpc://backend_pool;');
  await expect(sandbox.box).toBeFocused();
});

test('in a long text the jump scrolls the textarea', async ({ page, sandbox, watch }) => {
  watch.allowErrors = true;
  await page.route('**/editor.js', (route) => route.abort());
  await page.goto('');
  await sandbox.box.fill(`${'# filler\n'.repeat(500)}${INCIDENT.text}`);
  await page.getByRole('button', { name: 'line 507, column 5' }).click();
  expect(await sandbox.selected()).toBe('grpc_pass grpc://backend_pool;');
  const shown = await sandbox.box.evaluate((box) => {
    const line = parseFloat(getComputedStyle(box).lineHeight) * 506;
    return box.scrollTop < line && line < box.scrollTop + box.clientHeight;
  });
  expect(shown).toBe(true);
});

test('the editor takes over text, selection and focus between two keystrokes', async ({ page, sandbox }) => {
  /** @type {() => void} */
  let arrive = () => {};
  const held = new Promise((resolve) => {
    arrive = () => resolve(undefined);
  });
  await page.route('**/editor.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('');
  await sandbox.box.fill('one three');
  await sandbox.box.focus();
  await page.keyboard.press('End');
  for (let i = 0; i < 'three'.length; i++) await page.keyboard.press('ArrowLeft');
  // Keystrokes go on while the editor loads, and after.
  const typed = 'abcdefghijklmnopqrstuvwxyz'.repeat(4);
  arrive();
  for (const letter of typed) await page.keyboard.press(letter);
  await sandbox.editor.waitFor();
  await page.keyboard.type(' two ');
  await expect.poll(() => sandbox.boxText()).toBe(`one ${typed} two three`);
  await page.keyboard.press('ControlOrMeta+Shift+Home');
  expect(await sandbox.selected()).toBe(`one ${typed} two `);
});
