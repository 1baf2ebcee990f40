// wasm/worker.js in a thread of Node: a browser Worker as far as wasm/client.js uses one, and the other end of it.
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

/** @param {string} source ES module source; imports are relative to wasm/ */
export function createThreadWorker(source) {
  const thread = new Worker(new URL(import.meta.url), { workerData: source });
  const worker = {
    onmessage: undefined,
    onerror: undefined,
    postMessage: (message, transfer) => thread.postMessage(message, transfer),
    terminate: () => thread.terminate(),
  };
  thread.on('message', (data) => worker.onmessage?.({ data }));
  thread.on('error', (error) => worker.onerror?.({ message: error.message }));
  return worker;
}

if (!isMainThread) {
  const { workerData } = await import('node:worker_threads');
  const early = [];
  parentPort.on('message', (data) => (globalThis.onmessage ? globalThis.onmessage({ data }) : early.push(data)));
  globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
  const wasmFolder = new URL('../../wasm/', import.meta.url).href;
  await import('data:text/javascript,' + encodeURIComponent(workerData.replaceAll("from './", `from '${wasmFolder}`)));
  for (const data of early) globalThis.onmessage({ data });
}
