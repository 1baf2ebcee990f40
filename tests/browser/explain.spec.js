// What the page tells beside the patch: how the paste was read, the version it names, log lines explained, the profile, the checks.
import { expect, INCIDENT, test } from './sandbox.js';

test('every kind of piece is named in words', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(`nginx version: nginx/1.25.3\n${INCIDENT.text}`);
  await expect(page.locator('#read-as')).toContainText('nginx version line 1');
  await expect(page.locator('#read-as')).toContainText('configuration lines 2');
  await expect(page.locator('#read-as')).toContainText('error log');
});

test('the version that the paste tells stands beside the field, and can be overridden', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(`nginx version: nginx/1.25.3\n${INCIDENT.text}`);
  const note = page.locator('#version-note');
  await expect(note).toContainText('1.25.3, from what nginx printed in your paste');
  await page.getByLabel('nginx version').fill('1.22.1');
  await expect(note).toContainText('what nginx printed in your paste says 1.25.3');
  await sandbox.pasteAll(INCIDENT.text);
  await page.getByLabel('nginx version').fill('');
  await expect(note).toContainText('optional');
});

test('a dump is spoken of by its files and their own lines, and each changed file is downloaded', async ({ page, sandbox }) => {
  await sandbox.open();
  const [upstream, location] = INCIDENT.config.split(/(?=^location)/m);
  await sandbox.paste('# configuration file /etc/nginx/nginx.conf:\nevents {}\nhttp {\n    include conf.d/*.conf;\n    include gone.conf;\n}\n\n'
    + `# configuration file /etc/nginx/conf.d/api.conf:\n${upstream}server {\n${location}}\n\n${INCIDENT.log}`);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await expect(sandbox.verdict).toContainText('/etc/nginx/conf.d/api.conf, line 8, column 5');
  await expect(page.locator('#version-note')).toContainText('gone.conf');
  await sandbox.downloadPatch.waitFor();
  const { name, bytes } = await sandbox.downloadFixed();
  expect(name).toContain('api.conf');
  expect(bytes.toString()).toContain('proxy_pass http://backend_pool;');
  expect(bytes.toString()).not.toContain('events');
});

test('a log line is explained: what happened, causes, and repeats folded', async ({ page, sandbox }) => {
  await sandbox.open();
  const refused = '2024/07/15 03:42:17 [error] 19#19: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.1.55, server: api, request: "GET / HTTP/1.1", upstream: "http://10.0.2.10:8080/", host: "api"\n';
  await sandbox.paste(refused + refused.replace('*1', '*2') + refused.replace('*1', '*3'));
  const log = page.locator('#log');
  await expect(log).toContainText('3 entries read');
  await expect(log).toContainText('2 more like it');
  await expect(log.locator('.log > li')).toHaveCount(1);
  await expect(log.locator('.causes > li').first()).toBeVisible();
  await expect(log).toContainText('What decides:');
});

test('the profile adds lines with their reasons, and the checks come with the patch', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await expect(page.getByRole('radio', { name: 'Minimal: only the repair' })).toBeChecked();
  await expect(page.locator('#additions-details')).toHaveCount(0);
  await expect(page.locator('#verify-details')).toContainText('nginx -t');
  await page.getByRole('radio', { name: /^Recommended/ }).check();
  await expect(page.locator('#additions-details li').first()).toBeVisible();
  await expect(page.getByRole('radio', { name: /^Recommended/ })).toBeFocused();
  await sandbox.openTab('Patch text');
  await expect(sandbox.patchText).toContainText('+    proxy_set_header');
});

test('a Kubernetes manifest alone gets a verdict and a patch of its own name', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "grpc"
spec:
  ingressClassName: nginx
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: api
                port:
                  number: 8080
`);
  await expect(page.locator('#read-as')).toContainText('Kubernetes manifest');
  await expect(sandbox.verdict).toHaveAttribute('data-state', /error|warning/);
  await expect(sandbox.downloadPatch).toBeVisible();
  const { name } = await sandbox.download(sandbox.downloadPatch);
  expect(name).toBe('manifest.yaml.patch');
  expect((await sandbox.downloadFixed()).name).toBe('manifest.yaml');
});
