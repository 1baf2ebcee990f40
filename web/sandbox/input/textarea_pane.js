// The box before the editor has arrived, and wherever it never does or has failed: a plain textarea.
import { changeBetween } from '../text/source.js';

/** @typedef {{ anchor: number, head: number, scroll: number, focused: boolean }} PaneState */
/**
 * What the page needs of the box, textarea or editor. Offsets are into the LF text.
 * @typedef {object} Pane
 * @property {() => PaneState} state
 * @property {(text: string) => void} replace without telling the listener
 * @property {(change: import('../text/source.js').Change, caret: import('./history.js').Caret) => void} change the same, in place
 * @property {(text: string) => void} insert where the selection is, as a paste does
 * @property {(from: number, to: number) => void} select and scroll there, with focus
 * @property {() => void} focus
 * @property {(marks: Mark[]) => void} mark
 * @property {() => void} destroy
 */
/** @typedef {{ from: number, to: number, severity: 'error' | 'warning' | 'info', message: string }} Mark */
/**
 * Changes in order, each against the text that the one before it left, and the selection before the first.
 * @typedef {(changes: import('../text/source.js').Change[], caret: import('./history.js').Caret) => void} OnChange
 */

/**
 * @param {HTMLTextAreaElement} textarea
 * @param {OnChange} onChange
 * @returns {Pane & { restore: (state: PaneState) => void, whenIdle: () => Promise<void> }}
 */
export function createTextareaPane(textarea, onChange) {
  let text = textarea.value;
  let composing = false;
  let pressed = false;
  const listening = new AbortController();
  /** @type {(() => void) | undefined} */
  let idle;
  textarea.hidden = false;

  function state() {
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = textarea;
    const backward = selectionDirection === 'backward';
    const [anchor, head] = backward ? [selectionEnd, selectionStart] : [selectionStart, selectionEnd];
    return { anchor, head, scroll: scrollTop, focused: document.activeElement === textarea };
  }
  /** @type {import('./history.js').Caret | undefined} */
  let before;
  function update() {
    const { value, selectionEnd } = textarea;
    const caret = before;
    before = undefined;
    if (value === text) return;
    const change = changeBetween(text, value, selectionEnd);
    text = value;
    onChange([change], caret ?? { anchor: change.from, head: change.from });
  }
  const settle = () => {
    if (!composing && !pressed) idle?.();
  };
  /** @param {string} name @param {(event: Event) => void} listener @param {EventTarget} [target] */
  const on = (name, listener, target = textarea) => target.addEventListener(name, listener, { signal: listening.signal });
  on('beforeinput', () => {
    before = state();
  });
  on('input', update);
  on('compositionstart', () => {
    composing = true;
  });
  on('compositionend', () => {
    composing = false;
    settle();
  });
  on('pointerdown', () => {
    pressed = true;
  });
  on(
    'pointerup',
    () => {
      pressed = false;
      settle();
    },
    window,
  );
  on(
    'pointercancel',
    () => {
      pressed = false;
      settle();
    },
    window,
  );

  /** Chromium scrolls to a caret, not to a selection. @param {number} at */
  function reveal(at) {
    textarea.focus();
    textarea.setSelectionRange(at, at);
    textarea.blur();
    textarea.focus();
  }

  return {
    state,
    restore({ anchor, head, scroll, focused }) {
      textarea.setSelectionRange(Math.min(anchor, head), Math.max(anchor, head), head < anchor ? 'backward' : 'forward');
      textarea.scrollTop = scroll;
      if (focused) textarea.focus({ preventScroll: true });
    },
    replace(fresh) {
      textarea.value = text = fresh;
      textarea.scrollTop = 0;
    },
    change({ from, removed, inserted }, { anchor, head }) {
      textarea.setRangeText(inserted, from, from + removed.length);
      text = textarea.value;
      reveal(head);
      textarea.setSelectionRange(Math.min(anchor, head), Math.max(anchor, head), head < anchor ? 'backward' : 'forward');
    },
    insert(fresh) {
      before = state();
      textarea.setRangeText(fresh, textarea.selectionStart, textarea.selectionEnd, 'end');
      update();
    },
    select(from, to) {
      reveal(from);
      textarea.setSelectionRange(from, to);
    },
    focus: () => textarea.focus(),
    mark() {}, // a textarea has no marks; the list of findings leads to the places
    destroy() {
      listening.abort();
      textarea.hidden = true;
    },
    /** Resolves between two inputs: no composition under way, no mouse button down. */
    whenIdle: () =>
      new Promise((resolve) => {
        idle = resolve;
        settle();
      }),
  };
}
