// The patch: what it assumes, how it looks, the buttons that hand it over, and the steps that follow.
import { decode } from '../text/bytes.js';
import { byId, element, replaceContent } from '../parts/element.js';
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
import { remainingNote } from './remaining.js';
import { stepsNote } from './steps.js';

/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {import('../engine/run.js').Patch} Patch */

/** @param {Result} result */
function whyEmpty({ analysis: { diagnostics, backends } }) {
  if (backends.some(({ question }) => question)) {
    return 'Nothing is certain enough to change. Answer the question, or choose a fix yourself.';
  }
  return diagnostics.some(({ fixes }) => fixes.length > 0)
    ? 'No fix is chosen.'
    : 'There is no automatic fix for this; the finding says what to do.';
}

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
  const tabs = createTabs('Views of the result', [
    { id: 'diff', title: 'Diff', panel: diffHost },
    { id: 'patch', title: 'Patch text', panel: textHost },
    { id: 'redacted', title: 'Redacted text', panel: redactedHost },
  ], (id) => {
    foot.hidden = id === 'redacted';
    if (id === 'redacted' && !redrawing) wanted = true;
    showRedacted();
  });
  const redacted = createRedactedTab(redactedHost, redaction);
  const head = element('div', { class: 'fix-head' });
  const section = element('section', { class: 'panel fix', 'aria-label': 'Patch and redacted text' },
    head, tabs.list, diffHost, textHost, redactedHost, foot);
  const diffs = createDiffs(diffHost);
  /** The patch that is on the screen. */
  let drawn = '';

  function showRedacted() {
    if (redactedHost.hidden || !shown) return;
    if (wanted) void redacted.show(shown);
    else {
      replaceContent(redactedHost, element('button', {
        type: 'button', id: 'make-redacted', click: () => { wanted = true; showRedacted(); },
      }, 'Show this text without secrets, hosts and addresses'));
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
    const changed = patch.files.filter(({ changes }) => changes.length > 0);
    const text = decode(patch.patch);
    if (changed.length === 0) {
      const fault = result.analysis.diagnostics.length > 0;
      replaceContent(head, fault && [element('h2', {}, 'No patch'), element('p', { class: 'why-empty' }, whyEmpty(result))]);
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
    replaceContent(head,
      element('h2', {}, 'Patch'),
      element('div', { class: 'toolbar' },
        element('button', {
          type: 'button', id: 'download-patch', class: 'primary', click: () => download(patchName, patch.patch),
        }, `Download patch${words && ` (${words})`}`),
        changed.length === 1 && element('button', {
          type: 'button', id: 'download-fixed', click: () => download(saveAs[0], changed[0].after),
        }, 'Download fixed file'),
        copyButton('Copy patch', () => text)),
      changedFiles(changed, saveAs),
      assumptionNote(assumptions));
    if (text !== drawn) {
      replaceContent(textHost, ...patchText(text, 'Patch'));
      diffs.draw(changed, () => patchText(text, 'Diff'));
      drawn = text;
    }
    const { profile } = result.input;
    // A profile is about locations of nginx.
    const profiles = names.every(isManifest) ? [] : [profileChoice(profile, chooseProfile), additionsNote(profile, patch)];
    replaceContent(foot, ...profiles, remainingNote(patch), stepsNote(patch, patchName, names));
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
