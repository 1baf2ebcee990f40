// The network that the replayed nginx sees: every socket call of wasm/nginx/sockets.c ends here. Listening sockets wait for
// the simulated client, connections lead to simulated peers, and time passes only while nginx waits in poll().
import { ByteQueue } from './byte_queue.js';

// Error numbers as Emscripten's C library has them.
export const ERRNO = { EAGAIN: 6, EBADF: 8, ECONNREFUSED: 14, ECONNRESET: 15, EINPROGRESS: 26, ENOENT: 44, EPIPE: 64, ETIMEDOUT: 73 };
const POLLIN = 1;
const POLLOUT = 4;
const POLLERR = 8;
const POLLHUP = 16;
const OVER = -1000; // sockets.c: nothing can happen any more

const FIRST_SOCKET = 4096;
const MOST_SOCKETS = 4096;
const LATENCY = 0.5; // ms, one way
// What one request may cost: nginx waiting in vain (a hostile config) and bytes sent.
const MOST_WAITS = 20_000;
const MOST_BYTES = 64 << 20;

/**
 * Who is at the other end of a connection. `line` is how to answer.
 * @typedef {object} Actor
 * @property {(line: Line) => void} [opened]
 * @property {(bytes: Uint8Array, line: Line) => void} [received]
 * @property {(line: Line) => void} [ended] nginx will send nothing more
 */

/**
 * @typedef {{ at: number, line: Line, what: 'connect' | 'sent' | 'received' | 'end' | 'closed' | 'reset' | 'refused', bytes?: Uint8Array }} Happening
 * What nginx did or got on a line: `sent` and `received` are nginx's.
 */

/** One connection, seen from the other end: what it sends, nginx receives. */
export class Line {
  inbox = new ByteQueue(); // what nginx can read
  ended = false; // the other end will send nothing more
  connected = false;
  wasReset = false;
  error = 0;
  closedByNginx = false;
  /** @type {string} */
  address = '';
  /** @type {number[] | undefined} sizes of what waits, where each message is read whole */
  datagrams = undefined;
  /** @type {any} what the other end wants remembered */
  about = {};

  /** @param {Network} network @param {Actor} actor */
  constructor(network, actor) {
    this.network = network;
    this.actor = actor;
  }

  /** @param {Uint8Array} bytes */
  send(bytes) {
    if (this.ended || bytes.length === 0) return;
    this.network.later(LATENCY, () => {
      this.inbox.push(bytes);
    });
  }

  end() {
    this.network.later(LATENCY, () => {
      this.ended = true;
      this.network.note(this, 'end');
    });
  }

  /** What TCP does when the other end goes with unread bytes: nginx reads ECONNRESET. */
  reset() {
    this.network.later(LATENCY, () => {
      this.wasReset = true;
      this.inbox.take(this.inbox.length);
      this.network.note(this, 'reset');
    });
  }
}

export class Network {
  /** @type {Map<number, any>} */
  #sockets = new Map();
  /** @type {{ at: number, order: number, run: () => void }[]} */
  #events = [];
  #order = 0;
  #waits = 0;
  #bytes = 0;
  /** @type {Happening[]} */
  happenings = [];
  stopped = false;
  /** @type {string | undefined} why the network gave up before nginx was done */
  exhausted = undefined;

  /**
   * @param {number} start milliseconds since 1970
   * @param {(address: string, datagram: boolean) => Actor | 'refused' | 'missing'} findPeer
   */
  constructor(start, findPeer) {
    this.start = start;
    this.time = start;
    this.findPeer = findPeer;
  }

  now() {
    return this.time;
  }

