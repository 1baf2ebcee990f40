// The key of one provider, in this frame's memory and nowhere else: an opaque origin has no storage, and no message to the
// page holds it. Another provider, or "Forget", wipes it.

/** @typedef {import('./providers.js').Provider} Provider */

const LABELS = { required: 'API key', optional: 'API key, if the server wants one', none: '' };

/** @param {(provider: Provider, present: boolean) => void} changed */
export function createKeyField(changed) {
  const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const field = /** @type {HTMLInputElement} */ (byId('key'));
  /** @type {Provider | undefined} */
  let provider;
  const tell = () => provider && changed(provider, field.value !== '');

  field.addEventListener('input', tell);
  byId('forget').addEventListener('click', () => {
    field.value = '';
    tell();
    field.focus();
  });

  return {
    get provider() {
      return provider;
    },
    /** What stands in the field, without the blanks that copying brings. */
    get key() {
      return field.value.trim();
    },
    /** @param {Provider} next */
    bind(next) {
      if (next.id === provider?.id) return;
      provider = next;
      field.value = '';
      byId('form').hidden = next.key === 'none';
      byId('keyless').hidden = next.key !== 'none';
      byId('label').textContent = `${LABELS[next.key]} (${next.name})`;
      byId('where').textContent = `Kept in this frame’s memory only, and sent to ${new URL(next.base).host} only.`;
      byId('keyless').textContent = `${next.name} needs no key.`;
      tell();
    },
  };
}
