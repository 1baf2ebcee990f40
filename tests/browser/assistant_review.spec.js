// The answer is untrusted text: rendered as text, accepted hunk by hunk, and never part of the patch unless accepted.
import { seriousFindings } from './axe.js';
import { expect, INCIDENT, NAMES, test } from './providers/assistant.js';
import { goodAnswer } from './providers/server.js';

/** An edit of each line that matches, in the form that was asked for. @param {string} explanation @param {[RegExp, (line: string) => string][]} changes */
const answer = (explanation, changes) => (/** @type {string} */ user) =>
  JSON.stringify({
    explanation,
    edits: changes.map(([pattern, change]) => {
      const [, number, old] = [...user.matchAll(/^(\d+)\| (.*)$/gm)].find(([, , line]) => pattern.test(line)) ?? [];
      return { file: 'nginx.conf', start_line: Number(number), old, new: change(old), reason: 'because' };
    }),
  });
/** @param {string} line */
const toHttp = (line) => line.replace('grpc_pass grpc://', 'proxy_pass http://');
/** No keepalive, which HTTP/1.1 needs more directives for; and a second place, apart from the first. */
const PLAIN = `${INCIDENT.config.replace('    keepalive 32;\n', '')}
location /other/ {
    expires 1h;

    return 204;
}
`;

test('what has no remark is accepted, what has one waits for the user, what nginx refuses cannot be', async ({ page, sandbox, assistant, servers }) => {
  servers.anthropic.will({
    answer: answer('Three changes.', [
      [/grpc_pass/, toHttp],
      [/server /, (line) => `${line}\n    server evil.attacker.net:8080 backup;`],
      [/return/, (line) => `${line}\n    proxy_make_it_fast on;`],
    ]),
  });
  await sandbox.open();
  await sandbox.paste(`${PLAIN}\n${INCIDENT.log}`);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await assistant.askAs('Anthropic');
  await expect(assistant.review).toContainText('3 changes proposed');
  const hunk = (/** @type {string} */ text) => assistant.review.locator('.assistant-hunk').filter({ hasText: text });
  await expect(hunk('proxy_pass http://').getByRole('checkbox')).toBeChecked();
  await expect(hunk('evil.attacker.net').getByRole('checkbox')).not.toBeChecked();
  await expect(hunk('evil.attacker.net').locator('.assistant-marks')).toContainText(/evil\.attacker\.net/);
  await expect(hunk('proxy_make_it_fast').getByRole('checkbox')).toBeDisabled();
  await expect(hunk('proxy_make_it_fast')).toContainText('cannot be accepted');

  const changedFile = assistant.review.getByRole('button', { name: 'Download changed file' });
  expect(String((await sandbox.download(changedFile)).bytes)).toBe(toHttp(PLAIN));
  await hunk('evil.attacker.net').getByRole('checkbox').check();
  await expect(assistant.review.getByRole('heading', { name: 'Patch of 2 accepted changes' })).toBeVisible();
  expect(String((await sandbox.download(changedFile)).bytes)).toBe(toHttp(PLAIN).replace('8080;\n', '8080;\n    server evil.attacker.net:8080 backup;\n'));
  const { name, bytes } = await sandbox.download(assistant.review.getByRole('button', { name: 'Download patch' }));
  expect(name).toBe('fragment.conf.patch');
  expect(String(bytes)).toMatch(/^--- a\/fragment\.conf\n\+\+\+ b\/fragment\.conf\n@@/);
  expect(String(bytes)).toMatch(/^\+ +server evil\.attacker\.net:8080 backup;$/m);
  await hunk('evil.attacker.net').getByRole('checkbox').uncheck();
  await hunk('proxy_pass http://').getByRole('checkbox').uncheck();
  await expect(assistant.review.getByRole('heading', { name: 'No change is accepted' })).toBeVisible();
  await expect(changedFile).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^assistant-hunk-/);
});

