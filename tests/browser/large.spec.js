// However large the input, the page builds a bounded number of elements, and the rest where it is asked for.
import { countNodes, LARGE } from './large.js';
import { expect, test } from './sandbox.js';

test.describe.configure({ timeout: 180_000 });

/** An ordinary page has about 1,000. */
const MOST = 6000;

for (const [name, text] of Object.entries(LARGE)) {
  test(`${name}: the elements are bounded`, async ({ page, sandbox }) => {
    await sandbox.open();
    await sandbox.paste(text);
    await expect(page.locator('#verdict-panel')).toHaveAttribute('data-state', 'error', { timeout: 60_000 });
    await expect(page.locator('#verdict-panel')).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
    expect(await countNodes(page)).toBeLessThan(MOST);
  });
}

test('more findings and more questions are a click away, and stay through a change', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(LARGE['10,000 lines, 1,000 servers']);
  const findings = page.locator('#findings article');
  await expect(findings).toHaveCount(20, { timeout: 60_000 });
  await expect(page.locator('#verdict-panel')).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Show 50 more of 999' }).click();
  await expect(findings).toHaveCount(70);
  await expect(findings.nth(20)).toBeFocused();
  await sandbox.box.focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('# on');
  await expect(page.locator('#verdict-panel')).toHaveAttribute('aria-busy', 'true');
  await expect(page.locator('#verdict-panel')).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  await expect(findings).toHaveCount(70);
  expect(await countNodes(page)).toBeLessThan(2 * MOST);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(findings).toHaveCount(0);
});
