// What two runs prove, in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conclusion } from '../../web/sandbox/replay/conclusion.js';

const answered = (status, log, duration = 4) => ({
  ok: true,
  verdict: { messages: [] },
  response: { status },
  status: String(status),
  duration,
  errorLog: log ? [{ line: `2026/11/21 07:00:00 [error] ${log}` }] : [],
});
const refused = { ok: false, verdict: { messages: [{ level: 'emerg', text: 'invalid URL prefix', line: 8 }] } };
const silent = { ok: true, verdict: { messages: [] }, response: undefined, status: '499', errorLog: [] };

const CASES = [
  [answered(502, 'a'), answered(200), 'The fix works. Before: 502. After: 200.'],
  [refused, answered(200), 'The fix works. Before: nginx does not start, line 8. After: 200.'],
  [answered(504, 'a', 60_004), answered(200), 'The fix works. Before: 504 after 60 s. After: 200.'],
  [answered(200), answered(502, 'a'), 'The fix breaks this. Before: 200. After: 502.'],
  [answered(200), answered(204), 'The client gets its answer with and without the fix.'],
  [answered(502, 'a'), answered(502, 'a'), 'The fix changes nothing here: 502 either way.'],
  [answered(502, 'a'), answered(502, 'b'), 'The fix does not help here. Before: 502. After: 502.'],
  [answered(null, 'a'), answered(200), 'The fix works. Before: bytes that are not an HTTP response. After: 200.'],
  [silent, answered(200), 'The fix works. Before: no answer, 499 in the access log. After: 200.'],
];

test('two runs, one sentence', () => {
  for (const [before, after, wanted] of CASES) assert.equal(conclusion(before, after), wanted);
});
