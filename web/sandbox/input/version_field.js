// The version of nginx, as people have it at hand: `1.25.3`, `nginx/1.25.3`, the line that `nginx -v` prints.
import { byId, replaceContent } from '../parts/element.js';
import { inlineCode } from '../parts/inline_code.js';

const FORM = /^(?:nginx version:\s*)?(?:nginx[/ ]\s*)?v?(\d{1,5}\.\d{1,5}(?:\.\d{1,5})?)(?:\s*\(.*\))?$/i;
const HINT = 'optional: what `nginx -v` prints';

/**
 * @param {string} text
 * @returns {string | undefined | null} undefined: unknown; null: not a version
 */
export function readVersion(text) {
  const typed = text.trim();
  return typed === '' ? undefined : (FORM.exec(typed)?.[1] ?? null);
}

/**
 * @param {() => void} changed
 * @returns {() => string | undefined} the version, when it is known and well-formed
 */
export function createVersionField(changed) {
  const input = /** @type {HTMLInputElement} */ (byId('version'));
  const note = byId('version-note');
  let last = readVersion(input.value);

  function update() {
    const version = readVersion(input.value);
    const bad = version === null;
    if (bad) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
    note.classList.toggle('invalid', bad);
    replaceContent(note, inlineCode(bad ? 'not a version: write it like `1.25.3`; until then it counts as unknown' : HINT));
    if ((version ?? undefined) === (last ?? undefined)) return;
    last = version;
    changed();
  }
  input.addEventListener('input', update);
  return () => readVersion(input.value) ?? undefined;
}
