// What is redacted can be chosen, and the originals come back: with this page's vault, or with one from a file.
import { expect, INCIDENT, test } from './sandbox.js';

/** @typedef {import('../../web/node_modules/@playwright/test/index.js').Page} Page */

const TEXT = INCIDENT.text
  .replace('grpc_pass', 'proxy_set_header Authorization "Bearer hunter2secret-0123456789abcdef";\n    grpc_pass')
  .replace('location', '# deployed by Zanzibar team, see wiki\nserver { server_name shop.acmecorp.com pay.acmecorp.com; }\nlocation');

/** @param {Page} page */
const redactedText = (page) => page.getByRole('group', { name: /^Redacted text/ });

/** @param {Page} page @param {ReturnType<typeof import('./sandbox.js').sandboxOf>} sandbox */
async function openRedacted(page, sandbox, text = TEXT) {
  await sandbox.open();
  await sandbox.paste(text);
  await sandbox.openTab('Redacted text');
  await expect(redactedText(page)).toContainText('upstream sent too large');
}

test('each replaced value stands with its kind and its places, and can be left as it is', async ({ page, sandbox }) => {
  await openRedacted(page, sandbox);
  await page.getByText('What was replaced, and where').click();
  const row = page.getByRole('row').filter({ hasText: '10.0.2.10' });
  await expect(row).toContainText('IP address');
  await row.getByRole('button', { name: /line 3/ }).click();
  expect(await sandbox.selected()).toBe('10.0.2.10');

  await row.getByRole('button', { name: /^Keep it/ }).click();
  await expect(redactedText(page)).toContainText('server 10.0.2.10:8080;');
  await expect(redactedText(page)).not.toContainText('10.0.1.55');
  await page.getByRole('button', { name: 'Redact again 10.0.2.10' }).click();
  await expect(redactedText(page)).not.toContainText('10.0.2.10');
});

test('a class that is switched off stays, and goes again', async ({ page, sandbox }) => {
  await openRedacted(page, sandbox);
  await page.getByText('Choose what to redact').click();
  const addresses = page.getByRole('checkbox', { name: 'IP addresses' });
  await addresses.uncheck();
  await expect(redactedText(page)).toContainText('server 10.0.2.10:8080;');
  await expect(redactedText(page)).not.toContainText('hunter2secret');
  await expect(addresses).toBeFocused();
  await addresses.check();
  await expect(redactedText(page)).not.toContainText('10.0.2.10');
});

test('own words go, values that stay stay, and both outlive an edit', async ({ page, sandbox }) => {
  await openRedacted(page, sandbox);
  await expect(redactedText(page)).toContainText('Zanzibar');
  await page.getByText('Choose what to redact').click();
  // What is shown still holds them: from the first letter on it cannot be copied.
  const copy = await page.getByRole('button', { name: 'Copy redacted text' }).elementHandle();
  const disabled = await page.getByLabel('Own words').evaluate((field, button) => {
    /** @type {HTMLTextAreaElement} */ (field).value = 'zanzibar\n\n  wiki ';
    field.dispatchEvent(new Event('input'));
    return /** @type {HTMLButtonElement} */ (button).disabled;
  }, copy);
  expect(disabled).toBe(true);
  await page.getByLabel('Values that stay').fill('.internal');
  await expect(redactedText(page)).not.toContainText(/zanzibar/i);
  await expect(redactedText(page)).not.toContainText('wiki');
  await expect(redactedText(page)).toContainText('api.internal');
  await sandbox.pasteAll(`# ZANZIBAR again\n${TEXT}`);
  await expect(redactedText(page)).toContainText('again');
  await expect(redactedText(page)).not.toContainText(/zanzibar/i);
  await expect(page.getByLabel('Own words')).toHaveValue('zanzibar\n\n  wiki ');
});

