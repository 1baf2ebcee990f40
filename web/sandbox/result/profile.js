// How much the patch does beside the repair, and what that brought.
import { element } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';

/** @typedef {import('../engine/protocol.js').Profile} Profile */
/** @typedef {import('../engine/run.js').Patch} Patch */

const PROFILES = /** @type {[Profile, string, string][]} */ ([
  ['minimal', 'Minimal', 'the failure stops, nothing else changes'],
  ['recommended', 'Recommended', 'also tells the backend who asked for what: Host and the forwarding headers'],
  ['hardened', 'Hardened', 'also limits and retries for production: time-outs, next server, buffers, keepalive'],
]);

/** @param {Profile} profile @param {(profile: Profile) => void} choose */
export function profileChoice(profile, choose) {
  return element('fieldset', { class: 'profile' },
    element('legend', {}, 'How much to change'),
    PROFILES.map(([value, name, words]) => element('div', { class: 'option' },
      element('input', {
        type: 'radio', name: 'profile', id: `profile-${value}`, checked: profile === value, change: () => choose(value),
      }),
      element('label', { for: `profile-${value}` }, `${name}: ${words}`))));
}

/** @param {Patch} patch */
export function additionsNote({ additions, notes }) {
  if (additions.length + notes.length === 0) return null;
  return element('details', { id: 'additions-details', open: true },
    element('summary', {}, element('h3', {}, 'Added beside the fix')),
    element('ul', { class: 'additions' },
      additions.map(({ block, directive, reason }) => element('li', {},
        element('code', {}, directive), block && [' in ', element('code', {}, block)], ': ', inlineCode(sentence(reason)))),
      notes.map((note) => element('li', {}, 'Left out: ', inlineCode(sentence(note))))));
}
