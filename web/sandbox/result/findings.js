// What was found beside the verdict: further faults, and folded below them the advice.
import { byId, element, replaceContent } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { diagnosticBody, tags } from './diagnostic_card.js';

/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {import('./diagnostic_card.js').Actions} Actions */

/** @param {number} n @param {string} one */
export const plural = (n, one) => `${n} ${one}${n === 1 ? '' : 's'}`;

/**
 * @param {Result} result
 * @param {number} lead index of the diagnostic that the verdict shows
 * @param {Actions} actions
 */
export function showFindings(result, lead, actions) {
  const { diagnostics, diagnostics_omitted: omitted } = result.analysis;
  /** @param {boolean} advice */
  const cards = (advice) => diagnostics.flatMap((diagnostic, i) => (i === lead || (diagnostic.severity === 'info') !== advice ? [] : [
    element('article', { class: 'panel finding', 'data-severity': diagnostic.severity },
      element('h3', {}, inlineCode(sentence(diagnostic.message).replace(/\.$/, ''))),
      tags(diagnostic, result, actions),
      diagnosticBody(result, i, actions)),
  ]));
  const faults = cards(false);
  const advice = cards(true);
  replaceContent(byId('findings'),
    faults.length > 0 && element('h2', {}, `Also found: ${plural(faults.length, 'more finding')}`),
    faults,
    omitted > 0 && element('p', {}, `${plural(omitted, 'further finding')} not listed. Fix these first.`),
    advice.length > 0 && element('details', { class: 'panel advice', id: 'advice-details' },
      element('summary', {}, element('h2', {}, `Advice: ${plural(advice.length, 'improvement')}, nothing that breaks`)),
      advice));
}

export function clearFindings() {
  replaceContent(byId('findings'));
}
