// What two runs of nginx prove, in words.

/** @typedef {import('./replay.js').ReplayResult} ReplayResult */

/** @param {NonNullable<ReplayResult['response']>} response */
const grpcStatusOf = ({ trailers = [], headers = [] }) => [...trailers, ...headers].find(([name]) => name.toLowerCase() === 'grpc-status')?.[1];

/** How one run ended. @param {ReplayResult} result @returns {{ good: boolean, words: string, log?: string }} */
export function outcome({ ok, verdict, request, response, status, errorLog, duration, trouble }) {
  if (!ok) {
    const reason = verdict.messages.at(-1);
    const where = reason?.line ? `, line ${reason.line}` : '';
    return { good: false, words: `nginx does not start${where}`, log: reason && `[${reason.level}] ${reason.text}` };
  }
  const log = errorLog?.[0]?.line;
  if (!response) return { good: false, words: trouble ?? (status ? `no answer, ${status} in the access log` : 'no answer'), log };
  if (response.status === null) return { good: false, words: 'bytes that are not an HTTP response', log };
  const seconds = Math.round((duration ?? 0) / 1000);
  const late = seconds >= 1 ? ` after ${seconds} s` : '';
  const grpcStatus = grpcStatusOf(response);
  if (grpcStatus !== undefined && grpcStatus !== '0') return { good: false, words: `grpc-status ${grpcStatus}${late}`, log };
  // 200 to a handshake is a failed one.
  const good = request?.kind === 'websocket' ? response.status === 101 : response.status < 400;
  return { good, words: `${response.status}${late}`, log };
}

/**
 * @param {ReplayResult} before
 * @param {ReplayResult} after
 * @returns {string} one sentence
 */
export function conclusion(before, after) {
  const [was, is] = [outcome(before), outcome(after)];
  if (!was.good && is.good) return `The fix works. Before: ${was.words}. After: ${is.words}.`;
  if (was.good && !is.good) return `The fix breaks this. Before: ${was.words}. After: ${is.words}.`;
  if (was.good) return 'The client gets its answer with and without the fix.';
  return was.words === is.words && was.log?.replace(/^[\d/: ]+/, '') === is.log?.replace(/^[\d/: ]+/, '')
    ? `The fix changes nothing here: ${was.words} either way.`
    : `The fix does not help here. Before: ${was.words}. After: ${is.words}.`;
}
