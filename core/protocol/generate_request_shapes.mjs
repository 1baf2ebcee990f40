// Turns the requests of protocol.schema.json into the shapes that shape.cc checks a request against, so that the schema is the only
// description of a request. A keyword that the shapes cannot express is an error, not ignored.
// Usage: node generate_request_shapes.mjs PROTOCOL.schema.json SHAPES.inc
import { readFileSync, writeFileSync } from 'node:fs';

const [, , schemaPath, outPath] = process.argv;
const { definitions } = JSON.parse(readFileSync(schemaPath, 'utf8'));

// Checked elsewhere: `pattern` by the reader of the value.
const WORDS = new Set(['description', 'default', 'pattern']);
const KEYWORDS = {
  object: ['type', 'properties', 'required', 'additionalProperties'],
  array: ['type', 'items', 'minItems', 'maxItems'],
  string: ['type', 'minLength'],
  integer: ['type', 'minimum', 'maximum'],
  boolean: ['type'],
};

const fields = [];
const names = [];
const shapes = [];
const byReference = new Map();

function fail(message) {
  throw new Error(`${schemaPath}: ${message}`);
}

function add(kind, { list = 0, count = 0, minimum = 0, maximum = 0 }) {
  const row = `{Kind::${kind}, ${list}, ${count}, ${minimum}, ${maximum}}`;
  return shapes.includes(row) ? shapes.indexOf(row) : shapes.push(row) - 1;
}

// Lists of a shape are contiguous, so the shapes of its members come first.
function append(all, items) {
  const list = all.length;
  all.push(...items);
  return { list, count: items.length };
}

function objectOf({ properties, required = [], additionalProperties }, where) {
  if (additionalProperties !== false) fail(`${where} allows additional properties`);
  const members = Object.entries(properties).map(
    ([name, schema]) => `{${JSON.stringify(name)}, ${shapeOf(schema, `${where}.${name}`)}, ${required.includes(name)}}`,
  );
  return add('object', append(fields, members));
}

// The number of the shape that a schema describes.
function shapeOf(schema, where) {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/definitions/', '');
    if (!byReference.has(name)) byReference.set(name, name === 'part' ? add('part', {}) : shapeOf(definitions[name], name));
    return byReference.get(name);
  }
  if (schema.const !== undefined) return add('any', {}); // `api` and `call` choose the shape
  if (schema.enum !== undefined)
    return add(
      'name',
      append(
        names,
        schema.enum.map((name) => JSON.stringify(name)),
      ),
    );
  const allowed = KEYWORDS[schema.type] ?? fail(`${where} has no known type`);
  for (const key of Object.keys(schema)) if (!allowed.includes(key) && !WORDS.has(key)) fail(`${where} has the keyword "${key}"`);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, where);
    case 'array':
      return add('array', { list: shapeOf(schema.items, `${where}[]`), minimum: schema.minItems, maximum: schema.maxItems });
    case 'string':
      return add('string', { minimum: schema.minLength });
    case 'integer':
      return add('integer', { minimum: schema.minimum, maximum: schema.maximum });
    default:
      return add('boolean', {});
  }
}

const calls = definitions.Request.oneOf.map((request) => `{${JSON.stringify(request.properties.call.const)}, ${objectOf(request, 'Request')}}`);
const array = (type, name, rows) => `constexpr ${type} ${name}[] = {\n${rows.map((row) => `    ${row},\n`).join('')}};\n`;
writeFileSync(
  outPath,
  array('Field', 'kFields', fields) + array('const char*', 'kNames', names) + array('Shape', 'kShapes', shapes) + array('CallShape', 'kCalls', calls),
);