test('the accepted change goes through the real nginx', async ({ page, sandbox, assistant, servers }) => {
  servers.gemini.will({ answer: answer('One change.', [[/grpc_pass/, toHttp]]) });
  await sandbox.open();
  await sandbox.paste(`${PLAIN}\n${INCIDENT.log}`);
  await assistant.askAs('Google Gemini');
  await assistant.review.getByRole('button', { name: 'Run before and after in the real nginx' }).click();
  await expect(assistant.review.locator('.replay table')).toContainText('with the fix');
  await expect(assistant.review.locator('.replay td.good').first()).toBeVisible();
  expect(await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, i, all) => all.indexOf(id) !== i))).toEqual([]);
});

const FORMS = /** @type {[string, (user: string) => string, RegExp][]} */ ([
  [
    'a diff',
    () =>
      'Use HTTP/1.1:\n```diff\n--- a/nginx.conf\n+++ b/nginx.conf\n@@ -6,3 +6,3 @@\n location /api/ {\n-    grpc_pass grpc://POOL;\n+    proxy_pass http://POOL;\n }\n```\n',
    /It came as a diff/,
  ],
  ['a block', () => 'Use HTTP/1.1:\n```nginx\nlocation /api/ {\n    proxy_pass http://POOL;\n}\n```\n', /It came as fenced blocks/],
  ['JSON in a fence', (user) => `Here:\n\`\`\`json\n${goodAnswer(user)}\n\`\`\``, /It came in the form that was asked for/],
]);
for (const [what, write, words] of FORMS) {
  test(`${what} is taken as well`, async ({ assistant, servers, pasted }) => {
    servers.ollama.will({ answer: (user) => write(user).replaceAll('POOL', /grpc_pass grpc:\/\/(\w+)/.exec(user)?.[1] ?? '') });
    await assistant.askAs('Ollama');
    await expect(assistant.review).toContainText(words);
    await expect(assistant.review.locator('.assistant-hunk')).toContainText('proxy_pass http://backend_pool;');
  });
}

test('markup, scripts and control characters of an answer are text', async ({ page, assistant, servers, pasted }) => {
  const evil = '<img src=x onerror="document.title=1"><script>document.title=1</script><a href="javascript:1">x</a> \u202Eesrever \u001b[31mred';
  servers['openai-chat'].will({ answer: answer(evil, [[/^location/, (line) => `${line}\n    # ${evil}`]]) });
  await assistant.askAs('OpenRouter');
  await expect(assistant.review).toContainText('<img src=x onerror="document.title=1">');
  await expect(assistant.review).toContainText('<U+202E>esrever');
  await expect(assistant.text).toContainText('<script>');
  expect(await assistant.panel.locator('img, script, a').count()).toBe(0);
  expect(await page.title()).toContain('StackEngine');
  await expect(assistant.review.locator('.assistant-hunk').getByRole('checkbox')).toBeDisabled();
});

test('words alone end in words alone, and invented placeholders are named', async ({ assistant, servers, pasted }) => {
  servers.gemini.will(
    { answer: () => 'Ask the owner of u99zz what it speaks.' },
    { answer: answer('See h99zz.invalid.', [[/server /, (line) => line.replace(/server .*/, 'server h99zz.invalid:80;')]]) },
  );
  await assistant.askAs('Google Gemini');
  await expect(assistant.review).toContainText('It came in words, without a change');
  await expect(assistant.review.getByRole('button', { name: 'Download patch' })).toHaveCount(0);
  await assistant.prepare();
  await assistant.send();
  await expect(assistant.review).toContainText('h99zz.invalid');
  await expect(assistant.review.locator('.assistant-hunk').getByRole('checkbox')).toBeDisabled();
});

test('a change of the text takes the preview away, and says what an older answer is about', async ({ page, sandbox, assistant, servers, pasted }) => {
  await assistant.askAs('Anthropic');
  await expect(assistant.review).toContainText('1 change proposed');
  const stale = assistant.review.getByText('has changed since this was asked');
  await expect(stale).toBeHidden();
  await sandbox.box.focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('# later\n');
  await expect(stale).toBeVisible();
  await expect(assistant.body).toBeHidden();
  await expect(assistant.review).toContainText('1 change proposed');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(sandbox.headline).toHaveText('Paste a configuration and the error line: the cause appears here');
  await assistant.prepareButton.click();
  await expect(assistant.panel).toContainText('There is nothing to ask about yet');
  expect(servers.anthropic.posts()).toHaveLength(1);
});

