// Says how the engine has taken the text apart, so that a misread paste is seen.

/** @typedef {import('../engine/protocol.js').Piece} Piece */

const NAMES = {
  nginx: 'configuration',
  error_log: 'error log',
  access_log: 'access log',
  curl: 'curl output',
  nginx_version: 'nginx version',
  kubernetes: 'Kubernetes manifest',
  kubelet: 'probe events',
  wrapping: 'left out (fences, prompts)',
  other: 'left out (other text)',
};

/**
 * @param {import('../text/source.js').Source} source
 * @param {Piece[]} pieces with offsets into `source.text`
 * @returns {string}
 */
export function readAs({ text }, pieces) {
  if (pieces.length === 0) return '';
  let line = 1;
  const parts = pieces.map(({ kind, start, end }) => {
    const piece = text.slice(start, end);
    const first = line + (/^\s*\n/.exec(piece)?.[0].split('\n').length ?? 1) - 1;
    const last = line + piece.trimEnd().split('\n').length - 1;
    line += piece.split('\n').length - 1;
    return `${NAMES[kind]} ${last > first ? `lines ${first}–${last}` : `line ${first}`}`;
  });
  const shown = parts.slice(0, 6).join(', ');
  return `Read as: ${shown}${parts.length > 6 ? ` and ${parts.length - 6} more pieces` : ''}.`;
}
