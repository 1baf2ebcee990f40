// What is known of the nginx that runs the configuration, beside the field where the user may say it.

import { byId, replaceContent } from '../parts/element.js';
import { inlineCode } from '../parts/inline_code.js';

/** @typedef {import('../engine/protocol.js').Analysis} Analysis */

const ORIGINS = {
  version_output: 'what nginx printed in your paste',
  image_tag: 'the image tag in your paste',
  response: 'the Server header in your paste',
  user: 'you',
  unknown: 'your paste',
};

/** What is wrong with the field itself comes first. @param {Analysis} analysis */
export function showVersionNote(analysis) {
  const note = byId('version-note');
  if (!note.classList.contains('invalid')) replaceContent(note, inlineCode(words(analysis)));
}

/** @param {Analysis} analysis @returns {string} */
function words({ nginx, missing_includes: missing }) {
  const { claim, conflicts } = nginx;
  const notes = [];
  if (claim === undefined) {
    notes.push('optional: what `nginx -v` prints');
  } else if (claim.origin !== 'user') {
    notes.push(`${claim.version}${claim.exact ? '' : ' or later'}, from ${ORIGINS[claim.origin]}; type another one to override`);
  }
  for (const other of conflicts) notes.push(`${ORIGINS[other.origin]} says ${other.version}`);
  if (missing.length > 0) {
    const names = missing.slice(0, 4).map(({ path }) => path).join(', ');
    notes.push(`not in the paste: ${names}${missing.length > 4 ? ` and ${missing.length - 4} more` : ''}`);
  }
  return notes.join('; ');
}
