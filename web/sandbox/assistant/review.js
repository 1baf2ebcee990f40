// The answer after core has read it: each hunk with its marks, to be accepted or not, and the patch that the accepted ones make.
import { decode } from '../text/bytes.js';
import { copyButton } from '../parts/copy_button.js';
import { download } from '../parts/download.js';
import { element, replaceContent } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { createDiffs } from '../result/diffs.js';
import { plural } from '../result/findings.js';
import { changedFiles } from '../result/changed_files.js';
import { downloadNames } from '../result/file_names.js';
import { remainingNote } from '../result/remaining.js';
import { patchText } from '../result/patch_text.js';
import { stepsNote } from '../result/steps.js';

/** @typedef {import('./request.js').Review} Review */
/** @typedef {import('./request.js').Hunk} Hunk */
/** @typedef {import('../engine/protocol.js').Analysis} Analysis */

const FORMS = { json: 'in the form that was asked for', diff: 'as a diff', block: 'as fenced blocks', prose: 'in words, without a change' };
const STATUS = {
  clean: ['safe', 'nothing to remark'],
  marked: ['unsafe', 'review needed: not accepted unless you accept it'],
  refused: ['refused', 'cannot be accepted'],
};

/** The model's change has no check of its own; nginx's is the least. */
const VERIFY = [{ title: 'let nginx check it, and only then take it', command: 'nginx -t && nginx -s reload' }];

/** @param {Hunk} hunk with the signs that a patch has */
function linesOf({ before, after }) {
  const signed = (/** @type {string} */ text, /** @type {string} */ sign) =>
    text
      .split('\n')
      .filter((line, i, all) => line !== '' || i < all.length - 1)
      .map((line) => `${sign}${line}\n`)
      .join('');
  return signed(before, '-') + signed(after, '+');
}

/** @param {string} text */
const prose = (text) => text.split(/\n{2,}/).map((part) => element('p', { class: 'assistant-prose' }, inlineCode(part)));

/**
 * @param {(accept: number[]) => void} choose
 * @param {import('./stub.js').Place['createProof']} createProof
 */
