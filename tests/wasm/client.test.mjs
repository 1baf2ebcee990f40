// What the page sees of the engine in its worker: answers, and calls that never answer, trap or cannot start.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { startEngine } from '../../wasm/client.js';
import { decodeMessage, encodeMessage } from '../../wasm/engine.js';
import { createThreadWorker } from './thread_worker.mjs';
import { trappingModule } from './trapping_module.mjs';

const wasmBytes = readFileSync(new URL('../../build/wasm/stackengine.wasm', import.meta.url));
const workerSource = readFileSync(new URL('../../wasm/worker.js', import.meta.url), 'utf8');
const RULES = { api: 1, call: 'rules' };

/** Workers that do what `behave(message, post)` says, and a count of them. */
function fakeWorkers(behave) {
  const made = [];
  const createWorker = () => {
    const worker = { terminated: false, onmessage: undefined, onerror: undefined, terminate: () => (worker.terminated = true) };
    const number = made.push(worker);
    const post = (data) => setTimeout(() => worker.onmessage?.({ data }));
    worker.postMessage = (message) => message.request && behave({ ...message, number }, post);
    return worker;
  };
  return { made, createWorker };
}
const echo = ({ id, request }, post) => post({ id, response: request });

test("calls in the real worker answer in order, and their buffers stay the caller's", async (t) => {
  const engine = startEngine({ wasmBytes, workerSource, createWorker: createThreadWorker });
  t.after(engine.dispose);
  const buffer = new TextEncoder().encode('http {}\n');
  const analyze = { api: 1, call: 'analyze', workspace: { documents: [{ name: 'nginx.conf', text: 1 }] } };
  const [first, second, third] = await Promise.all([engine.call(RULES), engine.call(analyze, [buffer]), engine.call(RULES)]);
  assert.ok(first.json.rules.length > 0);
  assert.ok(second.json.analysis);
  assert.deepEqual(third, first);
  assert.equal(buffer.length, 8);
});

test('a call that never answers is ended by the watchdog; those behind it get a fresh worker', async () => {
  const { made, createWorker } = fakeWorkers((message, post) => message.number > 1 && echo(message, post));
  const engine = startEngine({ wasmBytes, workerSource, timeoutMs: 20, createWorker });
  const stuck = engine.call({ first: true });
  const behind = engine.call({ second: true });
  await assert.rejects(stuck, /did not answer within 0\.02 s and was stopped\. Your text is unchanged\. Try again/);
  assert.deepEqual((await behind).json, { second: true });
  assert.deepEqual(
    made.map((worker) => worker.terminated),
    [true, false],
  );
});

test('an endless loop in a real thread is ended', async (t) => {
  const engine = startEngine({
    wasmBytes,
    workerSource: 'globalThis.onmessage = ({ data }) => { while (data.request); }',
    timeoutMs: 200,
    createWorker: createThreadWorker,
  });
  t.after(engine.dispose);
  await assert.rejects(engine.call(RULES), /did not answer/);
});

test('a trap rejects the call, and the next call runs in a fresh worker', async (t) => {
  let sources = 0;
  const createWorker = (source) => {
    const worker = createThreadWorker(source);
    if (sources++ > 0) return worker;
    const post = worker.postMessage;
    worker.postMessage = (message, transfer) => post(message.wasm ? { wasm: trappingModule } : message, transfer);
    return worker;
  };
  const engine = startEngine({ wasmBytes, workerSource, createWorker });
  t.after(engine.dispose);
  await assert.rejects(engine.call(RULES), /stopped unexpectedly \(unreachable\)\. Your text is unchanged\./);
  assert.ok((await engine.call(RULES)).json.rules);
  assert.equal(sources, 2);
});

test('a module that is no WebAssembly is told to the caller', async (t) => {
  const engine = startEngine({ wasmBytes: Uint8Array.of(1, 2, 3), workerSource, createWorker: createThreadWorker });
  t.after(engine.dispose);
  await assert.rejects(engine.call(RULES), /stopped unexpectedly \(.*WebAssembly/);
});

test('a worker that fails to load is told to the caller', async () => {
  const { made, createWorker } = fakeWorkers(() => made.at(-1).onerror({ message: 'blocked by policy' }));
  const engine = startEngine({ wasmBytes, workerSource, createWorker });
  await assert.rejects(engine.call(RULES), /could not run \(blocked by policy\)/);
});

test('a page without workers hears it at the first call', async () => {
  const createWorker = () => {
    throw new Error('no workers here');
  };
  const engine = startEngine({ wasmBytes, workerSource, createWorker });
  await assert.rejects(engine.call(RULES), /could not start \(no workers here\)/);
});

test('a late answer to an ended call is ignored', async () => {
  const held = [];
  const { createWorker } = fakeWorkers((message, post) => (message.number === 1 ? held.push({ message, post }) : echo(message, post)));
  const engine = startEngine({ wasmBytes, workerSource, timeoutMs: 20, createWorker });
  await assert.rejects(engine.call({ first: true }), /did not answer/);
  const second = engine.call({ second: true });
  held[0].post({ id: 2, response: encodeMessage({ json: { wrong: true }, buffers: [] }) });
  assert.deepEqual((await second).json, { second: true });
});

test('dispose rejects what is under way and what comes later', async () => {
  const { made, createWorker } = fakeWorkers(() => {});
  const engine = startEngine({ wasmBytes, workerSource, createWorker });
  const calls = [engine.call({}), engine.call({})];
  engine.dispose();
  calls.push(engine.call({}));
  for (const result of await Promise.allSettled(calls)) assert.match(String(result.reason), /was closed/);
  assert.deepEqual(
    made.map((worker) => worker.terminated),
    [true],
  );
});

test('a call carries a copy: buffers may be views, and stay as they are', async () => {
  const { createWorker } = fakeWorkers(echo);
  const engine = startEngine({ wasmBytes, workerSource, createWorker });
  const backing = Uint8Array.of(1, 2, 3, 4);
  const { buffers } = await engine.call({}, [backing.subarray(1, 3)]);
  assert.deepEqual([...buffers[0]], [2, 3]);
  assert.deepEqual(decodeMessage(encodeMessage({ json: {}, buffers })).buffers, buffers);
  assert.equal(backing.length, 4);
  engine.dispose();
});
