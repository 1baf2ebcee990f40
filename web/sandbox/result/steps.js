// The way of a patch onto the machine, step by step: keep the old text, apply, test, prove, and the way back.
import { element } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { command } from '../parts/copy_button.js';
import { isManifest } from './file_names.js';

/** @typedef {import('../engine/run.js').Patch} Patch */
/** @typedef {import('../engine/protocol.js').Step} Step */
/** @typedef {{ name: string, fragment: boolean }} ChangedFile */

/** @param {string} name for a shell */
const quoted = (name) => (/^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`);

/**
 * Names of files of a dump are whole paths: there the patch is applied from the root.
 * @param {string} patchName
 * @param {ChangedFile[]} files
 * @returns {Step[]}
 */
function applying(patchName, files) {
  const names = files.map(({ name }) => name);
  const patch = quoted(patchName);
  if (files.some(({ fragment }) => fragment)) {
    const file = names[0].startsWith('/') ? quoted(names[0]) : '/etc/nginx/nginx.conf';
    return [{ title: 'apply the patch to the file that the fragment was copied from', command: `patch -l ${file} ${patch}` }];
  }
  if (names.some((name) => name.startsWith('/'))) {
    return [{ title: `apply the patch, in the folder that it was downloaded to`, command: `patch -d / -p1 < ${patch}` }];
  }
  const named = names.length === 1 ? `\`${names[0]}\`` : 'the files';
  return [
    {
      title: `apply the patch, in the folder of ${named}`,
      command: `patch -p1 < ${patch}\n# or, in a git checkout: git apply ${patch}`,
    },
    ...names.filter(isManifest).map((name) => ({
      title: 'see what changes in the cluster, then change it; where a tool such as Argo CD or Helm does that, give it the new text instead',
      command: `kubectl diff -f ${quoted(name)}\nkubectl apply -f ${quoted(name)}`,
    })),
  ];
}

/**
 * @param {Pick<Patch, 'verify'>} patch
 * @param {string} patchName
 * @param {ChangedFile[]} files
 * @param {string} [id] for the second one of a page
 */
export function stepsNote({ verify }, patchName, files, id = 'steps-details') {
  // The engine's first steps keep a copy of each file: they come before the patch.
  const kept = verify.findIndex(({ command: line }) => !line.startsWith('cp -p '));
  const before = kept < 0 ? verify.length : kept;
  const steps = [...verify.slice(0, before), ...applying(patchName, files), ...verify.slice(before)];
  return element(
    'details',
    { id, open: true },
    element('summary', {}, element('h3', {}, verify.length > 0 ? 'Apply, verify, roll back' : 'Apply')),
    element(
      'ol',
      { class: 'steps' },
      steps.map(({ title, command: line }) => element('li', {}, element('p', {}, inlineCode(sentence(title))), command(line, title.replaceAll('`', '')))),
    ),
  );
}
