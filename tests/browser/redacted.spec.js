// The redacted text: nothing of what was replaced is left in it, and the originals show on demand only.
import { expect, INCIDENT, test } from './sandbox.js';

const SECRETS = ['10.0.2.10', '10.0.1.55', 'api.internal', 'hunter2secret', 'billing.corp.lan'];
const TEXT = INCIDENT.text
  .replace('grpc_pass', 'proxy_set_header Authorization "Bearer hunter2secret-0123456789abcdef";\n    grpc_pass')
  .replace('keepalive 32;', 'keepalive 32;\n    server billing.corp.lan:8443 backup;');

test('the redacted text holds no original, in the page and on the clipboard', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(TEXT);
  await sandbox.openTab('Redacted text');
  const redacted = page.getByRole('group', { name: /^Redacted text/ });
  await expect(redacted).toContainText('upstream sent too large http2 frame: 4740180');
  const shown = (await redacted.textContent()) ?? '';
  for (const secret of SECRETS) expect(shown).not.toContain(secret);
  expect(shown.split('\n').length).toBe(TEXT.split('\n').length);
  expect(await redacted.locator('mark').count()).toBeGreaterThan(5);

  await page.getByRole('button', { name: 'Copy redacted text' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
});

test('the originals are put into the page on demand only, and taken out again', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(TEXT);
  await sandbox.openTab('Redacted text');
  const panel = page.getByRole('tabpanel', { name: 'Redacted text' });
  await expect(panel).toContainText(/Replaced: .*IP address/);
  for (const secret of SECRETS) await expect(panel).not.toContainText(secret);
  await page.getByText('What was replaced').click();
  await expect(panel.getByRole('cell', { name: '10.0.1.55' })).toBeVisible();
  await page.getByText('What was replaced').click();
  for (const secret of SECRETS) await expect(panel).not.toContainText(secret);
});

/** In front of the real worker: makes the check find a value that is left, which the engine itself does not. */
const LEAKY = `{
  const real = postMessage;
  globalThis.postMessage = ({ id, response }, transfer) => {
    const view = new DataView(response.buffer);
    const [count, size] = [view.getUint32(0, true), view.getUint32(4, true)];
    const head = 4 + 4 * count;
    const json = JSON.parse(new TextDecoder().decode(response.subarray(head, head + size)));
    if (!json.redaction) return real({ id, response }, transfer);
    json.redaction.leaks = [{ document: 0, entry: 0, start: 0, end: 4, encoding: 'base64' }];
    const fresh = new TextEncoder().encode(JSON.stringify(json));
    const frame = new Uint8Array(response.length - size + fresh.length);
    frame.set(response.subarray(0, head));
    new DataView(frame.buffer).setUint32(4, fresh.length, true);
    frame.set(fresh, head);
    frame.set(response.subarray(head + size), head + fresh.length);
    real({ id, response: frame });
  };
}`;

test('a leak is said, and the text cannot be copied', async ({ page, sandbox }) => {
  await page.route('**/worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()) + LEAKY });
  });
  await sandbox.open();
  await sandbox.paste(TEXT);
  await sandbox.openTab('Redacted text');
  await expect(page.getByRole('alert').filter({ hasText: 'Do not pass this text on' })).toContainText('base64');
  await expect(page.getByRole('button', { name: 'Copy redacted text' })).toBeDisabled();
});
