// What the paste leaves open: evidence against the version that was taken, files that are included and not there.
import { byId, element, replaceContent } from '../parts/element.js';
import { inlineCode } from '../parts/inline_code.js';
import { placeButton } from '../result/diagnostic_card.js';
import { ORIGINS } from './version_note.js';

/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {import('../result/diagnostic_card.js').Actions} Actions */

const MOST_FILES = 8;
const MOST_CONFLICTS = 8;

/** @param {Result} result @param {Actions} actions */
export function showReadingNotes(result, actions) {
  const {
    nginx: { claim, conflicts },
    missing_includes: missing,
  } = result.analysis;
  const files = missing
    .slice(0, MOST_FILES)
    .flatMap(({ path, place }, i) => [i > 0 && ', ', element('code', {}, path), ' (', placeButton(place, result, actions), ')']);
  replaceContent(
    byId('reading-notes'),
    claim &&
      conflicts
        .slice(0, MOST_CONFLICTS)
        .map((other) =>
          element(
            'li',
            {},
            element('strong', {}, 'Two versions of nginx: '),
            inlineCode(`${ORIGINS[other.origin]} says ${other.version}`),
            other.place && [' (', placeButton(other.place, result, actions), ')'],
            `; ${claim.version} counts, from ${ORIGINS[claim.origin]}. Is it the same machine?`,
          ),
        ),
    missing.length > 0 &&
      element(
        'li',
        {},
        element('strong', {}, 'Included, but not in the paste: '),
        files,
        missing.length > MOST_FILES && ` and ${missing.length - MOST_FILES} more`,
        '. They are ignored; the output of ',
        element('code', {}, 'nginx -T'),
        ' has them all.',
      ),
  );
}

export function clearReadingNotes() {
  replaceContent(byId('reading-notes'));
}
