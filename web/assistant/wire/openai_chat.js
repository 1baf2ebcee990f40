// Chat completions as OpenAI made them and most others have them: POST BASE/chat/completions, server-sent events, `[DONE]`
// at the end. BASE holds the version (`…/v1`), because it differs: Groq has `/openai/v1`, OpenRouter `/api/v1`.
/** @import { Wire } from './formats.js' */
import { bearer } from './bearer.js';

/** @type {Wire} */
export const openaiChat = {
  stream: 'sse',
  url: (base) => `${base}/chat/completions`,
  headers: bearer,
  body: ({ model, system, user, schema }) => ({
    model,
    stream: true,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    ...(schema && { response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } } }),
  }),
  read({ choices, error }) {
    if (error) return { error: typeof error === 'string' ? { message: error } : error };
    const { delta, finish_reason: reason } = choices?.[0] ?? {};
    const text = delta?.content || delta?.refusal || undefined;
    if (reason === 'error') return { text, error: choices[0].error ?? {} };
    if (!reason) return { text };
    return { text, stop: reason === 'length' ? 'length' : reason === 'content_filter' || delta?.refusal ? 'refused' : 'end' };
  },
  modelsUrl: (base) => `${base}/models`,
  models: ({ data }) => data.map((/** @type {any} */ { id }) => id),
};
