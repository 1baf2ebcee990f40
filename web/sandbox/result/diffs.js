// Changed files as diffs in the editor's look, one below the other.
import { sourceOf, toEditor } from '../text/source.js';
import { element } from '../parts/element.js';

/** @typedef {import('../engine/run.js').FixedFile} FixedFile */
/** @typedef {(host: HTMLElement) => import('../editor/diff_view.js').DiffView} CreateDiff */

const LARGEST = 1_000_000;

/** @param {HTMLElement} host */
export function createDiffs(host) {
  /** @type {CreateDiff | undefined} */
  let createDiff;
  /** @type {import('../editor/diff_view.js').DiffView[]} */
  const views = [];

  return {
    /** The editor has arrived. @param {CreateDiff} create */
    useEditor(create) {
      createDiff = create;
    },
    /** @param {FixedFile[]} changed @returns {boolean} false: nothing, too much, or no editor yet; the host is left as it is */
    draw(changed) {
      for (const view of views.splice(0)) view.destroy();
      const small = changed.every(({ before, after }) => before.length + after.length <= LARGEST);
      if (changed.length === 0 || !createDiff || !small) return false;
      host.replaceChildren();
      for (const { name, before, after, changes } of changed) {
        const place = element('div', { class: 'diff-host' });
        host.append(...(changed.length > 1 ? [element('h4', {}, name)] : []), place);
        const [a, b] = [sourceOf(before), sourceOf(after)];
        const [inA, inB] = [toEditor(a), toEditor(b)];
        const view = createDiff(place);
        view.show(a.text, b.text, changes.map((change) => ({
          fromA: inA(change.before.start), toA: inA(change.before.end),
          fromB: inB(change.after.start), toB: inB(change.after.end),
        })));
        views.push(view);
      }
      return true;
    },
  };
}
