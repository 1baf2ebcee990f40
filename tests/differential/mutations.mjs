// One mistake at a time: what a person does wrong to a configuration that was right. Each mutation lists the places it can be made
// at; the one that is made is chosen by a seed of the configuration's and the mutation's name, so that a case keeps its id and its
// text for as long as its configuration does not change.
import { createRandom } from '../e2e/generator/random.mjs';
import { statementsOf } from './statements.mjs';

/** @typedef {import('./statements.mjs').Statement} Statement */
// Places are those of the text before all changes. `also`: another place where the mistake may rightly be reported: where the directive
// or block begins that has lost its end, where the block ends that has got another end.
/** @typedef {{at: number, remove?: number, insert?: string, also?: number}} Change */
/** @typedef {(statements: Statement[], random: import('../e2e/generator/random.mjs').Random, text: string) => Change[][]} Places */
/** @typedef {{kind: string, places: Places, cases: number}} Mutation  `cases`: how many are made of one configuration at most */

/** @param {Statement[]} statements */
const directives = (statements) => statements.filter((statement) => !statement.data);
/** @param {Statement[]} statements */
const simple = (statements) => directives(statements).filter((statement) => !statement.block);
/** @param {Statement[]} statements */
const blocks = (statements) => statements.filter((statement) => statement.block);
/** @param {Statement} statement */
const startOf = (statement) => statement.words[0].start;

/** @param {import('../e2e/generator/random.mjs').Random} random @param {string} word */
function misspell(random, word) {
  const i = random.between(1, word.length - 1);
  switch (random.between(0, 3)) {
    case 0:
      return word.slice(0, i) + word.slice(i + 1);
    case 1:
      return word.slice(0, i) + word[i] + word.slice(i);
    case 2:
      return word.slice(0, i - 1) + word[i] + word[i - 1] + word.slice(i + 1);
    default:
      return word.slice(0, i) + 'x' + word.slice(i + 1);
  }
}

// What a person may write instead of a value of this shape.
/** @type {{kind: string, shape: RegExp, instead: string[]}[]} */
const VALUES = [
  { kind: 'value/flag', shape: /^(on|off)$/, instead: ['yes', 'true', '1', 'ON', 'enabled', '""'] },
  { kind: 'value/number', shape: /^\d+$/, instead: ['12x', '-1', 'many', '1.5', '99999999999999999999'] },
  { kind: 'value/size', shape: /^\d+[kmgKMG]$/, instead: ['10kb', '1.5m', 'big', '10q', '-1k', '8 k'] },
  { kind: 'value/time', shape: /^\d+(ms|[smhdw])$/, instead: ['10x', '1.5s', 'soon', '5sec', '-1s', '1m1h'] },
  { kind: 'value/address', shape: /^(\w+:\/\/)?[\d.]+:\d+$/, instead: ['127.0.0.1:99999', '127.0.0.1:http', '127.0.0.1:', '[::1:80'] },
  { kind: 'value/parameter', shape: /^\w+=\w+$/, instead: ['nosuch=1', 'weight=x', 'max_fails=', 'zone'] },
];

/** @param {RegExp} shape @param {string[]} instead @returns {Places} */
const badValue = (shape, instead) => (statements, random) =>
  directives(statements).flatMap((statement) =>
    statement.words
      .slice(1)
      .filter((word) => shape.test(word.text))
      .map((word) => [{ at: word.start, remove: word.end - word.start, insert: random.pick(instead) }]),
  );

