// Builds the page's elements. Text goes in as text nodes, never as markup.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | boolean | undefined | ((event: any) => void)>} [attributes] functions are listeners
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export const byId = (id) => /** @type {T} */ (document.getElementById(id));

/** @param {ParentNode} host @param {Map<string, boolean>} opened */
function reopen(host, opened) {
  for (const details of host.querySelectorAll('details')) {
    const open = opened.get(details.id);
    if (open === undefined || open === details.open) continue;
    const had = details.childElementCount;
    details.open = open;
    if (!open) continue;
    // What is built when it is opened is there at once, not with the browser's own event: the focus may be in it.
    details.dispatchEvent(new Event('toggle'));
    if (details.childElementCount > had) reopen(details, opened);
  }
}

/**
 * Replaces what is in `host`. Focus, and what the reader has opened or closed, stay with the elements of the same id.
 * @param {HTMLElement} host
 * @param {...(Child | Child[])} children
 */
export function replaceContent(host, ...children) {
  const focused = host.contains(document.activeElement) ? document.activeElement?.id : '';
  const opened = new Map([...host.querySelectorAll('details')].map(({ id, open }) => [id, open]));
  const nodes = children.flat().filter((child) => child !== null && child !== undefined && child !== false);
  host.replaceChildren(.../** @type {(Node | string)[]} */ (nodes));
  reopen(host, opened);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}
