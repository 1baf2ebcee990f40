// Says how the engine has taken the text apart, so that a misread paste is seen.

/** @typedef {import('../engine/protocol.js').Piece} Piece */

const LEFT_OUT = 'ignored';
const MOST_RANGES = 6;
const NAMES = {
  nginx: 'configuration',
  error_log: 'error log',
  access_log: 'access log',
  curl: 'curl output',
  nginx_version: 'nginx version',
  kubernetes: 'Kubernetes manifest',
  kubelet: 'probe events',
  wrapping: 'ignored (fences, prompts, headings)',
  other: 'ignored (neither configuration nor log)',
};

/**
 * @param {import('../text/source.js').Source} source
 * @param {Piece[]} pieces with offsets into `source.text`
 * @returns {string}
 */
export function readAs({ text }, pieces) {
  if (pieces.length === 0) return '';
  let line = 1;
  /** @type {Map<string, { first: string[], all: number }>} */
  const byKind = new Map();
  for (const { kind, start, end } of pieces) {
    const piece = text.slice(start, end);
    const first = line + (/^\s*\n/.exec(piece)?.[0].split('\n').length ?? 1) - 1;
    const last = line + piece.trimEnd().split('\n').length - 1;
    line += piece.split('\n').length - 1;
    const name = NAMES[kind];
    const ranges = byKind.get(name) ?? { first: [], all: 0 };
    byKind.set(name, ranges);
    if (ranges.all++ < MOST_RANGES) ranges.first.push(last > first ? `${first}–${last}` : `${first}`);
  }
  // What was left out is said last.
  const said = [...byKind].sort(([a], [b]) => Number(a.startsWith(LEFT_OUT)) - Number(b.startsWith(LEFT_OUT)));
  return `Read as: ${said
    .map(([name, { first, all }]) => {
      const more = all - first.length;
      const lines = all > 1 || first[0].includes('–') ? 'lines' : 'line';
      return `${name} ${lines} ${first.join(', ')}${more > 0 ? ` and ${more} more pieces` : ''}`;
    })
    .join('; ')}.`;
}
