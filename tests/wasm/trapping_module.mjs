// A WebAssembly module with the engine's ABI whose stackengine_call traps, assembled by hand.
const name = (text) => [text.length, ...Buffer.from(text)];
const section = (id, ...content) => [id, content.flat(9).length, ...content.flat(9)];
const body = (...code) => [code.length + 2, 0, ...code, 0x0b];
const I32 = 0x7f;

export const trappingModule = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, 4, [0x60, 0, 0], [0x60, 1, I32, 1, I32], [0x60, 1, I32, 0], [0x60, 2, I32, I32, 1, I32]),
  ...section(3, 4, 0, 1, 2, 3),
  ...section(5, 1, 0, 1),
  ...section(
    7,
    5,
    [...name('memory'), 2, 0],
    [...name('_initialize'), 0, 0],
    [...name('stackengine_alloc'), 0, 1],
    [...name('stackengine_free'), 0, 2],
    [...name('stackengine_call'), 0, 3],
  ),
  ...section(10, 4, body(), body(0x41, 16), body(), body(0x00)),
]);
