// The box with the user's text. Starts as the textarea of the HTML; the editor takes its text, selection and focus over
// when it has arrived, in one task, so that no keystroke falls between the two. What it holds is a Source: text and line ends.
import { apply, EMPTY } from '../text/source.js';
import { byId } from '../parts/element.js';
import { createTextareaPane } from './textarea_pane.js';

/** @typedef {import('../text/source.js').Source} Source */
/** @typedef {import('./textarea_pane.js').Mark} Mark */
/** @typedef {typeof import('../editor/editor.js')} EditorModule */

const LABEL = 'nginx configuration and error-log lines';

/**
 * @param {object} listeners
 * @param {(what: { pasted: boolean, replaced: boolean }) => void} listeners.changed `replaced`: nothing of the text before is left
 * @param {(text: string) => boolean} listeners.pasting true: taken care of, do not insert it
 */
export function createBox({ changed, pasting }) {
  const textarea = /** @type {HTMLTextAreaElement} */ (byId('text'));
  const frame = byId('editor-frame');
  // What was typed before this script ran.
  let source = textarea.value === '' ? EMPTY : /** @type {Source} */ ({ text: textarea.value, ends: '\n' });
  /** @type {string | undefined} */
  let pasted;

  /** @param {import('../text/source.js').Change[]} changes */
  function onChange(changes) {
    const raw = pasted;
    pasted = undefined;
    const before = source.text;
    for (const change of changes) source = apply(source, change, raw);
    changed({ pasted: raw !== undefined, replaced: before !== '' && changes.some(({ removed }) => removed === before) });
  }

  const plain = createTextareaPane(textarea, onChange);
  /** @type {import('./textarea_pane.js').Pane} */
  let pane = plain;

  // The clipboard has the line ends that the inserted text will not have.
  /** @param {Event} event @param {DataTransfer | null} data */
  function inserting(event, data) {
    const text = data?.getData('text/plain') ?? '';
    if (text === '') return;
    if (pasting(text)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    pasted = text;
    setTimeout(() => { pasted = undefined; });
  }
  frame.addEventListener('paste', (event) => inserting(event, event.clipboardData), true);
  frame.addEventListener('drop', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) inserting(event, event.dataTransfer);
  }, true);

  return {
    get source() {
      return source;
    },
    /** @param {Source} fresh */
    set(fresh) {
      source = fresh;
      pane.replace(fresh.text);
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
      plain.destroy();
      pane = createEditor({ parent: frame, label: LABEL, placeholder: textarea.placeholder, text: source.text, state, onChange });
    },
  };
}
/** @typedef {ReturnType<typeof createBox>} Box */
