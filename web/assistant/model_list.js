// The names of the models that a provider has for this key.
import { PLAIN } from './ask.js';
import { Failure, failureOf } from './failure.js';
import { wireOf } from './wire/formats.js';

const SECONDS = 20;
const MOST = 1000;
const LONGEST_NAME = 200;

/** @param {import('./providers.js').Provider} provider @param {string} key */
export async function listModels(provider, key) {
  const wire = wireOf(provider);
  const signal = AbortSignal.timeout(SECONDS * 1000);
  const { 'content-type': _, ...headers } = wire.headers(key);
  const response = await fetch(wire.modelsUrl(provider.base), { ...PLAIN, headers, signal }).catch(() => {
    throw signal.aborted ? new Failure('no-answer', { detail: String(SECONDS) }) : new Failure('unreachable');
  });
  if (!response.ok) throw await failureOf(response);
  try {
    return wire
      .models(await response.json())
      .filter((name) => typeof name === 'string' && name !== '' && name.length <= LONGEST_NAME)
      .slice(0, MOST)
      .sort();
  } catch {
    throw new Failure('not-understood', { status: response.status });
  }
}
