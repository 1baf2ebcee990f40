// Prints how long after navigation the first verdict stands, with the incident already in the box: node tests/browser/measure.mjs
// Each round has a browser context of its own, so nothing comes from a cache.
import config from '../../web/playwright.config.js';
import { chromium } from '../../web/test_tools.js';
import { servePage } from './server.js';
import { INCIDENT } from './sandbox.js';

const ROUNDS = 15;

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

const site = await servePage();
const browser = await chromium.launch(config.use?.launchOptions);
/** @type {{ verdict: number, paint: number, editor: number }[]} */
const rounds = [];
for (let i = 0; i < ROUNDS; i++) {
  const context = await browser.newContext();
  const page = await context.newPage();
  // As if typed before the scripts arrived.
  await page.addInitScript((text) => {
    new MutationObserver((_, observer) => {
      const box = /** @type {HTMLTextAreaElement | null} */ (document.getElementById('text'));
      if (!box) return;
      box.value = text;
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  }, INCIDENT.text);
  await page.goto(site.url);
  await page.locator('.cm-content').first().waitFor();
  await page.waitForFunction(() => performance.getEntriesByName('verdict').length > 0);
  rounds.push(
    await page.evaluate(() => ({
      paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
      verdict: performance.getEntriesByName('verdict')[0].startTime,
      editor: performance.getEntriesByName('editor')[0].startTime,
    })),
  );
  await context.close();
}
await browser.close();
await site.close();
for (const [name, label] of /** @type {const} */ ([
  ['paint', 'first paint'],
  ['verdict', 'first verdict'],
  ['editor', 'editor'],
])) {
  const values = rounds.map((round) => round[name]);
  const [middle, worst] = [median(values), Math.max(...values)].map((value) => value.toFixed(0).padStart(4));
  console.log(`${label.padEnd(14)} median ${middle} ms   worst of ${ROUNDS} ${worst} ms`);
}
