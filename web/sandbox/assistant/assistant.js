// The assistant's panel: choose, look at the request, send it, look at the answer. Comes when the panel is opened.
import { checkProviders } from '../../assistant/providers.js';
import { element, replaceContent } from '../parts/element.js';
import { inlineCode } from '../parts/inline_code.js';
import { createAnswer } from './answer.js';
import { createPreview } from './preview.js';
import { policyFor, prepare, review as reviewAnswer } from './request.js';
import { createReview } from './review.js';
import { createSettings } from './settings.js';
import { createTask } from './task.js';

/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {import('../engine/run.js').Input} Input */
/** @typedef {import('./request.js').Prepared} Prepared */

/** As core has it: what no model's answer is longer than. */
const LONGEST_ANSWER = 10 << 20;

/** @param {string} frame beside it lies the rest */
async function loadProviders(frame) {
  // The list belongs to the page, wherever the frame is hosted: it says what the page may address.
  const response = await fetch('assistant/providers.json');
  if (!response.ok) throw new Error(`the list of providers for ${frame}: ${response.status}`);
  return checkProviders(await response.json());
}

/** Waits for it: what is drawn before would jump. */
const loadStyle = () =>
  new Promise((resolve) => {
    document.head.append(element('link', { rel: 'stylesheet', href: 'assistant/panel.css', load: resolve, error: resolve }));
  });

/** Whether two inputs hold the same texts. @param {Input} a @param {Input} b */
function isSame(a, b) {
  if (a === b) return true;
  return (
    a.documents.length === b.documents.length &&
    a.documents.every(({ name, bytes }, i) => {
      const other = b.documents[i];
      return name === other.name && bytes.length === other.bytes.length && bytes.every((byte, k) => byte === other.bytes[k]);
    })
  );
}

/** @param {import('./stub.js').Place} place */
export async function openAssistant({ engine, choice, createProof, body, frame }) {
  const [providers] = await Promise.all([loadProviders(frame), loadStyle()]);
  /** What the page shows now. @type {Result | undefined} */
  let current;
  /** What the preview shows. @type {Prepared | undefined} */
  let prepared;
  /** What was sent last, and what came back. @type {{ id: number, prepared: Prepared, analysis: Result['analysis'], answer: string } | undefined} */
  let asked;
  let turns = 0;

  const problem = element('p', { class: 'problem', role: 'alert' });
  const settings = createSettings({ providers, frame, changed: providerChanged });
  const task = createTask(outdated);
  const preview = createPreview(send);
  const answer = createAnswer({
    cancel: () => asked && settings.tell({ type: 'cancel', id: asked.id }),
    again: () => asked && send(asked.prepared),
    review: () => review(),
  });
  const reviewView = createReview((accept) => review(accept), createProof);
  const button = element('button', { type: 'button', id: 'assistant-prepare', click: prepareRequest }, 'Prepare the request');
  let provider = settings.provider;

  replaceContent(
    body,
    element(
      'p',
      { class: 'note' },
      'For what rules cannot settle. Only redacted text is sent, after you have seen every byte of it; the answer is checked, and nothing of it is applied unless you accept it.',
    ),
    settings.node,
    task.node,
    button,
    problem,
    preview.node,
    answer.node,
    reviewView.node,
  );

  function providerChanged() {
    if (settings.provider !== provider) {
      provider = settings.provider;
      task.demand(provider?.structured ?? true);
    }
    outdated();
  }

  /** @param {string} words */
  const complain = (words) => replaceContent(problem, inlineCode(words));

  /** The preview shows what would be sent; when that is something else now, it goes. */
  function outdated() {
    prepared = undefined;
    turns++;
    complain('');
    preview.clear();
  }

  /** @returns {string} empty: nothing is missing */
  function missing() {
    if (!current) return 'There is nothing to ask about yet: paste a configuration first.';
    if (!settings.provider) return 'Choose a provider first.';
    if (settings.model === '') return 'Name the model: “List models” shows which there are.';
    if (task.task === 'question' && task.question === '') return 'Write your question first.';
    return '';
  }

  async function prepareRequest() {
    const lack = missing();
    complain(lack);
    if (lack !== '' || !current || !settings.provider) return;
    const mine = ++turns;
    prepared = undefined;
    preview.clear();
    button.disabled = true;
    try {
      const wanted = {
        task: task.task,
        question: task.question,
        provider: settings.provider,
        model: settings.model,
        structured: task.structured,
        budget: task.budget,
      };
      const fresh = await prepare(engine, current.input, wanted, policyFor(choice, current.input));
      if (mine !== turns) return;
      prepared = fresh;
      preview.show(fresh);
    } catch (error) {
      if (mine === turns) complain(wordsOf(error));
    } finally {
      button.disabled = false;
    }
  }

  /** @param {unknown} error */
  function wordsOf(error) {
    // Its class is main.js's own: this is another bundle.
    const { message, code } = /** @type {import('../engine/host.js').Refusal} */ (error);
    return code === 'refused_input' ? `The engine refuses this: ${message}.` : message;
  }

  /** @param {Prepared} request */
  function send(request) {
    const { wanted, url, body: bytes, leaks, policy } = request;
    if (leaks.length > 0 || !current) return;
    if (JSON.stringify(policy) !== JSON.stringify(policyFor(choice, request.input))) {
      outdated();
      complain('What is redacted was changed since this was prepared: prepare the request again.');
      return;
    }
    const lack =
      wanted.provider === settings.provider ? settings.missing() : `This request is for ${wanted.provider.name}: choose it again, or prepare another.`;
    complain(lack);
    if (lack !== '') return;
    const analysis = asked?.prepared === request ? asked.analysis : current.analysis;
    const mine = { id: 0, prepared: request, analysis, answer: '' };
    asked = mine;
    reviewView.clear();
    answer.start(request);
    mine.id = settings.request(
      { type: 'send', provider: wanted.provider.id, model: wanted.model, url, body: bytes },
      (message) => mine === asked && hear(message, mine),
    );
  }

  /** @param {import('./frame_link.js').Answer} message @param {NonNullable<typeof asked>} of */
  function hear(message, of) {
    if (message.type === 'text' && of.answer.length < LONGEST_ANSWER) of.answer += message.text;
    answer.take(message, of.prepared);
    if (message.type === 'done' && message.stop === 'end' && of.answer !== '') review();
  }

  /** @param {number[]} [accept] */
  async function review(accept) {
    if (!asked) return;
    const mine = asked;
    try {
      const found = await reviewAnswer(engine, mine.prepared, mine.answer, accept);
      if (mine === asked) reviewView.show(found, mine.analysis);
    } catch (error) {
      if (mine === asked) reviewView.failed(wordsOf(error));
    }
  }

  return {
    /** @param {Result | undefined} result */
    show(result) {
      const before = current;
      current = result;
      if (prepared && !(result && isSame(result.input, prepared.input))) outdated();
      if (before?.input === result?.input || !asked) return;
      reviewView.stale(!(result && isSame(result.input, asked.prepared.input)));
    },
    /** @param {import('../result/diffs.js').CreateDiff | undefined} create */
    useEditor(create) {
      reviewView.useEditor(create);
    },
  };
}
/** @typedef {Awaited<ReturnType<typeof openAssistant>>} Assistant */