  /** @param {number} delay in ms @param {() => void} run */
  later(delay, run) {
    const event = { at: this.time + delay, order: this.#order++, run };
    let i = this.#events.length;
    while (i > 0 && this.#events[i - 1].at > event.at) i--;
    this.#events.splice(i, 0, event);
  }

  /** @param {Line} line @param {Happening['what']} what @param {Uint8Array} [bytes] */
  note(line, what, bytes) {
    if (line.closedByNginx && what !== 'closed') return; // nobody sees it any more
    this.happenings.push({ at: this.time - this.start, line, what, bytes });
  }

  /** The client's side: a connection that nginx will accept. @param {number} listener @param {Actor} actor @param {string} from */
  open(listener, actor, from) {
    const line = new Line(this, actor);
    line.connected = true;
    line.address = from;
    this.#sockets.get(listener).waiting.push(line);
    return line;
  }

  // --- The calls -------------------------------------------------------------------------------------------------------

  /** @param {number} domain @param {number} type */
  socket(domain, type) {
    let fd = FIRST_SOCKET;
    while (this.#sockets.has(fd)) fd++;
    if (fd >= FIRST_SOCKET + MOST_SOCKETS) return -33; // EMFILE
    this.#sockets.set(fd, { datagram: (type & 15) === 2, local: undefined, waiting: undefined, line: undefined });
    return fd;
  }

  /** @param {number} fd @param {string} address */
  bind(fd, address) {
    this.#sockets.get(fd).local = address;
    return 0;
  }

  /** @param {number} fd */
  listen(fd) {
    this.#sockets.get(fd).waiting ??= [];
    return 0;
  }

  /** Whether clients can connect: not to a socket for datagrams (QUIC). @param {number} fd */
  accepts(fd) {
    return this.#sockets.get(fd)?.waiting !== undefined;
  }

  /** @param {number} fd @returns {{ fd: number, line: Line } | number} */
  accept(fd) {
    const listener = this.#sockets.get(fd);
    const line = listener.waiting.shift();
    if (!line) return -ERRNO.EAGAIN;
    const accepted = this.socket(0, 1);
    Object.assign(this.#sockets.get(accepted), { line, local: listener.local });
    return { fd: accepted, line };
  }

  /** @param {number} fd @param {string} address */
  connect(fd, address) {
    const socket = this.#sockets.get(fd);
    const peer = this.findPeer(address, socket.datagram);
    if (peer === 'missing') return -ERRNO.ENOENT;
    const line = new Line(this, peer === 'refused' ? {} : peer);
    line.address = address;
    line.about = {};
    socket.line = line;
    if (socket.datagram) {
      line.connected = true;
      return 0;
    }
    this.note(line, 'connect');
    if (peer === 'refused') {
      this.later(2 * LATENCY, () => {
        line.error = ERRNO.ECONNREFUSED;
        this.note(line, 'refused');
      });
    } else {
      this.later(2 * LATENCY, () => {
        line.connected = true;
      });
      // A server's accept() returns with the third packet of the handshake, which nginx's first bytes follow at once.
      this.later(3 * LATENCY, () => peer.opened?.(line));
    }
    return -ERRNO.EINPROGRESS;
  }

  /** @param {number} fd @param {number} size @param {boolean} peek @returns {Uint8Array | number} */
  receive(fd, size, peek) {
    const { line, datagram } = this.#sockets.get(fd);
    if (!line) return -ERRNO.EAGAIN;
    if (line.inbox.length > 0) {
      const bytes = datagram ? line.inbox.take(line.datagrams?.shift() ?? size) : line.inbox.take(size, peek);
      if (!peek && !datagram) this.note(line, 'received', bytes);
      return bytes;
    }
    if (line.wasReset) return -ERRNO.ECONNRESET;
    if (line.error) return -line.error;
    return line.ended ? new Uint8Array(0) : -ERRNO.EAGAIN;
  }

  /** @param {number} fd @param {Uint8Array} bytes a copy of nginx's */
  send(fd, bytes) {
    const { line } = this.#sockets.get(fd);
    if (line.wasReset) return -ERRNO.EPIPE;
    if (line.error) return -line.error;
    this.#bytes += bytes.length;
    if (bytes.length > 0) {
      this.note(line, 'sent', bytes);
      this.later(LATENCY, () => line.actor.received?.(bytes, line));
    }
    return bytes.length;
  }

  /** @param {number} fd @param {number} how */
  shutdown(fd, how) {
    const { line } = this.#sockets.get(fd);
    if (line && how !== 0) this.later(LATENCY, () => line.actor.ended?.(line));
    return 0;
  }

  /** @param {number} fd */
  close(fd) {
    const socket = this.#sockets.get(fd);
    if (!socket) return -ERRNO.EBADF;
    this.#sockets.delete(fd);
    const { line } = socket;
    if (line) {
      line.closedByNginx = true;
      if (!socket.datagram) this.note(line, 'closed');
      this.later(LATENCY, () => line.actor.ended?.(line));
    }
    return 0;
  }

  /** @param {number} fd */
  localAddress(fd) {
    return this.#sockets.get(fd)?.local ?? '192.0.2.80:80';
  }

  /** @param {number} fd */
  socketError(fd) {
    return this.#sockets.get(fd)?.line?.error ?? 0;
  }

  /** @param {number} fd */
  available(fd) {
    return this.#sockets.get(fd)?.line?.inbox.length ?? 0;
  }

  /**
   * Waits until something can be done or the time is up, in no time at all.
   * @param {{ fd: number, events: number, revents: number }[]} descriptors
   * @param {number} timeout in ms, -1 for ever
   */
  poll(descriptors, timeout) {
    if (++this.#waits > MOST_WAITS) this.exhausted = `nginx waited ${MOST_WAITS} times`;
    if (this.#bytes > MOST_BYTES) this.exhausted = `nginx sent ${MOST_BYTES >> 20} MB`;
    const deadline = timeout < 0 ? Infinity : this.time + timeout;
    for (;;) {
      if (this.stopped || this.exhausted) return OVER;
      if (this.#events.length > 0 && this.#events[0].at <= this.time) {
        this.#run();
        continue;
      }
      const ready = this.#mark(descriptors);
      if (ready > 0) return ready;
      if (this.#events.length > 0 && this.#events[0].at <= deadline) {
        this.#run();
      } else if (deadline === Infinity) {
        return OVER;
      } else {
        this.time = deadline;
        return 0;
      }
    }
  }

  #run() {
    const event = /** @type {{ at: number, run: () => void }} */ (this.#events.shift());
    this.time = Math.max(this.time, event.at);
    event.run();
  }

  /** @param {{ fd: number, events: number, revents: number }[]} descriptors */
  #mark(descriptors) {
    let ready = 0;
    for (const descriptor of descriptors) {
      const socket = this.#sockets.get(descriptor.fd);
      let can = 0;
      if (socket?.waiting) {
        if (socket.waiting.length > 0) can = POLLIN;
      } else if (socket?.line) {
        const { line } = socket;
        if (line.error) can = POLLERR | POLLHUP | POLLIN | POLLOUT;
        else if (line.wasReset) can = POLLERR | POLLHUP | POLLIN | POLLOUT;
        else if (line.connected) can = POLLOUT | (line.inbox.length > 0 || line.ended ? POLLIN : 0);
      }
      descriptor.revents = can & (descriptor.events | POLLERR | POLLHUP);
      if (descriptor.revents) ready++;
    }
    return ready;
  }
}
