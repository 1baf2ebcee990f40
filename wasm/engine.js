// The engine as a JavaScript object: frames a request, runs stackengine.wasm on it, takes the answer apart.
// Runs in the page's worker and under Node; the frame is described in core/protocol/message.h.

/**
 * One request or response: JSON, and the raw byte buffers that it refers to by number (`"text": 1` is `buffers[0]`).
 * @typedef {{ json: any, buffers: Uint8Array[] }} Message
 */

/**
 * @param {Message} message
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function encodeMessage({ json, buffers }) {
  const parts = [new TextEncoder().encode(JSON.stringify(json)), ...buffers];
  const headSize = 4 + 4 * parts.length;
  const frame = new Uint8Array(parts.reduce((size, part) => size + part.length, headSize));
  const head = new DataView(frame.buffer, 0, headSize);
  head.setUint32(0, parts.length, true);
  let at = headSize;
  parts.forEach((part, i) => {
    head.setUint32(4 + 4 * i, part.length, true);
    frame.set(part, at);
    at += part.length;
  });
  return frame;
}

/**
 * Every buffer of the result owns its memory. A view into the frame would take the whole frame along through
 * `postMessage`, and the frame of a redaction holds the vault.
 * @param {Uint8Array} frame
 * @returns {Message}
 */
export function decodeMessage(frame) {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const count = frame.length >= 4 ? view.getUint32(0, true) : 0;
  let at = 4 + 4 * count;
  if (count === 0 || at > frame.length) throw new Error('malformed message: the head is cut off');
  const parts = [];
  for (let i = 0; i < count; i++) {
    const end = at + view.getUint32(4 + 4 * i, true);
    if (end > frame.length) throw new Error(`malformed message: part ${i} is cut off`);
    parts.push(frame.slice(at, end));
    at = end;
  }
  if (at !== frame.length) throw new Error('malformed message: bytes follow the last part');
  const [json, ...buffers] = parts;
  return { json: JSON.parse(new TextDecoder().decode(json)), buffers };
}

/**
 * `callFramed` is `call` over encoded messages, for a thread that only passes them on.
 * Both throw when the engine traps; this instance is then unusable, and so is every later call.
 * @typedef {{ call: (request: Message) => Message, callFramed: (request: Uint8Array) => Uint8Array<ArrayBuffer> }} Engine
 */

/**
 * @typedef {object} Exports
 * @property {WebAssembly.Memory} memory
 * @property {() => void} _initialize
 * @property {(size: number) => number} stackengine_alloc
 * @property {(block: number) => void} stackengine_free
 * @property {(request: number, size: number) => number} stackengine_call
 */

// All that the module may ask for, and the answers: there is no system here, no clock, no environment, no output.
const ENOSYS = 52;
const IMPORTS = {
  env: {
    emscripten_notify_memory_growth() {},
    // RE2's locks (Abseil) would like a stack trace of a deadlock.
    emscripten_stack_snapshot: () => 0,
    emscripten_stack_unwind_buffer: () => 0,
  },
  wasi_snapshot_preview1: {
    clock_time_get: () => ENOSYS,
    environ_get: () => ENOSYS,
    environ_sizes_get: () => ENOSYS,
    // The C library's stderr, to which only an abort would write.
    fd_close: () => ENOSYS,
    fd_seek: () => ENOSYS,
    fd_write: () => ENOSYS,
    /** @param {number} status */
    proc_exit(status) {
      throw new Error(`it ended with status ${status}, most likely out of memory`);
    },
  },
};

/**
 * @param {BufferSource} wasmBytes the content of stackengine.wasm
 * @returns {Promise<Engine>}
 */
export async function instantiate(wasmBytes) {
  const { instance } = await WebAssembly.instantiate(wasmBytes, IMPORTS);
  const wasm = /** @type {Exports} */ (/** @type {unknown} */ (instance.exports));
  wasm._initialize();

  /** @param {Uint8Array} request */
  function callFramed(request) {
    const input = wasm.stackengine_alloc(request.length);
    if (input === 0) throw new Error('out of memory');
    new Uint8Array(wasm.memory.buffer).set(request, input >>> 0);
    const output = wasm.stackengine_call(input, request.length);
    wasm.stackengine_free(input);
    if (output === 0) throw new Error('out of memory');
    // Only now: the call may have grown the memory, which detaches every earlier view.
    const start = (output >>> 0) + 4;
    const size = new DataView(wasm.memory.buffer).getUint32(output >>> 0, true);
    const response = new Uint8Array(wasm.memory.buffer).slice(start, start + size);
    wasm.stackengine_free(output);
    return response;
  }

  return { callFramed, call: (request) => decodeMessage(callFramed(encodeMessage(request))) };
}
