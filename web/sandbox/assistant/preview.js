// The exact bytes of the request, before they are sent, and the user's consent to that. What is shown is the very string that
// the frame gets.
import { element, replaceContent } from '../parts/element.js';
import { className } from '../redaction/class_names.js';
import { plural } from '../result/findings.js';

/** @typedef {import('./request.js').Prepared} Prepared */

/** Hosts that the user has agreed to once, while the page is open. */
const agreed = new Set();

/** @param {Prepared} prepared */
function replacedWords({ replaced }) {
  if (replaced.length === 0) return 'nothing: no secret, host or address was found';
  /** @type {Map<import('../engine/protocol.js').SecretClass, number>} */
  const byClass = new Map();
  for (const { class: kind } of replaced) byClass.set(kind, (byClass.get(kind) ?? 0) + 1);
  return [...byClass].map(([kind, n]) => `${n} ${className(kind, n)}`).join(', ');
}

/** Placeholders in the body are marked, so that the eye finds what was replaced. @param {Prepared} prepared */
function bodyWithMarks({ body, replaced }) {
  const names = [...new Set(replaced.map(({ placeholder }) => placeholder))].sort((a, b) => b.length - a.length);
  if (names.length === 0 || names.length > 2000) return [body];
  const pattern = new RegExp(`(${names.map((name) => name.replace(/[^\w]/g, '\\$&')).join('|')})`);
  return body.split(pattern).map((part, i) => (i % 2 === 1 ? element('mark', {}, part) : part));
}

/** @param {string} term @param {...(import('../parts/element.js').Child | import('../parts/element.js').Child[])} words */
const fact = (term, ...words) => [element('dt', {}, term), element('dd', {}, ...words)];

/** @param {Prepared} prepared */
function leakWarning({ leaks }) {
  const how = [...new Set(leaks.map(({ encoding }) => encoding))].join(', ');
  return element(
    'p',
    { class: 'leak', role: 'alert' },
    `This will not be sent: the check over the exact bytes found replaced values still in it, in ${plural(leaks.length, 'place')} (${how}). Take them out of the text or the question, and prepare again.`,
  );
}

/** @param {(prepared: Prepared) => void} send */
export function createPreview(send) {
  const node = element('section', { class: 'assistant-preview', 'aria-label': 'The request', hidden: true, tabindex: '-1' });

  return {
    node,
    clear() {
      node.hidden = true;
      replaceContent(node);
    },
    /** @param {Prepared} prepared */
    show(prepared) {
      const {
        url,
        body,
        bytes,
        tokens,
        dropped,
        wanted: { provider },
        leaks,
        system,
        user,
      } = prepared;
      const { host } = new URL(url);
      const button = element(
        'button',
        {
          type: 'button',
          id: 'assistant-send',
          class: 'primary',
          disabled: !agreed.has(host),
          click() {
            agreed.add(host);
            send(prepared);
          },
        },
        `Send these ${bytes.toLocaleString('en')} bytes to ${host}`,
      );
      const consent =
        !agreed.has(host) &&
        element(
          'label',
          { class: 'option' },
          element('input', {
            type: 'checkbox',
            id: 'assistant-consent',
            change: ({ target }) => {
              button.disabled = !target.checked;
            },
          }),
          `I have looked at it. Send exactly this to ${host}.`,
        );
      replaceContent(
        node,
        element('h3', {}, 'This would be sent'),
        element(
          'dl',
          { class: 'facts' },
          fact('to', element('code', {}, url), ` (${provider.name})`),
          fact('size', `${bytes.toLocaleString('en')} bytes, about ${tokens.toLocaleString('en')} tokens`),
          fact('replaced', replacedWords(prepared)),
          dropped.length > 0 &&
            fact(
              'left out',
              element(
                'ul',
                {},
                dropped.map((one) => element('li', {}, one)),
              ),
            ),
          fact('added', 'by the frame: the headers with your key, nothing else'),
        ),
        element(
          'pre',
          { class: 'code', id: 'assistant-body-text', tabindex: '0', role: 'group', 'aria-label': 'The exact body of the request' },
          bodyWithMarks(prepared),
        ),
        element(
          'details',
          { id: 'assistant-readable' },
          element('summary', {}, 'The same texts, with line ends'),
          element('pre', { class: 'code', tabindex: '0', role: 'group', 'aria-label': 'Instructions' }, system),
          element('pre', { class: 'code', tabindex: '0', role: 'group', 'aria-label': 'Request' }, user),
        ),
        leaks.length > 0 ? leakWarning(prepared) : [consent, button].flat(),
      );
      node.hidden = false;
      node.dataset.bytes = String(body.length);
      node.focus({ preventScroll: true });
    },
  };
}
