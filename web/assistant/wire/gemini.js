// Gemini: POST BASE/v1beta/models/MODEL:streamGenerateContent?alt=sse. Every event is a whole response; nothing marks the end
// but `finishReason`. Its CORS allows few headers: content-type and x-goog-api-key are among them.
/** @import { Wire } from './formats.js' */

/** @param {string} key */
const headers = (key) => ({ 'content-type': 'application/json', 'x-goog-api-key': key });

/** @type {Wire} */
export const gemini = {
  stream: 'sse',
  url: (base, model) => `${base}/v1beta/models/${encodeURIComponent(model)}:streamGenerateContent?alt=sse`,
  headers,
  body: ({ system, user, schema }) => ({
    systemInstruction: { parts: [{ text: system }] },
    contents: [{ role: 'user', parts: [{ text: user }] }],
    ...(schema && { generationConfig: { responseMimeType: 'application/json', responseJsonSchema: schema } }),
  }),
  read({ candidates, promptFeedback, error }) {
    if (error) return { error };
    if (promptFeedback?.blockReason) return { stop: 'refused' };
    const { content, finishReason } = candidates?.[0] ?? {};
    const parts = /** @type {any[]} */ (content?.parts ?? []).filter(({ text, thought }) => typeof text === 'string' && !thought);
    const text = parts.map((part) => part.text).join('') || undefined;
    if (!finishReason) return { text };
    return { text, stop: finishReason === 'STOP' ? 'end' : finishReason === 'MAX_TOKENS' ? 'length' : 'refused' };
  },
  modelsUrl: (base) => `${base}/v1beta/models?pageSize=200`,
  models: ({ models }) =>
    models
      .filter((/** @type {any} */ { supportedGenerationMethods: can }) => !can || can.includes('generateContent'))
      .map((/** @type {any} */ { name }) => name.replace(/^models\//, '')),
};
