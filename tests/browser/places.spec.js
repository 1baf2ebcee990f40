// Diagnostics in the box: marks, jumps, F8.
import { expect, INCIDENT, test } from './sandbox.js';

test('a click on a place selects it in the box', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await page.getByRole('button', { name: 'line 10, column 1' }).click();
  expect(await sandbox.selected()).toBe(INCIDENT.log.trimEnd());
  await page.getByRole('button', { name: 'line 7, column 5' }).click();
  expect(await sandbox.selected()).toBe('grpc_pass grpc://backend_pool;');
  await expect(sandbox.editor).toBeFocused();
});

test('the place is underlined, and F8 leads to it', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await expect(page.locator('.cm-lintRange-error')).toHaveText('grpc_pass grpc://backend_pool;');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('F8');
  expect(await sandbox.selected()).toBe('grpc_pass grpc://backend_pool;');
  await expect(page.locator('.cm-tooltip')).toContainText('which speaks HTTP/1.1');
});

test('in a long text the jump scrolls the place into view', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(`${'# filler\n'.repeat(2000)}${INCIDENT.text}`);
  await page.getByRole('button', { name: 'line 2007, column 5' }).click();
  await expect(page.locator('.cm-lintRange-error')).toBeInViewport();
});

test('typing moves the places along', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await expect(sandbox.verdict).toContainText('line 7, column 5');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('# one more line\n');
  await expect(sandbox.verdict).toContainText('line 8, column 5');
  await page.getByRole('button', { name: 'line 8, column 5' }).click();
  expect(await sandbox.selected()).toBe('grpc_pass grpc://backend_pool;');
});
