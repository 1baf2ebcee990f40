// The way back: a text with placeholders, an answer of somebody who saw the redacted text only, gets its originals again.
import { element, replaceContent } from '../parts/element.js';
import { copyButton } from '../parts/copy_button.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { encode } from '../text/bytes.js';
import { restore } from './calls.js';
import { vaultFromFile } from './vault_file.js';

/** @typedef {import('./calls.js').Entry} Entry */

const PAUSE = 250;

/** @param {number} n @param {string} one */
const plural = (n, one) => `${n} ${one}${n === 1 ? '' : 's'}`;

/**
 * @param {import('../engine/host.js').Engine} engine
 * @param {() => { vault: Entry[], name: string } | undefined} own the vault of the text in the box
 */
export function createRestoring(engine, own) {
  /** @type {{ vault: Entry[], name: string } | undefined} */
  let loaded;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let turn = 0;

  const field = element('textarea', {
    id: 'restore-text',
    rows: '6',
    spellcheck: 'false',
    autocomplete: 'off',
    autocapitalize: 'off',
    input: () => {
      clearTimeout(timer);
      timer = setTimeout(update, PAUSE);
    },
  });
  const file = element('input', { type: 'file', id: 'vault-file', hidden: true, change: take });
  const which = element('p', { class: 'note', role: 'status' });
  const output = element('div', { 'aria-live': 'polite' });

  async function take() {
    const [chosen] = file.files ?? [];
    file.value = '';
    if (!chosen) return;
    try {
      loaded = { vault: vaultFromFile(new Uint8Array(await chosen.arrayBuffer())), name: `\`${chosen.name}\`` };
      await update();
    } catch (error) {
      replaceContent(which, element('span', { class: 'problem' }, inlineCode(`\`${chosen.name}\` ${/** @type {Error} */ (error).message}.`)));
    }
  }

  function showVault() {
    const vault = loaded ?? own();
    if (!vault) return replaceContent(which, 'There is no vault yet: load the vault file that was downloaded with the redacted text.');
    replaceContent(
      which,
      inlineCode(`Vault: ${vault.name}, ${plural(vault.vault.length, 'placeholder')}.`),
      loaded && [
        ' ',
        element(
          'button',
          {
            type: 'button',
            id: 'own-vault',
            click: () => {
              loaded = undefined;
              void update();
            },
          },
          'Use this page’s own again',
        ),
      ],
    );
  }

  async function update() {
    const mine = ++turn;
    showVault();
    const vault = (loaded ?? own())?.vault;
    const { value } = field;
    if (!vault || value.trim() === '') return replaceContent(output);
    try {
      const { text, replaced, unknown } = await restore(engine, encode(value), vault);
      if (mine !== turn) return;
      const parts = [];
      let at = 0;
      for (const { start, end } of unknown) {
        parts.push(text.slice(at, start), element('mark', { class: 'unknown', title: 'not in the vault' }, text.slice(start, end)));
        at = end;
      }
      parts.push(text.slice(at));
      replaceContent(
        output,
        element(
          'div',
          { class: 'redacted-head' },
          element('p', {}, replaced === 0 ? 'The text has no placeholder of this vault.' : `${plural(replaced, 'placeholder')} put back.`),
          copyButton('Copy restored text', () => text),
        ),
        unknown.length > 0 &&
          element(
            'p',
            { class: 'problem' },
            `${plural(unknown.length, 'place')} to check, marked: they look like placeholders, but this vault does not have them. They are unchanged.`,
          ),
        element('pre', { class: 'code', tabindex: '0', role: 'group', 'aria-label': 'Restored text' }, parts),
      );
    } catch (error) {
      if (mine === turn) replaceContent(output, element('p', { class: 'problem' }, inlineCode(sentence(/** @type {Error} */ (error).message))));
    }
  }

  const node = element(
    'details',
    { id: 'restore-details', class: 'restoring' },
    element('summary', {}, 'Restore the originals in an answer'),
    element('label', { for: 'restore-text' }, 'Paste the text with placeholders'),
    field,
    element('div', { class: 'toolbar' }, element('button', { type: 'button', id: 'load-vault', click: () => file.click() }, 'Load a vault file…'), file),
    which,
    output,
  );
  showVault();
  return { node, update };
}
