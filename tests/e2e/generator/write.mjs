// Writes statements down as people do, and as nginx allows: indented or on one line, with comments, CRLF, blanks and line ends between words.

/** @typedef {import('./statements.mjs').Statement} Statement */
/** @typedef {import('./random.mjs').Random} Random */

const COMMENTS = ['# plain', '#', '# a; b { c } "d', "# it's", '# größe', '#listen 80;', '# proxy_pass http://x;'];

/**
 * @typedef {object} Hand
 * @property {Random} random
 * @property {string} newline
 * @property {string} indent
 * @property {number} mess      how often something unusual is written
 */

/** @param {Random} random @returns {Hand} */
export function createHand(random) {
  return {
    random,
    newline: random.pick(['\n', '\n', '\r\n']),
    indent: random.pick(['    ', '  ', '\t', '']),
    mess: random.pick([0, 0.03, 0.12]),
  };
}

/** @param {Hand} hand @param {string[]} words @param {string} margin */
function written({ random, newline, indent, mess }, words, margin) {
  return words
    .map((word, i) => {
      if (i === 0) return word;
      const deeper = `${newline}${margin}${indent || ' '}`;
      const odds = words[0].endsWith('_pass') ? Math.max(mess, 0.1) : mess; // passes over two lines are looked for
      const gap = random.chance(odds) ? random.pick(['  ', '\t', deeper, deeper, ` ${random.pick(COMMENTS)}${deeper}`]) : ' ';
      return gap + word;
    })
    .join('');
}

/** @param {Hand} hand @param {Statement} statement @returns {string} */
function onOneLine(hand, { words, body }) {
  const gap = hand.random.pick([' ', ' ', '']);
  const head = words.join(' ');
  return body ? `${head} {${gap}${body.map((inner) => onOneLine(hand, inner)).join(gap)}${gap}}` : `${head};`;
}

/** @param {Hand} hand @param {Statement} statement @param {string} margin @returns {string} */
export function lines(hand, statement, margin) {
  const { random, newline, indent, mess } = hand;
  const blank = random.chance(mess) ? newline : '';
  const comment = random.chance(mess * 2) ? `${margin}${random.pick(COMMENTS)}${newline}` : '';
  const trailing = () => (random.chance(mess * 2) ? random.pick([' ', '', '   ']) + random.pick(COMMENTS) : random.chance(mess) ? ' ' : '');
  const head = `${blank}${comment}${margin}${written(hand, statement.words, margin)}`;
  if (!statement.body) return `${head}${random.chance(mess) ? ' ' : ''};${trailing()}${newline}`;
  if (random.chance(0.1)) return `${blank}${comment}${margin}${onOneLine(hand, statement)}${trailing()}${newline}`;
  const open = random.chance(mess) ? `${newline}${margin}{` : random.pick([' {', ' {', '{']);
  const inner = statement.body.map((child) => lines(hand, child, margin + indent)).join('');
  return `${head}${open}${trailing()}${newline}${inner}${margin}}${trailing()}${newline}`;
}

/** @param {Random} random @param {Statement[]} statements @returns {Buffer} */
export function write(random, statements) {
  const hand = createHand(random);
  const text = statements.map((statement) => lines(hand, statement, '')).join('');
  return Buffer.from(random.chance(0.2) ? text.trimEnd() : text);
}
