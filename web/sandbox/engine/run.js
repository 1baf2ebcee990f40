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
/** @typedef {{ name: string, bytes: Uint8Array, pasted?: boolean, source?: import('../text/source.js').Source }} InputDocument  pasted: `name` is only a usual one */
/**
 * @typedef {object} Input
 * @property {InputDocument[]} documents
 * @property {InputDocument[]} [into] the whole files that a pasted fragment was copied from
 * @property {string} [version]
 * @property {Map<string, Protocol>} answers
 * @property {Wishes} wishes
 * @property {import('./protocol.js').Profile} profile
 */

/** @typedef {{ name: string, fragment: boolean, before: Uint8Array, after: Uint8Array, changes: LineChange[] }} FixedFile */
/** @typedef {import('./protocol.js').Addition} Addition */
/** @typedef {{ problem: string, files: FixedFile[], patch: Uint8Array, additions: Addition[], notes: string[], verify: import('./protocol.js').Step[], remaining: Diagnostic[] }} Rebased */
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
 * @property {Rebased} [rebased] the same in the files of Input.into
 */
/** @typedef {{ input: Input, analysis: Analysis, picks: Pick[], patch?: Patch }} Result */

/**
 * @param {Input} input
 * @param {(document: InputDocument) => string} [nameOf] the engine names what has no name (`-`) by what it holds
 * @returns {import('./protocol.js').Workspace}
 */
export function workspaceOf({ documents, version, answers }, nameOf = ({ name, pasted }) => (pasted ? '-' : name)) {
  return {
    documents: documents.map((document, i) => ({ name: nameOf(document), kind: 'auto', text: i + 1 })),
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
  const { files, patch, rebased, ...told } = json.refactoring;
  /** @param {import('./protocol.js').FixedFile[]} list */
  const read = (list) =>
    list.map(({ name, fragment, before, after, changes }) => ({
      name,
      fragment,
      changes,
      before: buffers[before - 1],
      after: buffers[after - 1],
    }));
  return {
    files: read(files),
    patch: buffers[patch - 1],
    ...(rebased && { rebased: { ...rebased, files: read(rebased.files), patch: buffers[rebased.patch - 1] } }),
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
  const { into = [] } = input;
  const patch = readPatch(
    await engine.call(
      {
        call: 'refactor',
        workspace,
        choices: { ...toChoices(picks), profile: input.profile },
        into: into.map(({ name }, i) => ({ name, text: buffers.length + i + 1 })),
      },
      [...buffers, ...into.map(({ bytes }) => bytes)],
    ),
  );
  show({ input, analysis, picks, patch });
}
