// The colours of the editor, without a browser: every token takes at least one character, whatever the text. Random, from
// a fixed seed.
import assert from 'node:assert/strict';
import { StringStream } from '../../web/test_tools.js';
import { nginx, parser } from '../../web/sandbox/editor/nginx_mode.js';
import { randomOf } from './random.js';
import { test } from './sandbox.js';

/** Where each token of a text ends, line for line; fails on a token that takes nothing. @param {string} text */
function tokensOf(text) {
  const state = /** @type {any} */ (parser.startState)(2);
  return text.split(/\r\n|\r|\n/).map((line) => {
    const stream = new StringStream(line, 4, 2);
    /** @type {[string, string | null][]} */
    const tokens = [];
    while (!stream.eol()) {
      stream.start = stream.pos;
      const style = parser.token(stream, state);
      assert.ok(stream.pos > stream.start, `nothing is taken at ${stream.pos} of ${JSON.stringify(line)}`);
      assert.ok(stream.pos <= line.length, `more than ${JSON.stringify(line)} is taken`);
      tokens.push([stream.current(), style]);
    }
    return tokens;
  });
}

/** What people paste that a bare `$` ended once. */
const REAL = [
  'location ~* "\\.(js|css)$" { }',
  'map $uri $new { "~^/a/(.*)$" $1; }',
  "if ($x ~ '(curl|wget)$') { return 403; }",
  'add_header X "5 $ each";',
  'rewrite "^/a$"\n  "/b$',
];

test('a `$` that starts no variable is a character like any other', () => {
  for (const text of REAL) {
    tokensOf(text);
    nginx.parser.parse(text);
  }
  assert.deepEqual(tokensOf('~ "a$b ${c}$" $d;')[0].slice(2), [
    ['"a', 'string'],
    ['$b', 'variableName'],
    [' ', 'string'],
    ['${c}', 'variableName'],
    ['$"', 'string'],
    [' ', null],
    ['$d', 'variableName'],
    [';', 'punctuation'],
  ]);
});

test('a string of a log line ends with the line', () => {
  const [, next] = tokensOf('2024/07/15 03:42:17 [error] 1#1: *1 request: "GET /\nlisten 80;');
  assert.deepEqual(next[0], ['listen', 'keyword']);
});

const PIECES = [
  'location',
  ' ',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\r',
  '~*',
  '"',
  '"',
  "'",
  "'",
  '$',
  '$',
  '$$',
  '${',
  '${a}',
  '$uri',
  '$1',
  '}',
  '{',
  ';',
  '#',
  '\\',
  '\\"',
  '\\$',
  '\\\\',
  '(',
  ')',
  '|',
  '.*',
  '^',
  '80',
  '10m',
  '1.25.3',
  'on',
  'off',
  'é',
  '漢',
  '😀',
  '\ud83d',
  '\udc80',
  '\u00a0',
  '\ufeff',
  '\u2028',
  '\0',
  '\x1b[0m',
  '-',
  '=',
  ':',
  '[error]',
  '[',
  ']',
  '2024/07/15 03:42:17',
  'client: ',
  'a'.repeat(200),
  '\u202e',
  '`',
  '*',
];

test('every token of 20,000 random texts takes at least one character', () => {
  const random = randomOf(4);
  for (let round = 0; round < 20_000; round++) {
    const text = Array.from({ length: random(30) }, () => PIECES[random(PIECES.length)]).join('');
    tokensOf(text);
    nginx.parser.parse(text);
  }
});
