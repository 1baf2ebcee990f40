// The assistant from opening it to the patch, once with each wire format: what is shown is what is sent, and only there.
import { ALL, expect, FORMATS, INCIDENT, KEY, NAMES, test } from './providers/assistant.js';
import { goodAnswer } from './providers/server.js';

for (const format of ALL) {
  test(`${format}: what was shown is sent, byte for byte; the answer becomes a patch`, async ({ page, sandbox, assistant, servers, pasted }) => {
    await assistant.open();
    await assistant.choose(NAMES[format]);
    await assistant.prepare();
    const shown = (await assistant.body.textContent()) ?? '';
    const { host } = new URL(servers[format].origin);
    await expect(assistant.panel).toContainText(`Send these ${Buffer.byteLength(shown).toLocaleString('en')} bytes to ${host}`);
    await expect(assistant.sendButton).toBeDisabled();
    expect(
      Object.values(servers).flatMap(({ asked }) => asked),
      'nothing is sent before consent',
    ).toEqual([]);
    await assistant.send();

    await expect(assistant.status).toHaveText(`${NAMES[format]} answered.`);
    const [post, ...more] = servers[format].posts();
    expect(more).toEqual([]);
    expect(post.body).toBe(shown);
    expect(FORMATS[format].key(post.headers)).toBe(format === 'ollama' ? undefined : KEY);
    expect(post.headers).not.toHaveProperty('cookie');
    expect(post.headers).not.toHaveProperty('referer');
    expect(post.headers.origin).toBe('null');
    expect(post.url + post.body).not.toContain(KEY);
    for (const other of ALL) if (other !== format) expect(servers[other].asked, other).toEqual([]);

    // Put together from torn characters and placeholders.
    expect(await assistant.text.textContent()).toBe(goodAnswer(FORMATS[format].user(JSON.parse(post.body))));
    await expect(assistant.review).toContainText('Größe 4740180 — „HTTP“ 🧭');
    await expect(assistant.review.getByRole('group', { name: 'Change at line 7' })).toContainText('+    proxy_pass http://backend_pool;');
    const accept = assistant.review.getByRole('checkbox', { name: 'Accept the change at line 7' });
    if (!(await accept.isChecked())) await accept.check();
    await expect(assistant.review.getByRole('heading', { name: 'Patch of 1 accepted change' })).toBeVisible();
    const { name, bytes } = await sandbox.download(assistant.review.getByRole('button', { name: 'Download changed file' }));
    expect(name).toBe('fragment.conf');
    expect(bytes.toString()).toBe(INCIDENT.config.replace('grpc_pass grpc://', 'proxy_pass http://'));
    await expect(sandbox.headline).toHaveText(INCIDENT.headline);
    expect(await page.evaluate(() => location.href)).not.toContain('#');
  });
}
