// The name server behind `resolver`: every name has one documentation address (RFC 1035, sections 4.1 and 3.4.1).
import { concat } from '../byte_queue.js';

const A = 1;

/** @param {import('../addresses.js').Names} names @returns {import('../network.js').Actor} */
export function nameServer(names) {
  return {
    received(query, line) {
      line.about.nameServer = true;
      const labels = [];
      let at = 12;
      while (query[at] > 0) {
        labels.push(String.fromCharCode(...query.subarray(at + 1, at + 1 + query[at])));
        at += query[at] + 1;
      }
      const question = query.slice(12, at + 5);
      const isA = query[at + 2] === A;
      const head = [query[0], query[1], 0x81, 0x80, 0, 1, 0, isA ? 1 : 0, 0, 0, 0, 0];
      const address = names.resolve(labels.join('.')).split('.').map(Number);
      const answer = isA ? [0xc0, 12, 0, A, 0, 1, 0, 0, 0, 60, 0, 4, ...address] : [];
      const reply = concat([Uint8Array.from(head), question, Uint8Array.from(answer)]);
      (line.datagrams ??= []).push(reply.length);
      line.send(reply);
    },
  };
}
