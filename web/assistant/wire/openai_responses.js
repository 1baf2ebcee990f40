// OpenAI Responses: POST BASE/v1/responses, server-sent events. `store: false`: nothing is kept for later turns.
/** @import { Wire } from './formats.js' */
import { bearer } from './bearer.js';

/** @type {Wire} */
export const openaiResponses = {
  stream: 'sse',
  url: (base) => `${base}/v1/responses`,
  headers: bearer,
  body: ({ model, system, user, schema }) => ({
    model,
    stream: true,
    store: false,
    instructions: system,
    input: user,
    ...(schema && { text: { format: { type: 'json_schema', name: 'answer', strict: true, schema } } }),
  }),
  read({ type, delta, response, ...rest }) {
    switch (type) {
      case 'response.output_text.delta':
        return { text: delta };
      case 'response.refusal.delta':
        return { text: delta, stop: 'refused' };
      case 'response.completed':
        return { stop: 'end' };
      case 'response.incomplete':
        return { stop: response?.incomplete_details?.reason === 'content_filter' ? 'refused' : 'length' };
      case 'response.failed':
        return { error: response?.error ?? {} };
      case 'error':
        return { error: rest.error ?? rest };
      default:
        return {};
    }
  },
  modelsUrl: (base) => `${base}/v1/models`,
  models: ({ data }) => data.map((/** @type {any} */ { id }) => id),
};
