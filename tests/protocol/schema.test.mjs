// Every request and response of the golden cases (written by golden_tests into GOLDEN_JSON_DIR) is what the schema says, and the
// schema refuses what it should. Usage: GOLDEN_JSON_DIR=DIR node --test tests/protocol/schema.test.mjs
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeMessage } from '../../wasm/engine.js';
import { loadEngine } from '../../wasm/node.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const Ajv = require('ajv');
const schema = JSON.parse(readFileSync(new URL('../../core/protocol/protocol.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
ajv.addSchema(schema, 'protocol');
const isRequest = ajv.getSchema('protocol#/definitions/Request');
const isResponse = ajv.getSchema('protocol#/definitions/Response');

const folder = process.env.GOLDEN_JSON_DIR;
assert.ok(folder, 'GOLDEN_JSON_DIR must name the folder that golden_tests wrote');
const messages = readdirSync(folder).map((name) => ({ name, ...decodeMessage(readFileSync(join(folder, name))) }));

/** Numbers that the JSON gives as parts of the frame. */
function partsIn(value) {
  const parts = [];
  JSON.stringify(value, (key, member) => {
    if (['text', 'before', 'after', 'patch', 'original'].includes(key) && typeof member === 'number') parts.push(member);
    return member;
  });
  return parts;
}

test('golden requests and responses are valid', () => {
  assert.ok(messages.length >= 60, `only ${messages.length} messages in ${folder}`);
  for (const { name, json, buffers } of messages) {
    const valid = name.endsWith('.request') ? isRequest : isResponse;
    assert.ok(valid(json), `${name}: ${ajv.errorsText(valid.errors?.slice(0, 3))}`);
    for (const part of partsIn(json)) assert.ok(part >= 1 && part <= buffers.length, `${name}: part ${part} of ${buffers.length}`);
  }
});

test('answers to other calls and to bad requests are valid', async () => {
  const engine = await loadEngine();
  const text = new TextEncoder().encode('a h0001.d1.invalid b');
  const requests = [
    { json: { api: 1, call: 'rules' }, buffers: [] },
    { json: { api: 1, call: 'restore', unit: 'utf16', text: 1, vault: [] }, buffers: [text] },
    { json: { api: 1, call: 'analyze' }, buffers: [] },
    { json: { api: 7 }, buffers: [] },
    { json: { api: 1, call: 'analyze', workspace: { documents: [{ name: 'a', text: 1 }] } }, buffers: [new Uint8Array()] },
  ];
  for (const request of requests) {
    const { json } = engine.call(request);
    assert.ok(isResponse(json), `${JSON.stringify(json).slice(0, 200)}: ${ajv.errorsText(isResponse.errors?.slice(0, 3))}`);
  }
});

test('the engine refuses what the schema refuses', async () => {
  const engine = await loadEngine();
  const document = { name: 'a', text: 1 };
  const bad = [
    { api: 1, call: 'analyze', workspace: { documents: [] } },
    { api: 1, call: 'analyze', workspace: { documents: [document], extra: 1 } },
    { api: 1, call: 'analyze', workspace: { documents: [{ ...document, kind: 'yaml' }] } },
    { api: 1, call: 'analyze', workspace: { documents: [document], backends: [{ name: 'x', protocols: [] }] } },
    { api: 1, call: 'analyze', workspace: { documents: [document], backends: [{ name: '', protocols: ['http1'] }] } },
    { api: 1, call: 'analyze', workspace: { documents: [document] }, choices: {} },
    { api: 1, call: 'refactor', workspace: { documents: [document] }, choices: { chosen: [{ diagnostic: -1, fix: 0 }] } },
    { api: 1, call: 'redact', workspace: { documents: [document] }, policy: { kee: 'x' } },
    { api: 1, call: 'nothing' },
  ];
  for (const json of bad) {
    assert.equal(isRequest(json), false, JSON.stringify(json));
    const response = engine.call({ json, buffers: [new TextEncoder().encode('user a;')] });
    assert.ok(response.json.error, `accepted: ${JSON.stringify(json)}`);
  }
});
