// The editor that takes the textarea's place: CodeMirror in a ShadowRoot, where its styles need no exception in the CSP.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, lineNumbers, placeholder as placeholderText } from '@codemirror/view';
import { nginx } from './nginx_mode.js';
import { followScheme, theme } from './theme.js';

export { createDiff } from './diff_view.js';

const silent = Annotation.define();

/**
 * @param {object} options
 * @param {HTMLElement} options.parent
 * @param {string} options.label
 * @param {string} options.placeholder
 * @param {string} options.text
 * @param {{ anchor: number, head: number, scroll: number, focused: boolean }} options.state
 * @param {import('../input/textarea_pane.js').OnChange} options.onChange
 * @returns {import('../input/textarea_pane.js').Pane}
 */
export function createEditor({ parent, label, placeholder, text, state, onChange }) {
  const host = document.createElement('div');
  host.className = 'editor-host';
  parent.append(host);
  const root = host.attachShadow({ mode: 'open' });

  /** @param {import('@codemirror/view').ViewUpdate} update */
  function tell({ docChanged, transactions }) {
    if (!docChanged) return;
    /** @type {import('../text/source.js').Change[]} */
    const all = [];
    for (const transaction of transactions) {
      if (transaction.annotation(silent)) continue;
      /** @type {import('../text/source.js').Change[]} */
      const changes = [];
      const { doc } = transaction.startState;
      transaction.changes.iterChanges((from, to, _fromB, _toB, inserted) => {
        changes.push({ from, removed: doc.sliceString(from, to), inserted: inserted.toString() });
      });
      // All offsets are into the text before the transaction: from the last to the first they stay good.
      all.push(...changes.reverse());
    }
    if (all.length > 0) onChange(all);
  }

  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      selection: { anchor: state.anchor, head: state.head },
      extensions: [
        lineNumbers(),
        lintGutter(),
        highlightSpecialChars(),
        history(),
        bracketMatching(),
        search({ top: true }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          'aria-label': label, tabindex: '0', spellcheck: 'false', autocapitalize: 'off', autocorrect: 'off',
        }),
        placeholderText(placeholder),
        keymap.of([
          { key: 'F8', run: nextDiagnostic, shift: previousDiagnostic },
          ...searchKeymap, ...historyKeymap, ...defaultKeymap,
        ]),
        EditorView.updateListener.of(tell),
        nginx,
        theme,
      ],
    }),
  });
  followScheme(view);
  view.scrollDOM.scrollTop = state.scroll;
  if (state.focused) view.focus();

  /** @param {number} offset */
  const inside = (offset) => Math.min(offset, view.state.doc.length);
  return {
    state() {
      const { anchor, head } = view.state.selection.main;
      return { anchor, head, scroll: view.scrollDOM.scrollTop, focused: view.hasFocus };
    },
    replace(fresh) {
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: fresh },
        selection: { anchor: 0 },
        annotations: silent.of(true),
        scrollIntoView: true,
      });
    },
    select(from, to) {
      view.focus();
      view.dispatch({
        selection: { anchor: inside(from), head: inside(to) },
        effects: EditorView.scrollIntoView(inside(from), { y: 'center' }),
      });
    },
    focus: () => view.focus(),
    mark(marks) {
      view.dispatch(setDiagnostics(view.state, marks.map(({ from, to, severity, message }) => ({
        from: inside(from), to: inside(to), severity, message: message.replaceAll('`', ''),
      }))));
    },
    destroy() {
      view.destroy();
      host.remove();
    },
  };
}
