// The tab of the redacted text. What is behind it is rarely needed: it is fetched when the tab is first opened.

/** @typedef {typeof import('../redaction/redaction.js')} Module */
/** @typedef {ReturnType<Module['createRedaction']>} Redaction */
/** @typedef {import('../engine/run.js').Result} Result */

// A file of its own (build.mjs), not a chunk: it shares code with the page, which shared chunks would take out of main.js.
const ADDRESS = 'redaction.js';
const DID_NOT_LOAD = new Error('Redaction did not load: the server could not be reached. Your text is unchanged.');

/** @returns {Promise<Module>} */
const fetchModule = () => import(new URL(ADDRESS, document.baseURI).href);

/**
 * The way back alone, in an empty page.
 * @param {HTMLElement} host
 * @param {Pick<Parameters<Module['createRedaction']>[1], 'engine' | 'failed'>} needs
 */
export async function restoreAlone(host, { engine, failed }) {
  await fetchModule().then(
    (module) => module.createRestoringAlone(host, engine),
    () => failed(DID_NOT_LOAD),
  );
}

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
    loading ??= fetchModule().then((module) => module.createRedaction(host, needs));
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
        needs.failed(DID_NOT_LOAD);
      }
    },
    forget() {
      wanted = undefined;
      void loading?.then(
        (redaction) => redaction.forget(),
        () => {},
      );
    },
  };
}