export function createReview(choose, createProof) {
  const words = element('div');
  const hunkHost = element('div', { class: 'assistant-hunks' });
  const diffHost = element('div');
  const head = element('div', { class: 'fix-head' });
  const foot = element('div', { class: 'fix-foot' });
  const proofHost = element('div', { hidden: true });
  const result = element('section', { 'aria-label': 'Patch of the accepted changes', hidden: true }, head, diffHost, foot, proofHost);
  const stale = element(
    'p',
    { class: 'assumes', hidden: true },
    'The text in the box has changed since this was asked. The patch below is for the text as it was: prepare again to ask about the new one.',
  );
  const node = element('section', { class: 'assistant-review', 'aria-label': 'Review', hidden: true }, stale, words, hunkHost, result);
  const diffs = createDiffs(diffHost);
  const proof = createProof(proofHost, 'assistant-replay');
  /** @type {{ review: Review, analysis: Analysis } | undefined} */
  let shown;
  /** The hunks that are on the screen. */
  let drawn = '';

  /** @param {Review} review */
  function drawWords({ form, explanation, refused, unknown, hunks }) {
    replaceContent(
      words,
      element('h3', {}, 'What it says'),
      explanation.trim() === '' ? element('p', {}, 'No explanation beside the changes.') : prose(explanation.trim()),
      element(
        'p',
        { class: 'note' },
        `It came ${FORMS[form]}. A model can be wrong, and what it read may have tried to direct it: the engine checked every change, you decide.`,
      ),
      refused.length > 0 && [
        element('h4', {}, 'Not used'),
        element(
          'ul',
          {},
          refused.map((one) => element('li', {}, inlineCode(sentence(one)))),
        ),
      ],
      unknown.length > 0 &&
        element(
          'p',
          { class: 'problem' },
          'It used placeholders that do not exist: ',
          unknown.slice(0, 20).flatMap((one, i) => [i > 0 && ', ', element('code', {}, one)]),
          '.',
        ),
      hunks.length > 0 && element('h3', {}, `${plural(hunks.length, 'change')} proposed`),
    );
  }

  /** @param {Review} review */
  function drawHunks({ hunks, files }) {
    // Accepting changes no more than the box: what has the focus, or is being read, stays.
    const now = JSON.stringify(hunks.map(({ accepted: _, ...rest }) => rest));
    if (now === drawn) {
      boxes().forEach((box, i) => {
        box.checked = hunks[i].accepted;
      });
      return;
    }
    drawn = now;
    replaceContent(
      hunkHost,
      hunks.map((hunk, i) => {
        const [look, says] = STATUS[hunk.status];
        const where = `${files.length > 1 ? `${hunk.file}, ` : ''}line ${hunk.line}`;
        const note = element('span', { class: `applicability ${look}` }, says);
        return element(
          'article',
          { class: 'assistant-hunk', 'data-status': hunk.status },
          element(
            'div',
            { class: 'tags' },
            element(
              'label',
              { class: 'option' },
              element('input', {
                type: 'checkbox',
                id: `assistant-hunk-${i}`,
                checked: hunk.accepted,
                disabled: hunk.status === 'refused',
                change: accept,
              }),
              `Accept the change at ${where}`,
            ),
            note,
          ),
          hunk.marks.length > 0 &&
            element(
              'ul',
              { class: 'assistant-marks' },
              hunk.marks.map(({ kind, message }) =>
                element('li', {}, element('span', { class: 'rule' }, kind.replaceAll('_', ' ')), ' ', inlineCode(sentence(message))),
              ),
            ),
          ...patchText(linesOf(hunk), `Change at ${where}`),
        );
      }),
    );
  }

  const boxes = () => /** @type {HTMLInputElement[]} */ ([...hunkHost.querySelectorAll('input[type="checkbox"]')]);
  const accept = () => choose(boxes().flatMap(({ checked }, i) => (checked ? [i] : [])));

  /** @param {Review} review @param {Analysis} analysis */
  function drawResult({ files, patch, replay, diagnostics, hunks }, analysis) {
    const changed = files.filter(({ changes }) => changes.length > 0);
    result.hidden = hunks.length === 0;
    if (changed.length === 0) {
      replaceContent(head, element('h3', {}, 'No change is accepted'));
      diffs.clear();
      replaceContent(diffHost);
      replaceContent(foot);
      proof.clear();
      return;
    }
    const text = decode(patch);
    const names = changed.map(({ name }) => name);
    const saveAs = downloadNames(names);
    const patchName = `${changed.length === 1 ? saveAs[0] : 'nginx'}.patch`;
    replaceContent(
      head,
      element('h3', {}, `Patch of ${plural(hunks.filter(({ accepted }) => accepted).length, 'accepted change')}`),
      element(
        'div',
        { class: 'toolbar' },
        element('button', { type: 'button', id: 'assistant-download-patch', class: 'primary', click: () => download(patchName, patch) }, 'Download patch'),
        changed.length === 1 &&
          element(
            'button',
            {
              type: 'button',
              id: 'assistant-download-fixed',
              click: () => download(saveAs[0], changed[0].after),
            },
            'Download changed file',
          ),
        copyButton('Copy patch', () => text),
      ),
      changedFiles(changed, saveAs, 'assistant-download-fixed'),
    );
    diffs.draw(changed, () => patchText(text, 'Diff of the accepted changes'));
    replaceContent(foot, remainingNote({ remaining: diagnostics }), stepsNote({ verify: VERIFY }, patchName, changed, 'assistant-steps-details'));
    proof.show({ analysis, patch: { files, replay } });
  }

  return {
    node,
    clear() {
      shown = undefined;
      node.hidden = true;
      diffs.clear();
    },
    /** @param {import('../result/diffs.js').CreateDiff | undefined} create */
    useEditor(create) {
      diffs.useEditor(create);
      if (shown) drawResult(shown.review, shown.analysis);
    },
    /** @param {Review} review @param {Analysis} analysis of what was asked about */
    show(review, analysis) {
      const first = shown === undefined;
      shown = { review, analysis };
      node.hidden = false;
      if (first) drawWords(review);
      drawHunks(review);
      drawResult(review, analysis);
    },
    /** @param {boolean} is */
    stale(is) {
      stale.hidden = !is;
    },
    /** The engine could not read it. @param {string} why */
    failed(why) {
      node.hidden = false;
      replaceContent(words, element('p', { class: 'problem', role: 'alert' }, why));
      result.hidden = true;
      drawn = '';
      replaceContent(hunkHost);
    },
  };
}
