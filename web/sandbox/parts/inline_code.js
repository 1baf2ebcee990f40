// The engine's messages put code in back-ticks.
import { element } from './element.js';

/**
 * @param {string} message
 * @returns {(string | HTMLElement)[]}
 */
export function inlineCode(message) {
  return message.split('`').map((part, i, { length }) => {
    if (i % 2 === 0) return part;
    return i === length - 1 ? `\`${part}` : element('code', {}, part);
  });
}

/** A sentence of its own out of one that starts in lower case and has no period; nginx stays nginx. @param {string} text */
export function sentence(text) {
  const head = text.startsWith('nginx') ? text.slice(0, 1) : text.slice(0, 1).toUpperCase();
  return text === '' ? '' : head + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
}