test('own patterns are found; one that is none is told, and can be mended', async ({ page, sandbox }) => {
  await openRedacted(page, sandbox, TEXT.replace('# deployed', '# ACME-4711 ACME-x deployed'));
  await page.getByText('Choose what to redact').click();
  const patterns = page.getByLabel('Own patterns');
  await patterns.fill('ACME-(\\d+');
  await expect(page.getByRole('tabpanel', { name: 'Redacted text' })).toContainText('There is no redacted text: ');
  await expect(redactedText(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Copy redacted text' })).toHaveCount(0);
  await patterns.fill('ACME-\\d+');
  await expect(redactedText(page)).toContainText('ACME-x');
  await expect(redactedText(page)).not.toContainText('4711');
});

test('a selection of the text is redacted, one across a placeholder is not', async ({ page, sandbox }) => {
  await openRedacted(page, sandbox);
  const button = page.getByRole('button', { name: 'Redact the selection' });
  await expect(button).toBeDisabled();
  /** @param {string} from @param {string} to */
  const select = (from, to) =>
    redactedText(page).evaluate(
      (pre, words) => {
        const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        let started = false;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const data = node.nodeValue ?? '';
          const start = data.indexOf(words.from);
          if (!started && start >= 0) {
            range.setStart(node, start);
            started = true;
          }
          const end = data.indexOf(words.to, range.startContainer === node ? range.startOffset : 0);
          if (started && end >= 0) {
            range.setEnd(node, end + words.to.length);
            break;
          }
        }
        const selection = /** @type {Selection} */ (document.getSelection());
        selection.removeAllRanges();
        selection.addRange(range);
      },
      { from, to },
    );
  await select('keepalive', 'upstream sent');
  await expect(button).toBeDisabled();
  await select('Zanzibar team', 'Zanzibar team');
  await expect(button).toBeEnabled();
  await button.click();
  await expect(redactedText(page)).not.toContainText('Zanzibar');
  await page.getByRole('button', { name: 'Leave it Zanzibar team' }).click();
  await expect(redactedText(page)).toContainText('Zanzibar team');
});

test('what looks random is replaced, and names in domains are offered', async ({ page, sandbox }) => {
  const random = 'qX7fKp2Zr9TvLm4Wc8Ns1Yd6';
  await openRedacted(page, sandbox, TEXT.replace('# deployed', `# ${random} deployed`));
  await expect(redactedText(page)).toContainText('deployed');
  await expect(redactedText(page)).not.toContainText(random);
  await page.getByText('What was replaced, and where').click();
  await page
    .getByRole('row')
    .filter({ hasText: random })
    .getByRole('button', { name: /^Keep it/ })
    .click();
  await expect(redactedText(page)).toContainText(random);
  await page.getByRole('button', { name: 'Redact acmecorp' }).click();
  await expect(page.getByRole('button', { name: 'Redact acmecorp' })).toHaveCount(0);
  await page.getByText('Choose what to redact').click();
  await expect(page.getByLabel('Own words')).toHaveValue('acmecorp');
});

test('the originals come back into an answer, with the vault of what was copied', async ({ page, sandbox }) => {
  await openRedacted(page, sandbox);
  await page.getByRole('button', { name: 'Copy redacted text' }).click();
  const answer = (await redactedText(page).textContent()) ?? '';
  await sandbox.pasteAll(`# other.example-host.net 10.99.0.1\n${TEXT}`); // other placeholders by now
  await expect(redactedText(page)).toContainText(/^# (?!other)/);
  await page.getByText('Restore the originals').click();
  await expect(page.getByText(/Vault: of the text that you copied last/)).toBeVisible();
  await page.getByLabel('Paste the text with placeholders').fill(answer);
  await expect(page.getByRole('group', { name: 'Restored text' })).toHaveText(TEXT);
  await page.getByRole('button', { name: 'Copy restored text' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(TEXT);
});

test('a vault goes into a file and restores in another session; a file that is none is told', async ({ page, sandbox }) => {
  await openRedacted(page, sandbox);
  const answer = (await redactedText(page).textContent()) ?? '';
  const vault = await sandbox.download(page.getByRole('button', { name: 'Download vault' }));
  expect(vault.name).toBe('nginx.conf.vault.json');
  const { stackengine_vault: version, entries } = JSON.parse(vault.bytes.toString());
  expect(version).toBe(1);
  expect(entries.map((/** @type {any} */ entry) => entry.original)).toContain('10.0.2.10');

  await openRedacted(page, sandbox, '# nothing of it\n2024/07/15 03:42:17 [error] 1#1: *1 upstream sent too large http2 frame: 1');
  await page.getByText('Restore the originals').click();
  await page.getByLabel('Paste the text with placeholders').fill(answer);
  /** @param {string} name @param {Buffer | string} content */
  const load = (name, content) => page.locator('#vault-file').setInputFiles([{ name, mimeType: 'application/json', buffer: Buffer.from(content) }]);
  await load('notes.txt', 'no json');
  await expect(page.getByText('notes.txt is not a vault file')).toBeVisible();
  await load('half.json', '{"stackengine_vault":1,"entries":[{"placeholder":"h01"}]}');
  await expect(page.getByText('half.json is damaged: entry 1 has no placeholder or no original')).toBeVisible();
  await load(vault.name, vault.bytes);
  await expect(page.getByText('Vault: nginx.conf.vault.json')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Restored text' })).toHaveText(TEXT);
});

test('an answer is restored from an empty page, with the vault file alone', async ({ page, sandbox }) => {
  await sandbox.open();
  await page.getByRole('button', { name: 'Restore the originals' }).click();
  const field = page.getByLabel('Paste the text with placeholders');
  await expect(field).toBeFocused();
  await expect(page.getByText('There is no vault yet')).toBeVisible();
  await field.fill('listen 198.18.1.1:8080; # h01ab.invalid');
  const vault = { stackengine_vault: 1, entries: [{ placeholder: '198.18.1.1', class: 'ip_address', original: '10.0.2.10' }] };
  await page.locator('#vault-file').setInputFiles([{ name: 'v.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(vault)) }]);
  await expect(page.getByRole('group', { name: 'Restored text' })).toContainText('listen 10.0.2.10:8080;');
  await sandbox.paste(INCIDENT.text);
  await expect(sandbox.downloadPatch).toBeVisible();
  await expect(field).toHaveCount(0);
});

test('without a patch beside it, nothing is fetched before it is asked for', async ({ page, context, sandbox }) => {
  /** @type {string[]} */
  const requests = [];
  context.on('request', (request) => requests.push(request.url()));
  await sandbox.open();
  await sandbox.paste(INCIDENT.log);
  await expect(page.locator('#log')).toContainText('1 entry read');
  const show = page.getByRole('button', { name: 'Redact this text for sharing' });
  await expect(show).toBeVisible();
  expect(requests.filter((url) => /redaction\.js|\/stackengine\.wasm/.test(url))).toEqual([]);
  await show.click();
  await expect(redactedText(page)).toContainText('upstream sent too large');
  await sandbox.pasteAll(`${INCIDENT.log}${INCIDENT.log}`);
  await expect(page.locator('#log')).toContainText('2 entries read');
  await expect(redactedText(page)).toContainText(/too large[\s\S]*too large/);
});

test('by keyboard alone: leave a value, switch a class off', async ({ page, sandbox }) => {
  await openRedacted(page, sandbox);
  /** @param {import('../../web/node_modules/@playwright/test/index.js').Locator} target */
  async function tabTo(target) {
    for (let i = 0; i < 60; i++) {
      if (await target.evaluate((node) => node === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never came to ${target}`);
  }
  await page.getByRole('tab', { name: 'Redacted text' }).focus();
  await tabTo(page.locator('#replaced-details > summary'));
  await page.keyboard.press('Enter');
  await tabTo(page.locator('#keep-0'));
  await page.keyboard.press('Enter');
  await expect(redactedText(page)).toContainText('upstream backend_pool {');
  await expect(page.locator('#keep-0')).toBeFocused(); // of the next value
  await tabTo(page.locator('#choices-details > summary'));
  await page.keyboard.press('Enter');
  await tabTo(page.getByRole('checkbox', { name: 'host names' }));
  await page.keyboard.press('Space');
  await expect(redactedText(page)).toContainText('shop.acmecorp.com');
});

test('redaction that does not load is told, and loads when it can', async ({ page, sandbox, watch }) => {
  watch.allowErrors = true;
  await page.route('**/redaction.js', (route) => route.abort());
  await sandbox.open();
  await sandbox.paste(TEXT);
  await sandbox.openTab('Redacted text');
  await expect(page.getByRole('alert')).toContainText('Redaction did not load');
  await page.unroute('**/redaction.js');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(redactedText(page)).toContainText('upstream sent too large');
});
