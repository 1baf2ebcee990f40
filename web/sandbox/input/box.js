// The box with the user's text. Starts as the textarea of the HTML; the editor takes its text, selection and focus over
// when it has arrived, in one task, so that no keystroke falls between the two, and gives them back when it fails. What it
// holds is a Source: text and line ends.
import { apply, changeBetween, EMPTY } from '../text/source.js';
import { byId } from '../parts/element.js';
import { fieldOf } from './keys.js';
import { createTextareaPane } from './textarea_pane.js';

/** @typedef {import('../text/source.js').Source} Source */
/** @typedef {import('../text/source.js').Change} Change */
/** @typedef {import('./history.js').Caret} Caret */
/** @typedef {import('./textarea_pane.js').Mark} Mark */
/** @typedef {typeof import('../editor/editor.js')} EditorModule */

const LABEL = 'nginx configuration and error-log lines';

/**
 * @param {object} listeners
 * @param {(what: { pasted: boolean, replaced: boolean, before: Source, change?: Change, caret: Caret }) => void} listeners.changed
 *   `replaced`: nothing of the text before is left; `change`: where it is one
 * @param {(text: string) => boolean} listeners.pasting true: taken care of, do not insert it
 * @param {() => void} listeners.fell the editor failed, and the textarea has the text
 */
export function createBox({ changed, pasting, fell }) {
  const textarea = /** @type {HTMLTextAreaElement} */ (byId('text'));
  const frame = byId('editor-frame');
  // What was typed before this script ran.
  let source = textarea.value === '' ? EMPTY : /** @type {Source} */ ({ text: textarea.value, ends: '\n' });
  /** @type {string | undefined} */
  let pasted;

  /** @type {import('./textarea_pane.js').OnChange} */
  function onChange(changes, caret) {
    const raw = pasted;
    pasted = undefined;
    const before = source;
    for (const change of changes) source = apply(source, change, raw);
    changed({
      pasted: raw !== undefined,
      before,
      caret,
      change: changes.length === 1 ? changes[0] : undefined,
      replaced: before.text !== '' && changes.some(({ removed }) => removed === before.text),
    });
  }

  const plain = createTextareaPane(textarea, onChange);
  /** @type {import('./textarea_pane.js').Pane} */
  let pane = plain;

  /** @param {Event} event */
  const ofBox = (event) => event.composedPath().includes(frame) && (fieldOf(event)?.matches('#text, .cm-content') ?? false);

  // The clipboard has the line ends that the inserted text will not have.
  /** @param {Event} event @param {DataTransfer | null} data */
  function inserting(event, data) {
    const text = data?.getData('text/plain') ?? '';
    if (text === '') return false;
    if (pasting(text)) {
      event.preventDefault();
      event.stopPropagation();
      return false;
    }
    pasted = text;
    setTimeout(() => {
      pasted = undefined;
    });
    return true;
  }
  addEventListener(
    'paste',
    (event) => {
      if (ofBox(event)) {
        inserting(event, event.clipboardData);
        return;
      }
      // Nothing else on the page takes it: it is for the box.
      if (event.defaultPrevented || fieldOf(event) !== null || !inserting(event, event.clipboardData)) return;
      event.preventDefault();
      pane.insert(/** @type {string} */ (pasted).replace(/\r\n?/g, '\n'));
      pane.focus();
    },
    true,
  );
  frame.addEventListener(
    'drop',
    (event) => {
      if (!event.dataTransfer?.types.includes('Files')) inserting(event, event.dataTransfer);
    },
    true,
  );

  /** The textarea again, as the editor leaves it. @param {string} text @param {import('./textarea_pane.js').PaneState} state */
  function fall(text, state) {
    textarea.value = text;
    const fresh = createTextareaPane(textarea, onChange);
    fresh.restore(state);
    pane = fresh;
    if (text !== source.text) onChange([changeBetween(source.text, text, state.head)], { anchor: state.head, head: state.head });
    fell();
  }

  return {
    get source() {
      return source;
    },
    ofBox,
    /** @param {Source} fresh */
    set(fresh) {
      source = fresh;
      pane.replace(fresh.text);
    },
    /** A step back or forth: the listeners are not told. @param {Change} change @param {import('../text/line_ends.js').LineEnds} ends @param {Caret} caret */
    step(change, ends, caret) {
      const { from, removed, inserted } = change;
      source = { text: source.text.slice(0, from) + inserted + source.text.slice(from + removed.length), ends };
      if (removed !== '' || inserted !== '') pane.change(change, caret);
    },
    /** Only the line ends change. @param {import('../text/line_ends.js').LineEnds} ends */
    setEnds(ends) {
      source = { text: source.text, ends };
    },
    /** @param {Mark[]} marks */
    mark: (marks) => pane.mark(marks),
    /** @param {number} from @param {number} to */
    select: (from, to) => pane.select(from, to),
    focus: () => pane.focus(),
    /** @param {EditorModule} editor */
    async upgrade({ createEditor }) {
      await plain.whenIdle();
      const state = plain.state();
      try {
        pane = createEditor({ parent: frame, label: LABEL, placeholder: textarea.placeholder, text: source.text, state, onChange, failed: fall });
      } catch (error) {
        console.error(error);
        fell();
        return;
      }
      plain.destroy();
      if (state.focused) pane.focus();
    },
  };
}
/** @typedef {ReturnType<typeof createBox>} Box */
