// The patch: what it assumes, how it looks, the buttons that hand it over, and how to apply it.
import { decode } from '../text/bytes.js';
import { byId, element, replaceContent } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { command, copyButton } from '../parts/copy_button.js';
import { download } from '../parts/download.js';
import { createTabs } from '../parts/tabs.js';
import { additionsNote, profileChoice } from './profile.js';
import { assumptionNote, assumptionsOf, inFewWords } from './assumptions.js';
import { createDiffs } from './diffs.js';
import { plural } from './findings.js';
import { patchText } from './patch_text.js';
import { redactedView } from './redacted.js';

/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {import('../engine/run.js').Patch} Patch */

/** @param {string} name for a shell */
const quoted = (name) => (/^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`);

/** @param {string} name @param {string} [id] for the second one of a page */
export function howToApply(name, id = 'apply-details') {
  const patch = quoted(`${name}.patch`);
  const lines = [
    `patch -p1 < ${patch}`,
    `# or, in a git checkout: git apply ${patch}`,
  ];
  return element('details', { id, open: true },
    element('summary', {}, element('h3', {}, 'Apply it')),
    command(lines.join('\n'), 'how to apply the patch'),
    element('p', { class: 'note' }, `Run it in the folder of ${name}. Only a part of the file was pasted? `,
      element('code', {}, `patch /etc/nginx/conf.d/FILE ${patch}`), ' finds the blocks in the whole file by their context.'));
}

/** What is left to do once the patch is applied. @param {Pick<Patch, 'remaining'>} patch */
export function remainingNote({ remaining }) {
  const open = remaining.filter(({ severity }) => severity !== 'info');
  if (open.length === 0) return element('p', { class: 'remaining clean' }, 'With it applied, no finding is left.');
  return element('div', { class: 'remaining' },
    element('p', {}, `With it applied, ${plural(open.length, 'finding')} ${open.length === 1 ? 'is' : 'are'} left:`),
    element('ul', {}, open.slice(0, 10).map(({ line, in_file: file, message }) =>
      element('li', {}, file ? `${file.name}, line ${file.line} once fixed: ` : `line ${line} of the fixed file: `, inlineCode(sentence(message))))));
}

/** @param {Result} result */
function whyEmpty({ analysis: { diagnostics, backends } }) {
  if (backends.some(({ question }) => question)) {
    return 'Nothing is certain enough to change. Answer the question, or choose a fix yourself.';
  }
  return diagnostics.some(({ fixes }) => fixes.length > 0)
    ? 'No fix is chosen.'
    : 'There is no automatic fix for this; the finding says what to do.';
}

/** @param {Patch} patch */
function checks({ verify }) {
  if (verify.length === 0) return null;
  return element('details', { id: 'verify-details', open: true },
    element('summary', {}, element('h3', {}, 'Check it')),
    element('ol', { class: 'verify' }, verify.map(({ title, command: line }) => element('li', {},
      element('p', {}, inlineCode(sentence(title))), command(line, title.replaceAll('`', ''))))));
}

/**
 * @param {object} actions
 * @param {() => void} actions.needRedacted the redacted text is to be seen, and not there yet
 * @param {(profile: import('../engine/protocol.js').Profile) => void} actions.chooseProfile
 */
export function createFixPanel({ needRedacted, chooseProfile }) {
  /** @type {Result | undefined} */
  let shown;
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
    askForRedacted();
  });
  const head = element('div', { class: 'fix-head' });
  const section = element('section', { class: 'panel fix', 'aria-label': 'Patch and redacted text' },
    head, tabs.list, diffHost, textHost, redactedHost, foot);
  const diffs = createDiffs(diffHost);
  /** The patch that is on the screen. */
  let drawn = '';

  function askForRedacted() {
    if (!redactedHost.hidden && shown?.patch && !shown.redacted) needRedacted();
  }

  /** @param {Result} result @param {Patch} patch */
  function drawPatch(result, patch) {
    const changed = patch.files.filter(({ changes }) => changes.length > 0);
    const text = decode(patch.patch);
    if (changed.length === 0) {
      const fault = result.analysis.diagnostics.length > 0;
      replaceContent(head, fault && [element('h2', {}, 'No patch'), element('p', { class: 'why-empty' }, whyEmpty(result))]);
      diffs.draw([]);
      drawn = '';
      for (const host of [diffHost, textHost, foot]) replaceContent(host);
      tabs.hide(['diff', 'patch'], true);
      return;
    }
    tabs.hide(['diff', 'patch'], false);
    const { name } = changed[0];
    const assumptions = assumptionsOf(result);
    const words = inFewWords(assumptions);
    replaceContent(head,
      element('h2', {}, 'Patch'),
      element('div', { class: 'toolbar' },
        element('button', {
          type: 'button', id: 'download-patch', class: 'primary', click: () => download(`${name}.patch`, patch.patch),
        }, `Download patch${words && ` (${words})`}`),
        element('button', {
          type: 'button', id: 'download-fixed', click: () => { for (const file of changed) download(file.name, file.after); },
        }, changed.length === 1 ? 'Download fixed file' : `Download ${changed.length} fixed files`),
        copyButton('Copy patch', () => text)),
      assumptionNote(assumptions),
      profileChoice(result.input.profile, chooseProfile));
    if (text !== drawn) {
      replaceContent(textHost, ...patchText(text, 'Patch'));
      if (!diffs.draw(changed)) replaceContent(diffHost, ...patchText(text, 'Diff'));
      drawn = text;
    }
    replaceContent(foot, additionsNote(patch), remainingNote(patch), howToApply(name), checks(patch));
  }

  return {
    /** The editor has arrived: from now on the diff is drawn with it. @param {import('./diffs.js').CreateDiff} create */
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
      if (result.redacted) replaceContent(redactedHost, ...redactedView(result.redacted));
      else replaceContent(redactedHost, element('p', { class: 'note' }, 'Looking for secrets, hosts and addresses …'));
      shown = result;
      askForRedacted();
    },
    withoutRedacted() {
      replaceContent(redactedHost, element('p', { class: 'problem' }, 'There is no redacted text: the engine stopped before it.'));
    },
    clear() {
      shown = undefined;
      drawn = '';
      diffs.draw([]);
      section.remove();
    },
  };
}
