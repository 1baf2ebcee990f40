// What is redacted, to be chosen: classes, own words, values that stay, and single values on either side.
import { element, replaceContent } from '../parts/element.js';
import { className, classNote, SWITCHES } from './class_names.js';

/** @typedef {import('./choice.js').Choice} Choice */

const PAUSE = 400;
const MOST_OF_A_VALUE = 80;

/** One a line. @param {string} text */
const linesOf = (text) => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

/**
 * @param {Choice} choice
 * @param {() => void} changing at once; `changed` follows when the typing pauses
 * @param {() => void} changed
 */
export function createChoicesForm(choice, changing, changed) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {import('../engine/protocol.js').SecretClass} name */
  const classSwitch = (name) =>
    element(
      'div',
      { class: 'option' },
      element('input', {
        type: 'checkbox',
        id: `redact-${name}`,
        checked: !choice.disabled.has(name),
        change: ({ target }) => {
          if (target.checked) choice.disabled.delete(name);
          else choice.disabled.add(name);
          changed();
        },
      }),
      element('label', { for: `redact-${name}` }, className(name, 2), classNote(name) && element('span', { class: 'note' }, ` (${classNote(name)})`)),
    );

  /** @param {'words' | 'patterns' | 'allowed'} list @param {string} label @param {string} note */
  function listField(list, label, note) {
    const field = element('textarea', {
      id: `redact-${list}`,
      rows: '3',
      spellcheck: 'false',
      autocomplete: 'off',
      autocapitalize: 'off',
      'aria-describedby': `redact-${list}-note`,
      input: () => {
        changing();
        clearTimeout(timer);
        choice[list] = linesOf(field.value);
        timer = setTimeout(changed, PAUSE);
      },
    });
    const node = element(
      'div',
      { class: 'list-field' },
      element('label', { for: field.id }, label),
      field,
      element('span', { class: 'note', id: `redact-${list}-note` }, note),
    );
    return {
      node,
      show: () => {
        field.value = choice[list].join('\n');
      },
    };
  }
  const words = listField('words', 'Own words', 'One per line: company, product, people. Case does not matter; inside longer words, too.');
  const patterns = listField(
    'patterns',
    'Own patterns',
    'One per line, regular expressions in RE2’s syntax, such as ACME-\\d+. If the pattern has a group, only the first group is redacted.',
  );
  const allowed = listField('allowed', 'Values that stay', 'One per line. With a leading dot (.example.org), names below it stay, too.');

  const single = element('div');
  /** @param {Set<string>} values @param {string} title @param {string} back */
  const singles = (values, title, back) =>
    values.size > 0 &&
    element(
      'div',
      {},
      element('p', {}, title),
      element(
        'ul',
        { class: 'single-values' },
        [...values].map((value) =>
          element(
            'li',
            {},
            element('code', {}, value.slice(0, MOST_OF_A_VALUE)),
            value.length > MOST_OF_A_VALUE && '…',
            ' ',
            element(
              'button',
              {
                type: 'button',
                click: () => {
                  values.delete(value);
                  showSingles();
                  node.querySelector('summary')?.focus();
                  changed();
                },
              },
              back,
              element('span', { class: 'visually-hidden' }, ` ${value.slice(0, MOST_OF_A_VALUE)}`),
            ),
          ),
        ),
      ),
    );
  function showSingles() {
    replaceContent(single, singles(choice.kept, 'Left as they are:', 'Redact again'), singles(choice.added, 'You added:', 'Leave it'));
    single.hidden = choice.kept.size + choice.added.size === 0;
  }
  showSingles();

  const node = element(
    'div',
    { class: 'redact-choices' },
    single,
    element(
      'details',
      { id: 'choices-details' },
      element('summary', {}, 'Choose what to redact'),
      element('fieldset', { class: 'classes' }, element('legend', {}, 'Redact'), SWITCHES.map(classSwitch)),
      words.node,
      patterns.node,
      allowed.node,
    ),
  );
  return {
    node,
    /** Shows what was chosen elsewhere. */
    show() {
      words.show();
      patterns.show();
      allowed.show();
      showSingles();
    },
  };
}
