// The way back over everything that the user does, in one order: text, answers, choices of fixes, opened files. The histories
// of the editor and of the textarea know their text only, and are not used.
import { changeBetween } from '../text/source.js';

/** @typedef {import('../text/source.js').Source} Source */
/** @typedef {import('../text/source.js').Change} Change */
/** @typedef {import('../text/line_ends.js').LineEnds} LineEnds */
/** @typedef {{ anchor: number, head: number }} Caret */
/** What the user gives: the text, and the rest. @template G @typedef {{ source: Source, given: G }} State */
/**
 * @template G
 * @typedef {object} Step
 * @property {{ ends: LineEnds, given: G }} before
 * @property {{ ends: LineEnds, given: G }} after
 * @property {Change} change of the text
 * @property {Caret} caret before it
 * @property {string} words what it was; empty: a change of the text, which is seen
 * @property {boolean} typed the next one may continue it
 */

const MOST_STEPS = 1000;
/** Of removed and inserted text together. */
const MOST_CHARACTERS = 32 << 20;

/** @param {Change} change */
const sizeOf = ({ removed, inserted }) => removed.length + inserted.length;

/** @param {Change} change @returns {Change} */
const inverse = ({ from, removed, inserted }) => ({ from, removed: inserted, inserted: removed });

/**
 * Both changes as one, where the second goes on with the first: a word that is typed, a composition, characters that are deleted
 * one by one. A line break and a new word start a step of their own.
 * @param {Change} first
 * @param {Change} next
 * @returns {Change | undefined}
 */
function joined(first, next) {
  if (next.inserted.includes('\n') || next.removed.includes('\n') || first.inserted.includes('\n')) return undefined;
  const at = next.from - first.from;
  const end = at + next.removed.length;
  if (first.inserted !== '' && at >= 0 && end <= first.inserted.length) {
    if (at === first.inserted.length && /\s$/.test(first.inserted) && /^\S/.test(next.inserted)) return undefined;
    return { ...first, inserted: first.inserted.slice(0, at) + next.inserted + first.inserted.slice(end) };
  }
  if (first.inserted !== '' || next.inserted !== '') return undefined;
  if (end === 0) return { from: next.from, removed: next.removed + first.removed, inserted: '' };
  return at === 0 ? { ...first, removed: first.removed + next.removed } : undefined;
}

/** @template G */
export function createHistory() {
  /** @type {Step<G>[]} */
  const done = [];
  /** @type {Step<G>[]} */
  let undone = [];
  let characters = 0;

  return {
    /**
     * @param {State<G>} before
     * @param {State<G>} after
     * @param {{ change?: Change, caret?: Caret, words?: string, typed?: boolean }} [what] `change`: where it is known
     */
    record(before, after, { change, caret, words = '', typed = false } = {}) {
      const { text } = after.source;
      change ??= before.source.text === text ? { from: 0, removed: '', inserted: '' } : changeBetween(before.source.text, text, text.length + 1);
      /** @type {Step<G>} */
      const step = {
        before: { ends: before.source.ends, given: before.given },
        after: { ends: after.source.ends, given: after.given },
        change,
        caret: caret ?? { anchor: change.from, head: change.from },
        words,
        typed,
      };
      const last = done.at(-1);
      const both = typed && last?.typed && undone.length === 0 && last.after.given === step.after.given ? joined(last.change, change) : undefined;
      undone = [];
      if (last && both) {
        characters += sizeOf(both) - sizeOf(last.change);
        last.change = both;
        last.after = step.after;
        return;
      }
      done.push(step);
      characters += sizeOf(change);
      while (done.length > 1 && (done.length > MOST_STEPS || characters > MOST_CHARACTERS)) {
        characters -= sizeOf(/** @type {Step<G>} */ (done.shift()).change);
      }
    },
    /** Where the history is now, for `isAfter`. */
    get mark() {
      return done.at(-1);
    },
    /** Whether `mark` is still to be undone. @param {Step<G> | undefined} mark */
    isAfter: (mark) => mark !== undefined && done.includes(mark),
    undo() {
      const step = done.pop();
      if (!step) return undefined;
      step.typed = false; // what is typed next is a step of its own
      undone.push(step);
      characters -= sizeOf(step.change);
      return { ...step.before, change: inverse(step.change), caret: step.caret, words: step.words };
    },
    redo() {
      const step = undone.pop();
      if (!step) return undefined;
      done.push(step);
      characters += sizeOf(step.change);
      const at = step.change.from + step.change.inserted.length;
      return { ...step.after, change: step.change, caret: { anchor: at, head: at }, words: step.words };
    },
  };
}
/** @template G @typedef {ReturnType<typeof createHistory<G>>} History */
