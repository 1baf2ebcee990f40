// What is known of the nginx that runs the configuration, beside the field where the user may say it.
import { byId, replaceContent } from '../parts/element.js';
import { inlineCode } from '../parts/inline_code.js';

/** @typedef {import('../engine/protocol.js').Analysis} Analysis */

export const ORIGINS = {
  version_output: 'what nginx printed in your paste',
  image_tag: 'the image tag in your paste',
  response: 'the `Server` header in your paste',
  user: 'you',
  unknown: 'your paste',
};

/** What is wrong with the field itself comes first. @param {Analysis['nginx']} [nginx] */
export function showVersionNote(nginx) {
  const note = byId('version-note');
  if (!note.classList.contains('invalid')) replaceContent(note, inlineCode(words(nginx)));
}

/** @param {Analysis['nginx']} [nginx] @returns {string} */
function words(nginx) {
  if (nginx?.claim === undefined) return 'optional: what `nginx -v` prints';
  const { claim, distribution, plus_release: plus } = nginx;
  const build = [plus && `NGINX Plus ${plus}`, distribution && `built by ${distribution}`].filter(Boolean).join(', ');
  if (claim.origin === 'user') return build;
  return `${claim.version}${claim.exact ? '' : ' or later'}${build && ` (${build})`}, from ${ORIGINS[claim.origin]}; type another one to override`;
}
