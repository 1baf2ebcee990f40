// Every request and response of the golden cases against core/protocol/protocol.schema.json.
//   node --test tests/protocol/schema.test.mjs     after golden_tests wrote them: GOLDEN_JSON_DIR=FOLDER
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { decodeMessage } from '../../wasm/engine.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const Ajv = createRequire(join(root, 'web/package.json'))('ajv');
const folder = process.env.GOLDEN_JSON_DIR ?? join(root, 'build/native/golden-json/native');
const schema = JSON.parse(readFileSync(join(root, 'core/protocol/protocol.schema.json'), 'utf8'));

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
ajv.addSchema(schema, 'protocol');
const request = ajv.compile({ $ref: 'protocol#/definitions/Request' });
const response = ajv.compile({ $ref: 'protocol#/definitions/Response' });

/** The JSON of a framed message. */
const jsonOf = (name) => decodeMessage(readFileSync(join(folder, name))).json;

const names = readdirSync(folder).sort();

test('there are messages of every call', () => {
  for (const call of ['analyze', 'refactor', 'redact', 'prompt', 'review', 'gate']) {
    for (const side of ['request', 'response']) {
      assert.ok(
        names.some((name) => name.endsWith(`.${call}.${side}`)),
        `${call}.${side}`,
      );
    }
  }
});

for (const [side, validate] of Object.entries({ request, response })) {
  test(`every ${side} is as the schema says`, () => {
    for (const name of names.filter((one) => one.endsWith(`.${side}`))) {
      assert.ok(validate(jsonOf(name)), `${name}: ${ajv.errorsText(validate.errors)}`);
    }
  });
}

test('the schema refuses what it does not describe', () => {
  const one = jsonOf(names.find((name) => name.endsWith('.analyze.response')));
  assert.ok(!response({ ...one, more: 1 }));
  assert.ok(!response({ ...one, api: 2 }));
});
