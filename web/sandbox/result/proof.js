// The replay below the patch, run when the user asks for it; only then is nginx fetched.
import { isManifest } from './file_names.js';
import { createReplayPanel } from '../replay/panel.js';

/** @typedef {import('../engine/run.js').Result} Result */

/** Protocols that a backend of unknown kind is played as. */
const USUAL = ['http1', 'h2c', 'grpc'];

/** @typedef {{ analysis: Result['analysis'], patch?: Pick<import('../engine/run.js').Patch, 'files' | 'replay'> }} Replayed */

/** @param {string} name */
const pathOf = (name) => (name.startsWith('/') ? name : undefined);

/**
 * What nginx reads: of an `nginx -T` dump its first file, which includes the others by their paths; else the file itself.
 * @param {import('../engine/run.js').FixedFile[]} files
 * @param {number} index of the file that the replay is about
 */
function textsOf(files, index) {
  const main = pathOf(files[index].name) && files[0].name.endsWith('/nginx.conf') ? files[0] : files[index];
  const others = files.filter((file) => file !== main && pathOf(file.name) && !isManifest(file.name));
  /** @param {'before' | 'after'} side */
  const texts = (side) => ({ config: main[side], files: Object.fromEntries(others.map((file) => [file.name, file[side]])) });
  return { before: texts('before'), after: texts('after'), main: pathOf(main.name), path: pathOf(files[index].name) };
}

/** @param {HTMLElement} host @param {string} [id] of the panel's parts, for the second one of a page */
export function createProof(host, id) {
  const panel = createReplayPanel({ id });
  host.append(panel.node);

  return {
    clear() {
      panel.show(undefined);
      host.hidden = true;
    },
    /** @param {Replayed} result */
    show({ analysis, patch }) {
      if (!patch || patch.replay.length === 0) return this.clear();
      const { files, replay } = patch;
      panel.show({
        version: analysis.nginx_version ?? undefined,
        cases: replay.map((one) => ({
          ...one,
          ...textsOf(files, one.file),
          kinds: one.protocols.length > 0 ? one.protocols : USUAL,
        })),
      });
      host.hidden = false;
    },
  };
}
