// Pastes that stand in no single context.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withServer } from '../../wasm/nginx/host/config.js';

const put = (text) => new TextDecoder().decode(withServer(new TextEncoder().encode(text)));

const cases = [
  ['upstream, then location', 'upstream a {\n}\n\nlocation / {\n}\n', 'upstream a {\n}\n\nserver { location / {\n}\n\n}\n'],
  ['location alone', 'location / {\n}\n', 'location / {\n}\n'],
  ['a whole server', 'upstream a {\n}\nserver {\n location / {\n }\n}\n', 'upstream a {\n}\nserver {\n location / {\n }\n}\n'],
  ['location first', 'location / {\n}\nupstream a {\n}\n', 'location / {\n}\nupstream a {\n}\n'],
];

for (const [name, text, want] of cases) {
  test(name, () => assert.equal(put(text), want));
}
