// Names of files: of the user's, which may be whole paths of a dump, and of what is downloaded.

/** @param {string} name */
export const isManifest = (name) => /\.(ya?ml|json)$/.test(name);

/** @param {string} name */
const base = (name) => name.slice(name.lastIndexOf('/') + 1);

/** One for each, no two alike: the last part of the path, or all of it where that is not enough. @param {string[]} names */
export function downloadNames(names) {
  const bases = names.map(base);
  return names.map((name, i) => (bases.indexOf(bases[i]) === bases.lastIndexOf(bases[i]) ? bases[i] : name.replace(/^\/+/, '').replaceAll('/', '_')));
}