/** @type {Mutation[]} */
export const MUTATIONS = [
  {
    kind: 'syntax/dropped-semicolon',
    cases: 5,
    places: (statements) => statements.filter(({ block }) => !block).map((statement) => [{ at: statement.terminator, remove: 1, also: startOf(statement) }]),
  },
  {
    kind: 'syntax/dropped-open-brace',
    cases: 2,
    places: (statements) => blocks(statements).map(({ terminator }) => [{ at: terminator, remove: 1 }]),
  },
  {
    kind: 'syntax/dropped-close-brace',
    cases: 2,
    places: (statements) => blocks(statements).map((block) => [{ at: block.end - 1, remove: 1, also: startOf(block) }]),
  },
  {
    kind: 'syntax/added-close-brace',
    cases: 2,
    places: (statements) => statements.map(({ end, parent }) => [{ at: end, insert: ' }', also: parent && parent.end - 1 }]),
  },
  {
    kind: 'syntax/added-semicolon',
    cases: 1,
    places: (statements) => statements.map(({ end }) => [{ at: end, insert: ';' }]),
  },
  {
    kind: 'syntax/dropped-quote',
    cases: 2,
    places: (statements) => statements.flatMap(({ words }) => words.filter(({ quote }) => quote !== '').map(({ end }) => [{ at: end - 1, remove: 1 }])),
  },
  {
    kind: 'syntax/text-after-quote',
    cases: 1,
    places: (statements) => statements.flatMap(({ words }) => words.filter(({ quote }) => quote !== '').map(({ end }) => [{ at: end, insert: 'x' }])),
  },
  {
    kind: 'name/misspelt',
    cases: 4,
    places: (statements, random) =>
      directives(statements)
        .map(({ words: [name] }) => name)
        .filter((name) => name.quote === '')
        .map((name) => [{ at: name.start, remove: name.end - name.start, insert: misspell(random, name.text) }]),
  },
  {
    kind: 'context/moved',
    cases: 4,
    // To the beginning of another block, or in front of the first statement.
    places: (statements, random, text) => {
      const whole = statements.some(({ words }) => words[0].text === 'events');
      return simple(statements).flatMap((statement) => {
        const targets = blocks(statements)
          .filter((block) => block !== statement.parent && !block.data && !directives(statements).every(({ parent }) => parent !== block))
          .map((block) => block.terminator + 1);
        if (whole && statement.parent !== undefined) targets.push(startOf(statements[0]));
        if (targets.length === 0) return [];
        const at = random.pick(targets);
        const moved = text.slice(startOf(statement), statement.end);
        return [
          [
            { at: startOf(statement), remove: statement.end - startOf(statement) },
            { at, insert: ` ${moved} ` },
          ],
        ];
      });
    },
  },
  {
    kind: 'arity/dropped-argument',
    cases: 3,
    places: (statements) =>
      directives(statements)
        .filter(({ words }) => words.length > 1)
        .map(({ words }) => [{ at: words[words.length - 2].end, remove: words[words.length - 1].end - words[words.length - 2].end }]),
  },
  {
    kind: 'arity/added-argument',
    cases: 3,
    places: (statements) => directives(statements).map(({ words }) => [{ at: words[words.length - 1].end, insert: ' extra' }]),
  },
  ...VALUES.map(({ kind, shape, instead }) => ({ kind, cases: 1, places: badValue(shape, instead) })),
  {
    kind: 'value/word',
    cases: 1,
    places: badValue(/^[a-z_]+$/, ['nosuch', 'of', 'nope']),
  },
  {
    kind: 'duplicate/directive',
    cases: 2,
    places: (statements, _random, text) =>
      directives(statements).map((statement) => [{ at: statement.end, insert: ` ${text.slice(startOf(statement), statement.end)}` }]),
  },
];

/** FNV-1a. @param {string} text */
function hash(text) {
  let value = 0x811c9dc5;
  for (const c of text) value = Math.imul(value ^ c.charCodeAt(0), 0x01000193) >>> 0;
  return value;
}

/** @param {string} text @param {Change[]} changes */
function apply(text, changes) {
  for (const { at, remove = 0, insert = '' } of [...changes].sort((a, b) => b.at - a.at)) {
    text = text.slice(0, at) + insert + text.slice(at + remove);
  }
  return text;
}

/** @param {string} text @param {number} offset */
const lineAt = (text, offset) => text.slice(0, offset).split('\n').length;

/**
 * @typedef {object} Case
 * @property {string} id       CONFIGURATION/KIND/NUMBER
 * @property {string} kind
 * @property {string} text     latin1
 * @property {number[]} lines  where the mistake was made
 * @property {import('./configuration.mjs').Wrap} wrap
 */

/** The configuration itself, and what mutations make of it. @param {import('./configuration.mjs').Configuration} configuration @returns {Case[]} */
export function casesOf({ name, text, wrap }) {
  /** @type {Case[]} */
  const cases = [{ id: `${name}/valid`, kind: 'valid', text, lines: [], wrap }];
  const statements = statementsOf(text);
  for (const { kind, places, cases: wanted } of MUTATIONS) {
    const random = createRandom(hash(`${name}/${kind}`));
    const left = places(statements, random, text);
    const seen = new Set([text]);
    for (let number = 1; number <= wanted && left.length > 0; ) {
      const [changes] = left.splice(random.between(0, left.length - 1), 1);
      const mutant = apply(text, changes);
      if (seen.has(mutant)) continue;
      seen.add(mutant);
      // No mutation but a move removes a line end before another's place, and a move is rarely of more than one line.
      const lines = [...new Set(changes.flatMap(({ at, also = at }) => [lineAt(text, at), lineAt(text, also)]))];
      cases.push({ id: `${name}/${kind}/${number++}`, kind, text: mutant, lines, wrap });
    }
  }
  return cases;
}
