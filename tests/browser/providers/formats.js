// How each provider speaks: what it wants in a request, how it streams, what its errors look like (core/facts/browser.md section 3).
// Written from the providers' descriptions, apart from web/assistant/wire/, which is what these test.

/** @typedef {'end' | 'length' | 'refused'} Stop */
/**
 * @typedef {object} Format
 * @property {string[]} headers that its preflight allows
 * @property {(headers: import('node:http').IncomingHttpHeaders) => string | undefined} key
 * @property {RegExp} path of a request
 * @property {string} models path of the list
 * @property {object} list
 * @property {(body: any) => string} user
 * @property {(body: any) => boolean} whole whether the body has all that the API demands
 * @property {(pieces: string[], stop: Stop) => string} stream
 * @property {(pieces: string[]) => string} broken the beginning of a stream, then an error in it
 * @property {(status: number, message: string, more?: { quota?: boolean }) => object} error
 */

/** With all that the form of such streams allows: CR LF, and data in several lines. @param {string} type @param {object} data */
const event = (type, data) =>
  `event: ${type}\r\n${JSON.stringify({ type, ...data }, null, 1)
    .replace(/^/gm, 'data: ')
    .replaceAll('\n', '\r\n')}\r\n\r\n`;
/** @param {object} value */
const data = (value) => `data: ${JSON.stringify(value)}\n\n`;
/** @param {object} value */
const line = (value) => `${JSON.stringify(value)}\n`;
/** @param {import('node:http').IncomingHttpHeaders} headers */
const bearer = ({ authorization }) => authorization?.replace(/^Bearer /, '');
const openaiError = (/** @type {number} */ status, /** @type {string} */ message, { quota = false } = {}) => ({
  error: {
    message,
    type: quota ? 'insufficient_quota' : status === 429 ? 'requests' : 'invalid_request_error',
    param: null,
    code: quota ? 'insufficient_quota' : null,
  },
});

/** @param {string[]} pieces */
const anthropicStart = (pieces) =>
  event('message_start', { message: { id: 'msg_1', role: 'assistant', content: [] } }) +
  event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }) +
  event('ping', {}) +
  pieces.map((text) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } })).join('');
/** @param {string[]} pieces */
const responsesStart = (pieces) =>
  event('response.created', { response: { status: 'in_progress' } }) +
  pieces.map((delta) => event('response.output_text.delta', { output_index: 0, delta })).join('');
/** @param {string[]} pieces */
const chatStart = (pieces) =>
  ': OPENROUTER PROCESSING\n\n' +
  data({ choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] }) +
  pieces.map((content) => data({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })).join('');
/** @param {string[]} pieces @param {object} [last] */
const geminiPart = (pieces, last = {}) =>
  pieces.map((text, i) => data({ candidates: [{ content: { role: 'model', parts: [{ text }] }, ...(i === pieces.length - 1 && last) }] })).join('');
/** @param {string[]} pieces */
const ollamaStart = (pieces) => pieces.map((content) => line({ message: { role: 'assistant', content }, done: false })).join('');

