// Values that nobody has: the same for the same seed. Names are nonsense syllables, so that no dictionary, and no part of the texts
// around them, holds one by chance.
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

export const ALPHABETS = {
  alnum: UPPER + LOWER + DIGITS,
  word: `${UPPER + LOWER + DIGITS}_`,
  wordDash: `${UPPER + LOWER + DIGITS}_-`,
  base64: `${UPPER + LOWER + DIGITS}+/`,
  lowerAlnum: LOWER + DIGITS,
  upperAlnum: UPPER + DIGITS,
  upperBase32: `${UPPER}234567`,
  letters: UPPER + LOWER,
  hex: `${DIGITS}abcdef`,
  upperHex: `${DIGITS}ABCDEF`,
  bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
  crypt: `./${DIGITS + UPPER + LOWER}`,
  digits: DIGITS,
};

const ONSETS = ['qu', 'v', 'z', 'kr', 'br', 'thr', 'gl', 'fl', 'x', 'j', 'sk', 'pl', 'w'];
const VOWELS = ['o', 'i', 'u', 'a', 'e'];
const CODAS = ['lv', 'x', 'mb', 'nk', 'rd', 'zz', 'pt', 'lm'];

/** FNV-1a, then mulberry32. @param {string} seed */
export function createRandom(seed) {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(seed)) state = Math.imul(state ^ byte, 0x01000193) >>> 0;

  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  /** @param {number} low @param {number} high both included */
  const int = (low, high) => low + Math.floor(next() * (high - low + 1));
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => list[int(0, list.length - 1)];
  /** @param {keyof typeof ALPHABETS} alphabet @param {number} length */
  const chars = (alphabet, length) => {
    const letters = ALPHABETS[alphabet];
    return Array.from({ length }, () => letters[int(0, letters.length - 1)]).join('');
  };
  /** A word of no language, six letters at least. */
  const word = () => {
    const made = pick(ONSETS) + pick(VOWELS) + pick(CODAS) + pick(VOWELS) + pick(CODAS) + pick(VOWELS) + pick(ONSETS)[0] + pick(VOWELS);
    return made;
  };
  /** @param {number} bytes */
  const base64 = (bytes) => Buffer.from(Array.from({ length: bytes }, () => int(0, 255))).toString('base64');
  return { int, pick, chars, word, base64 };
}

/** @typedef {ReturnType<typeof createRandom>} Random */
