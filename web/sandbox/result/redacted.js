// The same text without secrets, hosts and addresses, to be shown to others.
import { decode } from '../text/bytes.js';
import { element } from '../parts/element.js';
import { copyButton } from '../parts/copy_button.js';

/** @typedef {import('../engine/run.js').Redacted} Redacted */

const MOST_CHARACTERS = 200_000;
const CLASSES = /** @type {Record<string, [string, string]>} */ ({
  private_key: ['private key', 'private keys'],
  token: ['token', 'tokens'],
  authorization: ['authorization', 'authorizations'],
  password: ['password', 'passwords'],
  url_password: ['URL password', 'URL passwords'],
  password_hash: ['password hash', 'password hashes'],
  secret_data: ['secret value', 'secret values'],
  session: ['session', 'sessions'],
  account: ['account', 'accounts'],
  email: ['e-mail name', 'e-mail names'],
  user_name: ['user name', 'user names'],
  upstream_name: ['upstream name', 'upstream names'],
  host: ['host name', 'host names'],
  ip_address: ['IP address', 'IP addresses'],
  mac_address: ['MAC address', 'MAC addresses'],
  resource_name: ['resource name', 'resource names'],
  word: ['own word', 'own words'],
});

/** @param {string} name @param {number} n */
export const className = (name, n) => CLASSES[name]?.[n === 1 ? 0 : 1] ?? name.replaceAll('_', ' ');

/** What was replaced, in one sentence. @param {Redacted} redacted */
function summary({ findings, replaced }) {
  if (findings.length === 0) return 'Nothing was replaced: no secret, host or address was found.';
  /** @type {Map<string, number>} */
  const byClass = new Map();
  for (const entry of replaced) byClass.set(entry.class, (byClass.get(entry.class) ?? 0) + 1);
  const kinds = [...byClass].map(([name, n]) => `${n} ${className(name, n)}`).join(', ');
  const places = `${findings.length} place${findings.length === 1 ? '' : 's'}`;
  return `Replaced: ${kinds}, in ${places}. The same value has the same placeholder everywhere.`;
}

/** @param {Redacted} redacted @param {number} document */
function textOf({ documents, findings }, document) {
  const text = decode(documents[document].text);
  const shown = text.slice(0, MOST_CHARACTERS);
  const parts = [];
  let at = 0;
  for (const { place, redacted, class: kind } of findings) {
    if (place.document !== document || redacted.end > shown.length) continue;
    parts.push(shown.slice(at, redacted.start));
    parts.push(element('mark', { title: className(kind, 1) }, shown.slice(redacted.start, redacted.end)));
    at = redacted.end;
  }
  parts.push(shown.slice(at));
  const rest = text.length - shown.length;
  return [
    documents.length > 1 && element('h4', {}, documents[document].name),
    element('pre', { class: 'code', tabindex: '0', role: 'group', 'aria-label': `Redacted text, ${documents[document].name}` }, parts),
    rest > 0 && element('p', { class: 'note' }, `${rest} further characters are not shown; copying takes all of it.`),
  ];
}

/** @param {Redacted} redacted */
function leakWarning({ leaks }) {
  const how = [...new Set(leaks.map(({ encoding }) => encoding))].join(', ');
  return `Do not pass this text on: the check found replaced values still in it, in ${leaks.length} places (${how}).`;
}

/** Put together when it is opened, and not before. @param {Redacted} redacted */
function replacedTable({ replaced }) {
  const details = element('details', { id: 'replaced-details' }, element('summary', {}, 'What was replaced'));
  details.addEventListener('toggle', () => {
    details.querySelector('table')?.remove();
    if (!details.open) return;
    details.append(element('table', {},
      element('thead', {}, element('tr', {},
        ['Placeholder', 'Kind', 'Original'].map((title) => element('th', { scope: 'col' }, title)))),
      element('tbody', {}, replaced.map(({ placeholder, class: kind, original }) => element('tr', {},
        element('td', {}, element('code', {}, placeholder)),
        element('td', {}, className(kind, 1)),
        element('td', {}, element('code', {}, decode(original))))))));
  });
  return details;
}

/** @param {Redacted} redacted */
export function redactedView(redacted) {
  const { documents, findings, leaks } = redacted;
  const all = () => documents.map(({ text }) => decode(text)).join('\n');
  const copy = copyButton('Copy redacted text', all);
  copy.disabled = leaks.length > 0;
  return [
    element('div', { class: 'redacted-head' },
      element('p', {}, summary(redacted)),
      copy),
    leaks.length > 0 && element('p', { class: 'leak', role: 'alert' }, leakWarning(redacted)),
    ...documents.map((_, i) => textOf(redacted, i)).flat(),
    findings.length > 0 && replacedTable(redacted),
  ];
}
