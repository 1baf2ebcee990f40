// The shipped module under Node: bytes survive the way in and out, bad requests are answered, a trap is an exception.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { decodeMessage, instantiate } from '../../wasm/engine.js';
import { loadEngine } from '../../wasm/node.mjs';
import { trappingModule } from './trapping_module.mjs';

const engine = await loadEngine();
const bytes = (text, ...invalid) => Uint8Array.from([...Buffer.from(text), ...invalid]);
const workspace = { documents: [{ name: 'nginx.conf', text: 1 }] };

test('the module exports the ABI and imports no way out', () => {
  const module = new WebAssembly.Module(readFileSync(new URL('../../build/wasm/stackengine.wasm', import.meta.url)));
  const names = (list) => list.map(({ name }) => name);
  const harmless = [
    'emscripten_notify_memory_growth',
    'emscripten_stack_snapshot',
    'emscripten_stack_unwind_buffer',
    'clock_time_get',
    'environ_get',
    'environ_sizes_get',
    'fd_close',
    'fd_seek',
    'fd_write', // engine.js answers them with an error
    'proc_exit',
  ];
  assert.deepEqual(
    names(WebAssembly.Module.imports(module)).filter((name) => !harmless.includes(name)),
    [],
  );
  for (const name of ['memory', '_initialize', 'stackengine_alloc', 'stackengine_call', 'stackengine_free']) {
    assert.ok(names(WebAssembly.Module.exports(module)).includes(name), name);
  }
});

test('text that is not valid UTF-8 survives a refactoring', () => {
  const comment = bytes('http {\n  # ', 0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80);
  const broken = Uint8Array.from([...comment, ...bytes('\n  server_tokens off\n}\n')]);
  const { json, buffers } = engine.call({ json: { api: 1, call: 'refactor', workspace }, buffers: [broken] });
  assert.equal(json.error, undefined);
  const fixed = Uint8Array.from([...comment, ...bytes('\n  server_tokens off;\n}\n')]);
  assert.ok(
    buffers.some((buffer) => Buffer.compare(buffer, fixed) === 0),
    'no buffer holds the fixed text',
  );
});

test('the same request gives the same bytes, also after larger ones', () => {
  const request = { json: { api: 1, call: 'analyze', workspace }, buffers: [bytes('http { server { listen 80 } }\n')] };
  const first = engine.call(request);
  engine.call({ ...request, buffers: [bytes('http {\n' + '  server { listen 80; }\n'.repeat(50_000) + '}\n')] });
  assert.deepEqual(engine.call(request), first);
});

test('what is no request is answered with an error', () => {
  for (const [title, request] of [
    ['nothing', bytes('')],
    ['half a head', bytes('', 1, 0)],
    ['lengths beyond the end', bytes('', 1, 0, 0, 0, 255, 255, 255, 255)],
    ['a huge number of parts', bytes('', 255, 255, 255, 255)],
    ['no JSON', bytes('{"api":', 0xff)],
  ]) {
    const { json } = decodeMessage(engine.callFramed(request));
    assert.equal(typeof json.error?.message, 'string', title);
  }
});

test('a trap is an exception', async () => {
  const trapping = await instantiate(trappingModule);
  assert.throws(() => trapping.call({ json: {}, buffers: [] }), WebAssembly.RuntimeError);
});
