// Reads a stream of JSON values: server-sent events (WHATWG HTML, section "Server-sent events") or one JSON a line. Chunks may
// end anywhere: inside a character, a line end, an event.

/** More than any answer that can be reviewed; a server that never ends a line must not fill the memory. */
const LONGEST = 10 << 20;

export class TooLong extends Error {}

/** How OpenAI's APIs say that all was said. */
export const DONE = '[DONE]';

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @param {() => void} heard something came, if only a comment to keep the connection open
 */
async function* linesOf(stream, heard) {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let pending = '';
  let afterReturn = false;
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    heard();
    total += value.length;
    if (total > LONGEST) throw new TooLong();
    let fresh = decoder.decode(value, { stream: true });
    if (fresh === '') continue;
    // CR LF that was split between two chunks is one line end.
    if (afterReturn && fresh.startsWith('\n')) fresh = fresh.slice(1);
    afterReturn = fresh === '' ? false : fresh.endsWith('\r');
    const lines = fresh.split(/\r\n|\n|\r/);
    if (lines.length === 1) {
      pending += fresh;
      continue;
    }
    lines[0] = pending + lines[0];
    pending = /** @type {string} */ (lines.pop());
    yield* lines;
  }
  pending += decoder.decode();
  if (pending !== '') yield pending;
}

/**
 * The `data` of each event. The end of the stream ends the last event too: some servers leave the blank line out.
 * @param {AsyncIterable<string>} lines
 */
async function* eventsOf(lines) {
  /** @type {string[]} */
  let data = [];
  for await (const line of lines) {
    if (line === '') {
      if (data.length > 0) yield data.join('\n');
      data = [];
    } else if (line.startsWith('data:')) {
      data.push(line.slice(line[5] === ' ' ? 6 : 5));
    }
  }
  if (data.length > 0) yield data.join('\n');
}

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @param {'sse' | 'ndjson'} form
 * @param {() => void} heard
 * @returns {AsyncGenerator<any>} parsed values, and DONE; one that is no JSON is a SyntaxError
 */
export async function* valuesOf(stream, form, heard) {
  const lines = linesOf(stream, heard);
  for await (const text of form === 'sse' ? eventsOf(lines) : lines) {
    if (text.trim() === '') continue;
    if (text === DONE) {
      yield DONE;
      return;
    }
    yield JSON.parse(text);
  }
}
