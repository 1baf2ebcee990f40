// Turns messages.json, the one table of nginx's messages about upstreams, into the rows that messages.h and message_table.cc include.
// Usage: node generate_message_table.mjs MESSAGES.json MEANINGS.inc TABLE.inc
import { readFileSync, writeFileSync } from 'node:fs';

const [, , tablePath, meaningsPath, outPath] = process.argv;
const { causes, messages } = JSON.parse(readFileSync(tablePath, 'utf8'));
const byMeaning = new Map(messages.map((row) => [row.meaning, row]));

// Kept equal to `Fact` in message_table.h by its static_asserts: each group is one of several, so it has one bit a member.
const GROUPS = {
  transport: ['unknown', 'cleartext', 'tls'],
  moment: ['unknown', 'before_reply', 'later', 'not_upstream'],
  bytes: ['none', 'http1', 'html', 'foreign', 'tls', 'other'],
  doing: ['other', 'connecting', 'handshaking'],
  http2: [false, true],
  grpc: [false, true],
  http: [false, true],
  folklore: [false, true],
  tls_port: [false, true],
  keepalive: [false, true],
  unix: [false, true],
};
const PROTOCOLS = ['http1', 'http1-tls', 'h2c', 'h2-tls', 'grpc', 'grpc-tls'];

function fail(message) {
  throw new Error(`${tablePath}: ${message}`);
}
const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const string = (text) => (text === undefined || text === '' ? 'nullptr' : JSON.stringify(text));
function only(object, keys, what) {
  for (const key of Object.keys(object)) if (!keys.includes(key)) fail(`${what} has the unknown key "${key}"`);
}
function found(items, test, what) {
  const index = items.findIndex(test);
  return index < 0 ? fail(`there is no ${what}`) : index;
}

// A condition as the facts that it allows, and what it asks of the message's text.
function when(condition = {}) {
  only(condition, [...Object.keys(GROUPS), 'contains', 'format', 'alert', 'code'], 'a condition');
  let allowed = 0;
  let bit = 0;
  for (const [group, members] of Object.entries(GROUPS)) {
    const wanted = list(condition[group]);
    for (const one of wanted) found(members, (member) => member === one, `${group} "${one}"`);
    members.forEach((member, i) => {
      if (wanted.length === 0 || wanted.includes(member)) allowed += 2 ** (bit + i);
    });
    bit += members.length;
  }
  return (
    `{0x${allowed.toString(16)}u, ${condition.alert ?? 0}, ${string(list(condition.contains).join('\n'))}, ` +
    `${string(condition.format)}, ${string(list(condition.code).join(' '))}}`
  );
}

// The protocols by their numbers, in order.
function protocols(text) {
  if (text === undefined) return 'nullptr';
  const reversed = text.startsWith('~');
  const names = text.slice(reversed ? 1 : 0).split(' ');
  return string((reversed ? '~' : '') + names.map((name) => found(PROTOCOLS, (one) => one === name, `protocol "${name}"`)).join(''));
}

function causeIndex(id) {
  return found(causes, (cause) => cause.id === id, `cause "${id}"`);
}

// The entries of `key` of a row, with those of other rows in the place of their names.
function entries(row, key) {
  const value = row[key];
  if (value === undefined) return [];
  if (typeof value === 'string') return entries(byMeaning.get(value) ?? fail(`there is no message "${value}"`), key);
  return value.flatMap((entry) => {
    if (entry.like === undefined) return [entry];
    return entries(byMeaning.get(entry.like) ?? fail(`there is no message "${entry.like}"`), key).map((other) => {
      const both = Object.keys(other.if ?? {}).filter((name) => name in (entry.if ?? {}));
      if (both.length > 0) fail(`"${row.meaning}" and "${entry.like}" both ask for ${both}`);
      return { ...other, if: { ...entry.if, ...other.if } };
    });
  });
}

