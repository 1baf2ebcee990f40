// One diagnostic in full: why, what to do, nginx's own words, the evidence, other places, the fixes to choose from.
import { element } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { firstOf } from '../parts/lazy.js';

/** @typedef {import('../engine/protocol.js').Diagnostic} Diagnostic */
/** @typedef {import('../engine/protocol.js').Evidence} Evidence */
/** @typedef {import('../engine/protocol.js').Place} Place */
/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {{ jump: (place: Place) => void, wish: (key: string, title: string | null) => void }} Actions */

const EVIDENCE_KINDS = { answer: 'your answer', log_line: 'error log', client: 'answer to a client', config: 'configuration', nginx_version: 'nginx version' };
/** Of the lists of one diagnostic. */
const MOST = 12;
const SETTLED = 'Settled by the patch: another fix changes the same place.';

/**
 * @param {Place} place
 * @param {Result} result
 * @param {Actions} actions
 */
export function placeButton(place, { input }, { jump }) {
  const { documents } = input;
  // In an nginx -T dump, the file's own lines are the ones to edit.
  const { line, column } = place.in_file ?? place;
  const name = place.in_file?.name ?? (documents.length > 1 ? documents[place.document].name : '');
  const text = `${name && `${name}, `}line ${line}, column ${column}`;
  // A file that is not in the box can be named, not shown.
  if (!documents[place.document]?.source) return element('span', { class: 'place' }, text);
  return element('button', { type: 'button', class: 'place', title: 'Show in the box', click: () => jump(place) }, text);
}

/** @param {Diagnostic} diagnostic @param {Result} result @param {Actions} actions */
export function tags(diagnostic, result, actions) {
  return element(
    'p',
    { class: 'tags' },
    element('span', { class: `severity ${diagnostic.severity}` }, diagnostic.severity),
    ' ',
    placeButton(diagnostic, result, actions),
    ' ',
    element('span', { class: 'rule', title: 'rule' }, diagnostic.rule),
  );
}

/** @param {Evidence} evidence @param {Result} result @param {Actions} actions */
export function evidenceItem({ kind, strength, text, place }, result, actions) {
  return element(
    'li',
    {},
    element('span', { class: `strength ${strength}` }, `${EVIDENCE_KINDS[kind]}, ${strength}`),
    ' ',
    inlineCode(sentence(text)),
    ' ',
    place && placeButton(place, result, actions),
  );
}

/** @param {number} more */
const andMore = (more) => element('li', {}, `and ${more} more`);

/** @param {string} id @param {Result} result @param {number} index @param {Actions} actions */
function fixChoice(id, { analysis, picks }, index, { wish }) {
  const { fixes, message } = analysis.diagnostics[index];
  const pick = picks[index];
  const manual = fixes.filter(({ applicability }) => applicability === 'manual');
  /** @param {string | null} title @param {number} value @param {(import('../parts/element.js').Child)[]} label */
  const option = (title, value, ...label) => {
    const own = `${id}-fix-${value < 0 ? 'none' : value}`;
    return element(
      'div',
      { class: 'option' },
      element('input', {
        type: 'radio',
        name: `${id}-fix`,
        id: own,
        checked: pick.fix === value,
        change: () => wish(pick.key, title),
      }),
      element('label', { for: own }, ...label),
    );
  };
  const options = fixes.flatMap((fix, i) =>
    fix.applicability === 'manual'
      ? []
      : [
          option(
            fix.title,
            i,
            element(
              'span',
              {},
              inlineCode(sentence(fix.title).slice(0, -1)),
              ' ',
              element('span', { class: `applicability ${fix.applicability}` }, fix.applicability === 'safe' ? 'certain' : 'check first'),
            ),
            fix.assumption && element('span', { class: 'assumption' }, 'assumes ', inlineCode(fix.assumption)),
            ...firstOf(
              fix.reasons ?? [],
              MOST,
              (reason) => element('span', { class: 'assumption' }, 'also: ', inlineCode(reason)),
              (more) => element('span', { class: 'assumption' }, `and ${more} more changes, which the diff shows`),
            ),
          ),
        ],
  );
  return [
    options.length > 0 &&
      element(
        'fieldset',
        { class: 'fixes' },
        element('legend', {}, 'Fix', element('span', { class: 'visually-hidden' }, ` for: ${message.replaceAll('`', '')}`)),
        options,
        option(null, -1, element('span', {}, 'Don’t change this')),
      ),
    ...manual.map(({ title }) => element('p', { class: 'by-hand' }, 'By hand: ', inlineCode(title))),
  ];
}

/** Why the diagnostic's own fix is not in the patch. @param {Result} result @param {number} index of the diagnostic */
function outcomeNote({ patch }, index) {
  const { status, reason } = patch?.outcomes.find((one) => one.diagnostic === index) ?? {};
  if (status === 'settled') return element('p', { class: 'settled' }, SETTLED);
  if (status !== 'conflicting' && status !== 'refused') return null;
  const advice = status === 'conflicting' ? ' Apply the patch, then paste the result again.' : '';
  return element('p', { class: 'problem' }, inlineCode(`Not in the patch: ${reason}.${advice}`));
}

/**
 * @param {Result} result
 * @param {number} index of the diagnostic
 * @param {Actions} actions
 */
export function diagnosticBody(result, index, actions) {
  const diagnostic = result.analysis.diagnostics[index];
  const { why, help, nginx_message, related, evidence, fixes } = diagnostic;
  return [
    element(
      'dl',
      { class: 'facts' },
      element('dt', {}, 'Why'),
      element('dd', {}, inlineCode(sentence(why))),
      help && [element('dt', {}, 'Do'), element('dd', {}, inlineCode(sentence(help)))],
      nginx_message && [element('dt', {}, element('code', {}, 'nginx -t')), element('dd', {}, element('code', { class: 'nginx-message' }, nginx_message))],
      evidence.length > 0 && [
        element('dt', {}, 'Evidence'),
        element(
          'dd',
          {},
          element(
            'ul',
            { class: 'evidence' },
            firstOf(evidence, MOST, (one) => evidenceItem(one, result, actions), andMore),
          ),
        ),
      ],
      related.length > 0 && [
        element('dt', {}, 'See also'),
        element(
          'dd',
          {},
          element(
            'ul',
            {},
            firstOf(related, MOST, ({ place, message }) => element('li', {}, inlineCode(message), ' ', placeButton(place, result, actions)), andMore),
          ),
        ),
      ],
    ),
    outcomeNote(result, index),
    fixes.length > 0 && fixChoice(`diagnostic-${index}`, result, index, actions),
  ].flat();
}
