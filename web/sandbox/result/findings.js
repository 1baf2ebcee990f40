// What was found beside the verdict: further diagnostics, advice, and what the log lines say.
import { byId, element, replaceContent } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { diagnosticBody, placeButton, tags } from './diagnostic_card.js';

/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {import('./diagnostic_card.js').Actions} Actions */

const MOST_LOG_LINES = 50;

/** @param {number} n @param {string} one */
export const plural = (n, one) => `${n} ${one}${n === 1 ? '' : 's'}`;

/**
 * @param {Result} result
 * @param {number} lead index of the diagnostic that the verdict shows
 * @param {Actions} actions
 */
export function showFindings(result, lead, actions) {
  const { diagnostics, diagnostics_omitted: omitted } = result.analysis;
  const cards = diagnostics.flatMap((diagnostic, i) => (i === lead ? [] : [
    element('article', { class: 'panel finding', 'data-severity': diagnostic.severity },
      element('h3', {}, inlineCode(sentence(diagnostic.message).replace(/\.$/, ''))),
      tags(diagnostic, result, actions),
      diagnosticBody(result, i, actions)),
  ]));
  replaceContent(byId('findings'), cards.length > 0 && [
    element('h2', {}, lead < 0 ? 'Advice' : `Also found: ${plural(cards.length, 'more finding')}`),
    ...cards,
    omitted > 0 && element('p', {}, `${plural(omitted, 'further finding')} not listed. Fix these first.`),
  ]);
}

/** @param {Result} result @param {Actions} actions */
export function showLog(result, actions) {
  const { log } = result.analysis;
  const shown = log.slice(0, MOST_LOG_LINES);
  replaceContent(byId('log'), log.length > 0 && element('details', { class: 'panel', id: 'log-details' },
    element('summary', {}, element('h2', {}, `Error log: ${plural(log.length, 'entry').replace('entrys', 'entries')} read`)),
    element('ul', { class: 'log' }, shown.map(({ place, level, message, upstream, meaning }) => element('li', {},
      element('p', {},
        element('span', { class: 'level' }, level), ' ', element('code', {}, message), ' ', placeButton(place, result, actions)),
      upstream && element('p', {}, 'to ', element('code', {}, upstream)),
      element('p', {}, meaning ? inlineCode(sentence(meaning)) : 'Says nothing about what the backend speaks.')))),
    log.length > shown.length && element('p', {}, `and ${log.length - shown.length} more`)));
}

export function clearFindings() {
  replaceContent(byId('findings'));
  replaceContent(byId('log'));
}
