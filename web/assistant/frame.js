// The assistant's document: it has the network and the key, and sees only what the page lets it send. It runs in an opaque
// origin under a policy that lists the providers; index.html and build.mjs have it.
import { ask } from './ask.js';
import { Failure } from './failure.js';
import { createKeyField } from './key_field.js';
import { readToFrame } from './messages.js';
import { listModels } from './model_list.js';
import { checkProviders } from './providers.js';
import { urlOf } from './wire/formats.js';
import list from 'assistant-providers';

/** @import { FromFrame, ToFrame } from './messages.js' */

const LONGEST_DETAIL = 300;

const providers = checkProviders(list);
const page = window.parent;
/** The only way out of here. What the page is told holds no key, so it may be any page's. @param {FromFrame} message */
const tell = (message) => page.postMessage(message, '*');

const field = createKeyField(({ id }, present) => {
  stop();
  tell({ type: 'key', provider: id, present });
});
/** @type {{ id: number, controller: AbortController } | undefined} */
let running;

function stop() {
  running?.controller.abort();
  running = undefined;
}

/** @param {number} id @param {unknown} error @param {string} key never repeated, should the provider repeat it */
function fail(id, error, key) {
  const { kind, status, detail } = error instanceof Failure ? error : new Failure('not-understood', { detail: String(error) });
  const clean = key === '' ? detail : detail.replaceAll(key, '…');
  tell({ type: 'failed', id, kind, status, detail: clean.slice(0, LONGEST_DETAIL) });
}

/** The provider that the key belongs to, or why it may not be used. @param {string} id */
function boundProvider(id) {
  const { provider, key } = field;
  if (!provider || provider.id !== id) throw new Failure('mismatch');
  if (provider.key === 'required' && key === '') throw new Failure('no-key');
  // A header takes no other characters; fetch would throw before anything is sent.
  if (!/^[\x21-\x7e]*$/.test(key)) throw new Failure('key', { detail: 'the key holds characters that no key has' });
  return { provider, key };
}

/** @param {ToFrame & { type: 'send' }} message */
async function send({ id, provider: name, model, url, body }) {
  stop();
  const controller = new AbortController();
  running = { id, controller };
  const { key } = field;
  try {
    const bound = boundProvider(name);
    // What was shown is what is sent, the address too: the two documents may have been built with different lists.
    if (urlOf(bound.provider, model) !== url) throw new Failure('mismatch');
    const end = await ask({
      ...bound,
      url,
      body,
      cancelled: controller.signal,
      sending: () => tell({ type: 'sending', id }),
      text: (text) => tell({ type: 'text', id, text }),
      waiting: (seconds, tries, kind) => tell({ type: 'waiting', id, seconds, tries, kind }),
    });
    tell({ type: 'done', id, stop: end });
  } catch (error) {
    fail(id, error, key);
  } finally {
    if (running?.id === id) running = undefined;
  }
}

/** @param {ToFrame & { type: 'models' }} message */
async function models({ id, provider: name }) {
  const { key } = field;
  try {
    const bound = boundProvider(name);
    tell({ type: 'models', id, models: await listModels(bound.provider, bound.key) });
  } catch (error) {
    fail(id, error, key);
  }
}

addEventListener('message', ({ source, data }) => {
  const message = source === page && page !== window ? readToFrame(data) : undefined;
  switch (message?.type) {
    case 'provider': {
      const provider = providers.find(({ id }) => id === message.provider);
      if (provider) field.bind(provider);
      break;
    }
    case 'models':
      models(message);
      break;
    case 'send':
      send(message);
      break;
    case 'cancel':
      if (running?.id === message.id) stop();
      break;
  }
});

new ResizeObserver(() => tell({ type: 'height', pixels: Math.ceil(document.documentElement.getBoundingClientRect().height) })).observe(
  document.documentElement,
);
tell({ type: 'ready' });
