// The Huffman code of HPACK (RFC 7541, appendix B). It is canonical: the lengths say it all, one digit (base 36) a symbol,
// 256 bytes and the end of string.
const LENGTHS =
  'dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6cad67777777777777777777777878djde6f56565666577666567655677777fb' +
  'edskmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmnlmnnkmmmnmmmnqqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrs' +
  'rrrrrqu';

/** length → [first code, the symbols of that length in order] */
const CODES = buildCodes([...LENGTHS].map((digit) => parseInt(digit, 36)));

/** @param {number[]} lengths @returns {{ first: number, symbols: number[] }[]} */
function buildCodes(lengths) {
  const codes = [];
  for (let length = 0, first = 0; length <= 30; length++) {
    const symbols = lengths.flatMap((each, symbol) => (each === length ? [symbol] : []));
    codes.push({ first, symbols });
    first = (first + symbols.length) * 2;
  }
  return codes;
}

/** @param {Uint8Array} bytes @returns {string} one character a byte */
export function decodeHuffman(bytes) {
  let text = '';
  let code = 0;
  let length = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      code = code * 2 + ((byte >> bit) & 1);
      length++;
      if (length > 30) throw new Error('not a Huffman code');
      const { first, symbols } = CODES[length];
      if (code - first >= symbols.length || code < first) continue;
      text += String.fromCharCode(symbols[code - first]);
      code = 0;
      length = 0;
    }
  }
  return text;
}
