// The redacted text with its placeholders marked. What is selected in it can be redacted, too.
import { element } from '../parts/element.js';
import { className } from './class_names.js';

/** @typedef {import('./calls.js').Redacted} Redacted */

const MOST_CHARACTERS = 200_000;

/** @param {Redacted} redacted @param {number} document */
function textOf({ documents, findings }, document) {
  const { name, text } = documents[document];
  const shown = text.slice(0, MOST_CHARACTERS);
  const parts = [];
  let at = 0;
  for (const { place, redacted, class: kind } of findings) {
    if (place.document !== document || redacted.end > shown.length) continue;
    parts.push(shown.slice(at, redacted.start));
    parts.push(element('mark', { title: className(kind) }, shown.slice(redacted.start, redacted.end)));
    at = redacted.end;
  }
  parts.push(shown.slice(at));
  const rest = text.length - shown.length;
  return [
    documents.length > 1 && element('h4', {}, name),
    element('pre', { class: 'code', tabindex: '0', role: 'group', 'aria-label': `Redacted text, ${name}` }, parts),
    rest > 0 && element('p', { class: 'note' }, `${rest} further characters are not shown; copying takes all of it.`),
  ];
}

/**
 * @param {Redacted} redacted
 * @param {(value: string) => void} add
 */
export function redactedText(redacted, add) {
  const host = element(
    'div',
    {},
    redacted.documents.flatMap((_, i) => textOf(redacted, i)),
  );
  const button = element(
    'button',
    {
      type: 'button',
      disabled: true,
      click: () => {
        const value = selected();
        if (value) add(value);
      },
    },
    'Redact the selection',
  );

  /** What is selected of the text, outside of placeholders: there it is the same as in the original. */
  function selected() {
    const selection = document.getSelection();
    if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return '';
    const range = selection.getRangeAt(0);
    const inside = (/** @type {Node} */ node) => host.contains(node) && (node.parentElement?.closest('pre') ?? null) !== null;
    if (!inside(range.startContainer) || !inside(range.endContainer)) return '';
    const marks = [...range.cloneContents().querySelectorAll('mark')];
    if (marks.some(({ textContent }) => textContent !== '') || range.commonAncestorContainer.parentElement?.closest('mark')) return '';
    return range.toString().trim();
  }
  const update = () => {
    if (host.isConnected) button.disabled = selected() === '';
    else document.removeEventListener('selectionchange', update);
  };
  document.addEventListener('selectionchange', update);
  return [
    host,
    element(
      'p',
      { class: 'select-more' },
      button,
      ' ',
      element('span', { class: 'note' }, 'Missed something? Select it in the text, or add it to your own words below.'),
    ),
  ];
}
