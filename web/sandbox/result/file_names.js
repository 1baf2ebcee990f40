// Names of files: of the user's, which may be whole paths of a dump, and of what is downloaded.

/** @param {string} name */
export const isManifest = (name) => /\.(ya?ml|json)$/.test(name);

/** @param {string} name */
const base = (name) => name.slice(name.lastIndexOf('/') + 1);

/** One for each, no two alike: the last part of the path, or all of it where that is not enough. @param {string[]} names */
export function downloadNames(names) {
  /** @type {Map<string, number>} */
  const alike = new Map();
  for (const name of names) alike.set(base(name), (alike.get(base(name)) ?? 0) + 1);
  return names.map((name) => (alike.get(base(name)) === 1 ? base(name) : name.replace(/^\/+/, '').replaceAll('/', '_')));
}
