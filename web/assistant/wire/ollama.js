// Ollama's own API: POST BASE/api/chat, one JSON a line. A failure after the start is `{"error":"…"}` with status 200.
/** @import { Wire } from './formats.js' */
import { bearer } from './bearer.js';

const ROOM_FOR_ANSWER = 8192;

/** @type {Wire} */
export const ollama = {
  stream: 'ndjson',
  url: (base) => `${base}/api/chat`,
  headers: bearer,
  body: ({ model, system, user, schema, tokens }) => ({
    model,
    stream: true,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    ...(schema && { format: schema }),
    // Without it the server cuts a long request at its default, and says nothing.
    options: { num_ctx: Math.ceil((tokens + ROOM_FOR_ANSWER) / 1024) * 1024 },
  }),
  read({ message, done, done_reason: reason, error }) {
    if (error) return { error: { message: String(error) } };
    const text = message?.content || undefined;
    return done ? { text, stop: reason === 'length' ? 'length' : 'end' } : { text };
  },
  modelsUrl: (base) => `${base}/api/tags`,
  models: ({ models }) => models.map((/** @type {any} */ { name }) => name),
};