test('every missing piece is asked for in words, and models are listed', async ({ page, assistant, servers, pasted }) => {
  await assistant.open();
  await assistant.prepareButton.click();
  await expect(assistant.panel).toContainText('Choose a provider first.');
  for (const [format, first] of /** @type {const} */ ([
    ['anthropic', 'claude-other'],
    ['openai-responses', 'gpt-test'],
    ['openai-chat', 'chat-test'],
    ['gemini', 'gemini-test'],
    ['ollama', 'llama-test:8b'],
  ])) {
    await page.getByLabel('Provider', { exact: true }).selectOption({ label: NAMES[format] });
    await assistant.prepareButton.click();
    await expect(assistant.panel).toContainText('Name the model');
    if (format !== 'ollama') {
      await page.getByRole('button', { name: 'List models' }).click();
      await expect(assistant.panel).toContainText(`Enter your key of ${NAMES[format]} above first.`);
      expect(servers[format].asked).toEqual([]);
      await assistant.key.fill('sk-canary-key-5f1e');
    }
    await page.getByRole('button', { name: 'List models' }).click();
    await expect(page.locator('#assistant-models option').first()).toHaveAttribute('value', first);
  }
  await page.getByRole('radio', { name: /^My own question/ }).check();
  await assistant.prepareButton.click();
  await expect(assistant.panel).toContainText('Write your question first.');
});

test('a request is fitted to the length that the user sets, and says what it left out', async ({ page, sandbox, assistant, servers }) => {
  const many = Array.from({ length: 400 }, (_, i) => `# a note, number ${i}, about nothing in particular\n`).join('');
  await sandbox.open();
  await sandbox.paste(`${INCIDENT.config}\n${many}\n${INCIDENT.log}`);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await assistant.open();
  await assistant.choose('Ollama');
  await assistant.prepare();
  await expect(assistant.body).toContainText('number 200');
  const length = page.getByLabel('Longest request');
  await length.fill('3000');
  await expect(assistant.body, 'what was shown is no longer what would be sent').toBeHidden();
  await assistant.prepare();
  await expect(assistant.body).not.toContainText('number 200');
  await expect(assistant.body).toContainText('grpc_pass');
  await expect(assistant.panel.locator('.assistant-preview .facts')).toContainText(/left out.*lines of/);
  await assistant.send();
  await expect(assistant.status).toHaveText('Ollama answered.');
  expect(servers.ollama.posts()[0].body).toBe(await assistant.body.textContent());
  await length.fill('100');
  await assistant.prepareButton.click();
  await expect(assistant.panel).toContainText('The engine refuses this: the budget of 100 tokens does not hold the instructions');
});

test('of two places that belong together, one alone is never clean', async ({ page, sandbox, assistant, servers }) => {
  const guarded = `${PLAIN}location /admin/ {
    allow 10.0.0.0/8;
    deny all;
    proxy_read_timeout 10s;
    proxy_send_timeout 10s;
    proxy_pass http://backend_pool;
}
`;
  servers.gemini.will({
    answer: answer('Tidied up.', [
      [/deny all/, () => ''],
      [/proxy_send_timeout/, (line) => `${line}\n    deny all;`],
    ]),
  });
  await sandbox.open();
  await sandbox.paste(`${guarded}\n${INCIDENT.log}`);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await assistant.askAs('Google Gemini');
  await expect(assistant.review).toContainText('2 changes proposed');
  const boxes = assistant.review.locator('.assistant-hunk').getByRole('checkbox');
  for (const box of await boxes.all()) await expect(box).not.toBeChecked();
  await expect(assistant.review.locator('.assistant-marks').first()).toContainText('Moves deny all in location /admin/: take both places, or neither.');
  await boxes.first().focus();
  await page.keyboard.press('Space');
  await expect(assistant.review.locator('.assistant-marks').first()).toContainText('Without the other changes: removes deny all');
  await expect(boxes.first(), 'the marks are new, the focus stays').toBeFocused();
  await expect(boxes.first()).toBeChecked();
});

