// The box before the editor has arrived, and wherever it never does: a plain textarea.
import { changeBetween } from '../text/source.js';

/**
 * What the page needs of the box, textarea or editor. Offsets are into the LF text.
 * @typedef {object} Pane
 * @property {() => { anchor: number, head: number, scroll: number, focused: boolean }} state
 * @property {(text: string) => void} replace without telling the listener
 * @property {(from: number, to: number) => void} select and scroll there, with focus
 * @property {() => void} focus
 * @property {(marks: Mark[]) => void} mark
 * @property {() => void} destroy
 */
/** @typedef {{ from: number, to: number, severity: 'error' | 'warning' | 'info', message: string }} Mark */
/**
 * Changes in order, each against the text that the one before it left.
 * @typedef {(changes: import('../text/source.js').Change[]) => void} OnChange
 */

/**
 * @param {HTMLTextAreaElement} textarea
 * @param {OnChange} onChange
 * @returns {Pane & { whenIdle: () => Promise<void> }}
 */
export function createTextareaPane(textarea, onChange) {
  let text = textarea.value;
  let composing = false;
  let pressed = false;
  const listening = new AbortController();
  /** @type {(() => void) | undefined} */
  let idle;

  function update() {
    const { value, selectionEnd } = textarea;
    if (value === text) return;
    const change = changeBetween(text, value, selectionEnd);
    text = value;
    onChange([change]);
  }
  const settle = () => {
    if (!composing && !pressed) idle?.();
  };
  /** @param {string} name @param {(event: Event) => void} listener @param {EventTarget} [target] */
  const on = (name, listener, target = textarea) => target.addEventListener(name, listener, { signal: listening.signal });
  on('input', update);
  on('compositionstart', () => { composing = true; });
  on('compositionend', () => { composing = false; settle(); });
  on('pointerdown', () => { pressed = true; });
  on('pointerup', () => { pressed = false; settle(); }, window);
  on('pointercancel', () => { pressed = false; settle(); }, window);

  return {
    state() {
      const { selectionStart, selectionEnd, selectionDirection, scrollTop } = textarea;
      const backward = selectionDirection === 'backward';
      const [anchor, head] = backward ? [selectionEnd, selectionStart] : [selectionStart, selectionEnd];
      return { anchor, head, scroll: scrollTop, focused: document.activeElement === textarea };
    },
    replace(fresh) {
      textarea.value = text = fresh;
      textarea.scrollTop = 0;
    },
    select(from, to) {
      textarea.focus();
      // Chromium scrolls to a caret, not to a selection.
      textarea.setSelectionRange(from, from);
      textarea.blur();
      textarea.focus();
      textarea.setSelectionRange(from, to);
    },
    focus: () => textarea.focus(),
    mark() {}, // a textarea has no marks; the list of findings leads to the places
    destroy() {
      listening.abort();
      textarea.hidden = true;
    },
    /** Resolves between two inputs: no composition under way, no mouse button down. */
    whenIdle: () => new Promise((resolve) => {
      idle = resolve;
      settle();
    }),
  };
}
