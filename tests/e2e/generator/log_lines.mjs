// Lines of the error log about the backends of a configuration: what nginx writes when it and a backend do not understand each other.

const MESSAGES = [
  'upstream sent too big header while reading response header from upstream',
  'upstream sent too large http2 header while reading response header from upstream',
  'upstream sent no valid HTTP/1.0 header while reading response header from upstream',
  'upstream sent too large http2 frame: 4740180 while reading response header from upstream',
  'upstream prematurely closed connection while reading response header from upstream',
  'recv() failed (104: Connection reset by peer) while reading response header from upstream',
  'SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream',
  'upstream rejected request with error 2 while reading response header from upstream',
  'upstream timed out (110: Connection timed out) while reading upstream',
];

/**
 * @param {import('./random.mjs').Random} random
 * @param {string[]} addresses
 * @returns {string}
 */
export function randomLog(random, addresses) {
  return Array.from({ length: random.between(1, 3) }, (_, i) => {
    const upstream = `${random.pick(['http', 'http', 'https', 'grpc', 'grpcs'])}://${random.pick(addresses)}${random.pick(['/', '/v1/', ''])}`;
    const request = random.pick(['GET /p0/ HTTP/1.1', 'POST /pkg.Service/Call HTTP/2.0']);
    return `2026/11/21 03:42:1${i} [error] 19#19: *${i + 1} ${random.pick(MESSAGES)}, client: 192.0.2.10, server: example.org, request: "${request}", upstream: "${upstream}", host: "example.org"\n`;
  }).join('');
}
