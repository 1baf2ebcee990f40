// What a person has to look at before the text is passed on: what looks random and stayed, names that may be the company's.
import { element } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';

/** @typedef {import('./calls.js').Redacted} Redacted */
/** @typedef {import('../engine/protocol.js').Place} Place */

const MOST = 20;
const MOST_OF_A_VALUE = 80;

/**
 * @param {Redacted} redacted
 * @param {object} actions
 * @param {(place: Place) => HTMLElement} actions.placeButton
 * @param {(value: string) => void} actions.add
 * @param {(word: string) => void} actions.addWord
 */
export function toLookAt({ leftovers, suggested, documents }, { placeButton, add, addWord }) {
  return [
    leftovers.length > 0 && element('div', { class: 'leftovers', role: 'note' },
      element('p', {}, element('strong', {}, 'Look at these before you pass the text on. '), 'They look random, and nothing says what they are, so they stayed:'),
      element('ul', {}, leftovers.slice(0, MOST).map(({ place, why }, i) => {
        const value = documents[place.document].original.slice(place.start, place.end);
        return element('li', {},
          element('code', {}, value.slice(0, MOST_OF_A_VALUE)), value.length > MOST_OF_A_VALUE && '…', ' ', placeButton(place), ' ',
          element('span', { class: 'note' }, inlineCode(sentence(why))), ' ',
          element('button', { type: 'button', id: `leftover-${i}`, click: () => add(value) }, 'Redact it',
            element('span', { class: 'visually-hidden' }, ` ${value.slice(0, MOST_OF_A_VALUE)}`)));
      })),
      leftovers.length > MOST && element('p', { class: 'note' }, `and ${leftovers.length - MOST} more`)),
    suggested.length > 0 && element('p', { class: 'suggested' }, 'Names in your domains; redact them everywhere? ',
      suggested.slice(0, MOST).flatMap((word, i) => [
        element('button', { type: 'button', id: `suggested-${i}`, click: () => addWord(word) },
          element('span', { class: 'visually-hidden' }, 'Redact '), word), ' ',
      ])),
  ];
}
