// One run over what the user gave: analysis, then the patch; each is shown as soon as it is there.
import { pickFixes, toChoices } from './choose_fixes.js';

/** @typedef {import('./protocol.js').Analysis} Analysis */
/** @typedef {import('./protocol.js').LineChange} LineChange */
/** @typedef {import('./protocol.js').Protocol} Protocol */
/** @typedef {import('./protocol.js').Diagnostic} Diagnostic */
/** @typedef {import('./protocol.js').Outcome} Outcome */
/** @typedef {import('./choose_fixes.js').Pick} Pick */
/** @typedef {import('./choose_fixes.js').Wishes} Wishes */

/** `source` is absent for a file that is not shown in the box. */
/** @typedef {{ name: string, bytes: Uint8Array, source?: import('../text/source.js').Source }} InputDocument */
/**
 * @typedef {object} Input
 * @property {InputDocument[]} documents
 * @property {string} [version]
 * @property {Map<string, Protocol>} answers
 * @property {Wishes} wishes
 * @property {import('./protocol.js').Profile} profile
 */

/** @typedef {{ name: string, before: Uint8Array, after: Uint8Array, changes: LineChange[] }} FixedFile */
/** @typedef {import('./protocol.js').Addition} Addition */
/**
 * @typedef {object} Patch
 * @property {FixedFile[]} files
 * @property {Uint8Array} patch
 * @property {Outcome[]} outcomes
 * @property {Addition[]} additions
 * @property {string[]} notes
 * @property {import('./protocol.js').Step[]} verify
 * @property {import('./protocol.js').Replay[]} replay
 * @property {Diagnostic[]} remaining
 */
/** @typedef {{ input: Input, analysis: Analysis, picks: Pick[], patch?: Patch }} Result */

/**
 * @param {Input} input
 * @returns {import('./protocol.js').WorkspaceJson}
 */
export function workspaceOf({ documents, version, answers }) {
  return {
    documents: documents.map(({ name }, i) => ({ name, kind: 'auto', text: i + 1 })),
    nginx: version === undefined ? {} : { version },
    backends: [...answers].map(([name, protocol]) => ({ name, protocols: [protocol] })),
  };
}

/**
 * @param {{ json: any, buffers: Uint8Array[] }} answer
 * @returns {Patch}
 */
function readPatch({ json, buffers }) {
  /** @type {import('./protocol.js').Refactoring} */
  const { files, patch, ...told } = json.refactoring;
  return {
    files: files.map(({ name, before, after, changes }) => ({
      name, changes, before: buffers[before - 1], after: buffers[after - 1],
    })),
    patch: buffers[patch - 1],
    ...told,
  };
}

/**
 * @param {import('./host.js').Engine} engine
 * @param {Input} input
 * @param {(result: Result) => boolean} show false: something newer is waiting, stop here
 */
export async function run(engine, input, show) {
  const workspace = workspaceOf(input);
  const buffers = input.documents.map(({ bytes }) => bytes);
  const { json } = await engine.call({ call: 'analyze', workspace }, buffers);
  /** @type {Analysis} */
  const analysis = json.analysis;
  const picks = pickFixes(analysis.diagnostics, input.wishes);
  if (!show({ input, analysis, picks })) return;
  const patch = readPatch(await engine.call({ call: 'refactor', workspace, choices: { ...toChoices(picks), profile: input.profile } }, buffers));
  show({ input, analysis, picks, patch });
}
