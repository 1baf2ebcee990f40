// Where more than one file changes: each fixed file for itself, beside the one patch for all.
import { element } from '../parts/element.js';
import { copyButton } from '../parts/copy_button.js';
import { download } from '../parts/download.js';
import { firstOf } from '../parts/lazy.js';
import { decode } from '../text/bytes.js';

/** @typedef {import('../engine/run.js').FixedFile} FixedFile */

const MOST = 100;

/** @param {FixedFile} file */
function lines({ changes }) {
  const [added, removed] = changes.reduce(([plus, minus], { after_lines: after, before_lines: before }) => [plus + after, minus + before], [0, 0]);
  return `+${added} −${removed}`;
}

/** @param {FixedFile[]} changed @param {string[]} names to download them as @param {string} [id] for the second one of a page */
export function changedFiles(changed, names, id = 'download-fixed') {
  if (changed.length < 2) return null;
  return element(
    'ul',
    { class: 'changed-files', 'aria-label': 'Changed files' },
    firstOf(
      changed,
      MOST,
      (file, i) =>
        element(
          'li',
          {},
          element('code', {}, file.name),
          element('span', { class: 'note' }, lines(file)),
          element(
            'span',
            { class: 'toolbar' },
            element(
              'button',
              { type: 'button', id: `${id}-${i}`, click: () => download(names[i], file.after) },
              'Download fixed',
              element('span', { class: 'visually-hidden' }, ` ${file.name}`),
            ),
            copyButton('Copy fixed', () => decode(file.after), file.name),
          ),
        ),
      (more) => element('li', {}, `and ${more} more: the patch has them all`),
    ),
  );
}
