// What the page loads of the assistant before anybody asks for it: when its panel is opened, the rest comes.
import { replaceContent, byId, element } from '../parts/element.js';

/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {import('../result/diffs.js').CreateDiff} CreateDiff */
/** @typedef {{ engine: import('../engine/host.js').Engine, frame: string, body: HTMLElement }} Place */

/** @param {import('../engine/host.js').Engine} engine */
export function createAssistant(engine) {
  // Absent from a page that was built without providers.
  const details = /** @type {HTMLDetailsElement | null} */ (document.getElementById('assistant'));
  /** @type {Result | undefined} */
  let result;
  /** @type {CreateDiff | undefined} */
  let createDiff;
  /** @type {Promise<void> | undefined} */
  let opening;
  /** @type {import('./assistant.js').Assistant | undefined} */
  let panel;

  async function open() {
    const { openAssistant } = await import('./assistant.js');
    panel = await openAssistant({ engine, body: byId('assistant-body'), frame: details?.dataset.frame ?? '' });
    if (createDiff) panel.useEditor(createDiff);
    panel.show(result);
  }

  details?.addEventListener('toggle', () => {
    if (!details.open) return;
    opening ??= open().catch(() => {
      opening = undefined;
      replaceContent(byId('assistant-body'),
        element('p', { class: 'problem' }, 'The assistant did not load from this server. Close this part and open it again to retry; the rest of the page works without it.'));
    });
  });

  return {
    /** @param {Result | undefined} next undefined: there is nothing to ask about */
    show(next) {
      result = next;
      panel?.show(next);
    },
    /** @param {CreateDiff} create */
    useEditor(create) {
      createDiff = create;
      panel?.useEditor(create);
    },
  };
}
