// What a user may say of the backends: nothing, the truth or not, one protocol or several.

const PROTOCOLS = [
  'http1',
  'http1',
  'http1',
  'grpc',
  'h2c',
  'http1-tls',
  'h2-tls',
  'grpc-tls',
  'http1,h2c',
  'h2-tls,http1-tls',
  'h2c,grpc',
  'grpc-tls,http1-tls',
];

/**
 * @param {import('./random.mjs').Random} random
 * @param {string[]} names
 * @returns {string[]} options of `check` and `fix`
 */
export function randomAnswers(random, names) {
  return random.some(names, 0.5).flatMap((name) => ['--backend', `${name}=${random.pick(PROTOCOLS)}`]);
}
