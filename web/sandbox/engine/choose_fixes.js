// Which fixes the patch holds, before the user says anything: of every diagnostic the alternative that the engine names,
// if it is safe or the diagnostic is an error; the page marks the others as resting on an assumption. What the user picks
// instead is remembered by what the diagnostic says, not by its index: indexes are good for one workspace only.

/** @typedef {import('./protocol.js').Diagnostic} Diagnostic */
/** The title of the chosen fix; null: leave as it is. @typedef {Map<string, string | null>} Wishes */
/** @typedef {{ key: string, fix: number, assumed: boolean }} Pick fix: -1 for none */

/**
 * @param {Diagnostic} diagnostic
 * @param {string | null | undefined} wish
 */
function pickFix({ fixes, severity, default_fix: preset = -1 }, wish) {
  if (wish === null) return -1;
  const wished = fixes.findIndex((fix) => fix.title === wish && fix.applicability !== 'manual');
  if (wished >= 0) return wished;
  return severity === 'error' || fixes[preset]?.applicability === 'safe' ? preset : -1;
}

/**
 * @param {Diagnostic[]} diagnostics
 * @param {Wishes} wishes
 * @returns {Pick[]} one for each diagnostic
 */
export function pickFixes(diagnostics, wishes) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return diagnostics.map((diagnostic) => {
    const text = `${diagnostic.rule}: ${diagnostic.message}`;
    const nth = seen.get(text) ?? 0;
    seen.set(text, nth + 1);
    const key = `${text} #${nth}`;
    const fix = pickFix(diagnostic, wishes.get(key));
    return { key, fix, assumed: diagnostic.fixes[fix]?.applicability === 'unsafe' };
  });
}

/**
 * @param {Pick[]} picks
 * @returns {import('./protocol.js').Choices}
 */
export function toChoices(picks) {
  return {
    chosen: picks.flatMap(({ fix }, diagnostic) => (fix >= 0 ? [{ diagnostic, fix }] : [])),
    declined: picks.flatMap(({ fix }, diagnostic) => (fix < 0 ? [diagnostic] : [])),
  };
}
