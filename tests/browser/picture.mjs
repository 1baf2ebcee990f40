// Takes the picture of the README: node tests/browser/picture.mjs → web/guide/page.png, from build/web/.
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { servePage } from './server.js';

const { chromium } = createRequire(new URL('../../web/package.json', import.meta.url))('@playwright/test');
const site = await servePage('/');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(site.url);
await page.locator('#sample').click();
await page.getByRole('button', { name: /^Download patch/ }).waitFor();
await page.evaluate(() => new Promise((done) => setTimeout(done, 1500)));
await page.screenshot({ path: fileURLToPath(new URL('../../web/guide/page.png', import.meta.url)) });
await browser.close();
await site.close?.();
process.exit(0);
