// The proof is about the fix: its location, its backend, the request of the log line or the `curl` command.
import { expect, test } from './sandbox.js';

/** @param {string} request @param {string} upstream */
const log = (request, upstream) =>
  `2024/07/15 03:42:17 [error] 19#19: *4821 upstream sent too large http2 frame: 4740180 while reading response header from upstream, client: 10.0.1.55, server: api.internal, request: "${request}", upstream: "${upstream}", host: "api.internal"\n`;

/** @param {import('../../web/node_modules/@playwright/test/index.js').Page} page */
async function replayed(page) {
  await page.locator('#replay-button').click();
  const proof = page.locator('#proof');
  await expect(proof.locator('.conclusion, .not-played').first()).toBeVisible({ timeout: 45_000 });
  return proof;
}

test('with two backends in doubt, the one that the patch changes is played, with the request of the log', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(`upstream web_be { server 10.0.0.4:8443; }
upstream grpc_be { server 10.0.0.5:9090; }
server {
    listen 80;
    server_name api.internal;
    location /web/ { proxy_pass http://web_be; }
    location /api/ {
        if ($request_method != "POST") { return 404; }
        grpc_pass grpc://grpc_be;
    }
}
${log('POST /api/v1/x HTTP/2.0', 'grpc://10.0.0.5:9090')}`);
  await sandbox.downloadPatch.waitFor();
  await expect(page.locator('#proof')).toBeVisible();
  const proof = await replayed(page);
  await expect(proof).toContainText('location /api/');
  await expect(proof).toContainText('grpc_be');
  await expect(proof).not.toContainText('web_be');
  await expect(proof.locator('.request')).toContainText('POST /api/v1/x');
  await expect(proof.locator('.conclusion')).toHaveText('The fix works. Before: 502. After: 200.');
});

test('a WebSocket location is proven with a handshake', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(`server {
    listen 80;
    location /ws/ {
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_pass http://10.0.0.5:9090;
    }
}
`);
  await page
    .locator('#verdict-panel')
    .getByRole('radio', { name: /^Complete the WebSocket handshake/ })
    .check();
  await sandbox.downloadPatch.waitFor();
  const proof = await replayed(page);
  await expect(proof.locator('.request').first()).toContainText('The WebSocket handshake');
  await expect(proof.locator('.conclusion').first()).toContainText(/The fix works\. Before: .*\. After: 101/);
});

test('what cannot be played is said, and no verdict is shown', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(`server {
    listen 80;
    location /a { internal; grpc_pass grpc://10.0.0.5:9090; }
}
${log('POST /b HTTP/2.0', 'grpc://10.0.0.5:9090')}`);
  await sandbox.downloadPatch.waitFor();
  const proof = await replayed(page);
  await expect(proof.locator('.not-played')).toContainText('Not proven: location /a (line 3) to 10.0.0.5:9090.');
  await expect(proof.locator('.not-played')).toContainText('no client can request it');
  await expect(proof.locator('.conclusion, table')).toHaveCount(0);
});
