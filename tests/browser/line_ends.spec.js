// CRLF, mixed line ends and bytes that are no UTF-8: what comes back in the patch is what was handed in.
import { mkdirSync } from 'node:fs';
import { applyPatch } from '../e2e/apply_patch.mjs';
import { expect, INCIDENT, test } from './sandbox.js';

const crlf = (/** @type {string} */ text) => text.replaceAll('\n', '\r\n');
const CRLF_CONFIG = crlf(INCIDENT.config);
/** @param {Buffer} bytes */
const bareLf = (bytes) =>
  bytes
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '' && !line.endsWith('\r'));

test('CRLF that is pasted stays CRLF in the patch and in the fixed file', async ({ page, sandbox }, testInfo) => {
  await sandbox.open();
  await sandbox.paste(crlf(INCIDENT.config + INCIDENT.log));
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await expect(page.getByLabel('Line endings')).toHaveValue('CRLF');
  await expect(sandbox.verdict).toContainText('line 7, column 5');
  const fixed = await sandbox.downloadFixed();
  expect(bareLf(fixed.bytes)).toEqual([]);

  const { bytes } = await sandbox.download(sandbox.downloadPatch);
  const folder = testInfo.outputPath();
  mkdirSync(folder, { recursive: true });
  for (const program of /** @type {const} */ (['patch -l', 'git apply --ignore-whitespace'])) {
    const applied = applyPatch(program, folder, 'fragment.conf', crlf(INCIDENT.whole), bytes);
    expect(applied.status, applied.said).toBe(0);
    expect(bareLf(applied.after), program).toEqual([]);
    expect(applied.after.toString()).toContain('proxy_pass http://backend_pool;\r\n');
  }
});

test('a CRLF file keeps its line ends through typing', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.openFiles({ name: 'api.conf', content: CRLF_CONFIG });
  await expect(page.getByLabel('Line endings')).toHaveValue('CRLF');
  await sandbox.box.focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('# typed\n');
  await sandbox.openFiles({ name: 'error.log', content: crlf(INCIDENT.log) });
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await expect(sandbox.verdict).toContainText('line 8, column 5');
  const fixed = await sandbox.downloadFixed();
  expect(fixed.name).toBe('api.conf');
  expect(fixed.bytes.toString()).toMatch(/^# typed\r\nupstream/);
  expect(bareLf(fixed.bytes)).toEqual([]);
  const patch = await sandbox.download(sandbox.downloadPatch);
  expect(patch.name).toBe('api.conf.patch');
  expect(patch.bytes.toString()).toMatch(/^--- a\/api\.conf/);
});

test('clicks jump to the right place in CRLF text', async ({ sandbox, page }) => {
  await sandbox.open();
  await sandbox.paste(crlf(INCIDENT.text));
  await page.getByRole('button', { name: 'line 7, column 5' }).click();
  expect(await sandbox.selected()).toBe('grpc_pass grpc://backend_pool;');
});

test('mixed line ends are kept, said, and can be made one', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(CRLF_CONFIG);
  await page.keyboard.press('ControlOrMeta+End');
  await sandbox.paste(INCIDENT.log);
  const select = page.getByLabel('Line endings');
  await expect(select).toHaveValue('mixed: 8 CRLF, 1 LF');
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  expect(bareLf((await sandbox.downloadFixed()).bytes)).toEqual([]);
  await select.selectOption('LF');
  await expect(select).toHaveValue('LF');
  await expect(async () => {
    expect((await sandbox.downloadFixed()).bytes.includes('\r')).toBe(false);
  }).toPass();
});

test('bytes that are no UTF-8 survive, also beside edits', async ({ page, sandbox }) => {
  const odd = Buffer.concat([Buffer.from('# caf\xe9 \xe2\x82 \xff\n', 'latin1'), Buffer.from(INCIDENT.text)]);
  await sandbox.open();
  await sandbox.openFiles({ name: 'nginx.conf', content: odd });
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await page.getByRole('button', { name: 'line 8, column 5' }).click();
  expect(await sandbox.selected()).toBe('grpc_pass grpc://backend_pool;');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('# typed\n');
  await expect(sandbox.verdict).toContainText('line 9, column 5');
  const { bytes } = await sandbox.downloadFixed();
  expect(bytes.subarray(8, 8 + 13).equals(odd.subarray(0, 13))).toBe(true);
});
