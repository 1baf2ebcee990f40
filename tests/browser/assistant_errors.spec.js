// Whatever goes wrong ends in words that say what to do, and nothing that the user wrote or that has arrived is lost.
import { ALL, expect, FORMATS, INCIDENT, KEY, NAMES, test } from './providers/assistant.js';
import { goodAnswer } from './providers/server.js';

/** Every such answer is an error on the browser's console too. */
test.beforeEach(({ watch }) => {
  watch.allowErrors = true;
});

/** @typedef {import('./providers/server.js').Scenario} Scenario */

/**
 * One try that ends in words. `only`: formats that can have it.
 * @type {{ what: string, scenario: Scenario, words: RegExp, said?: string | RegExp, only?: string[], haste?: boolean, half?: boolean }[]}
 */
const CASES = [
  {
    what: '403 of the provider',
    scenario: { status: 403, message: 'not in your region' },
    words: /knows the key but does not allow this \(403\)/,
    said: 'not in your region',
  },
  {
    what: '403 of the organisation',
    only: ['anthropic'],
    words: /does not allow calls from a browser with this key: the organisation’s settings/,
    scenario: { status: 403, message: 'CORS requests are not allowed for this Organization because of its settings' },
  },
  {
    what: '403 without CORS headers',
    scenario: { status: 403, hidden: true },
    words: /could not reach 127\.0\.0\.1:\d+, or was not allowed to\..*servers on this machine: allow it/,
  },
  { what: '404', scenario: { status: 404, message: 'model: a-model' }, words: /does not know this model \(404\).*List models/, said: 'model: a-model' },
  {
    what: '400',
    scenario: { status: 400, message: 'response_format is not supported' },
    words: /did not understand the request \(400\).*Ask for JSON/,
    said: 'response_format is not supported',
  },
  { what: 'too long', scenario: { status: 400, message: 'prompt is too long: 250000 tokens > 200000 maximum' }, words: /longer than this model .* takes/ },
  { what: '402', scenario: { status: 402 }, words: /no credit left/ },
  {
    what: '429 without credit',
    scenario: { status: 429, quota: true, message: 'You exceeded your current quota' },
    words: /no credit left.*Waiting does not help/,
    only: ['anthropic', 'openai-responses', 'openai-chat', 'gemini'],
  },
  {
    what: '429 for a long time',
    scenario: { status: 429, headers: { 'retry-after': '7200', 'access-control-expose-headers': 'retry-after' } },
    words: /no more requests for now \(429\)/,
    said: /Try again in 120 minutes\./,
  },
  { what: 'an error in the stream', scenario: { hang: 'broken' }, words: /overloaded|reported an error in the middle|failed/, half: true },
  { what: 'a broken connection', scenario: { hang: 'cut-connection' }, words: /connection broke before the answer was whole/, half: true },
  { what: 'no such API', scenario: { hang: 'no-json' }, words: /not in the form that its API has/ },
  { what: 'cut off', scenario: { stop: 'length' }, words: /answer is cut off: the model came to its limit/, half: true },
  { what: 'refused', scenario: { stop: 'refused' }, words: /refused to answer/, only: ['anthropic', 'openai-responses', 'openai-chat', 'gemini'] },
  { what: 'silence', scenario: { hang: 'nothing' }, words: /sent nothing for 1 seconds/, haste: true },
  { what: 'silence in the middle', scenario: { hang: 'half' }, words: /began to answer, then sent nothing for 1 seconds/, haste: true, half: true },
];

for (const format of ALL) {
  test(`${format}: every failure has its words, and loses nothing`, async ({ page, sandbox, assistant, servers, pasted }) => {
    const server = servers[format];
    await assistant.open();
    await page.getByRole('radio', { name: /^Explain/ }).check();
    await page.getByLabel('Anything to add').fill('why only at night?');
    for (const { what, scenario, words, said, only, haste = false, half = false } of CASES) {
      if (only && !only.includes(format)) continue;
      await test.step(what, async () => {
        await assistant.choose(NAMES[format] + (haste ? ' in haste' : ''));
        await assistant.prepare();
        const shown = (await assistant.body.textContent()) ?? '';
        server.reset();
        server.will(scenario);
        await assistant.send();
        await expect(assistant.status).toHaveText(words);
        expect(
          server.posts().map(({ body }) => body),
          'no second try',
        ).toEqual([shown]);
        if (said) await expect(assistant.answer).toContainText(said);
        if (half) {
          const whole = goodAnswer(FORMATS[format].user(JSON.parse(shown)));
          const arrived = (await assistant.text.textContent()) ?? '';
          expect(arrived.length).toBeGreaterThan(20);
          expect(whole.startsWith(arrived)).toBe(true);
          await expect(assistant.review).toBeHidden();
        }
        await expect(assistant.body).toHaveText(shown);
      });
    }
    await expect(page.getByLabel('Anything to add')).toHaveValue('why only at night?');
    expect(await sandbox.boxText()).toBe(INCIDENT.text);
    await page.getByRole('button', { name: 'Send the same again' }).click();
    await expect(assistant.status).toHaveText(`${NAMES[format]} in haste answered.`);
  });
}

test('a wrong key is named, and not repeated in what the provider says', async ({ assistant, servers, pasted }) => {
  for (const format of ALL.filter((one) => one !== 'ollama')) {
    if (format === ALL[0]) await assistant.open();
    await assistant.choose(NAMES[format], 'sk-wrong-123456');
    await assistant.prepare();
    await assistant.send();
    await expect(assistant.status).toHaveText(new RegExp(`${NAMES[format]} refused the key \\(401\\)`));
    await expect(assistant.answer).not.toContainText('sk-wrong-123456');
    expect(servers[format].posts()).toHaveLength(1);
    await assistant.key.fill(KEY);
  }
});

