// One way back over everything: text, answers, choices of fixes, opened files, in the editor and in the textarea.
import assert from 'node:assert/strict';
import { randomOf } from './random.js';
import { expect, INCIDENT, test, UNDECIDED } from './sandbox.js';
import { createHistory } from '../../web/sandbox/input/history.js';
import { apply, changeBetween, sourceOf } from '../../web/sandbox/text/source.js';

/** @import * as Playwright from '../../web/node_modules/@playwright/test/index.js' */
/** @typedef {import('../../web/sandbox/text/source.js').Source} Source */

/** What `undo` or `redo` leads to. @param {Source} source @param {{ change: import('../../web/sandbox/text/source.js').Change, ends: Source['ends'] }} step */
const after = (source, { change, ends }) => ({ text: apply(source, change).text, ends });

const PIECES = ['a', 'b', ' ', '\n', '\r\n', '\r', 'é', '😀', '{', 'long word', ''];

test('every step back and forth leads to where it was, whatever the steps', () => {
  const random = randomOf(5);
  const piece = () => PIECES[random(PIECES.length)];
  for (let round = 0; round < 400; round++) {
    /** @type {import('../../web/sandbox/input/history.js').History<object>} */
    const history = createHistory();
    let now = { source: sourceOf(new TextEncoder().encode(piece() + piece() + piece())), given: {} };
    /** Where a step can lead: typing is joined, so not everywhere. */
    const places = [now];
    for (let i = 0; i < 20; i++) {
      const before = now;
      if (random(4) === 0) {
        now = { ...now, given: {} };
        history.record(before, now, { words: 'answer' });
      } else {
        const raw = piece();
        const { text } = before.source;
        const from = random(text.length + 1);
        const change = changeBetween(text, text.slice(0, from) + raw.replace(/\r\n?/g, '\n') + text.slice(from + random(3)), -1);
        now = { ...now, source: apply(before.source, change, raw) };
        history.record(before, now, { change, typed: random(2) === 0 });
      }
      places.push(now);
    }
    const end = now;
    /** @type {(typeof now)[]} */
    const walked = [];
    for (let step = history.undo(); step; step = history.undo()) {
      now = { source: after(now.source, step), given: step.given };
      walked.push(now);
      assert.ok(
        places.some(
          ({ source, given }) => given === now.given && source.text === now.source.text && JSON.stringify(source.ends) === JSON.stringify(now.source.ends),
        ),
        'a place that never was',
      );
    }
    assert.deepEqual(now.source, places[0].source);
    for (let step = history.redo(); step; step = history.redo()) now = { source: after(now.source, step), given: step.given };
    assert.deepEqual(now.source, end.source);
    assert.equal(now.given, end.given);
  }
});

test('typing is undone word by word, and never joins what is not typed', () => {
  const history = createHistory();
  /** @type {Source} */
  let source = { text: '', ends: '\n' };
  const given = {};
  /** @param {string} inserted @param {boolean} typed */
  const insert = (inserted, typed) => {
    const change = { from: source.text.length, removed: '', inserted };
    const before = { source, given };
    source = apply(source, change);
    history.record(before, { source, given }, { change, typed });
  };
  insert('pasted', false);
  for (const letter of ' one two') insert(letter, true);
  insert('\n', true);
  const texts = [];
  for (let step = history.undo(); step; step = history.undo()) texts.push((source = after(source, step)).text);
  assert.deepEqual(texts, ['pasted one two', 'pasted one ', 'pasted ', 'pasted', '']);
});

/** With the editor, and with the textarea where it does not come. @type {['editor' | 'textarea', (page: Playwright.Page, sandbox: ReturnType<typeof import('./sandbox.js').sandboxOf>) => Promise<void>][]} */
const BOXES = [
  ['editor', (_, sandbox) => sandbox.open()],
  [
    'textarea',
    async (page) => {
      await page.route('**/editor.js', (route) => route.abort());
      await page.goto('');
    },
  ],
];

