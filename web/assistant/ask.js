// One question to a provider: send the body as it is, read the stream, and try again where that helps. Nothing but the
// headers is added to what the page shows.
import { DONE, TooLong, valuesOf } from './event_stream.js';
import { Failure, failureInStream, failureOf } from './failure.js';
import { wireOf } from './wire/formats.js';

/** @typedef {import('./providers.js').Provider} Provider */
/** @typedef {import('./wire/formats.js').Stop} Stop */

const MOST_TRIES = 4;
const FIRST_WAIT = 2;
/** Nobody waits longer than that in front of a page; the words say how long it would be. */
const LONGEST_WAIT = 120;
const RETRIED = ['rate', 'overloaded', 'server'];
/** A local model may have to be loaded first. */
const FIRST_BYTE_SECONDS = 180;
const STALL_SECONDS = 60;

/** @type {RequestInit} */
export const PLAIN = {
  mode: 'cors',
  credentials: 'omit',
  redirect: 'error',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
};

/** Aborts when nothing comes. @param {AbortSignal} cancelled */
function createWatch(cancelled) {
  const controller = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const cancel = () => controller.abort(new Failure('cancelled'));
  if (cancelled.aborted) cancel();
  cancelled.addEventListener('abort', cancel);
  return {
    signal: controller.signal,
    /** @param {number} seconds @param {'no-answer' | 'stalled'} kind */
    expect(seconds, kind) {
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(new Failure(kind, { detail: String(seconds) })), seconds * 1000);
    },
    end() {
      clearTimeout(timer);
      cancelled.removeEventListener('abort', cancel);
      controller.abort();
    },
  };
}

/**
 * @typedef {object} Question
 * @property {Provider} provider
 * @property {string} key
 * @property {string} url
 * @property {string} body
 * @property {AbortSignal} cancelled
 * @property {(text: string) => void} text
 */

/** @param {Question} question @returns {Promise<Stop>} */
async function tryOnce({ provider, key, url, body, cancelled, text }) {
  const wire = wireOf(provider);
  const watch = createWatch(cancelled);
  const { first_byte_seconds: first = FIRST_BYTE_SECONDS, stall_seconds: stall = STALL_SECONDS } = provider;
  /** @type {Stop | undefined} */
  let stop;
  try {
    watch.expect(first, 'no-answer');
    const response = await fetch(url, { ...PLAIN, method: 'POST', headers: wire.headers(key), body, signal: watch.signal });
    if (!response.ok) throw await failureOf(response);
    if (!response.body) throw new Failure('not-understood', { status: response.status });
    for await (const value of valuesOf(response.body, wire.stream, () => watch.expect(stall, 'stalled'))) {
      const heard = value === DONE ? { stop: stop ?? /** @type {const} */ ('end') } : wire.read(value ?? {});
      if (typeof heard.text === 'string' && heard.text !== '') text(heard.text);
      if (heard.error) throw failureInStream(heard.error);
      // A refusal that was said stays one, whatever ends the stream.
      if (heard.stop && stop !== 'refused') stop = heard.stop;
    }
    if (!stop) throw new Failure('broken-off');
    return stop;
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (watch.signal.aborted) throw watch.signal.reason;
    if (error instanceof TooLong) throw new Failure('too-long');
    if (error instanceof SyntaxError) throw new Failure('not-understood');
    // fetch has one error for "offline", "no such host", "refused by CORS" and "redirected"; after the first bytes it means
    // that the connection broke, which `text` knows.
    throw new Failure('unreachable', { detail: error instanceof TypeError ? '' : String(error) });
  } finally {
    watch.end(); // and closes the connection, should there be one
  }
}

/**
 * Counts down, a call a second.
 * @param {number} seconds @param {AbortSignal} cancelled @param {(left: number) => void} tell
 */
async function countDown(seconds, cancelled, tell) {
  for (let left = Math.ceil(seconds); left > 0; left--) {
    if (cancelled.aborted) throw new Failure('cancelled');
    tell(left);
    await new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        cancelled.removeEventListener('abort', done);
        resolve(undefined);
      };
      const timer = setTimeout(done, Math.min(1, seconds) * 1000);
      cancelled.addEventListener('abort', done);
    });
  }
  if (cancelled.aborted) throw new Failure('cancelled');
}

/**
 * @param {Question & { sending: () => void, waiting: (seconds: number, tries: number, why: import('./messages.js').Kind) => void }} question
 * @returns {Promise<Stop>} or throws a Failure
 */
export async function ask(question) {
  let begun = false;
  const text = (/** @type {string} */ fresh) => {
    begun = true;
    question.text(fresh);
  };
  for (let tries = 1; ; tries++) {
    try {
      question.sending();
      return await tryOnce({ ...question, text });
    } catch (error) {
      const failure = /** @type {Failure} */ (error);
      if (begun && failure.kind === 'unreachable') throw new Failure('broken-off');
      const wait = failure.wait ?? FIRST_WAIT * 2 ** (tries - 1);
      // What has begun to arrive is not asked for again: the user would pay twice and lose what stands there.
      if (begun || tries === MOST_TRIES || !RETRIED.includes(failure.kind)) throw failure;
      if (wait > LONGEST_WAIT) {
        const long = `Try again in ${Math.ceil(wait / 60)} minutes.`;
        throw new Failure(failure.kind, { status: failure.status, detail: `${failure.detail} ${long}`.trim() });
      }
      await countDown(Math.max(wait, 1), question.cancelled, (left) => question.waiting(left, tries, failure.kind));
    }
  }
}
