// The answer as it comes: text, never markup; what went wrong, in words; what has arrived stays.
import { element, replaceContent } from '../parts/element.js';
import { inlineCode } from '../parts/inline_code.js';
import { plural } from '../result/findings.js';
import { failureWords, STOPPED, waitingWords } from './words.js';

/** @typedef {import('../../assistant/messages.js').FromFrame} FromFrame */
/** @typedef {import('./request.js').Prepared} Prepared */

/** What is on the screen of a very long answer. */
const MOST_CHARACTERS = 200_000;

/**
 * @param {object} actions
 * @param {() => void} actions.cancel
 * @param {() => void} actions.again
 * @param {() => void} actions.review
 */
export function createAnswer({ cancel, again, review }) {
  const status = element('p', { class: 'assistant-status' });
  const said = element('p', { class: 'note' });
  const buttons = element('div', { class: 'toolbar' });
  const text = element('pre', { class: 'code', tabindex: '0', role: 'group', 'aria-label': 'Answer of the model, with placeholders', hidden: true });
  const node = element(
    'section',
    { class: 'assistant-answer', 'aria-label': 'Answer', hidden: true },
    element('div', { 'aria-live': 'polite' }, status, said),
    buttons,
    text,
  );
  const cancelButton = element('button', { type: 'button', id: 'assistant-cancel', click: cancel }, 'Cancel');
  const againButton = element('button', { type: 'button', id: 'assistant-again', click: again }, 'Send the same again');
  const reviewButton = element('button', { type: 'button', id: 'assistant-review-part', click: review }, 'Review what arrived');
  let length = 0;
  let name = '';

  /** @param {string} words @param {string} [state] */
  function say(words, state = '') {
    node.dataset.state = state;
    replaceContent(status, inlineCode(words));
    said.textContent = '';
  }

  return {
    node,
    clear() {
      node.hidden = true;
    },
    /** @param {Prepared} prepared */
    start({ wanted: { provider } }) {
      name = provider.name;
      length = 0;
      node.hidden = false;
      text.hidden = true;
      replaceContent(text);
      replaceContent(buttons, cancelButton);
      say(`Sending to ${name} …`, 'running');
    },
    /** @param {FromFrame} message @param {Prepared} prepared */
    take(message, { wanted: { provider } }) {
      switch (message.type) {
        case 'sending':
          say(`Sent. Waiting for ${name} …`, 'running');
          break;
        case 'waiting':
          say(
            `${waitingWords(/** @type {any} */ (message.kind), name)}. Trying again in ${plural(message.seconds, 'second')} (try ${message.tries + 1} of 4).`,
            'waiting',
          );
          break;
        case 'text':
          if (length === 0) say(`${name} answers …`, 'running');
          text.hidden = false;
          if (length < MOST_CHARACTERS) text.append(message.text.slice(0, MOST_CHARACTERS - length));
          length += message.text.length;
          break;
        case 'done':
          replaceContent(buttons, message.stop !== 'end' && [againButton, length > 0 && reviewButton]);
          if (message.stop === 'end')
            say(length > 0 ? `${name} answered.` : `${name} answered without a word. Try again, or choose another model.`, length > 0 ? 'done' : 'failed');
          else say(STOPPED[message.stop], 'failed');
          break;
        case 'failed': {
          const failure = failureWords(/** @type {any} */ (message), provider);
          say(failure.words, 'failed');
          if (failure.said !== '') said.textContent = `${name} says: ${failure.said}`;
          replaceContent(buttons, againButton, length > 0 && reviewButton);
          break;
        }
      }
    },
  };
}
