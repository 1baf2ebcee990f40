// What each log entry says: what happened, what can have caused it, and what tells the causes apart.
import { byId, element, replaceContent } from '../parts/element.js';
import { command } from '../parts/copy_button.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { placeButton } from './diagnostic_card.js';

/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {import('../engine/protocol.js').LogEntry} LogEntry */
/** @typedef {import('./diagnostic_card.js').Actions} Actions */

const MOST_ENTRIES = 50;

/** @param {LogEntry} entry */
function causesOf({ causes = [], certain }) {
  if (causes.length === 0) return null;
  const title = certain ? 'Cause' : causes.length === 1 ? 'Possible cause' : 'Possible causes, most likely first';
  return [
    element('p', { class: 'causes-title' }, title),
    element(
      'ol',
      { class: causes.length === 1 ? 'causes one' : 'causes' },
      causes.map(({ text, why, decides, command: probe }) =>
        element(
          'li',
          {},
          element('p', {}, element('strong', {}, inlineCode(sentence(text)))),
          element('p', {}, inlineCode(sentence(why))),
          decides && element('p', {}, 'To be sure: ', inlineCode(decides), '.'),
          probe && command(probe, 'check of this cause'),
        ),
      ),
    ),
  ];
}

/** @param {Result} result @param {Actions} actions */
export function showLog(result, actions) {
  const { log } = result.analysis;
  /** @type {Map<number, number>} */
  const repeats = new Map();
  for (const { like } of log) if (like !== undefined) repeats.set(like, (repeats.get(like) ?? 0) + 1);
  const all = log.map((entry, i) => ({ entry, again: repeats.get(i) ?? 0 })).filter(({ entry }) => entry.like === undefined);
  const shown = all.slice(0, MOST_ENTRIES);
  const open = result.analysis.diagnostics.length === 0;
  const count = `${log.length} ${log.length === 1 ? 'entry' : 'entries'} read`;
  // Where nothing else was found, it is the answer.
  const host = byId('log');
  if (open !== (host.nextElementSibling?.id === 'fix')) byId(open ? 'fix' : 'backends')[open ? 'before' : 'after'](host);
  replaceContent(
    host,
    log.length > 0 &&
      element(
        'details',
        { class: 'panel', id: 'log-details', open },
        element('summary', {}, element('h2', {}, `Error log: ${count}`)),
        element(
          'ul',
          { class: 'log' },
          shown.map(({ entry, again }) =>
            element(
              'li',
              {},
              element(
                'p',
                {},
                element('span', { class: 'level' }, entry.level),
                ' ',
                element('code', {}, entry.message),
                ' ',
                placeButton(entry.place, result, actions),
              ),
              entry.upstream && element('p', {}, 'to ', element('code', {}, entry.upstream)),
              again > 0 && element('p', { class: 'note' }, `${again} more like it`),
              entry.what && element('p', {}, inlineCode(sentence(entry.what))),
              (entry.meaning || !entry.what) &&
                element('p', {}, entry.meaning ? inlineCode(sentence(entry.meaning)) : 'This is not about the backend’s protocol.'),
              causesOf(entry),
            ),
          ),
        ),
        all.length > shown.length && element('p', {}, `and ${all.length - shown.length} more`),
      ),
  );
}

export function clearLog() {
  replaceContent(byId('log'));
}