const SCHEMES = /** @type {const} */ ({ light: { colorScheme: 'light' }, dark: { colorScheme: 'dark' }, 'forced colours': { forcedColors: 'active' } });
for (const [scheme, media] of Object.entries(SCHEMES)) {
  for (const width of [1440, 390]) {
    test(`axe has nothing serious to say of it: ${scheme}, ${width} wide`, async ({ page, assistant, servers, watch, pasted }) => {
      watch.allowErrors = true; // a 404 is one
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia(media);
      await assistant.open();
      await assistant.choose('Anthropic');
      await assistant.prepare();
      await page.getByText('The same texts, with line ends').click();
      expect(await seriousFindings(page), 'preview').toEqual([]);
      servers.anthropic.will(
        { status: 404 },
        {
          answer: answer('Two.', [
            [/grpc_pass/, toHttp],
            [/server /, (line) => `${line}\n    server evil.attacker.net:8080;`],
          ]),
        },
      );
      await assistant.send();
      await expect(assistant.status).toHaveText(/does not know this model/);
      expect(await seriousFindings(page), 'failure').toEqual([]);
      await page.getByRole('button', { name: 'Send the same again' }).click();
      await expect(assistant.review).toContainText('2 changes proposed');
      for (const box of await assistant.review.getByRole('checkbox').all()) if (await box.isEnabled()) await box.check();
      await expect(assistant.review.getByRole('button', { name: 'Download patch' })).toBeVisible();
      expect(await seriousFindings(page), 'review').toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling').toBe(true);
    });
  }
}

test('from opening it to the patch by keyboard alone', async ({ page, assistant, servers, pasted }) => {
  /** @param {RegExp} name */
  async function tabTo(name) {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const active = document.activeElement;
        const { labels } = /** @type {Partial<HTMLInputElement>} */ (active ?? {});
        const words = [...(labels ?? [])].map(({ textContent }) => textContent).join(' ');
        return `${active?.getAttribute('aria-label') ?? ''} ${words} ${active?.textContent ?? ''} ${active?.getAttribute('title') ?? ''}`;
      });
      if (name.test(focused)) return;
    }
    throw new Error(`Tab never came to ${name}`);
  }
  await tabTo(/Ask a language model/);
  await page.keyboard.press('Enter');
  await page.locator('#assistant-provider').waitFor();
  await tabTo(/^ ?Provider/);
  await page.keyboard.type('Anthropic');
  await tabTo(/^ Model/);
  await page.keyboard.type('a-model');
  await expect(assistant.key).toBeVisible();
  await tabTo(/Key of the model’s provider/);
  await expect(assistant.key).toBeFocused(); // another process has the frame
  await page.keyboard.type('sk-canary-key-5f1e');
  await expect(assistant.key).toHaveValue('sk-canary-key-5f1e');
  await tabTo(/Prepare the request/);
  await page.keyboard.press('Enter');
  await assistant.body.waitFor();
  await tabTo(/I have looked at it/);
  await page.keyboard.press('Space');
  await tabTo(/Send these/);
  await page.keyboard.press('Enter');
  await expect(assistant.review).toContainText('1 change proposed');
  expect(servers.anthropic.posts()).toHaveLength(1);
  await tabTo(/Accept the change at line 7/);
  await page.keyboard.press('Space');
  await expect(assistant.review.getByRole('heading', { name: 'Patch of 1 accepted change' })).toBeVisible();
  await expect(assistant.review.getByRole('checkbox', { name: 'Accept the change at line 7' })).toBeFocused();
  await tabTo(/Download patch/);
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(file.suggestedFilename()).toBe('fragment.conf.patch');
});
