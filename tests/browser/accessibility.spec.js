// For everybody: no serious finding of axe in any colour scheme, and the whole path by keyboard alone.
import { seriousFindings } from './axe.js';
import { expect, INCIDENT, test, UNDECIDED } from './sandbox.js';

const SCHEMES = /** @type {const} */ ({
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
});

for (const [scheme, media] of Object.entries(SCHEMES)) {
  for (const width of [1440, 390]) {
    test(`axe has nothing serious to say: ${scheme}, ${width} wide`, async ({ page, sandbox }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia(media);
      await sandbox.open();
      expect(await seriousFindings(page), 'empty').toEqual([]);
      await sandbox.paste(UNDECIDED);
      await page.locator('.diff-host').waitFor();
      await page.locator('details').evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')));
      expect(await seriousFindings(page), 'question').toEqual([]);
      await sandbox.pasteAll(INCIDENT.text);
      await expect(sandbox.headline).toHaveText(INCIDENT.headline);
      for (const tab of /** @type {const} */ (['Diff', 'Patch text', 'Redacted text'])) {
        await sandbox.openTab(tab);
        if (tab === 'Redacted text') {
          await page.getByText('What was replaced, and where').click();
          await page.getByText('Choose what to redact').click();
          await page.getByText('Restore the originals').click();
          await page.getByLabel('Paste the text with placeholders').fill('server h99zz.invalid;');
          await page.getByRole('group', { name: 'Restored text' }).waitFor();
        }
        expect(await seriousFindings(page), tab).toEqual([]);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling').toBe(true);
    });
  }
}

test('from paste to download by keyboard alone', async ({ page, sandbox }) => {
  await sandbox.open();
  await page.evaluate((text) => navigator.clipboard.writeText(text), UNDECIDED);
  /** What has the focus, by role and name. */
  const focused = () =>
    page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      const label = active && 'labels' in active ? /** @type {HTMLInputElement} */ (active).labels?.[0]?.textContent : '';
      return `${active?.getAttribute('aria-label') ?? ''} ${label ?? ''} ${active?.textContent ?? ''}`;
    });
  /** @param {RegExp} name */
  async function tabTo(name) {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      if (name.test(await focused())) return;
    }
    throw new Error(`Tab never came to ${name}`);
  }
  await tabTo(/nginx configuration and error-log lines/);
  await page.keyboard.press('ControlOrMeta+V');
  await expect(sandbox.headline).toHaveText('proxy_pass does not know the scheme h2://');
  await tabTo(/line 7, column 16/);
  await page.keyboard.press('Enter');
  expect(await sandbox.selected()).toBe('h2://backend_pool');
  await tabTo(/I don’t know/);
  await page.keyboard.press('ArrowRight'); // round to the first
  await expect(page.getByRole('group', { name: /What does/ }).getByRole('radio', { name: 'HTTP/1.1', exact: true })).toBeFocused();
  await expect(sandbox.downloadPatch).toHaveText('Download patch');
  await tabTo(/Download patch/);
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(file.suggestedFilename()).toBe('fragment.conf.patch');
  await tabTo(/^\s*Diff/);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Patch text' })).toBeFocused();
  await expect(page.getByRole('tabpanel', { name: 'Patch text' })).toBeVisible();
});

test('the verdict is announced once, and again only when it changes', async ({ page, sandbox }) => {
  await sandbox.open();
  await page.evaluate(() => {
    const state = /** @type {any} */ (window);
    state.announced = [];
    const live = /** @type {HTMLElement} */ (document.querySelector('#verdict[aria-live="polite"]'));
    const note = () => state.announced.push(live.textContent?.replace(/\s+/g, ' ').trim());
    new MutationObserver(note).observe(live, { subtree: true, childList: true, characterData: true });
  });
  await sandbox.paste(INCIDENT.text);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('# typed\n');
  await expect(page.locator('#read-as')).toContainText('configuration lines 1–8, 11');
  const announced = await page.evaluate(() => /** @type {any} */ (window).announced);
  expect(announced).toEqual([`${INCIDENT.headline} error, line 7`]);
});

test('reduced motion has no motion', async ({ page, sandbox }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await expect(sandbox.verdict).toHaveAttribute('aria-busy', 'false');
  const moving = await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);
  expect(moving).toBe(0);
});
