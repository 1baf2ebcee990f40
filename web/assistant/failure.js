// What a refusal means, from its status and the provider's own error (core/facts/browser.md section 3.3), and when to try again.
/** @import { Kind } from './messages.js' */

export class Failure extends Error {
  /** @param {Kind} kind @param {{ status?: number, detail?: string, wait?: number }} [more] `wait`: seconds that the provider asks for */
  constructor(kind, { status = 0, detail = '', wait } = {}) {
    super(kind);
    this.kind = kind;
    this.status = status;
    this.detail = detail;
    this.wait = wait;
  }
}

/** The provider's error: `{"error":{…}}`, `{"error":"…"}`, `{"message":"…"}`, or the first of a list. @param {string} text */
function errorIn(text) {
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    // A proxy's HTML page says nothing that helps.
    return { message: text.trimStart().startsWith('<') ? '' : text };
  }
  const first = Array.isArray(json) ? json[0] : json;
  const error = first?.error ?? first;
  return typeof error === 'string' ? { message: error } : (error ?? {});
}

/** Codes and types of errors that no second try gets past: there is no money left. */
const NO_CREDIT = /insufficient_quota|billing|spend_limit|credit|payment|exceeded your current quota/i;

/** @param {any} error */
const wordsIn = (error) =>
  ['message', 'type', 'code', 'status']
    .map((name) => String(error?.[name] ?? ''))
    .concat(String(error?.details?.error_code ?? ''))
    .join(' ');

/** @param {number} status @param {any} error @returns {Kind} */
function kindOf(status, error) {
  const words = wordsIn(error);
  if (/CORS requests/i.test(words)) return 'browser-forbidden';
  if (status === 401 || /authentication_error|invalid_api_key|API_KEY_INVALID|API key not valid|UNAUTHENTICATED/i.test(words)) return 'key';
  if (status === 402) return 'quota';
  if (status === 429) return NO_CREDIT.test(words) ? 'quota' : 'rate';
  if (/billing_error|insufficient_quota/i.test(words)) return 'quota';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'model';
  if (status === 413 || /context_length|context window|too long|too many tokens|maximum context/i.test(words)) return 'too-large';
  if (status === 503 || status === 529 || /overloaded|UNAVAILABLE/i.test(words)) return 'overloaded';
  if (/rate_limit|RESOURCE_EXHAUSTED/i.test(words)) return 'rate';
  if (status === 408 || status >= 500) return 'server';
  if (status === 400 && /model.*(not found|does not exist)|not a valid model/i.test(words)) return 'model';
  if (status >= 400) return 'bad-request';
  return 'provider-error';
}

/** Seconds, from the header where CORS lets it be read, else from the body. @param {Headers} headers @param {any} error */
function waitOf(headers, error) {
  const header = headers.get('retry-after');
  if (header !== null) {
    const seconds = /^\d+(\.\d+)?$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
    if (seconds >= 0) return seconds;
  }
  // Gemini: google.rpc.RetryInfo. OpenAI and Groq say it in words.
  const info = Array.isArray(error?.details) ? error.details.find((/** @type {any} */ one) => one?.retryDelay) : undefined;
  const said = info?.retryDelay ?? /try again in ([\d.]+ ?m?s)/i.exec(String(error?.message ?? ''))?.[1];
  const read = /^([\d.]+) ?(ms|s)$/.exec(String(said ?? ''));
  return read ? Number(read[1]) / (read[2] === 'ms' ? 1000 : 1) : undefined;
}

/** @param {Response} response */
export async function failureOf(response) {
  const error = errorIn(await response.text().catch(() => ''));
  const wait = waitOf(response.headers, error);
  const kind = kindOf(response.status, error);
  // Gemini says "You exceeded your current quota" of a minute's limit, too: who says when to come back has no limit of money.
  return new Failure(kind === 'quota' && response.status === 429 && wait !== undefined ? 'rate' : kind, {
    status: response.status,
    detail: String(error.message ?? ''),
    wait,
  });
}

/** An error inside of a stream that began well. @param {any} error */
export function failureInStream(error) {
  const kind = kindOf(0, error);
  return new Failure(kind, { detail: String(error?.message ?? '') });
}
