// Who is asked: the provider, its model, and the frame with the key.
import { element, replaceContent } from '../parts/element.js';
import { inlineCode } from '../parts/inline_code.js';
import { createFrameLink } from './frame_link.js';
import { failureWords, isLocal, isOwn, ownAddressWords } from './words.js';

/** @typedef {import('../../assistant/providers.js').Provider} Provider */
/** @typedef {import('./frame_link.js').Answer} Answer */

/**
 * @param {object} options
 * @param {Provider[]} options.providers
 * @param {string} options.frame its address
 * @param {() => void} options.changed another provider or model
 */
export function createSettings({ providers, frame, changed }) {
  /** Of each provider, so that going back and forth loses nothing. @type {Map<string, string>} */
  const models = new Map();
  /** @type {Provider | undefined} */
  let provider;
  /** The last list that was asked for; another one's answer comes too late. */
  let listing = 0;
  let hasKey = false;
  let hasFrame = false;

  const options = element('datalist', { id: 'assistant-models' });
  const note = element('p', { class: 'note', role: 'status' });
  const model = element('input', {
    type: 'text',
    id: 'assistant-model',
    list: options.id,
    autocomplete: 'off',
    spellcheck: 'false',
    size: '32',
    placeholder: 'name of the model',
    input: () => {
      if (provider) models.set(provider.id, model.value);
      changed();
    },
  });
  const list = element('button', { type: 'button', click: ask }, 'List models');
  const select = element(
    'select',
    { id: 'assistant-provider', change: choose },
    element('option', { value: '' }, 'Choose one'),
    providers.map(({ id, name }) => element('option', { value: id }, name)),
  );
  const rest = element('div', { class: 'assistant-rest', hidden: true });
  const link = createFrameLink(
    frame,
    providers.some(({ base }) => isLocal(base)),
    take,
  );

  function choose() {
    provider = providers.find(({ id }) => id === select.value);
    rest.hidden = !provider;
    model.value = models.get(select.value) ?? '';
    listing = 0;
    hasKey = false;
    replaceContent(options);
    replaceContent(note, inlineCode(own()));
    if (provider) link.tell({ type: 'provider', provider: provider.id });
    changed();
  }

  /** What is wrong with the provider's address; empty: nothing. */
  const own = () => (provider && isOwn(provider.base) ? ownAddressWords(provider, providers) : '');

  /** Why the frame cannot send anything; empty: it can. */
  function missing() {
    if (own() !== '') return own();
    if (!hasFrame) {
      return `The frame that holds the key did not load from ${new URL(link.frame.src).host}, so nothing can be sent. Reload the page; if that does not help, something blocks the frame.`;
    }
    return provider?.key === 'required' && !hasKey ? `Enter your key of ${provider.name} above first.` : '';
  }

  function ask() {
    if (!provider) return;
    const lack = missing();
    if (lack !== '') {
      replaceContent(note, inlineCode(lack));
      return;
    }
    note.textContent = `Asking ${provider.name} …`;
    const mine = link.request({ type: 'models', provider: provider.id }, (message) => {
      if (mine === listing) listed(message);
    });
    listing = mine;
  }

  /** @param {Answer} message */
  function listed(message) {
    if (!provider) return;
    if (message.type === 'failed') {
      replaceContent(note, inlineCode(failureWords(/** @type {any} */ (message), provider).words));
    } else if (message.type === 'models') {
      replaceContent(
        options,
        message.models.map((name) => element('option', { value: name })),
      );
      note.textContent =
        message.models.length === 0
          ? `${provider.name} lists no model.`
          : `${message.models.length} ${message.models.length === 1 ? 'model' : 'models'} of ${provider.name}: choose in the field above.`;
      if (message.models.length === 1 && model.value === '') {
        model.value = message.models[0];
        models.set(provider.id, model.value);
        changed();
      }
    }
  }

  /** @type {Parameters<typeof createFrameLink>[2]} */
  function take(message) {
    if (message.type === 'ready') {
      hasFrame = true;
      if (provider) link.tell({ type: 'provider', provider: provider.id });
    } else if (message.type === 'key') {
      hasKey = message.provider === provider?.id && message.present;
    }
  }

  rest.append(element('div', { class: 'field' }, element('label', { for: model.id }, 'Model'), model, options, list), note, link.frame);
  const node = element(
    'div',
    { class: 'assistant-settings' },
    element('div', { class: 'field' }, element('label', { for: select.id }, 'Provider'), select),
    rest,
  );
  if (providers.length === 1) {
    select.value = providers[0].id;
    choose();
  }

  return {
    node,
    tell: link.tell,
    request: link.request,
    get provider() {
      return provider;
    },
    get model() {
      return model.value.trim();
    },
    missing,
  };
}
