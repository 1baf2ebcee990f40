// One text of the user's: what the editor shows, and the exact bytes behind it.
import { decode, encode } from './bytes.js';
import { changeEnds, joinEnds, offsetConverter, splitEnds } from './line_ends.js';

/** @typedef {import('./line_ends.js').LineEnds} LineEnds */
/** `text` has LF only. @typedef {{ text: string, ends: LineEnds }} Source */
/** Offsets into the text before it. @typedef {{ from: number, removed: string, inserted: string }} Change */

/** @type {Source} */
export const EMPTY = { text: '', ends: '\n' };

/**
 * @param {Uint8Array} bytes
 * @returns {Source}
 */
export const sourceOf = (bytes) => splitEnds(decode(bytes));

/** @param {Source} source */
export const bytesOf = ({ text, ends }) => encode(joinEnds(text, ends));

/**
 * Engine offsets (utf16, in the bytes' text) to offsets in `source.text`.
 * @param {Source} source
 */
export const toEditor = ({ text, ends }) => offsetConverter(text, ends);

/**
 * @param {Source} source
 * @param {Change} change
 * @param {string} [raw] what was pasted, when the change is a paste
 * @returns {Source}
 */
export function apply(source, change, raw) {
  const { from, removed, inserted } = change;
  const text = source.text.slice(0, from) + inserted + source.text.slice(from + removed.length);
  if (text === '') return EMPTY;
  const pasted = raw === undefined ? undefined : splitEnds(raw);
  return { text, ends: changeEnds(source.ends, source.text, change, pasted?.text === inserted ? pasted.ends : undefined) };
}

/**
 * The one change that leads from `before` to `after`. `caret` is the end of what was inserted, where the input tells it.
 * @param {string} before
 * @param {string} after
 * @param {number} caret
 * @returns {Change}
 */
export function changeBetween(before, after, caret) {
  let tail = after.length - caret;
  if (tail < 0 || tail > before.length || !before.endsWith(after.slice(caret))) {
    tail = 0;
    const most = Math.min(before.length, after.length);
    while (tail < most && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  }
  const most = Math.min(before.length, after.length) - tail;
  let from = 0;
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  return { from, removed: before.slice(from, before.length - tail), inserted: after.slice(from, after.length - tail) };
}

/**
 * `more` below `source`, on a line of its own.
 * @param {Source} source
 * @param {Source} more
 * @returns {Source}
 */
export function append(source, more) {
  if (source.text === '') return more;
  const gap = source.text.endsWith('\n\n') ? '' : source.text.endsWith('\n') ? '\n' : '\n\n';
  const from = source.text.length;
  const joined = apply(source, { from, removed: '', inserted: gap });
  return {
    text: joined.text + more.text,
    ends: changeEnds(joined.ends, joined.text, { from: joined.text.length, removed: '', inserted: more.text }, more.ends),
  };
}
