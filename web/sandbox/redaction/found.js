// Every value that was replaced: by what, what it is, where it stands, and a way to leave it. Put together when it is opened,
// and not before: the originals are not in the page until somebody asks for them.
import { decode } from '../text/bytes.js';
import { element } from '../parts/element.js';
import { className } from './class_names.js';

/** @typedef {import('./calls.js').Redacted} Redacted */
/** @typedef {import('../engine/protocol.js').Place} Place */

const MOST_ROWS = 300;
const MOST_PLACES = 5;
const MOST_OF_A_VALUE = 120;

/** @param {string} value */
const shortened = (value) => (value.length > MOST_OF_A_VALUE ? `${value.slice(0, MOST_OF_A_VALUE)}…` : value);

/**
 * @param {Redacted} redacted
 * @param {object} actions
 * @param {(place: Place) => HTMLElement} actions.placeButton
 * @param {(value: string) => void} actions.keep
 * @param {boolean} open
 */
export function foundTable({ findings, vault }, { placeButton, keep }, open) {
  /** @type {Place[][]} */
  const places = vault.map(() => []);
  for (const { entry, place } of findings) places[entry].push(place);

  /** @param {Redacted['vault'][number]} entry @param {number} i */
  function row({ placeholder, class: kind, original }, i) {
    const value = decode(original);
    const more = places[i].length - MOST_PLACES;
    return element(
      'tr',
      {},
      element('td', {}, element('code', {}, placeholder)),
      element('td', { class: 'kind' }, className(kind)),
      element('td', {}, element('code', {}, shortened(value))),
      element(
        'td',
        { class: 'where' },
        places[i].slice(0, MOST_PLACES).flatMap((place) => [placeButton(place), ' ']),
        more > 0 && `and ${more} more`,
      ),
      element(
        'td',
        {},
        element(
          'button',
          { type: 'button', id: `keep-${i}`, click: () => keep(value) },
          'Keep it',
          element('span', { class: 'visually-hidden' }, ` unredacted: ${placeholder}`),
        ),
      ),
    );
  }

  const host = element('div', { class: 'scrolling' });
  const details = element('details', { id: 'replaced-details', open }, element('summary', {}, 'What was replaced, and where'), host);
  function fill() {
    if (!details.open) return host.replaceChildren();
    if (host.firstChild) return;
    host.append(
      element(
        'table',
        { class: 'found' },
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            ['Placeholder', 'Kind', 'Original', 'Where'].map((title) => element('th', { scope: 'col' }, title)),
            element('th', { scope: 'col' }, element('span', { class: 'visually-hidden' }, 'Keep it')),
          ),
        ),
        element('tbody', {}, vault.slice(0, MOST_ROWS).map(row)),
      ),
    );
    if (vault.length > MOST_ROWS) host.append(element('p', { class: 'note' }, `${vault.length - MOST_ROWS} more values are in the vault file.`));
  }
  fill();
  details.addEventListener('toggle', fill);
  return details;
}
