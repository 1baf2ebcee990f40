// Nothing leaves the machine: no request but for the page's own files, of which only redaction and its engine come after
// loading, and nothing stored.
import { servePage } from './server.js';
import { expect, INCIDENT, sandboxOf, test } from './sandbox.js';

const CANARY = 'canary-7f3a9.internal';
const TEXT = INCIDENT.text.replaceAll('api.internal', CANARY);

/**
 * Everything that a person can do.
 * @param {ReturnType<typeof sandboxOf>} sandbox
 * @param {import('../../web/node_modules/@playwright/test/index.js').Page} page
 */
async function useEverything(sandbox, page) {
  await sandbox.paste(TEXT);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await page.keyboard.press('ControlOrMeta+F');
  await page.locator('.cm-search').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('F8');
  await page.locator('.cm-tooltip').waitFor();
  for (const tab of /** @type {const} */ (['Patch text', 'Redacted text', 'Diff'])) await sandbox.openTab(tab);
  await sandbox.download(sandbox.downloadPatch);
  await sandbox.downloadFixed();
  await page.getByText('What the backends speak').click();
  await page.getByRole('radio', { name: 'gRPC without TLS' }).check();
  await page.getByLabel('nginx version').fill('1.29.4');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(sandbox.headline).toHaveText('Paste a configuration and the error line: the cause appears here');
}

test('after loading, the page asks for redaction only, and keeps nothing', async ({ page, context, sandbox, site }) => {
  await sandbox.open();
  /** @type {string[]} */
  const requests = [];
  context.on('request', (request) => requests.push(request.url()));
  await useEverything(sandbox, page);
  expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([`${site.url}redaction.js`, `${site.url}stackengine.wasm`]);
  expect(site.asked.filter((url) => url.includes('canary'))).toEqual([]);
  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookie: document.cookie,
    url: location.href,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }));
  expect(kept).toEqual({ local: 0, session: 0, cookie: '', url: site.url, databases: 0, caches: 0 });
});

test('it works with the network off', async ({ page, context, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(TEXT);
  await sandbox.openTab('Redacted text'); // its engine loads when it is asked for
  await expect(page.getByRole('button', { name: 'Copy redacted text' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).click();
  await context.setOffline(true);
  await useEverything(sandbox, page);
});

test('the browser refuses other hosts, to the page and to a worker like the engine’s', async ({ page, sandbox, watch, browserName }) => {
  test.skip(browserName !== 'chromium');
  const attacker = await servePage();
  await sandbox.open();
  const outcome = await page.evaluate(async (url) => {
    const viaFetch = await fetch(url).then(
      () => 'reached',
      () => 'refused',
    );
    navigator.sendBeacon(url, 'x');
    new Image().src = url;
    // The page's own policy object is not ours to have; a second one is refused as well.
    let policy = 'made';
    try {
      /** @type {any} */ (window).trustedTypes.createPolicy('other', {});
    } catch {
      policy = 'refused';
    }
    return { viaFetch, policy };
  }, attacker.url);
  expect(outcome).toEqual({ viaFetch: 'refused', policy: 'refused' });
  expect(watch.violations.length).toBeGreaterThan(0);
  expect(attacker.asked).toEqual([]);
  await attacker.close();
  watch.violations.length = watch.errors.length = watch.foreign.length = 0;
});

test('the engine’s worker inherits the policy', async ({ page, sandbox, watch }) => {
  const attacker = await servePage();
  await page.route('**/worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `fetch(${JSON.stringify(attacker.url)}).catch(() => {});${await response.text()}` });
  });
  await sandbox.open();
  await sandbox.paste(TEXT);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  expect(attacker.asked).toEqual([]);
  await attacker.close();
  watch.violations.length = watch.errors.length = watch.foreign.length = 0;
});

test('any path hosts it', async ({ page, watch }) => {
  const site = await servePage('/a/b/');
  watch.own = [site.url];
  const sandbox = sandboxOf(page);
  const missing = /** @type {string[]} */ ([]);
  page.on('response', (response) => {
    if (!response.ok()) missing.push(response.url());
  });
  await sandbox.open(site.url);
  await sandbox.paste(TEXT);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  expect(missing).toEqual([]);
  await site.close();
});
