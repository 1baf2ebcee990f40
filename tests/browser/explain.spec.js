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
  const open = page.locator('#reading-notes');
  await expect(open).toContainText('what nginx printed in your paste says 1.25.3');
  await open.getByRole('button', { name: 'line 1, column 16' }).click();
  expect(await sandbox.selected()).toBe('nginx/1.25.3');
  await sandbox.pasteAll(INCIDENT.text);
  await page.getByLabel('nginx version').fill('');
  await expect(note).toContainText('optional');
  await expect(open).toBeEmpty();
});

test('a log line is explained: what happened, causes, and repeats folded', async ({ page, sandbox }) => {
  await sandbox.open();
  const refused =
    '2024/07/15 03:42:17 [error] 19#19: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.1.55, server: api, request: "GET / HTTP/1.1", upstream: "http://10.0.2.10:8080/", host: "api"\n';
  await sandbox.paste(refused + refused.replace('*1', '*2') + refused.replace('*1', '*3'));
  const log = page.locator('#log');
  await expect(log).toContainText('3 entries read');
  await expect(log).toContainText('2 more like it');
  await expect(log.locator('.log > li')).toHaveCount(1);
  await expect(log.locator('.causes > li').first()).toBeVisible();
  await expect(log).toContainText('To be sure:');
  await expect(log.getByRole('group', { name: 'check of this cause' }).first()).toContainText('10.0.2.10:8080');
  // Alone, it is the answer and stands first; beside a finding it stands last.
  const neighbours = () => log.evaluate((node) => [node.previousElementSibling?.id, node.nextElementSibling?.id]);
  expect((await neighbours())[1]).toBe('fix');
  await sandbox.pasteAll(INCIDENT.text);
  await expect(log).toContainText('1 entry read');
  expect((await neighbours())[0]).toBe('backends');
});

test('a question says what is known, from which line, and asks the probe for it', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await page.getByText('What the backends speak').click();
  const question = page.getByRole('group', { name: /What does 10\.0\.2\.10:8080 speak/ });
  await expect(question).toContainText('Known: HTTP/1.1.');
  await question
    .locator('.evidence')
    .getByRole('button', { name: /^line 10/ })
    .click();
  expect(await sandbox.selected()).toContain('upstream sent too large http2 frame');
});

test('the profile adds lines with their reasons, and the checks come with the patch', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await expect(page.getByRole('radio', { name: /^Minimal: the failure stops/ })).toBeChecked();
  await expect(page.locator('#additions-details')).toHaveCount(0);
  await expect(page.locator('#steps-details')).toContainText('nginx -t && nginx -s reload');
  await page.getByRole('radio', { name: /^Recommended/ }).check();
  await expect(page.locator('#additions-details li').first()).toBeVisible();
  await expect(page.getByRole('radio', { name: /^Recommended/ })).toBeFocused();
  await sandbox.openTab('Patch text');
  await expect(sandbox.patchText).toContainText('+    proxy_set_header X-Forwarded-Proto $scheme;');
  await page.getByRole('radio', { name: /^Hardened/ }).check();
  await expect(sandbox.patchText).toContainText('+    proxy_connect_timeout 3s;');
  await expect(page.locator('#additions-details li').filter({ hasText: 'proxy_connect_timeout' })).toContainText(
    'An unreachable server delays a request by 3 seconds',
  );
});

test('what a profile leaves out is said, in words for the page', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.text.replace('location', 'server {\ninclude shared.conf;\nlocation').replace(/}\n\n(?=2024)/, '}\n}\n\n'));
  await page.getByRole('radio', { name: /^Hardened/ }).check();
  await expect(page.locator('#additions-details')).toContainText(
    'Nothing is added to location /api/: the server around it includes shared.conf, which may set the same directives.',
  );
  await expect(page.locator('#additions-details')).not.toContainText('--unsafe');
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
