// The patch as a unified view, drawn from the engine's own line changes: what is on the screen is what the patch file holds.
import { Change, presentableDiff, unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { watchForFailure } from './failure.js';
import { nginx } from './nginx_mode.js';
import { diffLook, followScheme, theme } from './theme.js';

/** Whole lines. @typedef {{ fromA: number, toA: number, fromB: number, toB: number }} LineRange */
/** @typedef {{ show: (before: string, after: string, changes: LineRange[]) => void, destroy: () => void }} DiffView */

/** Characters that are compared one by one: of a change, and of all of them. */
const LONGEST_EXACT = 4000;
const MOST_EXACT = 200_000;

/**
 * Marks what differs inside the changed lines. Only where one side is a single line at most: finer changes could
 * otherwise leave lines out that the patch replaces.
 * @param {string} a
 * @param {string} b
 * @param {LineRange} range
 */
function within(a, b, { fromA, toA, fromB, toB }) {
  const whole = [new Change(fromA, toA, fromB, toB)];
  const before = a.slice(fromA, toA);
  const after = b.slice(fromB, toB);
  if (before === '' || after === '' || before.length + after.length > LONGEST_EXACT) return whole;
  const lines = (/** @type {string} */ text) => text.replace(/\n$/, '').split('\n').length;
  if (lines(before) > 1 && lines(after) > 1) return whole;
  return presentableDiff(before, after).map((change) => new Change(change.fromA + fromA, change.toA + fromA, change.fromB + fromB, change.toB + fromB));
}

/**
 * @param {HTMLElement} host
 * @param {() => void} failed the view is gone
 * @returns {DiffView}
 */
export function createDiff(host, failed) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const listening = new AbortController();
  /** @type {EditorView | undefined} */
  let view;
  const failure = watchForFailure(failed);
  return {
    show(before, after, changes) {
      view?.destroy();
      let compared = 0;
      const exact = changes.flatMap((range) => {
        compared += range.toA - range.fromA + range.toB - range.fromB;
        return compared > MOST_EXACT ? [new Change(range.fromA, range.toA, range.fromB, range.toB)] : within(before, after, range);
      });
      view = new EditorView({
        parent: root,
        root,
        state: EditorState.create({
          doc: after,
          extensions: [
            EditorState.readOnly.of(true),
            EditorView.editable.of(false),
            EditorView.contentAttributes.of({ 'aria-label': 'Diff', tabindex: '0' }),
            EditorView.lineWrapping,
            lineNumbers(),
            nginx,
            failure.extension,
            diffLook, // before the theme: the first one wins
            theme,
            unifiedMergeView({
              original: before,
              mergeControls: false,
              gutter: false,
              syntaxHighlightDeletions: true,
              collapseUnchanged: { margin: 3, minSize: 6 },
              diffConfig: { override: () => exact },
            }),
          ],
        }),
      });
      followScheme(view, listening.signal);
    },
    destroy() {
      listening.abort();
      failure.stop();
      view?.destroy();
    },
  };
}
