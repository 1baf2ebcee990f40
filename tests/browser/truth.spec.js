// What the page says of a patch, of a text that is no configuration, and of a log line that nothing explains.
import { expect, INCIDENT, test } from './sandbox.js';

test('a fix that is chosen and held back says why', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(`upstream app {
    server 10.0.0.1:443;
}
server {
    listen 80;
    location / {
        proxy_pass http://app;
    }
}
`);
  await sandbox.verdict.getByRole('radio', { name: /grpc_pass grpcs/ }).check();
  await expect(sandbox.verdict).toContainText('Not in the patch: it would cause a warning: no listener');
  await expect(page.locator('#fix')).toContainText(/The fix “Use grpc_pass grpcs:\/\/app” is not made: it would cause a warning/i);
  await expect(page.locator('#fix')).not.toContainText('No fix is chosen');
});

test('an Ingress and the log line of what was before it: the patch', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: orders
spec:
  ingressClassName: nginx
  rules:
  - host: orders.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend: {service: {name: orders, port: {number: 50051}}}
---
apiVersion: v1
kind: Service
metadata:
  name: orders
spec:
  ports:
  - port: 50051
    targetPort: 50051
    appProtocol: grpc
---
2026/11/21 03:42:17 [error] 19#19: *1 upstream sent no valid HTTP/1.0 header while reading response header from upstream, client: 192.0.2.1, server: orders.example.com, request: "POST /o.Orders/List HTTP/2.0", upstream: "http://10.0.6.3:50051/o.Orders/List", host: "orders.example.com"
`);
  await page.locator('#verdict-panel').getByRole('radio', { name: /^Use / }).check();
  await expect(sandbox.downloadPatch).toBeVisible();
  const { bytes } = await sandbox.download(sandbox.downloadPatch);
  expect(bytes.toString()).toMatch(/^\+.*backend-protocol: "?GRPC/m);
});

test('the button names what the patch leaves open', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(`${INCIDENT.text}location /b { proxy_pass https://10.0.0.9:9000; proxy_ssl_verify maybe; }\n`);
  await expect(sandbox.downloadPatch).toHaveText('Download patch · fixes 1 of 2');
});

for (const [what, text, headline] of /** @type {const} */ ([
  ['prose', 'hi team, the deploy broke', /^No nginx configuration: this looks like plain text/],
  ['a Caddyfile', 'example.com {\n    reverse_proxy localhost:8080\n    encode gzip\n}\n', /another program.*example\.com.*reverse_proxy/],
])) {
  test(`no patch for ${what}, but what to paste instead`, async ({ page, sandbox }) => {
    await sandbox.open();
    await sandbox.paste(text);
    await expect(sandbox.headline).toHaveText(headline);
    await expect(sandbox.verdict).toContainText('Paste the server, location or upstream block');
    await expect(sandbox.verdict).not.toHaveAttribute('data-state', 'clean');
    await expect(sandbox.downloadPatch).toHaveCount(0);
  });
}

for (const message of [
  'connect() failed (111: Connection refused) while connecting to upstream',
  'upstream timed out (110: Connection timed out) while reading response header from upstream',
  'client intended to send too large body: 12582912 bytes',
]) {
  test(`not green beside \`${message}\``, async ({ page, sandbox }) => {
    await sandbox.open();
    await sandbox.paste(`server {\n    listen 80;\n    location / {\n        proxy_pass http://10.0.0.1:8080;\n    }\n}\n
2024/07/15 03:42:17 [error] 19#19: *4821 ${message}, client: 10.0.1.55, server: a, request: "GET / HTTP/1.1", upstream: "http://10.0.0.1:8080/", host: "a"\n`);
    await expect(sandbox.headline).toContainText('The configuration does not explain the log');
    await expect(sandbox.verdict).toHaveAttribute('data-state', 'warning');
    await expect(sandbox.verdict.locator('.unexplained')).toContainText(message.slice(0, 20));
    await expect(page.getByText('No fault found')).toHaveCount(0);
  });
}
