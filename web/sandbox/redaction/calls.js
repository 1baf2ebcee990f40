// The two calls of the engine that redaction needs.
import { decode } from '../text/bytes.js';
import { workspaceOf } from '../engine/run.js';
import { policyOf } from './choice.js';

/** @typedef {import('../engine/run.js').Input} Input */
/** @typedef {import('../engine/host.js').Engine} Engine */
/** @typedef {import('../engine/protocol.js').Redaction} Redaction */
/** @typedef {{ placeholder: string, class: import('../engine/protocol.js').SecretClass, original: Uint8Array }} Entry */
/**
 * @typedef {object} Redacted
 * @property {{ name: string, original: string, text: string }[]} documents
 * @property {import('../engine/protocol.js').Finding[]} findings
 * @property {Entry[]} vault
 * @property {string[]} suggested
 * @property {import('../engine/protocol.js').Leak[]} leaks
 */

/**
 * @param {Engine} engine
 * @param {Input} input
 * @param {import('./choice.js').Choice} choice
 * @returns {Promise<Redacted>}
 */
export async function redact(engine, input, choice) {
  const originals = input.documents.map(({ bytes }) => bytes);
  const texts = originals.map((bytes) => decode(bytes));
  const policy = policyOf(choice, (document) => texts[document], texts.length);
  const { json, buffers } = await engine.call({ call: 'redact', workspace: workspaceOf(input, ({ name }) => name), policy }, originals);
  /** @type {Redaction} */
  const { documents, findings, vault, leaks, suggested_words: suggested } = json.redaction;
  return {
    documents: documents.map(({ name, text }, i) => ({ name, original: texts[i], text: decode(buffers[text - 1]) })),
    vault: vault.map((entry) => ({ ...entry, original: buffers[entry.original - 1] })),
    findings,
    leaks,
    suggested,
  };
}

/**
 * @param {Engine} engine
 * @param {Uint8Array} text
 * @param {Entry[]} vault
 */
export async function restore(engine, text, vault) {
  const entries = vault.map((entry, i) => ({ placeholder: entry.placeholder, class: entry.class, original: i + 2 }));
  const { json, buffers } = await engine.call({ call: 'restore', text: 1, vault: entries }, [text, ...vault.map(({ original }) => original)]);
  /** @type {import('../engine/protocol.js').Restoration} */
  const { text: part, replaced, unknown } = json.restoration;
  return { text: decode(buffers[part - 1]), replaced, unknown };
}
