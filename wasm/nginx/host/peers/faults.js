// Backends that speak no HTTP, or none for long.
import { latin1 } from '../byte_queue.js';

/** @typedef {import('./channel.js').Speak} Speak */

/** Accepts and hangs up. @type {Speak} */
export const closes = (channel) => {
  channel.end();
  return {};
};

/** Hangs up on the first bytes. @type {Speak} */
export const closesOnRequest = (channel) => ({ received: () => channel.end() });

/** Dies with unread bytes. @type {Speak} */
export const resets = (channel) => ({ received: () => channel.reset() });

/** Accepts and says nothing, ever. @type {Speak} */
export const silent = () => ({});

/** Speaks first and waits. @type {(greeting: string) => Speak} */
export const greets = (greeting) => (channel) => {
  channel.send(latin1(greeting));
  return {};
};

/** Answers the first bytes, whatever they are, and hangs up. @type {(answer: string) => Speak} */
export const answers = (answer) => (channel) => {
  let done = false;
  return {
    received() {
      if (done) return;
      done = true;
      channel.send(latin1(answer));
      channel.end();
    },
  };
};
