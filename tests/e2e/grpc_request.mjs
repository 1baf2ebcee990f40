// One gRPC call by HTTP/2 without TLS to nginx on loopback.
import { connect } from 'node:http2';
import { grpcMessage } from './backends/grpc.mjs';

/**
 * @param {number} port
 * @param {string} path
 * @param {number} limitMs
 * @returns {Promise<{status: number, grpcStatus: string | undefined, body: Buffer}>} rejects when nothing usable comes
 */
export function grpcRequest(port, path, limitMs) {
  return new Promise((resolve, reject) => {
    const session = connect(`http://127.0.0.1:${port}`);
    const fail = (/** @type {Error} */ error) => {
      session.destroy();
      reject(error);
    };
    session.on('error', fail);
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    let status = 0;
    /** @type {string | undefined} */
    let grpcStatus;
    /** @type {Buffer[]} */
    const chunks = [];
    stream.setTimeout(limitMs, () => fail(new Error('no answer in time')));
    stream.on('error', fail);
    stream.on('response', (headers) => {
      status = Number(headers[':status']);
      if (headers['grpc-status'] !== undefined) grpcStatus = String(headers['grpc-status']);
    });
    stream.on('trailers', (trailers) => (grpcStatus = String(trailers['grpc-status'])));
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => {
      session.close();
      if (status === 0) return fail(new Error('the stream ended without an answer'));
      resolve({ status, grpcStatus, body: Buffer.concat(chunks) });
    });
    stream.end(grpcMessage(Buffer.from('hello')));
  });
}
