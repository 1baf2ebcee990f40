// What ends each line. A textarea and the editor know LF only, so the page keeps the ends beside the text: what was pasted or
// opened with CRLF reaches the engine, and comes back in the patch, with CRLF.

/** @typedef {'\n' | '\r\n' | '\r'} End */
/** One end for all lines, or the end of every line that has one. @typedef {End | End[]} LineEnds */

const ANY = /\r\n|\r|\n/g;

/** @param {string} text */
const count = (text) => text.split('\n').length - 1;

/**
 * @param {End[]} ends
 * @returns {LineEnds}
 */
function compact(ends) {
  return ends.every((end) => end === ends[0]) ? (ends[0] ?? '\n') : ends;
}

/**
 * @param {string} raw
 * @returns {{ text: string, ends: LineEnds }} `text` with LF only
 */
export function splitEnds(raw) {
  if (!raw.includes('\r')) return { text: raw, ends: '\n' };
  const ends = /** @type {End[]} */ (raw.match(ANY) ?? []);
  return { text: raw.replace(ANY, '\n'), ends: compact(ends) };
}

/**
 * @param {string} text
 * @param {LineEnds} ends
 * @returns {string}
 */
export function joinEnds(text, ends) {
  if (ends === '\n') return text;
  if (typeof ends === 'string') return text.replaceAll('\n', ends);
  let i = 0;
  return text.replaceAll('\n', () => ends[i++] ?? '\n');
}

/**
 * The ends after `removed` (at `from` in `text`) was replaced by `inserted`. New lines end as `insertedEnds` says, or as
 * the line before them.
 * @param {LineEnds} ends
 * @param {string} text the text before the change
 * @param {{ from: number, removed: string, inserted: string }} change
 * @param {LineEnds} [insertedEnds]
 * @returns {LineEnds}
 */
export function changeEnds(ends, text, { from, removed, inserted }, insertedEnds) {
  if (insertedEnds === undefined && !removed.includes('\n') && !inserted.includes('\n')) return ends; // at once, in a text of any length
  if (insertedEnds !== undefined && count(text) === count(removed)) return insertedEnds;
  const added = count(inserted);
  if (typeof ends === 'string' && (added === 0 || insertedEnds === undefined || insertedEnds === ends)) return ends;
  const all = typeof ends === 'string' ? Array(count(text)).fill(ends) : ends;
  const before = count(text.slice(0, from));
  const neighbour = all[before - 1] ?? all[before] ?? '\n';
  const fresh = Array.isArray(insertedEnds) ? insertedEnds : Array(added).fill(insertedEnds ?? neighbour);
  return compact([...all.slice(0, before), ...fresh, ...all.slice(before + count(removed))]);
}

/**
 * How many lines end in what, most frequent first.
 * @param {End[]} ends
 */
export function countEnds(ends) {
  const kinds = /** @type {End[]} */ (['\n', '\r\n', '\r']);
  return kinds
    .map((end) => ({ end, lines: ends.filter((other) => other === end).length }))
    .filter(({ lines }) => lines > 0)
    .sort((a, b) => b.lines - a.lines);
}

/**
 * Converts an offset into the raw text (CRLF is two units) to one into the LF text.
 * @param {string} text
 * @param {LineEnds} ends
 * @returns {(offset: number) => number}
 */
export function offsetConverter(text, ends) {
  if (ends === '\n' || ends === '\r') return (offset) => offset;
  /** @type {number[]} raw offsets of the CR of each CRLF */
  const crlf = [];
  let line = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1), line++) {
    if (ends === '\r\n' || ends[line] === '\r\n') crlf.push(at + crlf.length);
  }
  return (offset) => {
    let low = 0;
    let high = crlf.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (crlf[middle] < offset) low = middle + 1;
      else high = middle;
    }
    return offset - low;
  };
}
