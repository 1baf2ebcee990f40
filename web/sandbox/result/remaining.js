// What a patch leaves open.
import { element } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { plural } from './findings.js';

/** @typedef {import('../engine/run.js').Patch} Patch */

/** @param {{ severity: string }} one */
const isFault = ({ severity }) => severity !== 'info';

/**
 * For the button: how much of what was found the patch repairs; nothing where that is all.
 * @param {{ analysis: import('../engine/protocol.js').Analysis }} result
 * @param {Pick<Patch, 'remaining'>} patch
 */
export function scopeOf({ analysis: { diagnostics, diagnostics_omitted: omitted } }, { remaining }) {
  const keys = diagnostics.filter(isFault).map(({ rule, message }) => `${rule} ${message}`);
  const total = keys.length + omitted;
  // What a fix reveals was not among what was found.
  const left = remaining.filter(isFault).map(({ rule, message }) => `${rule} ${message}`);
  const fixed = keys.filter((key) => {
    const at = left.indexOf(key);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  }).length;
  return fixed < total ? ` · fixes ${fixed} of ${total}` : '';
}

/**
 * What is left to do once the patch is applied.
 * @param {Pick<Patch, 'remaining'>} patch
 * @param {Pick<import('../engine/protocol.js').Analysis, 'log'>} [analysis] of the text before it
 */
export function remainingNote({ remaining }, analysis) {
  const open = remaining.filter(isFault);
  const unexplained = analysis?.log.some((entry) => entry.unexplained) ?? false;
  if (open.length === 0) {
    return unexplained
      ? element('p', { class: 'remaining' }, 'After this patch: no findings. The error log holds more than they explain.')
      : element('p', { class: 'remaining clean' }, 'After this patch: no findings.');
  }
  return element(
    'div',
    { class: 'remaining' },
    element('p', {}, `After this patch: ${plural(open.length, 'finding')} left:`),
    element(
      'ul',
      {},
      open
        .slice(0, 10)
        .map(({ line, in_file: file, message }) =>
          element('li', {}, file ? `${file.name}, line ${file.line} once fixed: ` : `line ${line} of the fixed file: `, inlineCode(sentence(message))),
        ),
    ),
  );
}
