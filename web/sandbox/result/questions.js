// The one question that the configuration cannot answer: what does the backend speak? With the commands that find it out.
import { byId, element, replaceContent } from '../parts/element.js';
import { inlineCode } from '../parts/inline_code.js';
import { command } from '../parts/copy_button.js';
import { forgetPages, lazyDetails, paged } from '../parts/lazy.js';
import { evidenceItem } from './diagnostic_card.js';
import { listProtocols, PROTOCOL_NAMES, PROTOCOLS } from '../parts/protocol_names.js';

/** @typedef {import('../parts/element.js').Child} Child */
/** @typedef {import('../engine/protocol.js').Backend} Backend */
/** @typedef {import('../engine/protocol.js').Protocol} Protocol */
/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {import('./diagnostic_card.js').Actions} Actions */
/** @typedef {(name: string, protocol: Protocol | null) => void} Answer */

const MOST_EVIDENCE = 5;

/** @param {Backend} backend */
function title({ name, peers }) {
  const [first, ...more] = peers;
  if (first === undefined || first === name) return `What does \`${name}\` speak?`;
  const rest = more.length > 0 ? ` and ${more.length} more` : '';
  return `What does \`${first}\`${rest} speak? (upstream \`${name}\`)`;
}

/** What is known without the user's answer. @param {Backend} backend */
function knowledge({ certainty, protocols, foreign, evidence }) {
  if (foreign) return `It speaks ${foreign}, not HTTP: no directive of this configuration reaches it.`;
  const spoken = listProtocols(protocols);
  return {
    known: `Known: ${spoken}.`,
    suspected: `Probably ${spoken}, but that is not certain.`,
    conflicting: evidence.some(({ kind }) => kind === 'answer')
      ? 'Your answer and the log disagree. Probe it, or check that the log line is about this backend.'
      : 'The log lines disagree. Probe it: perhaps not all of its servers are alike.',
    unknown: 'The configuration does not say, and the right fix depends on it.',
  }[certainty];
}

/** @param {Result} result @param {Actions} actions @param {Backend} backend @param {string} id @param {boolean} open @param {Answer} answer */
function form(result, actions, backend, id, open, answer) {
  const given = result.input.answers.get(backend.name);
  const evidence = backend.evidence.filter(({ kind }) => kind !== 'answer');
  /** @param {Protocol | null} protocol @param {string} label @param {Child | Child[]} [note] */
  const option = (protocol, label, note) => {
    const own = `${id}-${protocol ?? 'unknown'}`;
    return element(
      'div',
      { class: 'option' },
      element('input', {
        type: 'radio',
        name: id,
        id: own,
        checked: (given ?? null) === protocol,
        change: () => answer(backend.name, protocol),
        'aria-describedby': note ? `${own}-note` : undefined,
      }),
      element('label', { for: own }, label),
      note && element('span', { class: 'assumption', id: `${own}-note` }, note),
    );
  };
  return element(
    'fieldset',
    { class: 'question' },
    element('legend', {}, inlineCode(title(backend))),
    element('p', {}, knowledge(backend)),
    evidence.length > 0 &&
      element(
        'ul',
        { class: 'evidence' },
        evidence.slice(0, MOST_EVIDENCE).map((one) => evidenceItem(one, result, actions)),
      ),
    element(
      'div',
      { class: 'options' },
      PROTOCOLS.map((protocol) => {
        const change = backend.options.find((one) => one.protocol === protocol)?.change;
        const against = backend.excluded.includes(protocol) && 'ruled out by the log';
        return option(protocol, PROTOCOL_NAMES[protocol], against || (change && inlineCode(`fix: ${change}`)));
      }),
      option(null, 'I don’t know'),
    ),
    backend.probes.length > 0 &&
      element(
        'details',
        { id: `${id}-probes`, open },
        element('summary', {}, inlineCode('Not sure? Run these on the nginx host. The one that prints `< HTTP/…` shows the protocol.')),
        element(
          'ul',
          { class: 'probes' },
          backend.probes.map((probe) =>
            element('li', {}, element('span', {}, PROTOCOL_NAMES[probe.protocol]), command(probe.command, `probe for ${PROTOCOL_NAMES[probe.protocol]}`)),
          ),
        ),
      ),
  );
}

/**
 * @param {Result} result
 * @param {Answer} answer
 * @param {Actions} actions
 */
export function showQuestions(result, answer, actions) {
  const { answers } = result.input;
  const used = result.analysis.backends.filter((backend) => backend.used);
  const first = used.find(({ question }) => question);
  const entries = used.map((backend, i) => ({ backend, i, asked: backend.question || answers.has(backend.name) }));
  const asked = entries.filter((entry) => entry.asked);
  const others = entries.filter((entry) => !entry.asked);
  /** @param {typeof entries[number]} entry */
  const view = ({ backend, i }) => form(result, actions, backend, `backend-${i}`, backend === first, answer);
  replaceContent(
    byId('questions'),
    paged('questions', asked, (entry) => element('section', { class: 'panel ask', 'aria-label': 'Question' }, view(entry))),
  );
  replaceContent(
    byId('backends'),
    others.length > 0 &&
      lazyDetails({ class: 'panel', id: 'backends-details' }, element('h2', {}, 'What the backends speak'), () => paged('backends', others, view)),
  );
}

export function clearQuestions() {
  for (const id of ['questions', 'backends']) forgetPages(id);
  replaceContent(byId('questions'));
  replaceContent(byId('backends'));
}
