// Cutting a config into directives, and taking some of them out, by tables.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statements, without } from '../../wasm/nginx/host/config_text.js';
import { target } from '../../wasm/nginx/host/request.js';

const bytes = (text) => new TextEncoder().encode(text);
const text = (array) => new TextDecoder().decode(array);

const CUT = [
  ['a b;c "d e";', ['a|b', 'c|d e']],
  ["a 'b;c' d;", ['a|b;c|d']],
  ['# a;\nb; # c;\n', ['b']],
  ['a { b { c; } }', ['a', 'b', 'c']],
  ['if ($a = "}") { b; }', ['if|($a|=|}|)', 'b']],
  ['set $a ${b}c;', ['set|$a|${b}c']],
  ['a "b\\"c";', ['a|b\\"c']],
  ['a b', []],
  ['a }', ['a']],
  ['', []],
];

test('a config is cut where nginx cuts it', () => {
  for (const [config, wanted] of CUT) {
    assert.deepEqual(
      statements(bytes(config)).map(({ words }) => words.join('|')),
      wanted,
      config,
    );
  }
});

const TAKEN_OUT = [
  ['a; x 1 2; b;', 'a;        b;'],
  ['a;\nx {\n y;\n}\nb;', 'a;\n   \n   \n \nb;'],
  ['x { y { z; } } b;', '               b;'],
  ['x { a("}") } b;', '             b;'],
  ['x { # }\n } b;', '       \n   b;'],
  ['s { x { } b; }', 's {       b; }'],
  ['x; x; x', '      x'],
];

test('a directive is taken out with its block, and every line stays where it was', () => {
  for (const [config, wanted] of TAKEN_OUT) {
    assert.equal(text(without(bytes(config), ({ words }) => words[0] === 'x').bytes), wanted, config);
  }
});

const TARGETS = [
  ['server { listen 8080; server_name a.test; location /x/ { proxy_pass http://b; } }', { host: 'a.test', ports: [8080], path: '/x/', grpc: false }],
  [
    'server { return 444; } server { listen [::]:443 ssl; server_name _ ~^w *.c.test c.test; location = /y { grpc_pass b; } }',
    { host: 'c.test', ports: [443], path: '/y', grpc: true },
  ],
  ['stream { server { proxy_pass b; } } http { server { location ~ x { proxy_pass http://b; } } }', { host: undefined, ports: [], path: '/', grpc: false }],
  ['upstream u { server a; }', { host: undefined, ports: [], path: '/', grpc: false }],
];

test('a request is aimed at the first backend', () => {
  for (const [config, wanted] of TARGETS) assert.deepEqual(target(statements(bytes(config))), wanted, config);
});
