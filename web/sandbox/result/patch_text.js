// The patch as text, line by line.
import { element } from '../parts/element.js';

const MOST_LINES = 2000;
const KINDS = /** @type {Record<string, string>} */ ({ '+': 'added', '-': 'removed', '@': 'hunk' });

/**
 * @param {string} patch
 * @param {string} label
 */
export function patchText(patch, label) {
  const lines = patch.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const shown = lines.slice(0, MOST_LINES).map((line) => {
    const head = line.startsWith('--- ') || line.startsWith('+++ ');
    return element('span', { class: `patch-line ${head ? 'hunk' : (KINDS[line[0]] ?? '')}` }, `${line.replace(/\r$/, '')}\n`);
  });
  const pre = element('pre', { class: 'code patch-text', tabindex: '0', role: 'group', 'aria-label': label }, shown);
  if (lines.length <= MOST_LINES) return [pre];
  return [pre, element('p', { class: 'note' }, `${lines.length - MOST_LINES} further lines are in the download.`)];
}
