// What axe finds that somebody cannot use.
import { AxeBuilder } from '../../web/test_tools.js';

/** @param {import('../../web/node_modules/@playwright/test/index.js').Page} page */
export async function seriousFindings(page) {
  // Without preload: it would fetch the style sheets again, which the policy of the assistant's frame forbids.
  const { violations } = await new AxeBuilder({ page }).options({ preload: false }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}
