// nginx's token rules (core/facts/nginx.md, section 6), held to the real `nginx -t`: first a table of what each rule says, then words
// put together at random from the bytes that mean something to the lexer.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { freePort } from './free_port.mjs';
import { createRandom } from './generator/random.mjs';
import { createJudge } from './nginx/judge.mjs';
import { diagnose } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT = { timeout: HANG_MS };
const ACCEPTED = null;

/** What stands in a location, and what nginx has against it. @type {[what: string, text: string, refusal: RegExp | null][]} */
const table = [
  // Blanks and comments.
  ['a comment between arguments', 'index a # b\n c;', ACCEPTED],
  ['marks in a comment between arguments', 'index a # "{;}\'\n c;', ACCEPTED],
  ['CR as a blank', 'index\ra\rb;', ACCEPTED],
  ['CR does not end a comment', '# a\r } {\n', ACCEPTED],
  ['a form feed is no blank', 'index a\fb;', ACCEPTED],
  ['# within a word', 'index a#b;', ACCEPTED],
  ['an escaped # at the start of a word', 'index \\#a;', ACCEPTED],
  ['# after a closing quote', 'index "a"#b;\n', /unexpected "#"/],
  ['a comment behind a quoted word', 'index "a" #b\n;', ACCEPTED],

  // Braces.
  ['} within a word', 'index a}b;', ACCEPTED],
  ['} at the end of a word', 'index a};', ACCEPTED],
  ['} at the start of a word', 'index a }b;', /unexpected "}"/],
  ['an escaped } at the start of a word', 'index \\}a;', ACCEPTED],
  ['{ within a word', 'index a{b;', /"index" is not terminated by ";"/],
  ['{ after $', 'add_header X ${host}a;', ACCEPTED],
  ['{ after $ within a word', 'add_header X a${host};', ACCEPTED],
  ['{ after an escaped $', 'add_header X a\\${host};', /"add_header" is not terminated by ";"/],
  ['{ a byte behind $', 'index $a{b;', /"index" is not terminated by ";"/],
  ['an escaped {', 'index a\\{b;', ACCEPTED],
  ['{ in quotes', 'index "a{b}";', ACCEPTED],
  ['a count in a plain expression', 'location ~ a{2} { return 204; }', /unknown directive "2}"|unexpected "}"/],
  ['a count in a quoted expression', 'if ($host ~ "a{2}") { return 204; }', ACCEPTED],
  ['a block directly behind its argument', 'location /a{return 204;}', ACCEPTED],
  ['a block directly behind a quote', 'if ($host = "a"){ return 204; }', ACCEPTED],
  ['{ without a name', '{ return 204; }', /unexpected "{"/],

  // Semicolons.
  ['a semicolon alone', ';', /unexpected ";"/],
  ['two semicolons', 'index a;;', /unexpected ";"/],
  ['an escaped semicolon', 'index a\\;b;', ACCEPTED],
  ['a semicolon in quotes', 'index "a;b" \'c;d\';', ACCEPTED],
  ['no semicolon before }', 'index a', /unexpected "}"/],

  // Quotes.
  ['a quote within a word', 'index a"b don\'t;', ACCEPTED],
  ['quotes within words', 'index a"b c";', ACCEPTED],
  ['text after a closing quote', 'index "a"b;', /unexpected "b"/],
  ['a quote after a closing quote', 'index "a"\'b\';', /unexpected "'"/],
  ['} after a closing quote', 'index "a"};', /unexpected "}"/],
  [') after a closing quote', 'index "a")b;', ACCEPTED],
  ['the other quote in quotes', 'index "a\'b" \'a"b\';', ACCEPTED],
  ['a line end in quotes', 'add_header X "a\n  b";', ACCEPTED],
  ['an empty value', 'add_header X "";', ACCEPTED],
  ['a quoted name', '"index" a;', ACCEPTED],
  ['an unterminated quote', 'index "a;', /unexpected end of file/],

  // Backslashes.
  ['an escaped blank', 'add_header X a\\ b;', ACCEPTED],
  ['an escaped line end', 'add_header X a\\\nb;', ACCEPTED],
  ['escaped quotes in quotes', 'index "a\\"b" \'a\\\'b\';', ACCEPTED],
  ['an escaped quote at the start of a word', 'index \\"a b\\";', ACCEPTED],
  ['an escaped backslash before a quote', 'index "a\\\\" b;', ACCEPTED],
  ['an escaped backslash before a semicolon', 'index a\\\\;', ACCEPTED],
  ['an escaped closing quote', 'index "a\\";', /unexpected end of file/],

  ['bytes that are no UTF-8', 'index \xff\xfe\xc3;', ACCEPTED],
];

/** @param {import('node:test').TestContext} t */
async function comparison(t) {
  const judge = createJudge(temporaryFolder(t), await freePort(), { replaceHosts: false });
  /** @param {string} content latin1 */
  return async (content) => {
    const text = Buffer.from(`events {}\nhttp {\n  server {\n    listen 127.0.0.1:28001;\n    location / {\n${content}\n    }\n  }\n}\n`, 'latin1');
    const [verdict, report] = await Promise.all([judge(text), diagnose(['-'], { input: text })]);
    return { verdict, errors: report.diagnostics.filter(({ severity }) => severity === 'error') };
  };
}

describe('each rule of the lexer', () => {
  for (const [what, content, refusal] of table) {
    test(what, LIMIT, async (t) => {
      const { verdict, errors } = await (await comparison(t))(content);
      const said = verdict.messages.join(' | ');
      assert.equal(verdict.accepted, refusal === ACCEPTED, said);
      if (refusal === ACCEPTED) {
        assert.deepEqual(
          errors.map(({ rule, message }) => `${rule}: ${message}`),
          [],
        );
      } else {
        assert.match(said, refusal);
        assert.notEqual(errors.length, 0, said);
      }
    });
  }
});

const PIECES = ['a', 'b', ' ', '\n', '\r', '"', '"', "'", '\\', '#', '{', '}', ';', ')', '\xe4'];
const STATEMENTS = 400;
const MAX_PIECES = 8;

test('random words: what nginx reads has no error, where its lexer stops there is one', { timeout: HANG_MS }, async (t) => {
  const compare = await comparison(t);
  const random = createRandom(20261121);
  const counts = { accepted: 0, stopped: 0, other: 0 };
  /** @type {string[]} */
  const differences = [];
  for (let i = 0; i < STATEMENTS; ++i) {
    const pieces = Array.from({ length: random.between(1, MAX_PIECES) }, () => random.pick(PIECES));
    const content = `index a${pieces.join('')};`;
    const { verdict, errors } = await compare(content);
    const said = verdict.messages.join(' | ');
    // Anything else is about what the words say, such as the name of a directive.
    const outcome = verdict.accepted ? 'accepted' : / unexpected ("|end of file)/.test(said) ? 'stopped' : 'other';
    ++counts[outcome];
    if (outcome !== 'other' && verdict.accepted !== (errors.length === 0)) {
      const ours = errors.map(({ rule }) => rule).join(', ') || 'nothing';
      differences.push(`${JSON.stringify(content)}: nginx: ${said || 'accepted'}; ours: ${ours}`);
    }
  }
  t.diagnostic(JSON.stringify(counts));
  assert.ok(counts.accepted > STATEMENTS / 10 && counts.stopped > STATEMENTS / 10, JSON.stringify(counts));
  assert.deepEqual(differences, []);
});
