// What the page and the frame may say to each other: a closed set. Anything else, and anything of another shape, is as good
// as not said. The key is in no message.

/** What the page says. */
/**
 * @typedef {{ type: 'provider', provider: string }
 *   | { type: 'models', id: number, provider: string }
 *   | { type: 'send', id: number, provider: string, model: string, url: string, body: string }
 *   | { type: 'cancel', id: number }} ToFrame
 */
/** `url` is what the user was shown: the frame makes its own, and refuses when they differ. */
const TO_FRAME = {
  provider: { provider: 'string' },
  models: { id: 'number', provider: 'string' },
  send: { id: 'number', provider: 'string', model: 'string', url: 'string', body: 'string' },
  cancel: { id: 'number' },
};

/** What the frame says. `key`: whether there is one. `waiting`: seconds until the next try. */
/**
 * @typedef {{ type: 'ready' }
 *   | { type: 'height', pixels: number }
 *   | { type: 'key', provider: string, present: boolean }
 *   | { type: 'models', id: number, models: string[] }
 *   | { type: 'waiting', id: number, seconds: number, tries: number, kind: string }
 *   | { type: 'sending', id: number }
 *   | { type: 'text', id: number, text: string }
 *   | { type: 'done', id: number, stop: 'end' | 'length' | 'refused' }
 *   | { type: 'failed', id: number, kind: string, status: number, detail: string }} FromFrame
 */
const FROM_FRAME = {
  ready: {},
  height: { pixels: 'number' },
  key: { provider: 'string', present: 'boolean' },
  models: { id: 'number', models: 'strings' },
  waiting: { id: 'number', seconds: 'number', tries: 'number', kind: 'kind' },
  sending: { id: 'number' },
  text: { id: 'number', text: 'string' },
  done: { id: 'number', stop: 'stop' },
  failed: { id: 'number', kind: 'kind', status: 'number', detail: 'string' },
};

/** Why there is no answer. `words.js` of the page has a sentence for each. */
export const KINDS = /** @type {const} */ ([
  'no-key',
  'mismatch',
  'key',
  'browser-forbidden',
  'forbidden',
  'quota',
  'rate',
  'model',
  'too-large',
  'bad-request',
  'overloaded',
  'server',
  'unreachable',
  'no-answer',
  'stalled',
  'broken-off',
  'provider-error',
  'too-long',
  'not-understood',
  'cancelled',
]);
/** @typedef {typeof KINDS[number]} Kind */

/** @type {Record<string, (value: unknown) => boolean>} */
const IS = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  strings: (value) => Array.isArray(value) && value.length <= 1000 && value.every((one) => typeof one === 'string'),
  kind: (value) => KINDS.includes(/** @type {Kind} */ (value)),
  stop: (value) => ['end', 'length', 'refused'].includes(/** @type {string} */ (value)),
};

/** @param {Record<string, Record<string, string>>} shapes @param {any} data */
function read(shapes, data) {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(shapes, data.type)) return undefined;
  const shape = shapes[data.type];
  const members = Object.keys(data);
  if (members.length !== Object.keys(shape).length + 1) return undefined;
  return Object.entries(shape).every(([name, kind]) => Object.hasOwn(data, name) && IS[kind](data[name])) ? data : undefined;
}

/** @param {unknown} data @returns {ToFrame | undefined} */
export const readToFrame = (data) => read(TO_FRAME, data);

/** @param {unknown} data @returns {FromFrame | undefined} */
export const readFromFrame = (data) => read(FROM_FRAME, data);
