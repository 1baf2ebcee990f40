// The tab of the redacted text. What is behind it is rarely needed: it is fetched when the tab is first opened.

/** @typedef {typeof import('../redaction/redaction.js')} Module */
/** @typedef {ReturnType<Module['createRedaction']>} Redaction */
/** @typedef {import('../engine/run.js').Result} Result */

// A file of its own (build.mjs), not a chunk: it shares code with the page, which shared chunks would take out of main.js.
const ADDRESS = 'redaction.js';

/**
 * @param {HTMLElement} host
 * @param {Parameters<Module['createRedaction']>[1]} needs
 */
export function createRedactedTab(host, needs) {
  /** @type {Promise<Redaction> | undefined} */
  let loading;
  /** @type {Result | undefined} */
  let wanted;

  function load() {
    loading ??= import(new URL(ADDRESS, document.baseURI).href).then((/** @type {Module} */ module) => module.createRedaction(host, needs));
    return loading;
  }

  return {
    /** @param {Result} result */
    async show(result) {
      if (result === wanted) return;
      wanted = result;
      if (!loading) host.textContent = 'Looking for secrets, hosts and addresses …';
      try {
        const redaction = await load();
        if (wanted === result) await redaction.show(result);
      } catch {
        loading = wanted = undefined;
        host.textContent = 'There is no redacted text: redaction.js did not load.';
        needs.failed(new Error('Redaction did not load: the server could not be reached. Your text is unchanged.'));
      }
    },
    forget() {
      wanted = undefined;
      void loading?.then((redaction) => redaction.forget(), () => {});
    },
  };
}
