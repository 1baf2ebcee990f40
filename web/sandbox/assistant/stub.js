// What the page loads of the assistant before anybody asks for it: when its panel is opened, the rest comes.
import { byId, element, replaceContent } from '../parts/element.js';
import { createProof } from '../result/proof.js';

/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {import('../result/diffs.js').CreateDiff} CreateDiff */
/** @typedef {import('../redaction/choice.js').Choice} Choice */
/** `createProof` is the page's own: a second copy of it could not make workers (Trusted Types: one policy of a name). */
/** @typedef {{ engine: import('../engine/host.js').Engine, choice: Choice, createProof: typeof createProof, frame: string, body: HTMLElement }} Place */

// A file of its own (web/assistant/build.mjs), not a chunk: it shares code with the page, which shared chunks would take out of
// main.js.
const ADDRESS = 'assistant/panel.js';

/** @returns {Promise<typeof import('./assistant.js')>} */
const fetchModule = () => import(new URL(ADDRESS, document.baseURI).href);

/** @param {import('../engine/host.js').Engine} engine @param {Choice} choice of what is redacted */
export function createAssistant(engine, choice) {
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
    const { openAssistant } = await fetchModule();
    panel = await openAssistant({ engine, choice, createProof, body: byId('assistant-body'), frame: details?.dataset.frame ?? '' });
    if (createDiff) panel.useEditor(createDiff);
    panel.show(result);
  }

  details?.addEventListener('toggle', () => {
    if (!details.open) return;
    opening ??= open().catch(() => {
      opening = undefined;
      replaceContent(
        byId('assistant-body'),
        element(
          'p',
          { class: 'problem' },
          'The assistant did not load from this server. Close this part and open it again to retry; the rest of the page works without it.',
        ),
      );
    });
  });

  return {
    /** @param {Result | undefined} next undefined: there is nothing to ask about */
    show(next) {
      result = next;
      panel?.show(next);
    },
    /** @param {CreateDiff | undefined} create */
    useEditor(create) {
      createDiff = create;
      panel?.useEditor(create);
    },
  };
}