/** @type {Record<string, Format>} */
export const FORMATS = {
  anthropic: {
    headers: ['content-type', 'x-api-key', 'anthropic-version', 'anthropic-dangerous-direct-browser-access'],
    key: (headers) => headers['x-api-key']?.toString(),
    path: /^\/v1\/messages$/,
    models: '/v1/models',
    list: {
      data: [
        { type: 'model', id: 'claude-test' },
        { type: 'model', id: 'claude-other' },
      ],
      has_more: false,
    },
    user: ({ messages }) => messages[0].content,
    whole: ({
      model,
      max_tokens: most,
      stream,
      system,
      messages,
      output_config: {
        format: { type },
      },
    }) => typeof model === 'string' && most > 0 && stream === true && typeof system === 'string' && messages[0].role === 'user' && type === 'json_schema',
    stream: (pieces, stop) =>
      anthropicStart(pieces) +
      event('content_block_stop', { index: 0 }) +
      event('message_delta', { delta: { stop_reason: { end: 'end_turn', length: 'max_tokens', refused: 'refusal' }[stop] } }) +
      event('message_stop', {}),
    broken: (pieces) => anthropicStart(pieces) + event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }),
    error: (status, message, { quota = false } = {}) => ({
      type: 'error',
      error: {
        type: quota
          ? 'billing_error'
          : ({ 401: 'authentication_error', 403: 'permission_error', 404: 'not_found_error', 429: 'rate_limit_error', 529: 'overloaded_error' }[status] ??
            'api_error'),
        message,
      },
      request_id: 'req_1',
    }),
  },
  'openai-responses': {
    headers: ['content-type', 'authorization'],
    key: bearer,
    path: /^\/v1\/responses$/,
    models: '/v1/models',
    list: { object: 'list', data: [{ id: 'gpt-test', object: 'model' }] },
    user: ({ input }) => input,
    whole: ({
      model,
      stream,
      store,
      instructions,
      text: {
        format: { type, strict },
      },
    }) => typeof model === 'string' && stream === true && store === false && typeof instructions === 'string' && type === 'json_schema' && strict === true,
    stream: (pieces, stop) =>
      responsesStart(stop === 'refused' ? [] : pieces) +
      (stop === 'end'
        ? event('response.completed', { response: { status: 'completed' } })
        : stop === 'length'
          ? event('response.incomplete', { response: { incomplete_details: { reason: 'max_output_tokens' } } })
          : pieces.map((delta) => event('response.refusal.delta', { delta })).join('') + event('response.completed', { response: {} })),
    broken: (pieces) =>
      responsesStart(pieces) + event('response.failed', { response: { status: 'failed', error: { code: 'server_error', message: 'The model broke down' } } }),
    error: openaiError,
  },
  'openai-chat': {
    headers: ['content-type', 'authorization'],
    key: bearer,
    path: /^\/v1\/chat\/completions$/,
    models: '/v1/models',
    list: { object: 'list', data: [{ id: 'chat-test' }] },
    user: ({ messages }) => messages[1].content,
    whole: ({
      model,
      stream,
      messages,
      response_format: {
        type,
        json_schema: { schema },
      },
    }) => typeof model === 'string' && stream === true && messages[0].role === 'system' && type === 'json_schema' && typeof schema === 'object',
    stream: (pieces, stop) =>
      chatStart(pieces) +
      data({ choices: [{ index: 0, delta: {}, finish_reason: { end: 'stop', length: 'length', refused: 'content_filter' }[stop] }] }) +
      'data: [DONE]\n\n',
    broken: (pieces) =>
      chatStart(pieces) + data({ error: { code: 502, message: 'Provider disconnected' }, choices: [{ delta: { content: '' }, finish_reason: 'error' }] }),
    error: openaiError,
  },
  gemini: {
    headers: ['content-type', 'x-goog-api-key', 'x-goog-api-client', 'authorization'],
    key: (headers) => headers['x-goog-api-key']?.toString(),
    path: /^\/v1beta\/models\/[^/]+:streamGenerateContent\?alt=sse$/,
    models: '/v1beta/models',
    list: {
      models: [
        { name: 'models/gemini-test', supportedGenerationMethods: ['generateContent'] },
        { name: 'models/embed', supportedGenerationMethods: ['embedContent'] },
      ],
    },
    user: ({ contents }) => contents[0].parts[0].text,
    whole: ({ systemInstruction, contents, generationConfig: { responseMimeType, responseJsonSchema } }) =>
      typeof systemInstruction.parts[0].text === 'string' &&
      contents[0].role === 'user' &&
      responseMimeType === 'application/json' &&
      typeof responseJsonSchema === 'object',
    stream: (pieces, stop) => geminiPart(pieces, { finishReason: { end: 'STOP', length: 'MAX_TOKENS', refused: 'SAFETY' }[stop] }),
    broken: (pieces) => geminiPart(pieces) + data({ error: { code: 500, message: 'Internal error encountered', status: 'INTERNAL' } }),
    error: (status, message, { quota = false } = {}) => ({
      error: {
        code: status,
        message: quota ? 'You exceeded your current quota, please check your plan and billing details' : message,
        status: { 401: 'UNAUTHENTICATED', 403: 'PERMISSION_DENIED', 404: 'NOT_FOUND', 429: 'RESOURCE_EXHAUSTED', 503: 'UNAVAILABLE' }[status] ?? 'INTERNAL',
        details: status === 429 && !quota ? [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '1s' }] : [],
      },
    }),
  },
  ollama: {
    headers: ['content-type', 'authorization'],
    key: () => undefined,
    path: /^\/api\/chat$/,
    models: '/api/tags',
    list: { models: [{ name: 'llama-test:8b' }] },
    user: ({ messages }) => messages[1].content,
    whole: ({ model, stream, messages, format, options: { num_ctx: context } }) =>
      typeof model === 'string' && stream === true && messages[0].role === 'system' && typeof format === 'object' && context > 8192,
    stream: (pieces, stop) =>
      ollamaStart(pieces) + line({ message: { role: 'assistant', content: '' }, done: true, done_reason: stop === 'length' ? 'length' : 'stop' }),
    broken: (pieces) => ollamaStart(pieces) + line({ error: 'an error was encountered while running the model' }),
    error: (_, message) => ({ error: message }),
  },
};
