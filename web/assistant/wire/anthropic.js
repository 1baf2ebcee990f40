// Anthropic Messages: POST BASE/v1/messages, server-sent events (core/facts/browser.md sections 3.1, 3.2).
/** @import { Wire } from './formats.js' */

/** The API wants a number; a model that allows less says so with a 400. */
const MOST_TOKENS = 8192;

/** @type {Record<string, import('./formats.js').Stop>} */
const STOPS = { max_tokens: 'length', model_context_window_exceeded: 'length', refusal: 'refused' };

/** @type {Wire} */
export const anthropic = {
  stream: 'sse',
  url: (base) => `${base}/v1/messages`,
  headers: (key) => ({
    'content-type': 'application/json',
    'x-api-key': key,
    'anthropic-version': '2023-06-01',
    // Without it the API refuses calls from a page with 401.
    'anthropic-dangerous-direct-browser-access': 'true',
  }),
  body: ({ model, system, user, schema }) => ({
    model,
    max_tokens: MOST_TOKENS,
    stream: true,
    system,
    messages: [{ role: 'user', content: user }],
    ...(schema && { output_config: { format: { type: 'json_schema', schema } } }),
  }),
  read({ type, delta, error }) {
    if (type === 'content_block_delta' && delta?.type === 'text_delta') return { text: delta.text };
    if (type === 'error') return { error };
    if (type === 'message_delta' && delta?.stop_reason) return { stop: STOPS[delta.stop_reason] ?? 'end' };
    return {};
  },
  modelsUrl: (base) => `${base}/v1/models?limit=100`,
  models: ({ data }) => data.map((/** @type {any} */ { id }) => id),
};
