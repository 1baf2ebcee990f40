// What goes wrong in the editor, wherever: in an extension, which CodeMirror catches; in a transaction; in work of its own
// between two events, which ends at the window.
import { EditorView } from '@codemirror/view';

/**
 * @param {(error: unknown) => void} failed told once
 * @returns {{ extension: import('@codemirror/state').Extension, report: (error: unknown) => void, stop: () => void }}
 */
export function watchForFailure(failed) {
  const listening = new AbortController();
  /** @param {unknown} error */
  function report(error) {
    if (listening.signal.aborted) return;
    listening.abort();
    console.error(error);
    // CodeMirror may be in the middle of an update, which does not bear that its view goes.
    queueMicrotask(() => failed(error));
  }
  // The whole of CodeMirror is in this one file, and nothing else of the page.
  addEventListener(
    'error',
    ({ filename, error }) => {
      if (filename === import.meta.url) report(error);
    },
    { signal: listening.signal },
  );
  return { extension: EditorView.exceptionSink.of(report), report, stop: () => listening.abort() };
}
