// The one question that the configuration cannot answer: what does the backend speak? With the commands that find it out.
import { byId, element, replaceContent } from '../parts/element.js';
import { inlineCode } from '../parts/inline_code.js';
import { command } from '../parts/copy_button.js';
import { listProtocols, PROTOCOL_NAMES, PROTOCOLS } from '../parts/protocol_names.js';

/** @typedef {import('../parts/element.js').Child} Child */
/** @typedef {import('../engine/protocol.js').Backend} Backend */
/** @typedef {import('../engine/protocol.js').Protocol} Protocol */
/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {(name: string, protocol: Protocol | null) => void} Answer */

/** @param {Backend} backend */
function title({ name, peers }) {
  const [first, ...more] = peers;
  if (first === undefined || first === name) return `What does \`${name}\` speak?`;
  const rest = more.length > 0 ? ` and ${more.length} more` : '';
  return `What does \`${first}\`${rest} speak? (upstream \`${name}\`)`;
}

/** What is known without the user's answer. @param {Backend} backend */
function knowledge({ certainty, protocols }) {
  const spoken = listProtocols(protocols);
  return {
    known: `Known: ${spoken}.`,
    suspected: `Probably ${spoken}, but that is not certain.`,
    conflicting: 'Your answer and the log do not fit together. Probe it, or check that the log line is about this backend.',
    unknown: 'The configuration does not say, and the right fix depends on it.',
  }[certainty];
}

/** @param {Backend} backend @param {string} id @param {Protocol | undefined} given @param {boolean} open @param {Answer} answer */
function form(backend, id, given, open, answer) {
  /** @param {Protocol | null} protocol @param {string} label @param {Child | Child[]} [note] */
  const option = (protocol, label, note) => {
    const own = `${id}-${protocol ?? 'unknown'}`;
    return element('div', { class: 'option' },
      element('input', {
        type: 'radio', name: id, id: own, checked: (given ?? null) === protocol, change: () => answer(backend.name, protocol),
        'aria-describedby': note ? `${own}-note` : undefined,
      }),
      element('label', { for: own }, label), note && element('span', { class: 'assumption', id: `${own}-note` }, note));
  };
  return element('fieldset', { class: 'question' },
    element('legend', {}, inlineCode(title(backend))),
    element('p', {}, knowledge(backend)),
    element('div', { class: 'options' },
      PROTOCOLS.map((protocol) => {
        const change = backend.options.find((one) => one.protocol === protocol)?.change;
        const against = backend.excluded.includes(protocol) && 'the log speaks against it';
        return option(protocol, PROTOCOL_NAMES[protocol], against || (change && inlineCode(`fix: ${change}`)));
      }),
      option(null, 'I don’t know')),
    backend.probes.length > 0 && element('details', { id: `${id}-probes`, open },
      element('summary', {},
        inlineCode('Find out: run these where nginx runs. Where one answers, its line `< HTTP/…` says what the backend speaks.')),
      element('ul', { class: 'probes' }, backend.probes.map((probe) => element('li', {},
        element('span', {}, PROTOCOL_NAMES[probe.protocol]),
        command(probe.command, `probe for ${PROTOCOL_NAMES[probe.protocol]}`))))));
}

/**
 * @param {Result} result
 * @param {Answer} answer
 */
export function showQuestions(result, answer) {
  const { answers } = result.input;
  const used = result.analysis.backends.filter((backend) => backend.used);
  const first = used.find(({ question }) => question);
  const entries = used.map((backend, i) => ({
    asked: backend.question || answers.has(backend.name),
    view: form(backend, `backend-${i}`, answers.get(backend.name), backend === first, answer),
  }));
  const asked = entries.filter((entry) => entry.asked);
  const others = entries.filter((entry) => !entry.asked);
  replaceContent(byId('questions'),
    asked.map(({ view }) => element('section', { class: 'panel ask', 'aria-label': 'Question' }, view)));
  replaceContent(byId('backends'), others.length > 0 && element('details', { class: 'panel', id: 'backends-details' },
    element('summary', {}, element('h2', {}, 'What the backends speak')),
    others.map(({ view }) => view)));
}

export function clearQuestions() {
  replaceContent(byId('questions'));
  replaceContent(byId('backends'));
}
