// The patch: what it assumes, how it looks, the buttons that hand it over, and the steps that follow.
import { decode } from '../text/bytes.js';
import { byId, element, replaceContent } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { copyButton } from '../parts/copy_button.js';
import { download } from '../parts/download.js';
import { createTabs } from '../parts/tabs.js';
import { changedFiles } from './changed_files.js';
import { downloadNames, isManifest } from './file_names.js';
import { additionsNote, profileChoice } from './profile.js';
import { assumptionNote, assumptionsOf, inFewWords } from './assumptions.js';
import { createDiffs } from './diffs.js';
import { patchText } from './patch_text.js';
import { createRedactedTab } from './redacted.js';
import { remainingNote, scopeOf } from './remaining.js';
import { stepsNote } from './steps.js';

/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {import('../engine/run.js').Patch} Patch */

/** @param {Result} result @param {Patch} patch @returns {import('../parts/element.js').Child | import('../parts/element.js').Child[]} */
function whyEmpty({ analysis: { diagnostics, backends }, picks }, { outcomes }) {
  // Chosen, and held back by the engine: its reasons come first.
  const held = outcomes.filter(({ diagnostic, reason }) => reason !== undefined && picks[diagnostic].fix >= 0);
  if (held.length > 0) {
    return element(
      'ul',
      {},
      held.map(({ diagnostic, fix, reason }) => element('li', {}, inlineCode(`The fix “${diagnostics[diagnostic].fixes[fix].title}” is not made: ${reason}.`))),
    );
  }
  if (backends.some(({ question }) => question)) {
    return 'One answer decides the patch: answer the question, or choose a fix.';
  }
  return diagnostics.some(({ fixes }) => fixes.length > 0) ? 'Choose a fix above.' : 'Fix this one by hand: the finding says how.';
}

/** What the patch of a fragment can do. */
/** @param {boolean} alone no whole file was given */
const fragmentNote = (alone) =>
  element(
    'p',
    { class: 'note', id: 'fragment-note' },
    'This patch is for the fragment that you pasted. ',
    element('code', {}, 'patch -l'),
    ' finds the blocks in your file if their lines are unchanged',
    alone ? '; for a patch that applies exactly, drop the whole file here.' : '.',
  );

/**
 * @param {object} actions
 * @param {(profile: import('../engine/protocol.js').Profile) => void} actions.chooseProfile
 * @param {Parameters<typeof createRedactedTab>[1]} redaction what the tab of the redacted text needs
 */
export function createFixPanel({ chooseProfile }, redaction) {
  /** @type {Result | undefined} */
  let shown;
  /** The user has asked for the redacted text; it is not made, and its engine not fetched, before. */
  let wanted = false;
  let redrawing = false;
  const diffHost = element('div');
  const textHost = element('div');
  const redactedHost = element('div');
  const foot = element('div', { class: 'fix-foot' });
  const tabs = createTabs(
    'Views of the result',
    [
      { id: 'diff', title: 'Diff', panel: diffHost },
      { id: 'patch', title: 'Patch text', panel: textHost },
      { id: 'redacted', title: 'Redacted text', panel: redactedHost },
    ],
    (id) => {
      foot.hidden = id === 'redacted';
      if (id === 'redacted' && !redrawing) wanted = true;
      showRedacted();
    },
  );
  const redacted = createRedactedTab(redactedHost, redaction);
  const head = element('div', { class: 'fix-head' });
  const section = element('section', { class: 'panel fix', 'aria-label': 'Patch and redacted text' }, head, tabs.list, diffHost, textHost, redactedHost, foot);
  const diffs = createDiffs(diffHost);
  /** The patch that is on the screen. */
  let drawn = '';

  function showRedacted() {
    if (redactedHost.hidden || !shown) return;
    if (wanted) void redacted.show(shown);
    else {
      replaceContent(
        redactedHost,
        element(
          'button',
          {
            type: 'button',
            id: 'make-redacted',
            click: () => {
              wanted = true;
              showRedacted();
            },
          },
          'Redact this text for sharing',
        ),
      );
    }
  }

  /** @param {boolean} away */
  function hidePatch(away) {
    redrawing = true;
    tabs.hide(['diff', 'patch'], away);
    redrawing = false;
  }

  /** @param {Result} result @param {Patch} patch */
  function drawPatch(result, patch) {
    // The same fix in the file that the fragment was copied from, where that file is there.
    const { rebased } = patch;
    const target = rebased && rebased.problem === '' && rebased.files.length > 0 ? rebased : patch;
    const changed = target.files.filter(({ changes }) => changes.length > 0);
    const text = decode(target.patch);
    if (changed.length === 0) {
      const fault = result.analysis.diagnostics.length > 0;
      replaceContent(head, fault && [element('h2', {}, 'No patch'), element('div', { class: 'why-empty' }, whyEmpty(result, patch))]);
      diffs.clear();
      drawn = '';
      for (const host of [diffHost, textHost, foot]) replaceContent(host);
      hidePatch(true);
      return;
    }
    hidePatch(false);
    const names = changed.map(({ name }) => name);
    const saveAs = downloadNames(names);
    const patchName = `${changed.length === 1 ? saveAs[0] : 'nginx'}.patch`;
    const assumptions = assumptionsOf(result);
    const words = inFewWords(assumptions);
    replaceContent(
      head,
      element('h2', {}, 'Patch'),
      element(
        'div',
        { class: 'toolbar' },
        element(
          'button',
          {
            type: 'button',
            id: 'download-patch',
            class: 'primary',
            click: () => download(patchName, target.patch),
          },
          `Download patch${scopeOf(result, patch)}${words && ` (${words})`}`,
        ),
        changed.length === 1 &&
          element(
            'button',
            {
              type: 'button',
              id: 'download-fixed',
              click: () => download(saveAs[0], changed[0].after),
            },
            changed[0].fragment ? 'Download fixed fragment' : 'Download fixed file',
          ),
        copyButton('Copy patch', () => text),
      ),
      changedFiles(changed, saveAs),
      rebased && rebased.problem !== '' && element('p', { class: 'problem', id: 'rebase-problem' }, inlineCode(sentence(rebased.problem))),
      changed.some(({ fragment }) => fragment) && fragmentNote(rebased === undefined),
      assumptionNote(assumptions),
    );
    if (text !== drawn) {
      replaceContent(textHost, ...patchText(text, 'Patch'));
      diffs.draw(changed, () => patchText(text, 'Diff'));
      drawn = text;
    }
    const { profile } = result.input;
    // A profile is about locations of nginx.
    const profiles = names.every(isManifest) ? [] : [profileChoice(profile, chooseProfile), additionsNote(profile, target)];
    replaceContent(foot, ...profiles, remainingNote(target, result.analysis), stepsNote(target, patchName, changed));
  }

  return {
    /** The editor has arrived, and draws the diff from now on, or is gone. @param {import('./diffs.js').CreateDiff | undefined} create */
    useEditor(create) {
      diffs.useEditor(create);
      drawn = '';
      if (shown?.patch) drawPatch(shown, shown.patch);
    },
    /** @param {Result} result */
    show(result) {
      if (!result.patch) return; // the previous patch stays until the new one is there
      if (!section.isConnected) replaceContent(byId('fix'), section);
      if (result.patch !== shown?.patch) drawPatch(result, result.patch);
      shown = result;
      if (redactedHost.hidden) redacted.forget();
      else showRedacted();
    },
    clear() {
      shown = undefined;
      drawn = '';
      diffs.clear();
      redacted.forget();
      section.remove();
    },
  };
}
