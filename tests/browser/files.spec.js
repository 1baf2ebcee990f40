// More than one file: an `nginx -T` dump, or files opened together. One patch for all, each fixed file for itself.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, INCIDENT, test } from './sandbox.js';

const [UPSTREAM, LOCATION] = INCIDENT.config.split(/(?=^location)/m);
const FILES = {
  '/etc/nginx/nginx.conf': 'events {}\nhttp {\n    include conf.d/*.conf;\n    include gone.conf;\n}\n',
  '/etc/nginx/conf.d/api.conf': `${UPSTREAM}server {\n${LOCATION}}\n`,
  '/etc/nginx/conf.d/old/api.conf': `server {\nlisten 81;\n${LOCATION}}\n`,
};
const DUMP = Object.entries(FILES)
  .map(([name, text]) => `# configuration file ${name}:\n${text}\n`)
  .join('');

test('a dump: each file by its own lines, what is missing, one patch, and each fixed file', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(`${DUMP}\n${INCIDENT.log}`);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await expect(sandbox.verdict).toContainText('/etc/nginx/conf.d/api.conf, line 8, column 5');
  await expect(page.locator('#reading-notes')).toContainText('Included, but not in the paste: gone.conf (/etc/nginx/nginx.conf, line 4, column 5)');

  const changed = page.getByRole('list', { name: 'Changed files' });
  await expect(changed.getByRole('listitem')).toHaveText([/^\/etc\/nginx\/conf.d\/api.conf\+3 −1/, /^\/etc\/nginx\/conf.d\/old\/api.conf\+3 −1/]);
  const first = await sandbox.download(changed.getByRole('button', { name: 'Download fixed /etc/nginx/conf.d/api.conf' }));
  const second = await sandbox.download(changed.getByRole('button', { name: 'Download fixed /etc/nginx/conf.d/old/api.conf' }));
  expect([first.name, second.name]).toEqual(['etc_nginx_conf.d_api.conf', 'etc_nginx_conf.d_old_api.conf']);
  await changed.getByRole('button', { name: 'Copy fixed /etc/nginx/conf.d/old/api.conf' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(second.bytes.toString());

  const patch = await sandbox.download(sandbox.downloadPatch);
  expect(patch.name).toBe('nginx.patch');
  const steps = page.locator('#steps-details li');
  await expect(steps.first()).toContainText('cp -p /etc/nginx/conf.d/api.conf');
  await expect(steps.nth(2)).toContainText('patch -d / -p1 < nginx.patch');

  // The command that the page names makes the same files, in a root of its own.
  const root = mkdtempSync(join(tmpdir(), 'dump-'));
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  execFileSync('patch', ['-d', root, '-p1'], { input: patch.bytes, stdio: 'pipe' });
  expect(readFileSync(join(root, '/etc/nginx/conf.d/api.conf'), 'utf8')).toBe(first.bytes.toString());
  expect(readFileSync(join(root, '/etc/nginx/nginx.conf'), 'utf8')).toBe(FILES['/etc/nginx/nginx.conf']);
  rmSync(root, { recursive: true });
});

test('the steps hold the apply command between the copy that is kept and the test by nginx', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  const steps = page.locator('#steps-details li');
  await expect(steps.first()).toContainText('cp -p -R /etc/nginx');
  await expect(steps.nth(1)).toContainText('patch -l /etc/nginx/nginx.conf fragment.conf.patch');
  await expect(steps.nth(2)).toContainText('nginx -t && nginx -s reload');
  await expect(steps.last()).toContainText('cp -p -R ~/_etc_nginx.before-fix/. /etc/nginx');
  await steps.nth(2).getByRole('button', { name: /^Copy/ }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('nginx -t && nginx -s reload');
});

test('config files opened together are files to nginx, too: one includes the other, each is patched for itself', async ({ page, sandbox }) => {
  await sandbox.open();
  const main = `events {}\nhttp {\n    include upstreams.conf;\n    include api.conf;\n}\n`;
  await sandbox.openFiles(
    { name: 'nginx.conf', content: main },
    { name: 'upstreams.conf', content: UPSTREAM },
    { name: 'api.conf', content: `server {\n${LOCATION}}\n` },
    { name: 'error.log', content: INCIDENT.log },
  );
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await expect(sandbox.verdict).toContainText('api.conf, line 3, column 5');
  await expect(page.locator('#attachments')).toContainText('upstreams.conf');
  await expect(page.locator('#reading-notes')).toBeEmpty(); // nothing is missing
  await expect(page.locator('#findings .finding')).toHaveCount(0);
  expect(await sandbox.boxText()).toBe(`${main}\n${INCIDENT.log}`);
  const { bytes } = await sandbox.download(sandbox.downloadPatch);
  expect(bytes.toString().match(/^\+\+\+ .*$/gm)).toEqual(['+++ b/api.conf']);
  await sandbox.openFiles({ name: 'api.conf', content: `# newer\nserver {\n${LOCATION}}\n` });
  await expect(sandbox.verdict).toContainText('api.conf, line 4, column 5');
});
