// The configuration in a text that holds log lines and Markdown fences too. The tests' own reading, independent of the engine's.

const LOG_LINE = /^(nginx: |\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[)/;
const LOG_CONTINUED = /^(client|upstream|server|host|request|referrer): /;
const FENCE = /^\s*(```|~~~)/;

/** @param {Buffer} bytes @returns {Buffer} */
export function configurationOf(bytes) {
  const lines = bytes.toString('latin1').split(/(?<=\n)/);
  const kept = lines.filter((line) => !LOG_LINE.test(line) && !LOG_CONTINUED.test(line) && !FENCE.test(line));
  return Buffer.from(kept.join(''), 'latin1');
}
