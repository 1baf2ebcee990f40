// The whole path: paste the incident, read the verdict, take the patch, and let patch, git and the real nginx have their say.
import { mkdirSync } from 'node:fs';
import { applyPatch } from '../e2e/apply_patch.mjs';
import { freePort } from '../e2e/free_port.mjs';
import { completeConfiguration } from '../e2e/nginx/complete.mjs';
import { testConfiguration } from '../e2e/nginx/test_configuration.mjs';
import { expect, INCIDENT, test } from './sandbox.js';

test('paste the incident: what, where, why, from which evidence', async ({ sandbox }) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await expect(sandbox.verdict).toContainText('error');
  await expect(sandbox.verdict).toContainText('line 7, column 5');
  await expect(sandbox.verdict).toContainText('grpc-pass-to-http1');
  await expect(sandbox.verdict).toContainText('returns 502');
  await expect(sandbox.verdict).toContainText(/error log, conclusive.*4740180.*line 10, column 1/);
  await expect(sandbox.verdict.getByRole('radio', { name: /Use proxy_pass http:\/\/backend_pool certain/ })).toBeChecked();
});

test('the diff on the screen is the patch', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await sandbox.downloadPatch.waitFor();
  const patch = (await sandbox.download(sandbox.downloadPatch)).bytes.toString();
  const lines = patch.split('\n').filter((line) => !/^(---|\+\+\+)/.test(line));
  const of = (/** @type {string} */ sign) => lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));

  const diff = page.locator('.diff-host');
  await expect(diff.locator('.cm-deletedLine')).toHaveText(of('-'));
  await expect(diff.locator('.cm-changedLine')).toHaveText(of('+'));
  await sandbox.openTab('Patch text');
  expect(await sandbox.patchText.textContent()).toBe(patch);
});

for (const program of /** @type {const} */ (['patch -l', 'git apply --ignore-whitespace'])) {
  for (const [where, gap] of [
    ['directly below the configuration', ''],
    ['below a blank line', '\n'],
  ]) {
    test(`\`${program}\` takes the patch, nginx takes the result; the log line was ${where}`, async ({ sandbox }, testInfo) => {
      await sandbox.open();
      await sandbox.paste(INCIDENT.config + gap + INCIDENT.log);
      await sandbox.downloadPatch.waitFor();
      const { name, bytes } = await sandbox.download(sandbox.downloadPatch);
      expect(name).toBe('fragment.conf.patch');

      const folder = testInfo.outputPath();
      mkdirSync(folder, { recursive: true });
      const applied = applyPatch(program, folder, 'fragment.conf', INCIDENT.whole, bytes);
      expect(applied.said, 'what it said').not.toMatch(/fail|reject|fuzz|error/i);
      expect(applied.status).toBe(0);
      const fixed = await sandbox.downloadFixed();
      expect(fixed.name).toBe('fragment.conf');

      for (const result of [fixed.bytes, applied.after]) {
        expect(result.toString()).toContain('proxy_pass http://backend_pool;');
        const complete = completeConfiguration(result.toString('latin1'), folder, await freePort());
        expect((await testConfiguration(folder, complete)).messages).toEqual([]);
      }
    });
  }
}

test('the whole file beside the fragment: the patch is for that file, and applies exactly', async ({ page, sandbox }, testInfo) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await expect(page.locator('#fragment-note')).toHaveText(
    'This patch is for the fragment that you pasted. patch -l finds the blocks in your file if their lines are unchanged; for a patch that applies exactly, drop the whole file here.',
  );
  await sandbox.openFiles({ name: 'nginx.conf', content: INCIDENT.whole });
  await expect(page.locator('#attachments')).toContainText('the patch is for this file');
  await expect(page.locator('#fragment-note')).toHaveCount(0);
  const { name, bytes } = await sandbox.download(sandbox.downloadPatch);
  expect(name).toBe('nginx.conf.patch');
  const folder = testInfo.outputPath();
  mkdirSync(folder, { recursive: true });
  for (const program of /** @type {const} */ (['patch', 'git apply'])) {
    const applied = applyPatch(program, folder, 'nginx.conf', INCIDENT.whole, bytes);
    expect(applied.status, applied.said).toBe(0);
    expect(applied.said).not.toMatch(/fuzz|offset/);
    const fixed = await sandbox.downloadFixed();
    expect(fixed.name).toBe('nginx.conf');
    expect(applied.after.equals(fixed.bytes)).toBe(true);
    expect(fixed.bytes.toString()).toContain('        location /api/ {\n            proxy_pass http://backend_pool;\n            proxy_http_version 1.1;\n');
  }
  // A file without the blocks is no reason to be without a patch.
  await sandbox.openFiles({ name: 'nginx.conf', content: INCIDENT.whole.replace('/api/', '/other/') });
  await expect(page.locator('#rebase-problem')).toContainText('is not in nginx.conf: name the file that it was copied from');
  await expect(page.locator('#fragment-note')).toBeVisible();
  await page.getByRole('button', { name: 'Read it beside the text instead' }).click();
  await expect(page.locator('#rebase-problem')).toHaveCount(0);
  await expect(page.locator('#attachments')).toContainText('read but not shown');
});

test('the sample is the incident', async ({ page, sandbox }) => {
  await sandbox.open();
  await page.getByRole('button', { name: 'Try an example' }).click();
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await expect(sandbox.downloadPatch).toHaveText('Download patch');
});
