// The first thing to read: one sentence that says what is wrong, then the diagnostic behind it.
import { byId, element, replaceContent } from '../parts/element.js';
import { inlineCode, sentence } from '../parts/inline_code.js';
import { diagnosticBody, placeButton, tags } from './diagnostic_card.js';

/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {import('./diagnostic_card.js').Actions} Actions */
/** @typedef {import('../parts/element.js').Child} Child */
/** @typedef {'idle' | 'failed' | 'refused' | 'clean' | import('../engine/protocol.js').Severity} State */

/** The diagnostic that the headline is about; -1: there is no fault. @param {Result} result */
export function leadOf({ analysis: { diagnostics } }) {
  const error = diagnostics.findIndex(({ severity }) => severity === 'error');
  return error >= 0 ? error : diagnostics.findIndex(({ severity }) => severity === 'warning');
}

/**
 * A line of the log that no finding accounts for, and what is known of it.
 * @param {import('../engine/protocol.js').LogEntry} entry
 * @param {Result} result
 * @param {Actions} actions
 * @returns {Child[]}
 */
function aboutEntry({ level, message, place, upstream, causes = [], certain }, result, actions) {
  const [first] = causes;
  return [
    element('code', { class: 'unexplained' }, `${level && `[${level}] `}${message}`),
    ' ',
    upstream !== undefined && element('span', {}, 'to ', element('code', {}, upstream)),
    ' ',
    placeButton(place, result, actions),
    '. ',
    ...(first === undefined
      ? ['The cause is not known here.']
      : [certain ? 'The cause: ' : 'First to check: ', ...inlineCode(sentence(first.text)), ' ', ...inlineCode(sentence(first.decides ?? ''))]),
  ];
}

/**
 * What to say when no rule has found a fault.
 * @param {Result} result
 * @param {Actions} actions
 * @returns {{ state: State, headline: string, summary: Child[] }}
 */
function withoutFault(result, actions) {
  const { log, documents, unrecognised } = result.analysis;
  if (unrecognised !== undefined) {
    const [what, advice] = unrecognised.split('; ');
    return { state: 'info', headline: `No nginx configuration: ${what}`, summary: inlineCode(sentence(advice)) };
  }
  const unexplained = log.find((entry) => entry.unexplained);
  const telling = log.find(({ meaning, what }) => meaning !== undefined || what !== undefined);
  const hasConfig = documents.some(({ pieces }) => pieces.some(({ kind }) => kind === 'nginx' || kind === 'kubernetes'));
  const askForConfig = 'Add the `upstream` and `location` blocks that the request went through, and the patch appears here.';
  if (hasConfig && unexplained !== undefined) {
    return {
      state: 'warning',
      headline: `The configuration does not explain the log: ${unexplained.what ?? unexplained.message}`,
      summary: aboutEntry(unexplained, result, actions),
    };
  }
  const unchecked = result.analysis.diagnostics.find(({ rule }) => rule === 'manifest-template');
  if (hasConfig && unchecked !== undefined) {
    return { state: 'info', headline: 'This is not checked', summary: inlineCode(`${sentence(unchecked.message)} ${sentence(unchecked.help)}`) };
  }
  if (hasConfig) {
    const advice =
      log.length === 0 ? 'Still failing? Add the error-log line: it says what failed.' : 'Still failing? Say below which protocol the backend speaks.';
    return { state: 'clean', headline: 'Nothing is wrong in this text', summary: [advice] };
  }
  if (telling === undefined) {
    return { state: 'info', headline: 'The log alone does not show the cause', summary: inlineCode(askForConfig) };
  }
  return {
    state: 'info',
    headline: /** @type {string} */ (telling.meaning ?? telling.what),
    summary: [placeButton(telling.place, result, actions), ' ', ...inlineCode(askForConfig)],
  };
}

/** @param {Error} error @param {() => void} retry */
const troubleWith = (error, retry) => [element('p', {}, inlineCode(sentence(error.message))), element('button', { type: 'button', click: retry }, 'Try again')];

/** @param {Actions} actions */
export function createVerdict(actions) {
  const panel = byId('verdict-panel');
  const heading = byId('verdict-heading');
  const spoken = byId('verdict-spoken');
  const welcome = [...byId('verdict-summary').childNodes];
  const invitation = heading.textContent;

  /**
   * The headline stands in a live region, which speaks on every change: so it changes only when its words do.
   * @param {State} state
   * @param {string} headline
   * @param {string} aside spoken after the headline
   */
  function say(state, headline, aside = '') {
    panel.dataset.state = state;
    const words = inlineCode(sentence(headline).replace(/\.$/, ''));
    const fresh = element('h2', {}, words);
    if (fresh.textContent !== heading.textContent) heading.replaceChildren(...fresh.childNodes);
    if (spoken.textContent !== aside) spoken.textContent = aside;
  }

  /** @param {Child | Child[]} summary @param {Child[]} [body] @param {Child[]} [problem] */
  function below(summary, body = [], problem = []) {
    replaceContent(byId('verdict-summary'), summary);
    replaceContent(byId('lead'), body);
    replaceContent(byId('failure'), problem);
  }

  return {
    idle() {
      say('idle', invitation);
      below(welcome);
    },
    /** @param {string} words */
    refused(words) {
      say('refused', 'This cannot be read');
      below(element('p', {}, inlineCode(sentence(words))));
    },
    /** @param {Error} error @param {() => void} retry */
    fail(error, retry) {
      say('failed', 'No verdict');
      below([], [], troubleWith(error, retry));
    },
    /** The verdict stands, what should follow it failed. @param {Error} error @param {() => void} retry */
    problem(error, retry) {
      replaceContent(byId('failure'), troubleWith(error, retry));
    },
    /** @param {boolean} busy */
    busy(busy) {
      panel.setAttribute('aria-busy', String(busy));
    },
    /** @param {Result} result */
    show(result) {
      const index = leadOf(result);
      if (index < 0) {
        const { state, headline, summary } = withoutFault(result, actions);
        say(state, headline);
        below(element('p', {}, summary));
        return;
      }
      const diagnostic = result.analysis.diagnostics[index];
      const { severity, message, line, in_file: file } = diagnostic;
      say(severity, message, file ? `${severity}, ${file.name} line ${file.line}` : `${severity}, line ${line}`);
      below(tags(diagnostic, result, actions), diagnosticBody(result, index, actions));
    },
  };
}
