// What the configuration does not say: the question, the alternatives, the version of nginx.
import { expect, INCIDENT, test, UNDECIDED } from './sandbox.js';

test('without evidence the patch says what it assumes, until the question is answered', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(UNDECIDED);
  await expect(sandbox.headline).toHaveText('proxy_pass does not know the scheme h2://');
  await expect(sandbox.verdict).toContainText('invalid URL prefix');
  const note = page.getByRole('note');
  await expect(note).toContainText('Assumes: backend_pool (10.0.2.10:8080) speaks HTTP/1.1. Check it with:');
  await expect(note).toContainText('curl -sv --http1.1');
  await expect(sandbox.downloadPatch).toHaveText('Download patch (assumes HTTP/1.1)');

  const question = page.getByRole('group', { name: 'What does 10.0.2.10:8080 speak?' });
  await expect(question.getByRole('radio', { name: 'I don’t know' })).toBeChecked();
  await expect(question).toContainText('curl -sv --http2-prior-knowledge');
  await question.getByRole('radio', { name: 'HTTP/1.1', exact: true }).check();
  await expect(sandbox.downloadPatch).toHaveText('Download patch');
  await expect(note).toHaveCount(0);
  await expect(sandbox.verdict).toContainText('your answer, conclusive');

  await question.getByRole('radio', { name: 'gRPC without TLS' }).check();
  await sandbox.openTab('Patch text');
  await expect(sandbox.patchText).toContainText('+    grpc_pass grpc://backend_pool;');
  await question.getByRole('radio', { name: 'I don’t know' }).check();
  await expect(sandbox.downloadPatch).toHaveText('Download patch (assumes HTTP/1.1)');
});

test('another alternative can be picked, and none', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(UNDECIDED);
  await sandbox.verdict.getByRole('radio', { name: /Use grpc_pass/ }).check();
  await expect(sandbox.downloadPatch).toHaveText('Download patch (assumes gRPC without TLS)');
  await sandbox.verdict.getByRole('radio', { name: 'Don’t change this' }).check();
  await expect(page.getByRole('heading', { name: 'No patch' })).toBeVisible();
  await expect(page.getByRole('tab')).toHaveText(['Redacted text']);
  await expect(sandbox.downloadPatch).toHaveCount(0);
  await expect(page.getByText('One answer decides the patch: answer the question, or choose a fix.')).toBeVisible();
});

test('a choice holds through an edit elsewhere, not for another text', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(UNDECIDED);
  await sandbox.verdict.getByRole('radio', { name: /Use grpc_pass/ }).check();
  await expect(sandbox.downloadPatch).toHaveText('Download patch (assumes gRPC without TLS)');
  await sandbox.box.focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('# typed\n');
  await expect(sandbox.verdict).toContainText('line 8, column 16');
  await expect(sandbox.downloadPatch).toHaveText('Download patch (assumes gRPC without TLS)');
  await sandbox.pasteAll(UNDECIDED);
  await expect(sandbox.downloadPatch).toHaveText('Download patch (assumes HTTP/1.1)');
});

test('a backend that no finding asks about can be told about too', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.config);
  await expect(sandbox.headline).toHaveText('Nothing is wrong in this text');
  await page.getByText('What the backends speak').click();
  await page.getByRole('radio', { name: 'HTTP/1.1', exact: true }).check();
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await expect(page.getByRole('radio', { name: 'HTTP/1.1', exact: true })).toBeFocused();
});

test('the version is taken as people have it, and anything else is answered kindly', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.config.replace('grpc_pass grpc', 'proxy_pass http'));
  const version = page.getByLabel('nginx version');
  const keepalive = 'keepalive of upstream backend_pool has no effect here';
  await expect(sandbox.headline).toContainText(keepalive);
  for (const typed of ['1.29.7', 'nginx/1.29.7', ' nginx version: nginx/1.31.4 (Ubuntu) ']) {
    await version.fill(typed);
    await expect(sandbox.headline).toHaveText('Nothing is wrong in this text');
    await version.fill('');
    await expect(sandbox.headline).toContainText(keepalive);
  }
  await version.fill('latest');
  await expect(page.getByText('not a version: write it like 1.25.3')).toBeVisible();
  await expect(version).toHaveValue('latest');
  await expect(version).toHaveAttribute('aria-invalid', 'true');
  await expect(sandbox.headline).toContainText(keepalive);
  await version.fill('1.22');
  await expect(version).not.toHaveAttribute('aria-invalid');
});
