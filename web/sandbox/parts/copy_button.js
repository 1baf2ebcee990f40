// A button that copies a text and says so.
import { element } from './element.js';

/** @param {string} text */
async function toClipboard(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Plain http from another machine has no clipboard API.
  const focused = document.activeElement;
  const box = element('textarea', { class: 'visually-hidden' });
  box.value = text;
  document.body.append(box);
  box.select();
  const copied = document.execCommand('copy');
  box.remove();
  if (focused instanceof HTMLElement) focused.focus();
  if (!copied) throw new Error('refused');
}

/**
 * @param {string} label
 * @param {() => string} text
 * @param {string} [what] completes the label for those who do not see what stands beside it
 */
export function copyButton(label, text, what = '') {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const shown = document.createTextNode(label);
  const click = async () => {
    clearTimeout(timer);
    shown.data = await toClipboard(text()).then(
      () => 'Copied',
      () => 'Not allowed: select and copy',
    );
    timer = setTimeout(() => {
      shown.data = label;
    }, 2000);
  };
  return element('button', { type: 'button', class: 'copy', click }, shown, what && element('span', { class: 'visually-hidden' }, ` ${what}`));
}

/**
 * Commands to run, with a button.
 * @param {string} text
 * @param {string} what
 */
export function command(text, what) {
  return element(
    'div',
    { class: 'command' },
    element('pre', { tabindex: '0', role: 'group', 'aria-label': what }, element('code', {}, text)),
    copyButton('Copy', () => text, what),
  );
}
