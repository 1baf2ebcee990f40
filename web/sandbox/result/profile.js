// How much the patch does beside the repair, and what that brought.
import { element } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { firstOf } from '../parts/lazy.js';

/** @typedef {import('../engine/protocol.js').Profile} Profile */
/** @typedef {import('../engine/run.js').Patch} Patch */

const MOST = 100;
const PROFILES = /** @type {[Profile, string, string][]} */ ([
  ['minimal', 'Minimal', 'the failure stops, keepalive works where it is configured, nothing else changes'],
  ['recommended', 'Recommended', 'the backend also learns who asked for what: Host, X-Real-IP, X-Forwarded-For, X-Forwarded-Proto'],
  ['hardened', 'Hardened', 'all of that, and limits for production: time-outs, one retry at another server, buffers, a shared zone, keepalive limits'],
]);

/** @param {Profile} profile @param {(profile: Profile) => void} choose */
export function profileChoice(profile, choose) {
  return element(
    'fieldset',
    { class: 'profile' },
    element('legend', {}, 'What to change'),
    PROFILES.map(([value, name, words]) =>
      element(
        'div',
        { class: 'option' },
        element('input', {
          type: 'radio',
          name: 'profile',
          id: `profile-${value}`,
          checked: profile === value,
          change: () => choose(value),
        }),
        element('label', { for: `profile-${value}` }, `${name}: ${words}`),
      ),
    ),
  );
}

/** The page has no options of the command line. @param {string} note */
const withoutOption = (note) => note.replace(/; `--unsafe` .*$/, '');

/** @param {Profile} profile @param {Pick<Patch, 'additions' | 'notes'>} patch */
export function additionsNote(profile, { additions, notes }) {
  if (profile === 'minimal') return null;
  if (additions.length + notes.length === 0) {
    return element('p', { class: 'note' }, 'The profile adds nothing here: no fix changes how requests are passed on, or you have set it all yourself.');
  }
  const title =
    additions.length === 0 ? 'Nothing was added beside the fix' : `Added beside the fix: ${additions.length} line${additions.length === 1 ? '' : 's'}`;
  return element(
    'details',
    { id: 'additions-details', open: true },
    element('summary', {}, element('h3', {}, title)),
    element(
      'ul',
      { class: 'additions' },
      firstOf(
        additions,
        MOST,
        ({ block, directive, reason }) =>
          element('li', {}, element('code', {}, directive), block && [' in ', element('code', {}, block)], ': ', inlineCode(sentence(reason))),
        (more) => element('li', {}, `and ${more} more: the patch shows them`),
      ),
      firstOf(
        notes,
        MOST,
        (note) => element('li', {}, inlineCode(sentence(withoutOption(note)))),
        (more) => element('li', {}, `and ${more} more like them`),
      ),
    ),
  );
}
