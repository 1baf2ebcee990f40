// The engine's part: the prompt, the exact body and the gate over it before anything is sent; the review of what came back.
import { bodyOf, urlOf } from '../../assistant/wire/formats.js';
import { workspaceOf } from '../engine/run.js';
import { policyOf } from '../redaction/choice.js';
import { decode, encode } from '../text/bytes.js';

/** @typedef {import('../engine/host.js').Engine} Engine */
/** @typedef {import('../engine/run.js').Input} Input */
/** @typedef {import('../../assistant/providers.js').Provider} Provider */
/** @typedef {'explain' | 'fix' | 'question'} Task */
/** @typedef {{ task: Task, question: string, provider: Provider, model: string, structured: boolean, budget: number }} Wanted */
/** @typedef {{ placeholder: string, class: import('../engine/protocol.js').SecretClass, original: Uint8Array }} Replaced */

/**
 * @typedef {object} Prepared
 * @property {Input} input what it is about
 * @property {Wanted} wanted
 * @property {import('../engine/protocol.js').Policy} policy
 * @property {string} url
 * @property {string} body
 * @property {number} bytes
 * @property {string} system
 * @property {string} user
 * @property {number} tokens
 * @property {string[]} dropped
 * @property {Replaced[]} replaced
 * @property {number} places that were replaced in the documents
 * @property {import('../engine/protocol.js').Leak[]} leaks of the body
 */

/** The same as the redacted text's, so that one value has one placeholder on both. @param {import('./stub.js').Choice} choice @param {Input} input */
export function policyFor(choice, { documents }) {
  return policyOf(choice, (document) => decode(documents[document].bytes), documents.length);
}

/** The vault as the engine wants it: originals behind the buffers that are there. @param {Replaced[]} replaced @param {Uint8Array[]} buffers */
function vaultOf(replaced, buffers) {
  return replaced.map(({ placeholder, class: kind, original }) => ({ placeholder, class: kind, original: buffers.push(original) }));
}

/**
 * @param {Engine} engine
 * @param {Input} input
 * @param {Wanted} wanted
 * @param {import('../engine/protocol.js').Policy} policy
 * @returns {Promise<Prepared>}
 */
export async function prepare(engine, input, wanted, policy) {
  const { task, question, provider, model, structured, budget } = wanted;
  const { json, buffers } = await engine.call(
    { call: 'prompt', workspace: workspaceOf(input), policy, task, question, budget_tokens: budget },
    input.documents.map(({ bytes }) => bytes),
  );
  const { system, user, frame, answer_schema: schema, dropped, tokens, redaction } = json.prompt;
  const [systemText, userText] = [decode(buffers[system - 1]), decode(buffers[user - 1])];
  const composed = (/** @type {string} */ text) => bodyOf(provider, { model, system: systemText, user: text, tokens, schema: structured ? schema : undefined });
  const body = composed(userText);
  const bytes = encode(body);
  /** @type {Replaced[]} */
  const replaced = redaction.vault.map((/** @type {any} */ entry) => ({ ...entry, original: buffers[entry.original - 1] }));
  // The same request without the user's data: words that stand in it are ours and the provider's.
  const parts = [bytes, encode(composed(decode(buffers[frame - 1])))];
  const vault = vaultOf(replaced, parts);
  const gate = await engine.call({ call: 'gate', text: 1, frame: 2, vault }, parts);
  return {
    input,
    wanted,
    policy,
    body,
    bytes: bytes.length,
    url: urlOf(provider, model),
    system: systemText,
    user: userText,
    tokens,
    dropped,
    replaced,
    places: redaction.findings.length,
    leaks: [...redaction.leaks, ...gate.json.leaks],
  };
}

/**
 * @typedef {object} Hunk
 * @property {string} file
 * @property {number} line
 * @property {number} lines
 * @property {string} before
 * @property {string} after
 * @property {{ kind: string, message: string }[]} marks
 * @property {'clean' | 'marked' | 'refused'} status
 * @property {boolean} accepted
 */
/**
 * @typedef {object} Review
 * @property {'json' | 'block' | 'diff' | 'prose'} form
 * @property {string} explanation
 * @property {Hunk[]} hunks
 * @property {string[]} refused
 * @property {string[]} unknown
 * @property {import('../engine/run.js').FixedFile[]} files
 * @property {Uint8Array} patch
 * @property {import('../engine/protocol.js').Replay[]} replay
 * @property {import('../engine/protocol.js').Diagnostic[]} diagnostics
 */

/**
 * @param {Engine} engine
 * @param {Prepared} prepared what was asked
 * @param {string} answer
 * @param {number[]} [accept] hunks; absent: those that nothing was found to say about
 * @returns {Promise<Review>}
 */
export async function review(engine, { input, wanted, replaced }, answer, accept) {
  const parts = input.documents.map(({ bytes }) => bytes);
  const vault = vaultOf(replaced, parts);
  const answerPart = parts.push(encode(answer));
  const { json, buffers } = await engine.call(
    {
      call: 'review',
      workspace: workspaceOf(input),
      vault,
      answer: answerPart,
      task: wanted.task,
      ...(accept && { accept }),
    },
    parts,
  );
  const { form, explanation, hunks, refused, unknown_placeholders: unknown, files, patch, replay, diagnostics } = json.review;
  const text = (/** @type {number} */ part) => decode(buffers[part - 1]);
  return {
    form,
    refused,
    unknown,
    replay,
    diagnostics,
    explanation: text(explanation),
    hunks: hunks.map((/** @type {any} */ hunk) => ({ ...hunk, before: text(hunk.before), after: text(hunk.after) })),
    files: files.map((/** @type {any} */ file) => ({ ...file, before: buffers[file.before - 1], after: buffers[file.after - 1] })),
    patch: buffers[patch - 1],
  };
}
