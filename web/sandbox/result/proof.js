// The replay below the patch, run when the user asks for it; only then is nginx fetched.
import { isManifest } from './file_names.js';
import { createReplayPanel } from '../replay/panel.js';

/** @typedef {import('../engine/run.js').Result} Result */

/** Protocols that a backend of unknown kind is played as. */
const USUAL = ['http1', 'h2c', 'grpc'];

/** @typedef {{ analysis: Result['analysis'], patch?: Pick<import('../engine/run.js').Patch, 'files'> }} Replayed */

/** @param {HTMLElement} host @param {string} [id] of the panel's parts, for the second one of a page */
export function createProof(host, id) {
  const panel = createReplayPanel({ id });
  host.append(panel.node);

  return {
    clear() {
      host.hidden = true;
    },
    /** @param {Replayed} result */
    show({ analysis, patch }) {
      const file = patch?.files.find(({ name, changes }) => changes.length > 0 && !isManifest(name));
      const backend = analysis.backends.find(({ used, question }) => used && question) ?? analysis.backends.find(({ used }) => used);
      if (!patch || !file || !backend) return this.clear();
      const others = patch.files.filter((one) => one !== file);
      panel.show({
        before: file.before,
        after: file.after,
        name: backend.name,
        kinds: backend.protocols.length > 0 ? backend.protocols : USUAL,
        version: analysis.nginx_version ?? undefined,
        path: file.name.startsWith('/') ? file.name : undefined,
        files: Object.fromEntries(others.filter(({ name }) => name.startsWith('/')).map(({ name, after }) => [name, after])),
      });
      host.hidden = false;
    },
  };
}
