// Manifests as people paste them: the cause, the patch under a manifest's name, and what nginx will do for each path.
import { expect, test } from './sandbox.js';

const MANIFEST = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "grpc"  # by hand
spec:
  ingressClassName: nginx
  rules:
  - host: api.example.com
    http:
      paths:
      - path: /v1
        pathType: Prefix
        backend:
          service: {name: api, port: {number: 50051}}
`;

const FRAME =
  '2024/07/15 03:42:17 [error] 19#19: *4821 upstream sent too large http2 frame: 4740180 while reading response header from upstream, client: 10.0.1.55, server: api.example.com, request: "POST /v1 HTTP/2.0", upstream: "grpc://10.0.2.10:50051", host: "api.example.com"\n';

test('an Ingress: the finding, the routes, a patch that changes one word', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(MANIFEST);
  await expect(page.locator('#verdict-panel')).toContainText('invalid-backend-protocol');
  const routes = page.locator('#routes');
  await expect(routes).toContainText('What nginx will do');
  await expect(routes).toContainText('api.example.com/v1');
  await expect(routes).toContainText('grpc_pass grpc://');
  const { name, bytes } = await sandbox.download(sandbox.downloadPatch);
  expect(name).toBe('manifest.yaml.patch');
  const changed = bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => /^[-+](?![-+])/.test(line));
  expect(changed).toEqual([
    '-    nginx.ingress.kubernetes.io/backend-protocol: "grpc"  # by hand',
    '+    nginx.ingress.kubernetes.io/backend-protocol: "GRPC"  # by hand',
  ]);
  await expect(page.locator('#steps-details')).toContainText('kubectl diff -f manifest.yaml');
  await expect(page.locator('#steps-details')).not.toContainText('nginx -t');
  await expect(page.getByRole('group', { name: 'What to change' })).toHaveCount(0); // profiles are about locations
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(routes).toBeEmpty();
});

test('a finding that the fix of another one settles says so', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(`${MANIFEST}${FRAME}`);
  await expect(page.locator('#verdict-panel')).toContainText('backend-protocol-mismatch');
  await expect(page.locator('.settled')).toHaveText('Settled by the patch: another fix changes the same place.');
  await expect(page.locator('.remaining')).toHaveText('After this patch: no findings.');
});

test('a broken manifest is told with its line', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(`${MANIFEST}spec:\n`);
  await expect(page.locator('#verdict-panel')).toContainText('Duplicate key "spec"');
  await expect(page.locator('#verdict-panel')).toContainText('line 17');
});
