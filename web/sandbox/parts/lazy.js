// What a page of any length builds at once: a bounded number of elements. The rest comes when it is asked for.
import { element } from './element.js';

/** @typedef {import('./element.js').Child} Child */

const FIRST = 20;
const MORE = 50;
/** So many are drawn again after a change of the text. */
const MOST_AGAIN = 120;

/** How many of a list the reader has asked for, by the list's id. @type {Map<string, number>} */
const asked = new Map();

/**
 * The first of many elements, and a button for more of them.
 * @template T
 * @param {string} id
 * @param {T[]} items
 * @param {(item: T, index: number) => HTMLElement} draw
 * @returns {HTMLElement[]}
 */
export function paged(id, items, draw) {
  let shown = Math.min(items.length, Math.max(FIRST, Math.min(asked.get(id) ?? 0, MOST_AGAIN)));
  const nodes = items.slice(0, shown).map(draw);
  if (shown === items.length) return nodes;
  const button = element('button', { type: 'button', id: `${id}-more`, click: more });
  const say = () => {
    button.textContent = `Show ${Math.min(MORE, items.length - shown)} more of ${items.length}`;
  };
  function more() {
    const next = items.slice(shown, shown + MORE).map((item, i) => draw(item, shown + i));
    shown += next.length;
    asked.set(id, shown);
    button.before(...next);
    next[0].tabIndex = -1;
    next[0].focus({ preventScroll: true });
    if (shown === items.length) button.remove();
    else say();
  }
  say();
  return [...nodes, button];
}

/** The list starts anew. @param {string} id */
export const forgetPages = (id) => asked.delete(id);

/**
 * The first of a list of lines, and how many more there are.
 * @template T
 * @param {T[]} items
 * @param {number} most
 * @param {(item: T, index: number) => Child} draw
 * @param {(more: number) => Child} rest
 * @returns {Child[]}
 */
export function firstOf(items, most, draw, rest) {
  const nodes = items.slice(0, most).map(draw);
  return items.length > most ? [...nodes, rest(items.length - most)] : nodes;
}

/**
 * What it holds is built when it is opened.
 * @param {Record<string, string | boolean>} attributes with an `id`: whether it is open is kept (element.js, replaceContent)
 * @param {Child} summary
 * @param {() => (Child | Child[])[]} build
 */
export function lazyDetails(attributes, summary, build) {
  const details = element('details', attributes, element('summary', {}, summary));
  let built = false;
  function fill() {
    if (built || !details.open) return;
    built = true;
    for (const child of build().flat()) if (child) details.append(child);
  }
  details.addEventListener('toggle', fill);
  fill();
  return details;
}
