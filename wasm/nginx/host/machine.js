// The machine on which one run of nginx takes place: memory, files, network, clock. Made for the run, thrown away after it.
import { Names, readAddress, writeAddress } from './addresses.js';
import { concat } from './byte_queue.js';
import { Network } from './network.js';
import { TlsEngine } from './tls.js';

/**
 * What the build makes of one suite and variant, loaded once and used for every run.
 * @typedef {object} NginxModule
 * @property {WebAssembly.Module} wasm
 * @property {(options: object) => Promise<any>} createNginx Emscripten's loader
 */

/**
 * @typedef {{ fd: number, address: string, ssl: boolean, http2: boolean, proxyProtocol: boolean }} Listener
 * @typedef {{ path: string, what: string }} StandIn
 */

// The folders that Debian's packages make.
const FOLDERS = ['/etc/nginx', '/usr/share/nginx', '/var/log/nginx', '/var/lib/nginx', '/var/lock', '/run', '/var/www/html', '/usr/lib/nginx/modules'];
const WRITES = 0o1 | 0o2 | 0o100; // O_WRONLY, O_RDWR, O_CREAT

export class Machine {
  names = new Names();
  /** @type {Listener[]} */
  listeners = [];
  /** @type {{ upstream: string, server: string, address: string }[]} */
  peers = [];
  /** @type {Record<string, string>[]} one for each request that was logged */
  requests = [];
  /** @type {StandIn[]} */
  standIns = [];
  /** Every file that was opened for writing. @type {Set<string>} */
  written = new Set();
  isConfigured = false;
  /** @type {() => void} */
  onConfigured = () => {};

  /** @type {any} Emscripten's module */
  #instance;
  #values = /** @type {Record<string, string>} */ ({});
  /** @type {Uint8Array[]} */
  #stderr = [];
  #partialLine = /** @type {number[]} */ ([]);

  /**
   * @param {object} options
   * @param {Record<string, string | Uint8Array>} options.files path → content
   * @param {(path: string) => { content: string | Uint8Array, what: string } | undefined} options.standInFor
   * @param {number} options.time
   * @param {ConstructorParameters<typeof Network>[1]} options.findPeer
   * @param {string} options.pem for those ends of connections that are not nginx's
   */
  constructor({ files, standInFor, time, findPeer, pem }) {
    this.pem = pem;
    this.files = files;
    this.standInFor = standInFor;
    this.network = new Network(time, findPeer);
  }