test('a key with characters that no header takes is not sent', async ({ assistant, servers, pasted }) => {
  await assistant.open();
  await assistant.choose('Anthropic', 'sk-„quoted“');
  await assistant.prepare();
  await assistant.send();
  await expect(assistant.status).toHaveText(/refused the key|Check that it is a key/);
  expect(servers.anthropic.asked).toEqual([]);
});

/** What is tried again, and what it says while it waits. @type {{ what: string, format: string, scenarios: Scenario[], waits: RegExp }[]} */
const RETRIES = [
  {
    what: '429 with a readable retry-after',
    format: 'anthropic',
    scenarios: [{ status: 429, headers: { 'retry-after': '2', 'access-control-expose-headers': 'retry-after' } }],
    waits: /asks to slow down\. Trying again in 2 seconds \(try 2 of 4\)/,
  },
  {
    what: '429 with a hidden retry-after',
    format: 'openai-responses',
    scenarios: [{ status: 429, headers: { 'retry-after': '60' } }],
    waits: /asks to slow down\. Trying again in 2 seconds/,
  },
  {
    what: '429 that says it in words',
    format: 'openai-chat',
    scenarios: [{ status: 429, message: 'Rate limit reached. Please try again in 2.5s.' }],
    waits: /Trying again in 3 seconds/,
  },
  { what: '429 with RetryInfo', format: 'gemini', scenarios: [{ status: 429 }], waits: /Trying again in 1 second / },
  {
    what: '529, then 500',
    format: 'anthropic',
    scenarios: [{ status: 529 }, { status: 500, errorBody: '<html>Bad gateway</html>' }],
    waits: /is overloaded\. Trying again|failed, for now\. Trying again in 4 seconds \(try 3 of 4\)/,
  },
  {
    what: '429 for a minute, in the words of an empty account',
    format: 'gemini',
    waits: /asks to slow down\. Trying again in 2 seconds/,
    scenarios: [
      {
        status: 429,
        errorBody: {
          error: {
            code: 429,
            status: 'RESOURCE_EXHAUSTED',
            message: 'You exceeded your current quota, please check your plan and billing details. Please retry in 2s.',
            details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2s' }],
          },
        },
      },
    ],
  },
  { what: '503', format: 'gemini', scenarios: [{ status: 503 }], waits: /is overloaded\. Trying again in 2 seconds/ },
  { what: '500', format: 'ollama', scenarios: [{ status: 500 }], waits: /failed, for now\. Trying again/ },
];

for (const { what, format, scenarios, waits } of RETRIES) {
  test(`${format}: ${what}: counts down and tries again with the same bytes`, async ({ assistant, servers, pasted }) => {
    const server = servers[format];
    server.will(...scenarios);
    await assistant.askAs(NAMES[format]);
    await expect(assistant.status).toHaveText(waits);
    await expect(assistant.status).toHaveText(`${NAMES[format]} answered.`);
    const bodies = server.posts().map(({ body }) => body);
    expect(bodies).toHaveLength(scenarios.length + 1);
    expect(new Set(bodies).size).toBe(1);
  });
}

test('it gives up after four tries, in words', async ({ assistant, servers, pasted }) => {
  servers.gemini.will(...Array(4).fill({ status: 429 }));
  await assistant.askAs('Google Gemini');
  await expect(assistant.status).toHaveText(/Google Gemini takes no more requests for now \(429\)/);
  expect(servers.gemini.posts()).toHaveLength(4);
});

test('cancelling ends the countdown, and an answer in the middle of it', async ({ page, assistant, servers, pasted }) => {
  const cancel = page.getByRole('button', { name: 'Cancel' });
  servers.anthropic.will({ status: 429, headers: { 'retry-after': '90', 'access-control-expose-headers': 'retry-after' } }, { hang: 'half' });
  await assistant.askAs('Anthropic');
  await expect(assistant.status).toHaveText(/Trying again in (90|8\d) seconds/);
  await cancel.click();
  await expect(assistant.status).toHaveText(/^Cancelled/);
  expect(servers.anthropic.posts()).toHaveLength(1);
  await page.getByRole('button', { name: 'Send the same again' }).click();
  await expect(assistant.text).toContainText('explanation');
  await cancel.click();
  await expect(assistant.status).toHaveText(/^Cancelled\. What arrived so far is below/);
  await expect(assistant.text).toContainText('explanation');
});

test('Ollama with its usual origins refuses the frame, and is explained', async ({ page, assistant, servers, pasted }) => {
  servers.ollama.allow(['http://localhost']);
  await assistant.askAs('Ollama');
  await expect(assistant.status).toHaveText(/could not reach .*, or was not allowed to/);
  await expect(page.getByRole('button', { name: 'Send the same again' })).toBeVisible();
});

test('a cut-off answer is reviewed only when the user wants it', async ({ page, assistant, servers, pasted }) => {
  servers.anthropic.will({ stop: 'length' });
  await assistant.askAs('Anthropic');
  await expect(assistant.status).toHaveText(/cut off/);
  await expect(assistant.review).toBeHidden();
  await page.getByRole('button', { name: 'Review what arrived' }).click();
  await expect(assistant.review).toContainText('1 change proposed');
});
