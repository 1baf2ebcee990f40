// Random numbers that are the same on every machine: mulberry32, seeded.

/** @param {number} seed */
export function createRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const random = {
    /** @param {number} probability */
    chance: (probability) => next() < probability,
    /** From `low` to `high`, both included. @param {number} low @param {number} high */
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    /** @template T @param {readonly T[]} choices @returns {T} */
    pick: (choices) => choices[Math.floor(next() * choices.length)],
    /** Some of them, in their order. @template T @param {readonly T[]} choices @param {number} probability @returns {T[]} */
    some: (choices, probability) => choices.filter(() => next() < probability),
  };
  return random;
}

/** @typedef {ReturnType<typeof createRandom>} Random */
