// What every backend answers: the protocol that it was spoken to in, and the request as it arrived.

/**
 * @param {string} protocol
 * @param {string} path
 * @param {object} headers
 * @returns {string}
 */
export function answer(protocol, path, headers) {
  return JSON.stringify({ protocol, path, headers });
}

/**
 * @typedef {object} Backend
 * @property {number} port
 * @property {() => number} connections  accepted so far
 * @property {() => void} forget         counts from 0 again
 */
