// Which nginx stands in for the user's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest } from '../../web/sandbox/replay/nearest.js';

const SUITES = [
  { suite: 'bookworm', version: '1.22.1', debian: '12' },
  { suite: 'trixie', version: '1.26.3', debian: '13' },
  { suite: 'forky', version: '1.30.6', debian: '14' },
];
const CASES = [
  [undefined, 'bookworm'],
  ['', 'bookworm'],
  ['1.22.1', 'bookworm'],
  ['1.18.0', 'bookworm'],
  ['1.23.4', 'bookworm'],
  ['1.24.9', 'trixie'],
  ['1.26.0', 'trixie'],
  ['1.28.0', 'trixie'],
  ['1.29.4', 'forky'],
  ['1.31.4', 'forky'],
  ['2.0', 'forky'],
];

test('the nearest version runs', () => {
  for (const [version, wanted] of CASES) assert.equal(nearest(SUITES, version).suite, wanted, version);
});
