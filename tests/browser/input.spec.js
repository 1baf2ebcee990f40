// What comes into the box, and what does not: files, binaries, nothing at all, a lot.
import { expect, INCIDENT, test } from './sandbox.js';

test('an empty box has no verdict, and white space is none either', async ({ page, sandbox }) => {
  await sandbox.open();
  await expect(sandbox.headline).toHaveText('Paste a configuration and the error line: the cause appears here');
  await sandbox.paste(' \n\t\n');
  await expect(page.getByLabel('Line endings')).toBeVisible();
  await expect(sandbox.headline).toHaveText('Paste a configuration and the error line: the cause appears here');
});

test('a log alone says what the backend is, and asks for the configuration', async ({ sandbox }) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.log);
  await expect(sandbox.headline).toContainText('the backend answers cleartext HTTP/1.1, not HTTP/2');
  await expect(sandbox.verdict).toContainText('Add the upstream and location blocks');
});

for (const [name, content, words] of /** @type {[string, Buffer, string][]} */ ([
  ['a.bin', Buffer.from([0x6e, 0x67, 0x00, 0x01, 0x02]), 'binary'],
  ['error.log.gz', Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x00]), 'compressed with gzip'],
  ['empty.conf', Buffer.alloc(0), 'is empty'],
])) {
  test(`${name} is refused in words, and what was typed stays`, async ({ page, sandbox }) => {
    await sandbox.open();
    await sandbox.paste(INCIDENT.text);
    await sandbox.openFiles({ name, content });
    await expect(page.locator('#notice')).toContainText(`${name} was not opened`);
    await expect(page.locator('#notice')).toContainText(words);
    expect(await sandbox.boxText()).toBe(INCIDENT.text);
    await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  });
}

test('configuration and log as two files', async ({ sandbox }) => {
  await sandbox.open();
  await sandbox.openFiles({ name: 'error.log', content: INCIDENT.log }, { name: 'api.conf', content: INCIDENT.config });
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  expect((await sandbox.download(sandbox.downloadPatch)).name).toBe('api.conf.patch');
});

test('a file that is dropped anywhere is opened', async ({ page, sandbox }) => {
  await sandbox.open();
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'nginx.conf'));
    return transfer;
  }, INCIDENT.text);
  await page.locator('#result').dispatchEvent('drop', { dataTransfer: data });
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await sandbox.box.dispatchEvent('drop', { dataTransfer: data });
  await expect(page.locator('#notice')).toContainText('Added nginx.conf');
  expect(await sandbox.boxText()).toBe(`${INCIDENT.text}\n${INCIDENT.text}`);
});

test('a large log is read, not shown, and can be taken away', async ({ page, sandbox }) => {
  const line = '2024/07/15 03:42:16 [warn] 19#19: *1 an upstream response is buffered to a temporary file\n';
  await sandbox.open();
  await sandbox.paste(INCIDENT.config);
  await expect(sandbox.headline).toHaveText('Nothing is wrong in this text');
  await sandbox.openFiles({ name: 'error.log', content: line.repeat(60_000) + INCIDENT.log });
  await expect(page.locator('#attachments')).toContainText(/error\.log 5\.\d MB, read but not shown/);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await expect(sandbox.verdict).toContainText('error.log, line 60001, column 1');
  await page.getByRole('button', { name: 'Remove error.log' }).click();
  await expect(sandbox.headline).toHaveText('Nothing is wrong in this text');
});

test('Clear can be undone, answers and file name with it', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.openFiles({ name: 'api.conf', content: INCIDENT.text });
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(sandbox.headline).toHaveText('Paste a configuration and the error line: the cause appears here');
  expect(await sandbox.boxText()).not.toContain('upstream sent too large');
  await expect(sandbox.downloadPatch).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  expect((await sandbox.download(sandbox.downloadPatch)).name).toBe('api.conf.patch');
});

test('ten thousand lines answer without delay to the eye', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(`${'# one of many lines, none of them of interest\n'.repeat(10_000)}${INCIDENT.text}`);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await expect(page.locator('.cm-collapsedLines').first()).toBeVisible();
});

test('text that looks like markup stays text', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.config.replaceAll('backend_pool', '<img/src=x/onerror=alert(1)>').replace('grpc_pass grpc', 'proxy_pass h2'));
  await expect(sandbox.headline).toHaveText('proxy_pass does not know the scheme h2://');
  await expect(page.locator('main img')).toHaveCount(0);
});
