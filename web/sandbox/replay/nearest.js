// Which of the built nginx versions stands in for the user's.

/** @typedef {{ suite: string, version: string, debian: string }} Suite */

/** @param {string} version @returns {number} ordered as versions are */
function rank(version) {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => parseInt(part, 10) || 0);
  return (major * 1000 + minor) * 1000 + patch;
}

/**
 * The one whose version is the least away; the first, which the tests conform to, for an unknown version.
 * @param {Suite[]} suites
 * @param {string} [version] `1.25.3`
 */
export function nearest(suites, version) {
  if (!version) return suites[0];
  const wanted = rank(version);
  return suites.reduce((best, suite) => (Math.abs(rank(suite.version) - wanted) < Math.abs(rank(best.version) - wanted) ? suite : best));
}
