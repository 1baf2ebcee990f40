// Why there is no answer, and what to do about it: one sentence each.

/** @typedef {import('../../assistant/messages.js').Kind} Kind */
/** @typedef {import('../../assistant/providers.js').Provider} Provider */
/** @typedef {{ kind: Kind, status: number, detail: string }} Failed */

/** @type {Record<Kind, (name: string, failed: Failed, provider: Provider) => string>} */
const WORDS = {
  'no-key': (name) => `There is no key yet. Enter one of ${name} above, then send again.`,
  mismatch: () =>
    'The frame that holds the key was built with another list of providers than this page, and sent nothing. Reload the page; if that does not help, tell whoever hosts it.',
  key: (name, { status }) =>
    `${name} refused the key${status ? ` (${status})` : ''}. Check that it is a key of ${name}, whole and not revoked, and enter it again.`,
  'browser-forbidden': (name) =>
    `${name} does not allow calls from a browser with this key: the organisation’s settings forbid them. Ask its administrator, or use a key of another workspace.`,
  forbidden: (name) =>
    `${name} knows the key but does not allow this (403). The key may lack the permission, the model or the region; or the server refuses this page’s origin. Choose another model, or check the key’s permissions.`,
  quota: (name) =>
    `There is no credit left for this key at ${name}, or its limit of spending is reached. Waiting does not help: add credit or raise the limit there.`,
  rate: (name) => `${name} takes no more requests for now (429). Wait a few minutes, or choose a smaller model, then send again.`,
  model: (name) => `${name} does not know this model (404), or this key may not use it. Choose one from “List models”.`,
  'too-large': (name) =>
    `The request is longer than this model of ${name} takes. Choose a model with a larger context, or lower “Longest request”: what matters least is dropped first.`,
  'bad-request': (name, { status }) =>
    `${name} did not understand the request (${status}). If it complains about the output format or schema, switch “Ask for JSON” off and prepare again.`,
  overloaded: (name) => `${name} is overloaded. Your request is fine: try again in a few minutes, or choose another model.`,
  server: (name, { status }) => `${name} failed (${status || 'server error'}). Your request is fine: try again in a few minutes.`,
  unreachable: (name, _, { base, unreachable }) =>
    `The browser could not reach ${new URL(base).host}, or was not allowed to. ${unreachable ?? `Usual causes: this machine is offline, a proxy or an extension blocks ${name}, or the server allows no calls from pages (CORS).`}${
      isLocal(base)
        ? ' The browser may also have asked whether this page may reach servers on this machine: allow it in the address bar.'
        : unreachable === undefined
          ? ''
          : ' Otherwise: is this machine offline, or does a proxy or an extension block it?'
    }`,
  'no-answer': (name, { detail }) => `${name} sent nothing for ${detail} seconds, and the request was given up. Try again; a local model may still be loading.`,
  stalled: (name, { detail }) => `${name} began to answer, then sent nothing for ${detail} seconds. What arrived is below. Try again.`,
  'broken-off': () => 'The connection broke before the answer was whole. What arrived is below. Try again.',
  'provider-error': (name) => `${name} reported an error in the middle of its answer. What arrived is below. Try again.`,
  'too-long': () => 'The answer was longer than 10 MB and was cut off: no useful answer is that long. Try again, or choose another model.',
  'not-understood': (name) =>
    `What ${name} sent is not in the form that its API has. Is something between you and it, such as a proxy or another server on that port?`,
  cancelled: () => 'Cancelled. What arrived so far is below.',
};

/** @param {string} base */
export const isLocal = (base) => /^https?:\/\/(127\.|localhost[:/]|\[::1\])/.test(`${base}/`);

/** Whether it leads to this page's own server. @param {string} base */
export function isOwn(base) {
  const { origin, protocol, port } = new URL(base);
  // One machine has several names.
  return origin === location.origin || (protocol === location.protocol && port === location.port && isLocal(base) && isLocal(location.origin));
}

/** @param {Provider} provider @param {Provider[]} providers */
export function ownAddressWords({ name, base }, providers) {
  const taken = providers.map((other) => Number(new URL(other.base).port));
  let port = Number(location.port) + 1;
  while (taken.includes(port)) port++;
  return `This page itself comes from ${new URL(base).host}, where ${name} is expected: a request would reach the page, not the model. Serve the page on another port: \`scripts/start --port ${port}\`.`;
}

/** @param {Failed} failed @param {Provider} provider */
export function failureWords(failed, provider) {
  const said = failed.detail !== '' && !['no-answer', 'stalled'].includes(failed.kind) ? failed.detail : '';
  return { words: WORDS[failed.kind](provider.name, failed, provider), said };
}

/** Why it tries again by itself. @param {Kind} kind @param {string} name */
export function waitingWords(kind, name) {
  if (kind === 'rate') return `${name} asks to slow down`;
  return kind === 'overloaded' ? `${name} is overloaded` : `${name} failed, for now`;
}

/** How an answer ended, when not well. @type {Record<'length' | 'refused', string>} */
export const STOPPED = {
  length:
    'The answer is cut off: the model came to its limit of length. Choose a model with a larger limit, or ask for less. Nothing of it is applied by itself.',
  refused: 'The model, or its provider, refused to answer. Ask in other words, or choose another model.',
};
