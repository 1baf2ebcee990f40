// Changed files as diffs in the editor's look, one below the other; as text where the editor is not there, or the change is
// more than it draws at once.
import { sourceOf, toEditor } from '../text/source.js';
import { element, replaceContent } from '../parts/element.js';
import { lazyDetails } from '../parts/lazy.js';

/** @typedef {import('../engine/run.js').FixedFile} FixedFile */
/** @typedef {(host: HTMLElement, failed: () => void) => import('../editor/diff_view.js').DiffView} CreateDiff */

/** Bytes before and after, of what is drawn at once. */
const LARGEST = 1_000_000;
const MOST_CHANGES = 5000;
const MOST_FILES = 20;

/** @param {FixedFile} file */
const sizeOf = ({ before, after }) => before.length + after.length;

/** @param {HTMLElement} host */
export function createDiffs(host) {
  /** @type {CreateDiff | undefined} */
  let createDiff;
  /** @type {import('../editor/diff_view.js').DiffView[]} */
  const views = [];

  function clear() {
    for (const view of views.splice(0)) view.destroy();
  }

  /** @param {CreateDiff} create @param {FixedFile} file @param {HTMLElement} place @param {() => void} failed */
  function drawFile(create, { before, after, changes }, place, failed) {
    const [a, b] = [sourceOf(before), sourceOf(after)];
    const [inA, inB] = [toEditor(a), toEditor(b)];
    const view = create(place, failed);
    views.push(view);
    view.show(
      a.text,
      b.text,
      changes.map((change) => ({
        fromA: inA(change.before.start),
        toA: inA(change.before.end),
        fromB: inB(change.after.start),
        toB: inB(change.after.end),
      })),
    );
  }

  return {
    /** The editor has arrived, or is gone. @param {CreateDiff | undefined} create */
    useEditor(create) {
      createDiff = create;
    },
    /** @param {FixedFile[]} changed @param {() => (Node | string)[]} asText */
    draw(changed, asText) {
      clear();
      const create = createDiff;
      const small = changed.every((file) => sizeOf(file) <= LARGEST && file.changes.length <= MOST_CHANGES);
      const failed = () => {
        clear();
        replaceContent(host, ...asText());
      };
      if (changed.length === 0 || !create || !small) {
        failed();
        return;
      }
      host.replaceChildren();
      let drawn = 0;
      changed.forEach((file, i) => {
        const place = element('div', { class: 'diff-host' });
        const draw = () => {
          try {
            drawFile(create, file, place, failed);
          } catch (error) {
            console.error(error);
            failed();
          }
        };
        drawn += sizeOf(file);
        if (i < MOST_FILES && drawn <= LARGEST) {
          host.append(...(changed.length > 1 ? [element('h4', {}, file.name)] : []), place);
          draw();
        } else {
          host.append(
            lazyDetails({ class: 'diff-file' }, file.name, () => {
              queueMicrotask(draw);
              return [place];
            }),
          );
        }
      });
    },
    clear,
  };
}
