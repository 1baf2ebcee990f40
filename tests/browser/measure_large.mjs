// Prints what large inputs cost the page's main thread: node tests/browser/measure_large.mjs
// Tasks are counted in CPU time of that thread, so that what else the machine does is left out.
import config from '../../web/playwright.config.js';
import { chromium } from '../../web/test_tools.js';
import { countNodes, LARGE } from './large.js';
import { servePage } from './server.js';

/** CPU milliseconds of each task of the page's main thread. @param {Buffer} trace */
function tasksOf(trace) {
  /** @type {{ traceEvents: { name: string, ph: string, pid: number, tid: number, dur: number, tdur: number, args: any }[] }} */
  const { traceEvents } = JSON.parse(trace.toString());
  const main = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
  return traceEvents
    .filter(({ name, ph, pid, tid }) => /RunTask$/.test(name) && ph === 'X' && main.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000)
    .sort((a, b) => b - a);
}

const only = process.argv[2] ?? '';
const site = await servePage();
const browser = await chromium.launch(config.use?.launchOptions);
console.log(`${'input'.padEnd(44)} verdict ms  patch ms  the longest tasks, ms of CPU         elements`);
for (const [name, text] of Object.entries(LARGE)) {
  if (!name.includes(only)) continue;
  const context = await browser.newContext();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  await page.goto(site.url);
  await page.locator('.cm-content').first().waitFor();
  await page.waitForTimeout(1000);
  await page.evaluate((value) => navigator.clipboard.writeText(value), text);
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  await page.evaluate(() => {
    performance.clearMarks();
    performance.mark('paste');
  });
  await page.locator('.cm-content').first().focus();
  await page.keyboard.press('ControlOrMeta+V');
  const done = await page.waitForFunction(
    () => {
      const at = (/** @type {string} */ mark) => performance.getEntriesByName(mark)[0]?.startTime;
      const panel = document.getElementById('verdict-panel');
      return (
        at('verdict') !== undefined &&
        panel?.getAttribute('aria-busy') === 'false' && { verdict: at('verdict') - at('paste'), patch: performance.now() - at('paste') }
      );
    },
    undefined,
    { timeout: 120_000 },
  );
  const { verdict, patch } = /** @type {any} */ (await done.jsonValue());
  await page.waitForTimeout(1000);
  const tasks = tasksOf(await browser.stopTracing());
  const longest = tasks
    .slice(0, 5)
    .map((ms) => ms.toFixed(0))
    .join(', ');
  console.log(
    `${name.padEnd(44)} ${verdict.toFixed(0).padStart(10)} ${patch.toFixed(0).padStart(9)}  ${longest.padEnd(32)} ${String(await countNodes(page)).padStart(12)}`,
  );
  await context.close();
}
await browser.close();
await site.close();