  /**
   * Runs nginx to its end.
   * @param {NginxModule} module
   * @param {string[]} args
   * @returns {Promise<{ status: number, stderr: Uint8Array }>}
   */
  async run({ wasm, createNginx }, args) {
    this.#instance = await createNginx({
      host: this.#host(),
      thisProgram: 'nginx',
      // Under Node the loader would end the whole process.
      quit: (/** @type {number} */ status, /** @type {unknown} */ thrown) => {
        throw thrown;
      },
      instantiateWasm: (/** @type {any} */ imports, /** @type {(i: WebAssembly.Instance) => void} */ receive) => {
        const instance = new WebAssembly.Instance(wasm, imports);
        receive(instance);
        return instance.exports;
      },
      stderr: (/** @type {number} */ byte) => this.#partialLine.push(byte & 255),
      stdout: () => {},
      stdin: () => null,
      // Emscripten's own words about an abort; the exception that follows says the same.
      printErr: () => {},
      print: () => {},
    });
    this.tls = new TlsEngine(this.#instance, this.pem);
    this.#furnish();
    let status;
    try {
      status = this.#instance.callMain(args);
    } catch (/** @type {any} */ error) {
      // A trap or exhausted memory. Anything nginx wrote before stays readable.
      status = typeof error?.status === 'number' ? error.status : this.#fail(error);
    }
    return { status, stderr: concat([...this.#stderr, Uint8Array.from(this.#partialLine)]) };
  }

  /** @type {string | undefined} why the machine, not nginx, ended the run */
  failure = undefined;

  /** @param {unknown} error */
  #fail(error) {
    const words = String(/** @type {any} */ (error)?.message ?? error);
    if (/stack/i.test(words)) this.failure = 'nginx ran out of stack: the config nests too deeply for the replay';
    else if (/memory|OOM/i.test(words)) this.failure = 'nginx ran out of memory (the replay has 256 MB)';
    else this.failure = `nginx stopped: ${words}`;
    return -1;
  }

  /** @param {string} path @returns {Uint8Array | undefined} */
  readFile(path) {
    try {
      return this.#instance.FS.readFile(path);
    } catch {
      return undefined;
    }
  }

  // --- Files -----------------------------------------------------------------------------------------------------------

  #furnish() {
    const { FS } = this.#instance;
    for (const folder of FOLDERS) FS.mkdirTree(folder);
    for (const [path, content] of Object.entries(this.files)) {
      FS.mkdirTree(path.slice(0, path.lastIndexOf('/')) || '/');
      FS.writeFile(path, content);
    }
    // What the config names and the paste does not have is there the moment that nginx asks for it.
    const { open, mkdir } = FS;
    FS.open = (/** @type {any} */ path, /** @type {any} */ flags, /** @type {any} */ ...rest) => {
      if (typeof path === 'string') {
        const bits = typeof flags === 'string' ? 0 : flags;
        if (bits & WRITES) {
          this.#makeFolderOf(path);
          this.written.add(path);
        } else if (!this.isConfigured) {
          this.#supply(path);
        }
      }
      return open.call(FS, path, flags, ...rest);
    };
    FS.mkdir = (/** @type {string} */ path, /** @type {any} */ ...rest) => {
      this.#makeFolderOf(path);
      return mkdir.call(FS, path, ...rest);
    };
  }

  /** @param {string} path */
  #exists(path) {
    return this.#instance.FS.analyzePath(path).exists;
  }

  /** @param {string} path */
  #makeFolderOf(path) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    if (folder && !this.#exists(folder)) this.#instance.FS.mkdirTree(folder);
  }

  /** A socket is a file, which nginx gives rights to and removes. @param {string} path */
  #makeSocket(path) {
    this.#makeFolderOf(path);
    this.#instance.FS.writeFile(path, '');
  }

  /** @param {string} path */
  #supply(path) {
    if (!path.startsWith('/') || path.startsWith('/dev/') || this.#exists(path)) return;
    const standIn = this.standInFor(path);
    if (!standIn) return;
    this.#makeFolderOf(path);
    this.#instance.FS.writeFile(path, standIn.content);
    this.standIns.push({ path, what: standIn.what });
  }

  // --- What imports.js calls -------------------------------------------------------------------------------------------

  /** @returns {Record<string, (...numbers: number[]) => number | void>} */
  #host() {
    const { network } = this;
    const heap = () => /** @type {Uint8Array} */ (this.#instance.HEAPU8);
    const copy = (/** @type {number} */ at, /** @type {number} */ size) => heap().slice(at, at + size);
    const text = (/** @type {number} */ at) => new TextDecoder().decode(copy(at, heap().indexOf(0, at) - at));
    const bytesText = (/** @type {number} */ at, /** @type {number} */ size) => new TextDecoder().decode(copy(at, size));
    const view = () => new DataView(heap().buffer);
    /** @param {number} at @param {number} sizeAt @param {string} address */
    const putAddress = (at, sizeAt, address) => {
      const bytes = writeAddress(address);
      heap().set(bytes.subarray(0, view().getUint32(sizeAt, true)), at);
      view().setUint32(sizeAt, bytes.length, true);
      return 0;
    };
    return {
      socket: network.socket.bind(network),
      listen: network.listen.bind(network),
      shutdown: network.shutdown.bind(network),
      close: network.close.bind(network),
      socketError: network.socketError.bind(network),
      available: network.available.bind(network),
      now: () => network.now(),
      bind: (fd, at, size) => {
        const address = readAddress(copy(at, size));
        if (address.startsWith('unix:')) this.#makeSocket(address.slice(5));
        return network.bind(fd, address);
      },
      connect: (fd, at, size) => network.connect(fd, readAddress(copy(at, size))),
      localAddress: (fd, at, sizeAt) => putAddress(at, sizeAt, network.localAddress(fd)),
      accept: (fd, at, sizeAt) => {
        const accepted = network.accept(fd);
        if (typeof accepted === 'number') return accepted;
        putAddress(at, sizeAt, accepted.line.address);
        return accepted.fd;
      },
      receive: (fd, at, size, peek) => {
        const got = network.receive(fd, size, peek !== 0);
        if (typeof got === 'number') return got;
        heap().set(got, at);
        return got.length;
      },
      send: (fd, at, size) => network.send(fd, copy(at, size)),
      poll: (at, count, timeout) => {
        const descriptors = [];
        for (let i = 0, now = view(); i < count; i++) {
          descriptors.push({ fd: now.getInt32(at + 8 * i, true), events: now.getInt16(at + 8 * i + 4, true), revents: 0 });
        }
        const ready = network.poll(descriptors, timeout);
        const after = view(); // peers may have grown the memory
        descriptors.forEach(({ revents }, i) => after.setInt16(at + 8 * i + 6, revents, true));
        return ready;
      },
      resolve: (nameAt, at) => {
        heap().set(this.names.resolve(text(nameAt)).split('.').map(Number), at);
        return 0;
      },
      listener: (fd, ssl, http2, proxyProtocol) => {
        if (!network.accepts(fd)) return;
        this.listeners.push({ fd, address: network.localAddress(fd), ssl: !!ssl, http2: !!http2, proxyProtocol: !!proxyProtocol });
      },
      upstreamServer: (upstreamAt, upstreamSize, serverAt, serverSize, addressAt, addressSize) => {
        this.peers.push({
          upstream: bytesText(upstreamAt, upstreamSize),
          server: bytesText(serverAt, serverSize),
          address: bytesText(addressAt, addressSize),
        });
      },
      configured: () => {
        this.isConfigured = true;
        this.onConfigured();
      },
      requestValue: (nameAt, at, size) => {
        this.#values[text(nameAt)] = bytesText(at, size);
      },
      requestDone: () => {
        this.requests.push(this.#values);
        this.#values = {};
      },
    };
  }
}
