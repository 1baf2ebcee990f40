// Canary secrets of every class are pasted, everything that the page offers is used, and nowhere but in the user's own text and files
// does one of them appear: no URL, no header, no request body, no storage, no console, no redacted text.
import { ROWS } from '../redaction/benchmark.mjs';
import { createOracle } from '../redaction/oracle.mjs';
import { createRandom } from '../redaction/random.mjs';
import { expect, INCIDENT, test } from './sandbox.js';

/**
 * One text of each class, behind the incident.
 * @param {boolean} manifests  those in manifests, or those in configurations and logs
 */
function withCanaries(manifests) {
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {import('../redaction/oracle.mjs').Planted[]} */
  const planted = [];
  const parts = [INCIDENT.text];
  for (const row of ROWS) {
    if ((row.surrounding === 'yaml') !== manifests || seen.has(row.class)) continue;
    seen.add(row.class);
    const made = row.make(createRandom(`canary ${row.class}`));
    planted.push(...made.planted);
    parts.push(made.text);
  }
  return { text: `${parts.join(manifests ? '---\n' : '\n')}\n`, planted, classes: seen.size };
}

for (const manifests of [false, true])
  test(`no canary leaves, whatever is used${manifests ? ', of manifests' : ''}`, async ({ page, context, sandbox, site }) => {
    const { text, planted, classes } = withCanaries(manifests);
    expect(classes).toBeGreaterThan(50);
    /** @type {string[]} */
    const seen = [];
    context.on('request', (request) => seen.push(request.url(), JSON.stringify(request.headers()), request.postData() ?? ''));
    context.on('console', (message) => seen.push(message.text()));
    context.on('weberror', (error) => seen.push(String(error.error())));
    page.on('websocket', (socket) => seen.push(`a socket to ${socket.url()}`));

    await sandbox.open();
    await sandbox.paste(text);
    await expect(sandbox.headline).not.toHaveText('Paste a configuration and the error line: the cause appears here');
    await page.keyboard.press('ControlOrMeta+F');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F8');

    await sandbox.openTab('Redacted text');
    const redacted = page.getByRole('group', { name: /^Redacted text/ });
    await expect(redacted).toContainText('upstream sent too large http2 frame: 4740180');
    const shown = (await redacted.textContent()) ?? '';
    await page.getByText('What was replaced').click();
    await page.getByText('What was replaced').click();
    await page.getByRole('button', { name: 'Copy redacted text' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    seen.push(shown, await page.evaluate(() => navigator.clipboard.readText()));

    // Every button that is there, the user's own files among what they give; not those that throw the text away or open a picker.
    const buttons = page.locator('main button:visible:not([disabled])');
    const names = (await buttons.allTextContents()).filter((name) => !/Open file|Clear|Try an example/.test(name));
    for (const name of new Set(names)) {
      const button = buttons.filter({ hasText: name }).first();
      if (await button.isVisible().catch(() => false)) await button.click({ timeout: 5_000 }).catch(() => {});
    }
    for (const tab of await page.getByRole('tab').all()) await tab.click({ timeout: 5_000 }).catch(() => {});
    await page.getByLabel('nginx version').fill('1.29.4');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForTimeout(500);
    seen.push(
      JSON.stringify(
        await page.evaluate(async () => ({
          local: { ...localStorage },
          session: { ...sessionStorage },
          cookie: document.cookie,
          url: location.href,
          name: window.name,
          history: history.state,
          databases: await indexedDB.databases(),
          caches: await caches.keys(),
          title: document.title,
        })),
      ),
    );
    await page.getByRole('button', { name: 'Clear' }).click();
    seen.push(...site.asked);

    const leaks = createOracle(seen.join('\n'));
    const left = planted.filter(leaks).map(({ value }) => value);
    console.log(`canaries: ${planted.length} of ${classes} classes, ${seen.length} observations, ${left.length} seen`);
    expect(left).toEqual([]);
    expect(planted.filter(createOracle(text)).length, 'the oracle sees what was planted').toBeGreaterThan(planted.length * 0.8);
  });
