// What is asked.
import { element } from '../parts/element.js';

/** @typedef {import('./request.js').Task} Task */

/** @type {[Task, string, string][]} */
const TASKS = [
  ['fix', 'Correct the findings', 'edits, which you review one by one'],
  ['explain', 'Explain the findings', 'words only'],
  ['question', 'My own question', 'edits only if you ask for a change'],
];

/** As core has it: what a request is fitted to. */
const USUAL_TOKENS = 24_000;
const MOST_TOKENS = 1_000_000;

/** @param {() => void} changed */
export function createTask(changed) {
  const question = element('textarea', { id: 'assistant-question', rows: '3', spellcheck: 'false', autocomplete: 'off', input: changed });
  const label = element('label', { for: question.id });
  const structured = element('input', { type: 'checkbox', id: 'assistant-structured', checked: true, change: changed });
  const budget = element('input', {
    type: 'number',
    id: 'assistant-budget',
    min: '2000',
    max: String(MOST_TOKENS),
    step: '1000',
    value: String(USUAL_TOKENS),
    autocomplete: 'off',
    input: changed,
  });
  const radios = TASKS.map(([task]) => element('input', { type: 'radio', name: 'assistant-task', value: task, checked: task === 'fix', change: choose }));

  /** @returns {Task} */
  const task = () => /** @type {Task} */ (radios.find(({ checked }) => checked)?.value ?? 'fix');
  function say() {
    label.textContent = task() === 'question' ? 'Your question' : 'Anything to add (optional)';
  }
  function choose() {
    say();
    changed();
  }
  say();

  return {
    node: element(
      'div',
      { class: 'assistant-task' },
      element(
        'fieldset',
        {},
        element('legend', {}, 'What for?'),
        TASKS.map(([, title, note], i) =>
          element('label', { class: 'option' }, radios[i], element('span', {}, title, ' ', element('span', { class: 'note' }, note))),
        ),
      ),
      label,
      question,
      element('p', { class: 'note' }, 'Your words are redacted like the configuration.'),
      element(
        'label',
        { class: 'option' },
        structured,
        element('span', {}, 'Ask for JSON ', element('span', { class: 'note' }, 'turn this off if the model fails on JSON schemas')),
      ),
      element(
        'div',
        { class: 'field' },
        element('label', { for: budget.id }, 'Longest request'),
        budget,
        element('span', { class: 'note' }, 'tokens; what matters least is dropped first'),
      ),
    ),
    /** A provider whose servers know no schemas. @param {boolean} on */
    demand(on) {
      structured.checked = on;
    },
    get task() {
      return task();
    },
    get question() {
      return question.value.trim();
    },
    /** @returns {number} of tokens */
    get budget() {
      const tokens = Math.floor(budget.valueAsNumber);
      return tokens >= 1 ? Math.min(tokens, MOST_TOKENS) : USUAL_TOKENS;
    },
    get structured() {
      return structured.checked;
    },
    ask() {
      question.focus();
    },
  };
}
