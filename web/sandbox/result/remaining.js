// What a patch leaves open.
import { element } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { plural } from './findings.js';

/** @typedef {import('../engine/run.js').Patch} Patch */

/** What is left to do once the patch is applied. @param {Pick<Patch, 'remaining'>} patch */
export function remainingNote({ remaining }) {
  const open = remaining.filter(({ severity }) => severity !== 'info');
  if (open.length === 0) return element('p', { class: 'remaining clean' }, 'With it applied, no finding is left.');
  return element('div', { class: 'remaining' },
    element('p', {}, `With it applied, ${plural(open.length, 'finding')} ${open.length === 1 ? 'is' : 'are'} left:`),
    element('ul', {}, open.slice(0, 10).map(({ line, in_file: file, message }) =>
      element('li', {}, file ? `${file.name}, line ${file.line} once fixed: ` : `line ${line} of the fixed file: `, inlineCode(sentence(message))))));
}
