// A replay proves a fix only where the request went through what the fix changes: the location, and its backend.
// The page and scripts/replay ask both runs here before they say a word about the fix.

import { MAIN } from './config.js';

/** @typedef {Awaited<ReturnType<typeof import('./replay.js').replay>>} ReplayResult */

/**
 * @typedef {object} Aim
 * @property {string} location as nginx names it
 * @property {number} [line] of the location; without it the text holds none
 * @property {number} [server_line] of the `{` of its server
 * @property {string} [path] of the file that these lines are of
 * @property {string} backend an upstream, an address, or `*`
 */

/** @param {string} name */
const hostOf = (name) => name.replace(/:\d+$/, '');

/** @param {ReplayResult} result @param {string} backend */
function reached({ backends }, backend) {
  return backends?.some(({ name, upstream, address }) => backend === '*' || [name, upstream, address, hostOf(name)].includes(backend)) ?? false;
}

/**
 * Why the two runs prove nothing about the fix; undefined: they do.
 * @param {ReplayResult} before
 * @param {ReplayResult} after
 * @param {Aim} aim
 * @returns {string | undefined}
 */
export function missed(before, after, { location, line, server_line: serverLine, path = MAIN, backend }) {
  const run = after.ok ? after : before;
  if (!run.ok) {
    const reason = after.verdict.messages.at(-1);
    return `nginx starts neither with the text as it is nor with the fix${reason ? `: ${reason.text}` : ''}`;
  }
  if (serverLine !== undefined && run.server && (run.server.line !== serverLine || run.server.file !== path)) {
    return `the request went to another \`server\`, line ${run.server.line}`;
  }
  const met = reached(before, backend) || reached(after, backend);
  // A failed request may end in the location of `error_page`.
  const diverted = met && (run.response?.status ?? 0) >= 400;
  if (line !== undefined && run.location !== null && run.location !== location && !diverted) {
    return `the request went to \`location ${run.location}\``;
  }
  return met || !before.ok ? undefined : `the request did not get to \`${backend}\``;
}

/**
 * What to ask for in the replay. Where a listener takes HTTP/2, a client that may use it does.
 * @param {{ kind: 'http' | 'grpc' | 'websocket', method: string, path: string, host?: string, port?: number, http2?: boolean, headers: [string, string][], body?: string }} request of the plan
 * @returns {import('./request.js').RequestWish}
 */
export function wishOf({ http2, port: _, ...request }) {
  return { ...request, ...(http2 === false && { http2 }) };
}
