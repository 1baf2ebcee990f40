// The frame around requests and responses (core/protocol/message.h), as the page writes and reads it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeMessage, encodeMessage } from '../../wasm/engine.js';

const bytes = (...values) => Uint8Array.from(values);

test('a message comes back as it went in', () => {
  const messages = [
    { json: {}, buffers: [] },
    { json: { text: 'ä€😀\u0000', list: [1, null, true] }, buffers: [bytes()] },
    { json: { a: 1 }, buffers: [bytes(0xff, 0xfe, 0x00, 0xc3, 0x28), bytes(), bytes(0xef, 0xbb, 0xbf, 0x0d, 0x0a)] },
  ];
  for (const message of messages) assert.deepEqual(decodeMessage(encodeMessage(message)), message);
});

test('the layout is the documented one', () => {
  const frame = encodeMessage({ json: {}, buffers: [bytes(7)] });
  assert.deepEqual([...frame], [2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0x7b, 0x7d, 7]);
});

test('a decoded buffer carries no other part of the frame', () => {
  const { buffers } = decodeMessage(encodeMessage({ json: {}, buffers: [bytes(1, 2), bytes(3)] }));
  assert.equal(buffers[0].buffer.byteLength, 2);
});

test('a frame whose lengths do not add up is refused', () => {
  const frame = encodeMessage({ json: {}, buffers: [bytes(1, 2, 3)] });
  for (let size = 0; size < frame.length; size++) {
    assert.throws(() => decodeMessage(frame.subarray(0, size)), /malformed message/, `cut to ${size} bytes`);
  }
  assert.throws(() => decodeMessage(bytes(...frame, 0)), /malformed message/);
  assert.throws(() => decodeMessage(bytes(0, 0, 0, 0)), /malformed message/);
});
