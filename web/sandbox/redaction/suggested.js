// Names in the domains that may be the company's, to be redacted everywhere.
import { element } from '../parts/element.js';

const MOST = 20;

/**
 * @param {import('./calls.js').Redacted} redacted
 * @param {(word: string) => void} addWord
 */
export function suggestedWords({ suggested }, addWord) {
  return (
    suggested.length > 0 &&
    element(
      'p',
      { class: 'suggested' },
      'Names in your domains; redact them everywhere? ',
      suggested
        .slice(0, MOST)
        .flatMap((word, i) => [
          element(
            'button',
            { type: 'button', id: `suggested-${i}`, click: () => addWord(word) },
            element('span', { class: 'visually-hidden' }, 'Redact '),
            word,
          ),
          ' ',
        ]),
    )
  );
}
