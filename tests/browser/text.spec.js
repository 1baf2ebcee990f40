// The page's idea of a text, without a browser: bytes and line ends survive any editing. Random, from a fixed seed.
import assert from 'node:assert/strict';
import { randomOf } from './random.js';
import { test } from './sandbox.js';
import { decode, encode } from '../../web/sandbox/text/bytes.js';
import { joinEnds, splitEnds } from '../../web/sandbox/text/line_ends.js';
import { apply, bytesOf, changeBetween, sourceOf, toEditor } from '../../web/sandbox/text/source.js';

const PIECES = ['a', 'bb', ' ', '\n', '\r\n', '\r\n', '\r', 'é', '漢', '😀', '{', ';'];
/** @param {(below: number) => number} random @param {number} most */
const randomText = (random, most) => Array.from({ length: random(most) }, () => PIECES[random(PIECES.length)]).join('');
/** One entry for each character or line end. @param {string} raw */
const unitsOf = (raw) => raw.match(/\r\n|[^]/g) ?? [];

test('any bytes survive being a string', () => {
  const random = randomOf(1);
  for (let round = 0; round < 3000; round++) {
    const bytes = Uint8Array.from({ length: random(40) }, () => [random(256), 0xe2, 0x82, 0xf0, 0x9f, 0x0d, 0x0a][random(7)]);
    const text = decode(bytes);
    assert.deepEqual(encode(text), bytes);
    assert.deepEqual(bytesOf(sourceOf(bytes)), bytes);
  }
});

test('a byte that is no UTF-8 counts one unit, as for the engine', () => {
  const cases = /** @type {[number[], number][]} */ ([
    [[0xff], 1],
    [[0xe2, 0x82], 2],
    [[0xe2, 0x82, 0x41], 3],
    [[0xe2, 0x82, 0xac], 1],
    [[0xf0, 0x9f, 0x98, 0x80], 2],
    [[0xc0, 0x80], 2],
    [[0xed, 0xa0, 0x80], 3],
    [[0xef, 0xbb, 0xbf, 0x41], 2],
    [[0xf4, 0x90, 0x80, 0x80], 4],
  ]);
  for (const [bytes, units] of cases) assert.equal(decode(Uint8Array.from(bytes)).length, units, String(bytes));
});

test('pastes and deletions keep every line end that they do not touch', () => {
  const random = randomOf(2);
  for (let round = 0; round < 500; round++) {
    const raw = randomText(random, 30);
    let source = sourceOf(encode(raw));
    /** @type {string[]} */
    let units = unitsOf(raw);
    for (let step = 0; step < 8; step++) {
      // Between units only: an emoji counts two, and no input cuts it in half.
      const [one, other] = [random(units.length + 1), random(units.length + 1)].sort((a, b) => a - b);
      const pasted = randomText(random, 8);
      const lengths = (/** @type {string[]} */ some) => some.reduce((sum, unit) => sum + (unit === '\r\n' ? 1 : unit.length), 0);
      const from = lengths(units.slice(0, one));
      const removed = source.text.slice(from, from + lengths(units.slice(one, other)));
      source = apply(source, { from, removed, inserted: splitEnds(pasted).text }, pasted);
      units = [...units.slice(0, one), ...unitsOf(pasted), ...units.slice(other)];
      assert.equal(joinEnds(source.text, source.ends), units.join(''));
      const convert = toEditor(source);
      let at = 0;
      for (let i = 0; i < units.length; at += units[i].length, i++) assert.equal(convert(at), lengths(units.slice(0, i)));
    }
  }
});

test('what is typed into lines of one kind is of that kind', () => {
  const source = sourceOf(encode('a\r\nb\r\n'));
  const typed = apply(source, { from: 1, removed: '', inserted: '\nx' });
  assert.equal(joinEnds(typed.text, typed.ends), 'a\r\nx\r\nb\r\n');
});

test('the change between two texts leads from one to the other, wherever the caret is', () => {
  const random = randomOf(3);
  for (let round = 0; round < 3000; round++) {
    const before = splitEnds(randomText(random, 12)).text;
    const after = splitEnds(randomText(random, 12)).text;
    const change = changeBetween(before, after, random(after.length + 3));
    assert.equal(before.slice(change.from, change.from + change.removed.length), change.removed);
    assert.equal(apply({ text: before, ends: '\n' }, change).text, after);
  }
});
