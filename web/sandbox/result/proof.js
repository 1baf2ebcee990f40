// The replay below the patch: loaded when there is something to prove, run when the user asks for it.

/** @typedef {import('../engine/run.js').Result} Result */

/** Protocols that a backend of unknown kind is played as. */
const USUAL = ['http1', 'h2c', 'grpc'];

/** @param {HTMLElement} host */
export function createProof(host) {
  /** @type {Promise<ReturnType<typeof import('../replay/panel.js').createReplayPanel>> | undefined} */
  let loading;
  let turn = 0;

  async function panel() {
    loading ??= import('../replay/panel.js').then(({ createReplayPanel }) => {
      const made = createReplayPanel();
      host.append(made.node);
      return made;
    });
    return loading;
  }

  return {
    clear() {
      turn += 1;
      host.hidden = true;
    },
    /** @param {Result} result */
    async show({ analysis, patch }) {
      const file = patch?.files.find(({ name, changes }) => changes.length > 0 && !/\.(ya?ml|json)$/.test(name));
      const backend = analysis.backends.find(({ used, question }) => used && question) ?? analysis.backends.find(({ used }) => used);
      if (!patch || !file || !backend) return this.clear();
      const mine = ++turn;
      const shown = await panel().catch(() => undefined);
      if (!shown || mine !== turn) return;
      const others = patch.files.filter((one) => one !== file);
      shown.show({
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
