// The way of a patch onto the machine, step by step: keep the old text, apply, test, prove, and the way back.
import { element } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { command } from '../parts/copy_button.js';
import { isManifest } from './file_names.js';

/** @typedef {import('../engine/run.js').Patch} Patch */
/** @typedef {import('../engine/protocol.js').Step} Step */

/** @param {string} name for a shell */
const quoted = (name) => (/^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`);

/**
 * Names of files of a dump are whole paths: there the patch is applied from the root.
 * @param {string} patchName
 * @param {string[]} names of the changed files
 * @returns {Step[]}
 */
function applying(patchName, names) {
  const patch = quoted(patchName);
  if (names.some((name) => name.startsWith('/'))) {
    return [{ title: `apply the patch, in the folder that it was downloaded to`, command: `patch -d / -p1 < ${patch}` }];
  }
  const files = names.length === 1 ? `\`${names[0]}\`` : 'the files';
  return [{
    title: `apply the patch, in the folder of ${files}`,
    command: `patch -p1 < ${patch}\n# or, in a git checkout: git apply ${patch}`,
  }, ...names.filter(isManifest).map((name) => ({
    title: 'see what changes in the cluster, then change it; where a tool such as Argo CD or Helm does that, give it the new text instead',
    command: `kubectl diff -f ${quoted(name)}\nkubectl apply -f ${quoted(name)}`,
  }))];
}

/**
 * @param {Pick<Patch, 'verify'>} patch
 * @param {string} patchName
 * @param {string[]} names of the changed files
 * @param {string} [id] for the second one of a page
 */
export function stepsNote({ verify }, patchName, names, id = 'steps-details') {
  // The engine's first steps keep a copy of each file: they come before the patch.
  const kept = verify.findIndex(({ command: line }) => !line.startsWith('cp -p '));
  const before = kept < 0 ? verify.length : kept;
  const steps = [...verify.slice(0, before), ...applying(patchName, names), ...verify.slice(before)];
  const absolute = names.some((name) => name.startsWith('/'));
  return element('details', { id, open: true },
    element('summary', {}, element('h3', {}, verify.length > 0 ? 'Apply it, check it, and the way back' : 'Apply it')),
    element('ol', { class: 'steps' }, steps.map(({ title, command: line }) => element('li', {},
      element('p', {}, inlineCode(sentence(title))), command(line, title.replaceAll('`', ''))))),
    !absolute && names.length === 1 && !isManifest(names[0]) && element('p', { class: 'note' }, 'Only a part of the file was pasted? ',
      element('code', {}, `patch /etc/nginx/conf.d/FILE ${quoted(patchName)}`), ' finds the blocks in the whole file by their context.'));
}
