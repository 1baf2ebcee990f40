// The editor that takes the textarea's place: CodeMirror in a ShadowRoot, where its styles need no exception in the CSP.
import { defaultKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState, Transaction } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, lineNumbers, placeholder as placeholderText } from '@codemirror/view';
import { watchForFailure } from './failure.js';
import { nginx } from './nginx_mode.js';
import { followScheme, theme } from './theme.js';

export { createDiff } from './diff_view.js';

/** @typedef {import('../input/textarea_pane.js').PaneState} PaneState */

/** Marks in the text; the list of findings has the others. */
const MOST_MARKS = 2000;
const silent = Annotation.define();

/**
 * @param {object} options
 * @param {HTMLElement} options.parent
 * @param {string} options.label
 * @param {string} options.placeholder
 * @param {string} options.text
 * @param {PaneState} options.state
 * @param {import('../input/textarea_pane.js').OnChange} options.onChange
 * @param {(text: string, state: PaneState) => void} options.failed the editor is gone; this is what it held, or was to hold
 * @returns {import('../input/textarea_pane.js').Pane}
 */
export function createEditor({ parent, label, placeholder, text, state, onChange, failed }) {
  const host = document.createElement('div');
  host.className = 'editor-host';
  parent.append(host);
  const root = host.attachShadow({ mode: 'open' });

  /** @param {() => EditorView} start */
  function startIn(start) {
    try {
      return start();
    } catch (error) {
      failure.stop();
      host.remove();
      throw error;
    }
  }

  /** @param {import('@codemirror/view').ViewUpdate} update */
  function tell({ docChanged, transactions, startState }) {
    if (!docChanged) return;
    const { anchor, head } = startState.selection.main;
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
    if (all.length > 0) onChange(all, { anchor, head });
  }

  /** What the last transaction was to lead to, should it fail. @type {Transaction | undefined} */
  let meant;
  const failure = watchForFailure(() => {
    const {
      doc,
      selection: {
        main: { anchor, head },
      },
    } = meant ? { doc: meant.newDoc, selection: meant.newSelection } : view.state;
    const { scrollTop } = view.scrollDOM;
    const focused = view.hasFocus;
    try {
      view.destroy();
    } catch {
      // It goes all the same.
    }
    host.remove();
    failed(doc.toString(), { anchor, head, scroll: scrollTop, focused });
  });

  const view = startIn(
    () =>
      new EditorView({
        parent: root,
        root,
        dispatchTransactions(transactions, target) {
          meant = transactions.at(-1);
          target.update(transactions);
          meant = undefined;
        },
        state: EditorState.create({
          doc: text,
          selection: { anchor: state.anchor, head: state.head },
          extensions: [
            lineNumbers(),
            lintGutter(),
            highlightSpecialChars(),
            bracketMatching(),
            search({ top: true }),
            EditorView.lineWrapping,
            EditorView.contentAttributes.of({
              'aria-label': label,
              tabindex: '0',
              spellcheck: 'false',
              autocapitalize: 'off',
              autocorrect: 'off',
            }),
            placeholderText(placeholder),
            keymap.of([{ key: 'F8', run: nextDiagnostic, shift: previousDiagnostic }, ...searchKeymap, ...defaultKeymap]),
            EditorView.updateListener.of(tell),
            nginx,
            theme,
            failure.extension,
          ],
        }),
      }),
  );
  const dispatch = view.dispatch.bind(view);
  view.dispatch = (/** @type {any[]} */ ...input) => {
    try {
      dispatch(...input);
    } catch (error) {
      try {
        meant ??= view.state.update(...input.map((spec) => ({ ...spec, filter: false }))); // a filter of an extension failed
      } catch {
        // What it held has to do.
      }
      failure.report(error);
    }
  };
  followScheme(view);

  /** @param {number} offset */
  const inside = (offset) => Math.min(offset, view.state.doc.length);
  view.scrollDOM.scrollTop = state.scroll;
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
    change({ from, removed, inserted }, { anchor, head }) {
      view.dispatch({
        changes: { from, to: from + removed.length, insert: inserted },
        selection: { anchor, head },
        annotations: silent.of(true),
        scrollIntoView: true,
      });
      view.focus();
    },
    insert(fresh) {
      view.dispatch(view.state.replaceSelection(fresh), { userEvent: 'input.paste', scrollIntoView: true });
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
      view.dispatch(
        setDiagnostics(
          view.state,
          marks.slice(0, MOST_MARKS).map(({ from, to, severity, message }) => ({
            from: inside(from),
            to: inside(to),
            severity,
            message: message.replaceAll('`', ''),
          })),
        ),
      );
    },
    destroy() {
      failure.stop();
      view.destroy();
      host.remove();
    },
  };
}
