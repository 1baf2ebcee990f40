// One row of the benchmark: a class of secret at one kind of place, and how to make a text with it and its benign twin.

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('./oracle.mjs').Planted} Planted */
/** @typedef {'nginx' | 'yaml' | 'log'} Surrounding */

/**
 * @typedef {object} Row
 * @property {string} class
 * @property {'format' | 'context' | 'copy'} basis  what gives it away: its format alone, the place, or the same value at another place
 * @property {Surrounding} surrounding
 * @property {string} place
 * @property {(random: Random) => {text: string, planted: Planted[], twin?: string}} make
 */

/** @param {string} value @returns {Planted} */
export const secret = (value) => ({ value, as: 'secret' });
/** @param {string} value @returns {Planted} */
export const host = (value) => ({ value, as: 'host' });
/** @param {string} value @returns {Planted} */
export const name = (value) => ({ value, as: 'name' });
/** @param {string} value @returns {Planted} */
export const address = (value) => ({ value, as: 'address' });

/**
 * Rows of one class whose place gives the value away.
 * @param {string} className
 * @param {(random: Random) => Planted} value
 * @param {[Surrounding, string, (value: string, random: Random) => string, string?][]} places  surrounding, name, text with the value, its benign twin
 * @param {Row['basis']} [basis]
 * @returns {Row[]}
 */
export function rows(className, value, places, basis = 'context') {
  return places.map(([surrounding, place, text, twin]) => ({
    class: className,
    basis,
    surrounding,
    place,
    make: (random) => {
      const planted = value(random);
      return { text: text(planted.value, random), planted: [planted], twin };
    },
  }));
}