for (const [box, open] of BOXES) {
  test(`${box}: undo takes back answer, choice, paste, in order, and redo brings them again`, async ({ page, sandbox, watch }) => {
    watch.allowErrors = box === 'textarea';
    await open(page, sandbox);
    await sandbox.paste(UNDECIDED);
    await sandbox.verdict.getByRole('radio', { name: /Use grpc_pass/ }).check();
    await expect(sandbox.downloadPatch).toContainText('assumes gRPC without TLS');
    const question = page.getByRole('group', { name: 'What does 10.0.2.10:8080 speak?' });
    const radio = (/** @type {string} */ name) => question.getByRole('radio', { name, exact: true });
    await radio('HTTP/1.1').check();
    await expect(sandbox.verdict).toContainText('your answer, conclusive');

    // The focus is on the answer.
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(radio('I don’t know')).toBeChecked();
    await expect(page.locator('#notice')).toHaveText('Undone: answer for backend_pool.');
    expect(await sandbox.boxText()).toBe(UNDECIDED);
    await expect(sandbox.downloadPatch).toContainText('assumes gRPC without TLS');
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(sandbox.downloadPatch).toContainText('assumes HTTP/1.1');
    expect(await sandbox.boxText()).toBe(UNDECIDED);
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(sandbox.headline).toHaveText('Paste a configuration and the error line: the cause appears here');
    await page.keyboard.press('ControlOrMeta+Z'); // nothing is left

    await page.keyboard.press('ControlOrMeta+Shift+Z');
    await expect.poll(() => sandbox.boxText()).toBe(UNDECIDED);
    await expect(sandbox.downloadPatch).toContainText('assumes HTTP/1.1');
    await page.keyboard.press('ControlOrMeta+Y');
    await expect(sandbox.downloadPatch).toContainText('assumes gRPC without TLS');
    await page.keyboard.press('ControlOrMeta+Y');
    await expect(radio('HTTP/1.1')).toBeChecked();
  });

  test(`${box}: a step back gives the line ends of the text back, too`, async ({ page, sandbox, watch }) => {
    watch.allowErrors = box === 'textarea';
    await open(page, sandbox);
    await sandbox.paste(INCIDENT.text.replaceAll('\n', '\r\n'));
    await expect(page.getByLabel('Line endings')).toHaveValue('CRLF');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('Delete');
    await expect(page.getByLabel('Line endings')).toBeHidden();
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(page.getByLabel('Line endings')).toHaveValue('CRLF');
    await expect(sandbox.headline).toHaveText(INCIDENT.headline);
    expect((await sandbox.downloadFixed()).bytes.toString()).toContain('proxy_pass http://backend_pool;\r\n');
  });

  test(`${box}: a paste with the focus elsewhere is for the box`, async ({ page, sandbox, watch }) => {
    watch.allowErrors = box === 'textarea';
    await open(page, sandbox);
    await page.evaluate((text) => navigator.clipboard.writeText(text), INCIDENT.text);
    await page.keyboard.press('ControlOrMeta+V'); // nothing has the focus
    await expect(sandbox.headline).toHaveText(INCIDENT.headline);
    expect(await sandbox.boxText()).toBe(INCIDENT.text);
    await expect(sandbox.box).toBeFocused();
    await page.keyboard.press('ControlOrMeta+Z');
    await expect.poll(async () => (await sandbox.boxText()).includes('grpc_pass')).toBe(false);
    await page.getByRole('button', { name: 'Open file…' }).focus();
    await page.keyboard.press('ControlOrMeta+V');
    await expect.poll(() => sandbox.boxText()).toBe(INCIDENT.text);
  });

  test(`${box}: a field of its own keeps its paste and its way back`, async ({ page, sandbox, watch }) => {
    watch.allowErrors = box === 'textarea';
    await open(page, sandbox);
    await sandbox.paste(INCIDENT.text);
    const version = page.getByLabel('nginx version');
    await version.focus();
    await page.evaluate(() => navigator.clipboard.writeText('1.25.3'));
    await page.keyboard.press('ControlOrMeta+V');
    await expect(version).toHaveValue('1.25.3');
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(version).toHaveValue('');
    expect(await sandbox.boxText()).toBe(INCIDENT.text);
  });
}

test('a step back from the sample leads to the text before it, answers and all', async ({ page, sandbox }) => {
  await sandbox.open();
  await sandbox.paste(UNDECIDED);
  await page.getByRole('group', { name: 'What does 10.0.2.10:8080 speak?' }).getByRole('radio', { name: 'HTTP/1.1', exact: true }).check();
  await expect(sandbox.downloadPatch).toHaveText('Download patch');
  await page.getByRole('button', { name: 'Try an example' }).click();
  await expect(sandbox.headline).toHaveText(INCIDENT.headline);
  await page.keyboard.press('ControlOrMeta+Z');
  await expect.poll(() => sandbox.boxText()).toBe(UNDECIDED);
  await expect(sandbox.downloadPatch).toHaveText('Download patch');
});
