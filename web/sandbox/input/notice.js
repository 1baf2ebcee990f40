// One line under the box: what just happened to the text, with the way back.
import { byId, element, replaceContent } from '../parts/element.js';
import { inlineCode } from '../parts/inline_code.js';

/**
 * @param {string} words
 * @param {{ undo?: () => void, problem?: boolean }} [options]
 */
export function notify(words, { undo, problem = false } = {}) {
  const host = byId('notice');
  host.classList.toggle('problem', problem);
  const button =
    undo &&
    element(
      'button',
      {
        type: 'button',
        id: 'undo',
        click: () => {
          undo();
        },
      },
      'Undo',
    );
  replaceContent(host, words !== '' && element('span', {}, inlineCode(words)), button);
}
