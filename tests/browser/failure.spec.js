// When the engine fails: words, the text stays, and the way on works.
import { expect, INCIDENT, test } from './sandbox.js';

/** A worker that behaves on the word of its input, in front of the real one. */
const FAULTS = `{
  const real = onmessage;
  onmessage = (event) => {
    const request = event.data.request ? new TextDecoder().decode(event.data.request) : '';
    if (request.includes('HANG_HERE')) for (;;);
    if (request.includes('TRAP_HERE')) throw new Error('unreachable');
    if (request.includes('NO_REDACTION') && request.includes('"redact"')) throw new Error('unreachable');
    return real(event);
  };
}`;

test.describe('a worker that fails', () => {
  test.beforeEach(async ({ page, watch }) => {
    watch.allowErrors = true;
    await page.route('**/worker.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()) + FAULTS });
    });
  });

  test('a run that hangs is ended, and the next one works', async ({ page, sandbox }) => {
    await page.clock.install();
    await sandbox.open();
    const text = `# HANG_HERE\n${INCIDENT.text}`;
    await sandbox.paste(text);
    await expect(sandbox.verdict).toHaveAttribute('aria-busy', 'true');
    await page.clock.fastForward(11_000);
    await expect(page.getByRole('alert')).toContainText('did not answer within 10 s');
    await expect(sandbox.headline).toHaveText('No verdict');
    expect(await sandbox.boxText()).toBe(text);

    await sandbox.pasteAll(INCIDENT.text);
    await page.clock.fastForward(1000);
    await expect(sandbox.headline).toHaveText(INCIDENT.headline);
    await expect(page.getByRole('alert')).toBeEmpty();
  });

  test('a run that traps is told, and can be tried again', async ({ page, sandbox }) => {
    await sandbox.open();
    await sandbox.paste(`# TRAP_HERE\n${INCIDENT.text}`);
    await expect(page.getByRole('alert')).toContainText('Your text is unchanged');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('alert')).toContainText('Your text is unchanged');
    await sandbox.pasteAll(INCIDENT.text);
    await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  });

  test('half an answer is shown, and no older redacted text beside it', async ({ page, sandbox }) => {
    await sandbox.open();
    await sandbox.paste(INCIDENT.text);
    await sandbox.downloadPatch.waitFor();
    await sandbox.openTab('Redacted text');
    await expect(page.getByRole('button', { name: 'Copy redacted text' })).toBeVisible();
    await sandbox.pasteAll(`# NO_REDACTION\n${INCIDENT.text}`);
    await expect(page.getByRole('alert')).toContainText('Your text is unchanged');
    await expect(sandbox.headline).toHaveText(INCIDENT.headline);
    await expect(sandbox.downloadPatch).toBeVisible();
    await expect(page.getByRole('tabpanel', { name: 'Redacted text' })).toHaveText(/There is no redacted text/);
  });
});

test('an engine that does not load is told, and loads when it can', async ({ page, sandbox, watch }) => {
  watch.allowErrors = true;
  await page.route('**/stackengine_analysis.wasm', (route) => route.fulfill({ status: 404, body: '' }));
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await expect(page.getByRole('alert')).toContainText('stackengine_analysis.wasm, the server answered 404');
  expect(await sandbox.boxText()).toBe(INCIDENT.text);
  await page.unroute('**/stackengine_analysis.wasm');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
});

test('a file that is no WebAssembly is told', async ({ page, sandbox, watch }) => {
  watch.allowErrors = true;
  await page.route('**/stackengine_analysis.wasm', (route) => route.fulfill({ status: 200, body: '<!doctype html>' }));
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await expect(page.getByRole('alert')).toContainText('Your text is unchanged');
});
