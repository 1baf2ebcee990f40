// Every kind of backend that a replay can have, by name. Six are the product's protocols; the others are what people find in
// their place. What each does with the wrong client was measured on the real ones that tests/replay/mismatch_matrix.jsonl names.
import { overTls, plain } from './channel.js';
import { answers, closes, closesOnRequest, greets, resets, silent } from './faults.js';
import { http1Server } from './http1_server.js';
import { http2Server } from './http2_server.js';

/** @typedef {import('./channel.js').Speak} Speak */
/** @typedef {import('../network.js').Actor} Actor */

/**
 * @typedef {object} Kind
 * @property {string} name
 * @property {string} says what it is, in words for the page
 * @property {Speak} [speak] without TLS
 * @property {Tls} [tls]
 *
 * @typedef {object} Tls
 * @property {string[]} protocols offered by ALPN; none: the server does no ALPN
 * @property {Record<string, Speak>} speak by the protocol agreed on, `''` without one
 * @property {Speak} cleartext to a client that speaks no TLS
 * @property {boolean} [clientCertificate]
 * @property {string} [requiredName]
 */

const PLAIN_TO_TLS = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';
/** Node: HTTP/2 only, for a client that did not agree on it. */
const MISSING_ALPN = http1Server('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
const http1 = http1Server();
const text = http2Server('text');
const grpc = http2Server('grpc');

/** Go looks whether the first bytes are an HTTP/1 request. @type {Speak} */
const cleartextToGo = (channel) => ({
  received(bytes) {
    const start = String.fromCharCode(...bytes.subarray(0, 5));
    if (/^(GET \/|HEAD |POST |PUT \/|OPTIO)/.test(start)) {
      channel.send(Uint8Array.from('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n', (c) => c.charCodeAt(0)));
    }
    channel.end();
  },
});

/** HTTP/1 and HTTP/2 on one port, told apart by the first bytes. @type {Speak} */
const http1AndH2c = (channel) => {
  /** @type {import('./channel.js').Speaker | undefined} */
  let speaker;
  return {
    received(bytes) {
      speaker ??= (bytes[0] === 80 && bytes[1] === 82 && bytes[2] === 73 ? text : http1)(channel);
      speaker.received?.(bytes);
    },
    ended: () => (speaker ? speaker.ended?.() : channel.end()),
  };
};

/** @type {Kind[]} */
export const KINDS = [
  { name: 'http1', says: 'HTTP/1.1', speak: http1 },
  { name: 'http1-tls', says: 'HTTP/1.1 over TLS', tls: { protocols: ['http/1.1'], speak: { 'http/1.1': http1, '': http1 }, cleartext: closesOnRequest } },
  { name: 'h2c', says: 'HTTP/2 without TLS', speak: text },
  { name: 'h2-tls', says: 'HTTP/2 over TLS, and nothing else', tls: { protocols: ['h2'], speak: { h2: text, '': MISSING_ALPN }, cleartext: closesOnRequest } },
  { name: 'grpc', says: 'gRPC without TLS', speak: grpc },
  { name: 'grpc-tls', says: 'gRPC over TLS', tls: { protocols: ['h2'], speak: { h2: grpc, '': closes }, cleartext: closesOnRequest } },

  { name: 'http1-and-h2c', says: 'HTTP/1.1 and HTTP/2 on one port', speak: http1AndH2c },
  {
    name: 'http1-and-h2-tls',
    says: 'HTTP/1.1 and HTTP/2 over TLS',
    tls: { protocols: ['h2', 'http/1.1'], speak: { h2: text, 'http/1.1': http1, '': http1 }, cleartext: closesOnRequest },
  },
  {
    name: 'http1-tls-without-alpn',
    says: 'HTTP/1.1 over TLS, a server that does no ALPN',
    tls: { protocols: [], speak: { '': http1 }, cleartext: closesOnRequest },
  },
  {
    name: 'nginx-http1-tls',
    says: 'nginx with `listen … ssl`',
    tls: { protocols: ['http/1.1'], speak: { 'http/1.1': http1, '': http1 }, cleartext: answers(PLAIN_TO_TLS) },
  },
  {
    name: 'nginx-h2-tls',
    says: 'nginx with `listen … ssl http2`',
    tls: { protocols: ['h2', 'http/1.1'], speak: { h2: text, 'http/1.1': http1, '': http1 }, cleartext: answers(PLAIN_TO_TLS) },
  },
  { name: 'go-tls', says: 'Go with TLS', tls: { protocols: ['h2', 'http/1.1'], speak: { h2: text, 'http/1.1': http1, '': http1 }, cleartext: cleartextToGo } },
  { name: 'grpc-strict', says: 'gRPC without TLS, 415 for anything else', speak: http2Server('grpc strict') },
  {
    name: 'grpc-strict-tls',
    says: 'gRPC over TLS, 415 for anything else',
    tls: { protocols: ['h2'], speak: { h2: http2Server('grpc strict'), '': MISSING_ALPN }, cleartext: closesOnRequest },
  },
  {
    name: 'wants-client-certificate',
    says: 'HTTP/1.1 over TLS, for clients with a certificate',
    tls: { protocols: ['http/1.1'], speak: { 'http/1.1': http1, '': http1 }, cleartext: closesOnRequest, clientCertificate: true },
  },
  {
    name: 'wants-name',
    says: 'TLS that refuses every server name but its own',
    tls: { protocols: ['http/1.1'], speak: { 'http/1.1': http1, '': http1 }, cleartext: closesOnRequest, requiredName: 'good.test' },
  },

  { name: 'refuses', says: 'nothing listens' },
  { name: 'closes', says: 'accepts and hangs up', speak: closes },
  { name: 'resets', says: 'resets the connection', speak: resets },
  { name: 'silent', says: 'accepts and never answers', speak: silent },
  { name: 'ssh', says: 'an SSH server', speak: greets('SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n') },
  { name: 'fastcgi', says: 'a FastCGI server such as PHP-FPM', speak: answers('\x01\x03\x00\x01\x00\x08\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00') },
  { name: 'html', says: 'bare HTML without a status line', speak: answers('<!DOCTYPE html><title>hello</title>\n') },
  { name: 'tls-alert', says: 'a TLS alert, and the end', speak: answers('\x15\x03\x01\x00\x02\x02\x46') },
  { name: 'bad-header', says: 'HTTP/1.1 with a NUL in a header', speak: http1Server('HTTP/1.1 200 OK\r\nX-Bad\0Header: 1\r\nContent-Length: 0\r\n\r\n') },
  {
    name: 'big-header',
    says: 'HTTP/1.1 with a header of 16 KB',
    speak: http1Server(`HTTP/1.1 200 OK\r\nX-Big: ${'x'.repeat(16384)}\r\nContent-Length: 0\r\n\r\n`),
  },
  {
    name: 'length-and-chunked',
    says: 'HTTP/1.1 with a length and chunks',
    speak: http1Server('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'),
  },
  { name: 'short-body', says: 'HTTP/1.1 that breaks off', speak: http1Server('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello') },
  {
    name: 'chunked-twice',
    says: 'HTTP/1.1 with Transfer-Encoding twice',
    speak: http1Server('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'),
  },
  { name: 'h2c-wants-http1', says: 'HTTP/2 that resets streams with HTTP_1_1_REQUIRED', speak: http2Server('refuse stream') },
  { name: 'h2c-goes-away', says: 'HTTP/2 that says GOAWAY and no more', speak: http2Server('go away') },
];

const BY_NAME = new Map(KINDS.map((kind) => [kind.name, kind]));

/** @param {string} name */
export const findKind = (name) => BY_NAME.get(name);

/**
 * One connection to a backend of this kind.
 * @param {Kind} kind
 * @param {import('../tls.js').TlsEngine | undefined} engine
 * @param {string} host whom nginx believes to talk to
 * @returns {Actor | 'refused'}
 */
export function connectTo({ speak, tls }, engine, host) {
  if (speak) return plain(speak);
  if (!tls) return 'refused';
  const { protocols, cleartext, clientCertificate, requiredName } = tls;
  return overTls({
    open: () => (engine?.available ? engine.open({ server: true, name: host, protocols, clientCertificate, requiredName }) : undefined),
    speak: (protocol) => tls.speak[protocol] ?? closes,
    cleartext,
  });
}
