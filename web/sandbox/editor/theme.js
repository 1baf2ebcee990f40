// How the editor and the diff look. The page's style sheets do not reach into a ShadowRoot, its custom properties do.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const highlight = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--code-keyword)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: tags.variableName, color: 'var(--code-variable)' },
  { tag: [tags.number, tags.bool], color: 'var(--code-number)' },
  { tag: [tags.comment, tags.meta], color: 'var(--text-soft)' },
  { tag: tags.propertyName, color: 'var(--text-soft)' },
  { tag: tags.invalid, color: 'var(--error)' },
]);

/** @param {string} mark @param {string} colour */
const lineMark = (mark, colour) => ({
  content: `"${mark}"`,
  color: colour,
  display: 'inline-block',
  width: '1.5ch',
  fontWeight: '600',
  textIndent: '0',
});

const look = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'var(--code-background)', fontSize: 'var(--code-size)', height: '100%' },
  '&.cm-focused': { outline: 'none' }, // the frame around the box shows focus
  '.cm-scroller': { fontFamily: 'var(--code-font)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--text)', padding: '8px 0' },
  '.cm-line': { padding: '0 10px 0 6px' },
  '.cm-gutters': { color: 'var(--text-soft)', backgroundColor: 'var(--code-background)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 4px 0 10px' },
  '.cm-placeholder': { color: 'var(--text-soft)' },
  '.cm-specialChar': { color: 'var(--error)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--selection)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--selection)' },

  '.cm-lintRange-error': { backgroundImage: 'none', borderBottom: '2px solid var(--error)', paddingBottom: '0' },
  '.cm-lintRange-warning': { backgroundImage: 'none', borderBottom: '2px solid var(--warning)', paddingBottom: '0' },
  '.cm-lintRange-info': { backgroundImage: 'none', borderBottom: '2px dotted var(--info)', paddingBottom: '0' },
  '.cm-lintRange-active': { backgroundColor: 'var(--error-background)' },
  '.cm-gutter-lint': { width: '1.1em' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0 .15em' },
  '.cm-lint-marker': {
    content: 'none',
    width: '.6em',
    height: '.6em',
    marginTop: '.45em',
    borderRadius: '50%',
    forcedColorAdjust: 'none',
  },
  '.cm-lint-marker-error': { content: 'none', backgroundColor: 'var(--error)', borderRadius: '2px' },
  '.cm-lint-marker-warning': { content: 'none', backgroundColor: 'var(--warning)' },
  '.cm-lint-marker-info': { content: 'none', backgroundColor: 'var(--info)' },
  '.cm-tooltip': {
    color: 'var(--text)',
    backgroundColor: 'var(--panel)',
    border: '1px solid var(--line)',
    borderRadius: '4px',
    maxWidth: '46em',
  },
  '.cm-diagnostic': { padding: '6px 10px', fontFamily: 'var(--text-font)', fontSize: '14px', marginLeft: '0' },
  '.cm-diagnostic-error': { borderLeft: '4px solid var(--error)' },
  '.cm-diagnostic-warning': { borderLeft: '4px solid var(--warning)' },
  '.cm-diagnostic-info': { borderLeft: '4px solid var(--info)' },

  '.cm-panels': { color: 'var(--text)', backgroundColor: 'var(--panel)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '6px 8px' },
  '.cm-panel.cm-search label': { fontSize: '13px' },
  '.cm-textfield': {
    color: 'var(--text)',
    backgroundColor: 'var(--code-background)',
    border: '1px solid var(--line-strong)',
    fontSize: '13px',
  },
  '.cm-button': {
    color: 'var(--text)',
    background: 'var(--panel)',
    border: '1px solid var(--line-strong)',
    fontSize: '13px',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--warning-background)', outline: '1px solid var(--warning)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--selection)' },
});

/** For the diff: a sign in front of every line, so that colour is not all that tells. */
export const diffLook = EditorView.theme({
  '&.cm-editor': { height: 'auto' },
  '.cm-line, .cm-deletedLine': { paddingLeft: 'calc(6px + 1.5ch)', textIndent: '-1.5ch' },
  '.cm-line::before': lineMark(' ', 'inherit'),
  '.cm-changedLine.cm-line::before': lineMark('+', 'var(--added)'),
  '.cm-deletedLine::before': lineMark('−', 'var(--removed)'),
  '.cm-changedLine.cm-line': { backgroundColor: 'var(--added-background)' },
  '.cm-deletedChunk': { backgroundColor: 'var(--removed-background)', padding: '0 10px 0 0' },
  '&.cm-merge-b .cm-changedText, & .cm-deletedChunk .cm-deletedText': { background: 'none' },
  '& .cm-changedLine .cm-changedText': { background: 'var(--added-strong)', borderRadius: '2px' },
  '& .cm-deletedChunk .cm-deletedText': { background: 'var(--removed-strong)', borderRadius: '2px' },
  '.cm-insertedLine, .cm-deletedLine del': { textDecoration: 'none' },
  '.cm-changeGutter': { display: 'none' },
  // Its own signs are in few fonts.
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"⋯"' },
  '.cm-collapsedLines': { color: 'var(--text-soft)', background: 'var(--page)', fontFamily: 'var(--text-font)', fontSize: '13px' },
});

const dark = matchMedia('(prefers-color-scheme: dark)');
const scheme = new Compartment();

export const theme = [look, syntaxHighlighting(highlight), scheme.of(EditorView.darkTheme.of(dark.matches))];

/**
 * Keeps the view in step with the system's colours.
 * @param {EditorView} view
 * @param {AbortSignal} [signal]
 */
export function followScheme(view, signal) {
  const update = () => view.dispatch({ effects: scheme.reconfigure(EditorView.darkTheme.of(dark.matches)) });
  dark.addEventListener('change', update, { signal });
}
