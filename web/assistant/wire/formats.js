// The wire formats by name, and what the page and the frame both do with them: the address, and the exact body.
// The page builds and shows the body; the frame adds the headers and sends it. Both take the same pure functions.
import { anthropic } from './anthropic.js';
import { gemini } from './gemini.js';
import { ollama } from './ollama.js';
import { openaiChat } from './openai_chat.js';
import { openaiResponses } from './openai_responses.js';

/** `schema` is absent when the answer may have any form; `tokens` is how many the two texts have at most. */
/** @typedef {{ model: string, system: string, user: string, schema?: object, tokens: number }} Request */
/** How the model came to its end. @typedef {'end' | 'length' | 'refused'} Stop */
/** What one event of a stream says; `error` is the provider's own. @typedef {{ text?: string, stop?: Stop, error?: any }} Heard */

/**
 * @typedef {object} Wire
 * @property {'sse' | 'ndjson'} stream
 * @property {(base: string, model: string) => string} url
 * @property {(key: string) => Record<string, string>} headers
 * @property {(request: Request) => object} body
 * @property {(event: any) => Heard} read
 * @property {(base: string) => string} modelsUrl
 * @property {(list: any) => string[]} models
 */

/** @satisfies {Record<string, Wire>} */
export const FORMATS = { anthropic, 'openai-responses': openaiResponses, 'openai-chat': openaiChat, gemini, ollama };

/** @typedef {import('../providers.js').Provider} Provider */

/** @param {Provider} provider @returns {Wire} */
export const wireOf = ({ format }) => FORMATS[format];

/** @param {Provider} provider @param {string} model */
export const urlOf = (provider, model) => wireOf(provider).url(provider.base, model);

/** @param {Provider} provider @param {Request} request */
export const bodyOf = (provider, request) => JSON.stringify(wireOf(provider).body(request));
