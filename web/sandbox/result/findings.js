// What was found beside the verdict: further faults, and folded below them the advice.
import { byId, element, replaceContent } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { forgetPages, lazyDetails, paged } from '../parts/lazy.js';
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
  const indexes = (advice) => diagnostics.flatMap(({ severity }, i) => (i === lead || (severity === 'info') !== advice ? [] : [i]));
  /** @param {number} i */
  const card = (i) =>
    element(
      'article',
      { class: 'panel finding', 'data-severity': diagnostics[i].severity },
      element('h3', {}, inlineCode(sentence(diagnostics[i].message).replace(/\.$/, ''))),
      tags(diagnostics[i], result, actions),
      diagnosticBody(result, i, actions),
    );
  const faults = indexes(false);
  const advice = indexes(true);
  replaceContent(
    byId('findings'),
    faults.length > 0 && element('h2', {}, `${plural(faults.length, 'other finding')}`),
    paged('findings', faults, card),
    omitted > 0 && element('p', {}, `${plural(omitted, 'further finding')} not listed. Fix these first.`),
    advice.length > 0 &&
      lazyDetails({ class: 'panel advice', id: 'advice-details' }, element('h2', {}, `${plural(advice.length, 'suggestion')}, not urgent`), () =>
        paged('advice', advice, card),
      ),
  );
}

export function clearFindings() {
  for (const id of ['findings', 'advice']) forgetPages(id);
  replaceContent(byId('findings'));
}
