// The text without secrets, hosts and addresses, to be shown to others, and the way back. A file of its own in the build,
// loaded when the tab is first opened (result/redacted.js).
import { element, replaceContent } from '../parts/element.js';
import { copyButton } from '../parts/copy_button.js';
import { download } from '../parts/download.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { placeButton } from '../result/diagnostic_card.js';
import { redact } from './calls.js';
import { createChoicesForm } from './choices_form.js';
import { className } from './class_names.js';
import { foundTable } from './found.js';
import { redactedText } from './redacted_text.js';
import { createRestoring } from './restoring.js';
import { suggestedWords } from './suggested.js';
import { vaultToFile } from './vault_file.js';

/** @typedef {import('./calls.js').Redacted} Redacted */
/** @typedef {import('../engine/run.js').Result} Result */

/** What was replaced, in one sentence. @param {Redacted} redacted */
function summary({ findings, vault }) {
  if (findings.length === 0) return 'Nothing was replaced: no name or secret was found in a known place. Read the text before you pass it on.';
  /** @type {Map<import('../engine/protocol.js').SecretClass, number>} */
  const byClass = new Map();
  for (const entry of vault) byClass.set(entry.class, (byClass.get(entry.class) ?? 0) + 1);
  const kinds = [...byClass].map(([name, n]) => `${n} ${className(name, n)}`).join(', ');
  const places = `${findings.length} place${findings.length === 1 ? '' : 's'}`;
  return `Replaced: ${kinds}, in ${places}. The same value has the same placeholder everywhere. Names and secrets are found in known places, not everywhere: read the text before you pass it on.`;
}

/** @param {Redacted} redacted */
function leakWarning({ leaks }) {
  const how = [...new Set(leaks.map(({ encoding }) => encoding))].join(', ');
  return `Do not pass this text on: the check found replaced values still in it, in ${leaks.length} places (${how}).`;
}

/**
 * @param {HTMLElement} host
 * @param {object} needs
 * @param {import('../engine/host.js').Engine} needs.engine
 * @param {import('./choice.js').Choice} needs.choice
 * @param {(place: import('../engine/protocol.js').Place) => void} needs.jump
 * @param {(error: Error) => void} needs.failed says it; the panel says that there is no text
 */
export function createRedaction(host, { engine, choice, jump, failed }) {
  /** @type {Result | undefined} */
  let result;
  /** @type {Redacted | undefined} */
  let redacted;
  /** What left the page last: answers come back with its placeholders, whatever the box holds by then. @type {Redacted | undefined} */
  let handedOut;
  let turn = 0;

  // It stays when what it says changes, or nobody would hear it.
  const status = element('p', { role: 'status', tabindex: '-1' });
  const tools = element('div', { class: 'toolbar' });
  const output = element('div', { id: 'redacted-output' });
  const form = createChoicesForm(choice, outdated, () => void update());
  const restoring = createRestoring(engine, () => {
    const of = handedOut ?? redacted;
    return of && { vault: of.vault, name: handedOut ? 'of the text that you copied last' : 'of the text above' };
  });
  const controls = element('div', { class: 'redaction-controls' }, form.node, restoring.node);
  replaceContent(host, element('div', { class: 'redacted-head' }, status, tools), output, controls);

  /** What is shown is not what was chosen any more: nobody is to copy it. */
  function outdated() {
    for (const button of tools.querySelectorAll('button')) button.disabled = true;
  }

  /** @param {() => void} change */
  function choose(change) {
    change();
    form.show();
    void update();
  }

  /** @param {Redacted} shown @param {Result} of */
  function draw(shown, of) {
    const { documents, findings, vault, leaks } = shown;
    const placeOf = (/** @type {import('../engine/protocol.js').Place} */ place) => placeButton(place, of, { jump, wish() {} });
    const add = (/** @type {string} */ value) =>
      choose(() => {
        choice.kept.delete(value);
        choice.added.add(value);
      });
    const all = () => {
      handedOut = shown;
      void restoring.update();
      return documents.map(({ text }) => text).join('\n');
    };
    const copy = copyButton('Copy redacted text', all);
    copy.disabled = leaks.length > 0;
    say(summary(shown));
    replaceContent(
      tools,
      copy,
      vault.length > 0 &&
        element(
          'button',
          {
            type: 'button',
            id: 'download-vault',
            title: 'What each placeholder replaces; keep this to yourself',
            click: () => {
              handedOut = shown;
              void restoring.update();
              download(`${documents[0].name}.vault.json`, vaultToFile(vault));
            },
          },
          'Download vault',
        ),
    );
    const focused = output.contains(document.activeElement);
    replaceContent(
      output,
      leaks.length > 0 && element('p', { class: 'leak', role: 'alert' }, leakWarning(shown)),
      suggestedWords(shown, (word) => choose(() => choice.words.push(word))),
      redactedText(shown, add),
      findings.length > 0 &&
        foundTable(
          shown,
          {
            placeButton: placeOf,
            keep: (value) =>
              choose(() => {
                if (!choice.added.delete(value)) choice.kept.add(value);
              }),
          },
          output.querySelector('details')?.open ?? false,
        ),
    );
    if (focused && document.activeElement === document.body) status.focus({ preventScroll: true }); // the button is gone
  }

  /** @param {string} words */
  function say(words) {
    if (status.textContent !== words) status.textContent = words;
  }

  /** @param {string} [words] */
  function empty(words = '') {
    redacted = undefined;
    say(words);
    replaceContent(tools);
    replaceContent(output);
  }

  async function update() {
    if (!result) return;
    const mine = ++turn;
    const of = result;
    outdated();
    host.setAttribute('aria-busy', 'true');
    try {
      const fresh = await redact(engine, of.input, choice);
      if (mine !== turn) return;
      redacted = fresh;
      controls.hidden = false;
      draw(fresh, of);
      void restoring.update();
    } catch (error) {
      if (mine !== turn) return;
      const { message, code } = /** @type {Error & { code?: string }} */ (error);
      empty();
      // What was refused may be a choice: it can be mended below.
      controls.hidden = code === undefined;
      replaceContent(
        output,
        element(
          'p',
          { class: 'problem' },
          code === undefined ? 'There is no redacted text: the engine stopped before it.' : inlineCode(sentence(`there is no redacted text: ${message}`)),
        ),
      );
      if (code === undefined) failed(/** @type {Error} */ (error));
    } finally {
      if (mine === turn) host.removeAttribute('aria-busy');
    }
  }

  return {
    /** @param {Result} next */
    show(next) {
      result = next;
      if (!redacted) empty('Looking for secrets, hosts and addresses …');
      return update();
    },
    /** The text is gone, or another one is on its way: nothing of the old one stays. */
    forget() {
      turn++;
      result = undefined;
      empty();
    },
  };
}

/** Only the way back, for who comes with an answer and a vault file. @param {HTMLElement} host @param {import('../engine/host.js').Engine} engine */
export function createRestoringAlone(host, engine) {
  const { node } = createRestoring(engine, () => undefined);
  node.open = true;
  replaceContent(host, element('section', { class: 'panel', 'aria-label': 'Restore' }, node));
  node.querySelector('textarea')?.focus();
}