const proofs = [];
const causeLists = [];
const uses = [];
const rows = [];
const ranges = { proof: new Map(), causes: new Map() }; // rows that share entries share their range
function range(row, key, add) {
  const of = entries(row, key);
  const known = JSON.stringify(of);
  if (!ranges[key].has(known)) ranges[key].set(known, add(of));
  return ranges[key].get(known);
}
for (const row of messages) {
  only(row, ['meaning', 'what', 'source', 'formats', 'proof', 'causes'], `"${row.meaning}"`);
  const proof = range(row, 'proof', (of) => {
    const first = proofs.length;
    for (const one of of) {
      only(one, ['if', 'strength', 'speaks', 'excludes', 'leaves', 'failed', 'foreign', 'folklore', 'says'], `the proof of "${row.meaning}"`);
      const flags = ['failed', 'foreign', 'folklore'].map((flag) => Boolean(one[flag]));
      proofs.push(
        `{${when(one.if)}, Strength::${one.strength ?? 'supporting'}, ${flags.join(', ')}, ` +
          `${protocols(one.speaks)}, ${protocols(one.excludes)}, ${protocols(one.leaves)}, ${string(one.says)}},`,
      );
    }
    return `${first}, ${of.length}`;
  });
  const cause = range(row, 'causes', (of) => {
    const first = causeLists.length;
    for (const one of of) {
      only(one, ['if', 'list'], `the causes of "${row.meaning}"`);
      const use = uses.length;
      for (const { if: condition, id, why, certain, ...rest } of one.list) {
        only(rest, [], `cause "${id}" of "${row.meaning}"`);
        uses.push(`{${when(condition)}, ${causeIndex(id)}, ${Boolean(certain)}, ${string(why)}},`);
      }
      for (const condition of list(one.if ?? {})) causeLists.push(`{${when(condition)}, ${use}, ${one.list.length}},`);
    }
    return `${first}, ${causeLists.length - first}`;
  });
  rows.push(`{${proof}, ${cause}, ${string(row.what)}},`);
}

// What is more specific comes first: a format with more fixed text; those that begin with a part that varies last.
const literal = (format) => format.replaceAll(/\{\w+\}/g, '').length;
const formats = messages
  .flatMap(({ meaning, formats: of }) => of.map((format) => ({ format, meaning })))
  .sort((a, b) => a.format.startsWith('{') - b.format.startsWith('{') || literal(b.format) - literal(a.format));
const twice = formats.find(({ format }, i) => formats.findIndex((other) => other.format === format) !== i);
if (twice) fail(`the format "${twice.format}" occurs twice`);

// What messages begin with: the fixed text before the first part that varies, where no directive and hardly any prose begins so: three
// words, or a call. None begins with another, so a binary search finds the one that a line can begin with.
const fixed = formats.map(({ format }) => format.split('{')[0]);
const telling = [...new Set(fixed)].filter((text) => /^[A-Za-z]/.test(text) && (/\S+ \S+ \S/.test(text) || text.includes('() ')));
const beginnings = telling.filter((text) => !telling.some((other) => other !== text && text.startsWith(other))).sort();

const cause = (one) => {
  only(one, ['id', 'text', 'decides', 'ask', 'over_tls', 'over_cleartext'], `cause "${one.id}"`);
  return (
    `{${string(one.id)}, ${string(one.text)}, ${string(one.decides)}, Ask::${one.ask ?? 'nothing'}, ` +
    `${protocols(one.over_tls)}, ${protocols(one.over_cleartext)}},`
  );
};
const array = (type, name, items) => `constexpr ${type} ${name}[] = {\n${items.join('\n')}\n};\n`;
writeFileSync(meaningsPath, messages.map((row) => `${row.meaning},`).join('\n') + '\n');
writeFileSync(
  outPath,
  [
    array('CauseRow', 'kCauses', causes.map(cause)),
    array('Proof', 'kProofs', proofs),
    array('CauseUse', 'kCauseUses', uses),
    array('CauseList', 'kCauseLists', causeLists),
    array('MessageRow', 'kMessages', rows),
    array(
      'Format',
      'kFormats',
      formats.map(({ format, meaning }) => `{${JSON.stringify(format)}, Meaning::${meaning}},`),
    ),
    array(
      'Beginning',
      'kBeginnings',
      beginnings.map((text) => `{${fixed.indexOf(text)}, ${text.length}},`),
    ),
  ].join('\n'),
);
