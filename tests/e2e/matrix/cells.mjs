// The matrix: ways in which nginx talks × what backends speak, and what is true of each pair.
import { startGrpc } from '../backends/grpc.mjs';
import { startH2Tls } from '../backends/h2_tls.mjs';
import { startH2c } from '../backends/h2c.mjs';
import { startHttp1 } from '../backends/http1.mjs';
import { startHttp1Tls } from '../backends/http1_tls.mjs';

/** @typedef {'http1' | 'http1-tls' | 'h2c' | 'h2-tls' | 'grpc' | 'grpc-tls'} Protocol */
/** @typedef {{name: string, lines: string[], tls: boolean, http2: boolean}} Mode */
/** @typedef {{after: (fn: () => Promise<void>) => void}} Test */
/** @typedef {{protocol: Protocol, tls: boolean, http2: boolean, grpc: boolean, start: (test: Test) => Promise<import('../backends/answer.mjs').Backend>}} Kind */

/** @type {Mode[]} */
export const modes = [
  { name: 'proxy_pass http', lines: ['proxy_pass http://app;'], tls: false, http2: false },
  { name: 'proxy_pass http 1.1', lines: ['proxy_pass http://app;', 'proxy_http_version 1.1;'], tls: false, http2: false },
  { name: 'proxy_pass https', lines: ['proxy_pass https://app;'], tls: true, http2: false },
  { name: 'proxy_pass https 1.1', lines: ['proxy_pass https://app;', 'proxy_http_version 1.1;'], tls: true, http2: false },
  { name: 'grpc_pass grpc', lines: ['grpc_pass grpc://app;'], tls: false, http2: true },
  { name: 'grpc_pass grpcs', lines: ['grpc_pass grpcs://app;'], tls: true, http2: true },
];

/** @type {Kind[]} */
export const kinds = [
  { protocol: 'http1', tls: false, http2: false, grpc: false, start: startHttp1 },
  { protocol: 'http1-tls', tls: true, http2: false, grpc: false, start: startHttp1Tls },
  { protocol: 'h2c', tls: false, http2: true, grpc: false, start: startH2c },
  { protocol: 'h2-tls', tls: true, http2: true, grpc: false, start: startH2Tls },
  { protocol: 'grpc', tls: false, http2: true, grpc: true, start: (test) => startGrpc(test, { tls: false }) },
  { protocol: 'grpc-tls', tls: true, http2: true, grpc: true, start: (test) => startGrpc(test, { tls: true }) },
];

/**
 * The true cause, by the tests' own reckoning: the layer that fails first. null: they understand each other.
 * @param {Mode} mode
 * @param {Kind} kind
 */
export function causeOf(mode, kind) {
  if (mode.tls !== kind.tls) return mode.tls ? 'tls-to-plaintext' : 'plaintext-to-tls';
  if (mode.http2 === kind.http2) return null;
  return mode.http2 ? 'grpc-pass-to-http1' : 'http1-to-http2';
}

/**
 * What a log proves by itself (facts of nginx, measured): a decoded frame, a handshake that met cleartext, a refused `h2`.
 * `prematurely closed` and `recv() failed` never do.
 * @param {string} log
 */
export function decides(log) {
  return /http2 frame: 4740180|wrong version number|alert number 120|prematurely sent response/.test(log);
}

/**
 * @param {Mode} mode
 * @param {number} backend  port
 * @param {{http1: number, http2: number}} listen  ports
 * @param {string} version  of the nginx; from 1.25.1 on it warns of `listen … http2`
 */
export function configuration(mode, backend, listen, version) {
  const [, minor, patch] = version.split('.').map(Number);
  const http2 = minor > 25 || (minor === 25 && patch >= 1) ? ';\n    http2 on;' : ' http2;';
  const lines = mode.lines.map((line) => `        ${line}\n`).join('');
  return `upstream app {
    server 127.0.0.1:${backend};
}
server {
    listen 127.0.0.1:${listen.http1};
    listen 127.0.0.1:${listen.http2}${http2}
    location / {
${lines}    }
}
`;
}
