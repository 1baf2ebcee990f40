// Shows how the lines of the text end, and changes it: the clipboard of some systems does not keep what the file had.
import { byId, element } from '../parts/element.js';
import { countEnds } from '../text/line_ends.js';

/** @typedef {import('../text/line_ends.js').End} End */

const NAMES = { '\n': 'LF', '\r\n': 'CRLF', '\r': 'CR' };
const CHOICES = /** @type {End[]} */ (['\n', '\r\n']);

/**
 * @param {(end: End) => void} choose
 * @returns {(source: import('../text/source.js').Source) => void} shows the ends of a text
 */
export function createLineEndsField(choose) {
  const field = byId('line-ends-field');
  const select = /** @type {HTMLSelectElement} */ (byId('line-ends'));
  select.addEventListener('change', () => {
    const end = CHOICES.find((choice) => NAMES[choice] === select.value);
    if (end) choose(end);
  });
  let shown = '';

  return ({ text, ends }) => {
    field.hidden = !text.includes('\n');
    const now =
      typeof ends === 'string'
        ? NAMES[ends]
        : `mixed: ${countEnds(ends)
            .map(({ end, lines }) => `${lines} ${NAMES[end]}`)
            .join(', ')}`;
    if (now === shown) return;
    shown = now;
    const options = [...new Set([now, ...CHOICES.map((end) => NAMES[end])])];
    select.replaceChildren(...options.map((value) => element('option', { value, selected: value === now }, value)));
  };
}
