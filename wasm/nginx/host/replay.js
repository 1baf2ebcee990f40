// One request through the user's config: nginx runs, a simulated client asks, simulated backends answer.
import { check } from './check.js';
import { Client } from './client/client.js';
import { describeSent } from './describe.js';
import { Machine } from './machine.js';
import { nameServer } from './peers/name_server.js';
import { connectTo, findKind } from './peers/catalogue.js';
import { chooseListener, complete, target } from './request.js';
import { standIns } from './stand_ins.js';

const ERROR_LINE = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[(\w+)\] \d+#\d+: (?:\*\d+ )?(.*)$/s;
const MOST_BODY = 4096;

/**
 * @typedef {{ name: string, kind: string }} Backend `name`: an upstream, `host:port`, host, or `*` for all others
 * @typedef {object} ReplayRequest
 * @property {string | Uint8Array} config
 * @property {string} [path] of the config's main file
 * @property {Record<string, string | Uint8Array>} [files] what it includes, by path
 * @property {import('./config.js').ContextName} [context]
 * @property {Backend[]} [backends]
 * @property {import('./request.js').RequestWish} [request]
 * @property {number} [time] when it happens, milliseconds since 1970
 */

/**
 * @param {import('./library.js').Library} library
 * @param {ReplayRequest} replayRequest
 */
export async function replay(library, { config: text, path: main, files, context, backends = [], request: wish = {}, time = Date.now() }) {
  for (const { kind } of backends) {
    if (!findKind(kind)) throw new Error(`no kind of backend is called \`${kind}\``);
  }
  const { config, ...verdict } = await check(library, { config: text, path: main, files, context, time });
  if (!verdict.ok) return { ok: false, verdict };

  const { path, files: written } = config.asFiles(verdict.context);
  /** @type {Map<string, { address: string, name: string, upstream?: string, kind: string, assumed: boolean }>} */
  const met = new Map();
  const machine = new Machine({
    files: { ...library.data.files, ...written },
    standInFor: standIns(library.data, config),
    time,
    pem: library.data.pem,
    findPeer(address, datagram) {
      if (datagram) return nameServer(machine.names);
      const backend = met.get(address) ?? meet(address);
      met.set(address, backend);
      const kind = findKind(backend.kind);
      const actor = connectTo(/** @type {import('./peers/catalogue.js').Kind} */ (kind), machine.tls, hostOf(backend.name));
      // A socket that nobody listens on is no file.
      return actor === 'refused' && address.startsWith('unix:') ? 'missing' : actor;
    },
  });

  /** @param {string} address */
  function meet(address) {
    const known = machine.peers.filter((peer) => peer.address === address);
    const name = machine.names.nameOf(address);
    const callings = [...known.map(({ server }) => server), address, name, hostOf(name), ...known.map(({ upstream }) => upstream), '*'];
    const calling = callings.find((each) => backends.some((backend) => backend.name === each));
    const backend = backends.find((each) => each.name === calling);
    return { address, name, upstream: known[0]?.upstream, kind: backend?.kind ?? 'http1', assumed: !backend };
  }

  const aim = target(config.statements());
  const request = complete(wish, aim);
  /** @type {Client | undefined} */
  let client;
  machine.onConfigured = () => {
    const listener = chooseListener(machine.listeners, wish, aim.ports);
    if (!listener) {
      machine.network.stopped = true;
      return;
    }
    client = new Client({
      network: machine.network,
      listener,
      request,
      http2: wish.http2 ?? (listener.http2 && !listener.ssl),
      openTls: () =>
        /** @type {import('./tls.js').TlsEngine} */ (machine.tls).open({
          server: false,
          name: request.host,
          protocols: listener.http2 && wish.http2 !== false ? ['h2', 'http/1.1'] : ['http/1.1'],
        }),
    });
    client.connect();
  };
  const { stderr } = await machine.run(await library.module(verdict.nginx.tls ? 'tls' : 'plain'), ['-c', path]);

  const logs = readLogs(machine, stderr);
  const response = client?.response;
  const logged = machine.requests[0];
  return {
    ok: true,
    verdict,
    request: {
      ...request,
      kind: wish.kind ?? 'http',
      protocol: client?.protocol,
      body: preview(request.body),
      listener: client?.listener && { ...client.listener, fd: undefined },
    },
    response: response && { ...response, body: preview(response.body) },
    status: logged?.status ?? null,
    upstreamStatus: logged?.upstream_status ?? null,
    location: logged?.location ?? null,
    server: logged ? { file: logged.server_file, line: Number(logged.server_line), name: logged.server_name } : null,
    duration: machine.network.now() - time,
    backends: describeBackends(machine, met),
    accessLog: logs.access,
    errorLog: logs.errors,
    timeline: timeline(machine),
    trouble: machine.failure ?? machine.network.exhausted ?? client?.trouble ?? (client ? undefined : 'the config has no HTTP server to ask'),
  };
}

/** @param {string} address */
const hostOf = (address) => (address.startsWith('unix:') ? 'localhost' : address.replace(/:\d+$/, ''));

/** @param {Uint8Array} bytes */
const preview = (bytes) => new TextDecoder().decode(bytes.subarray(0, MOST_BODY));

/**
 * Every line that nginx logged, wherever the config sends it.
 * @param {Machine} machine
 * @param {Uint8Array} stderr
 */
function readLogs(machine, stderr) {
  const texts = [stderr, ...[...machine.written].map((path) => (/\.pid$/.test(path) ? undefined : machine.readFile(path)))];
  /** @type {string[]} */
  const access = [];
  /** @type {{ level: string, text: string, line: string }[]} */
  const errors = [];
  for (const bytes of texts) {
    for (const line of new TextDecoder().decode(bytes ?? new Uint8Array(0)).split('\n')) {
      const [, level, message] = ERROR_LINE.exec(line) ?? [];
      if (message !== undefined) errors.push({ level, text: message, line });
      else if (line && bytes !== stderr) access.push(line);
    }
  }
  return { access, errors };
}

/** @param {Machine} machine @param {Map<string, any>} met */
function describeBackends(machine, met) {
  const lines = new Set(machine.network.happenings.map(({ line }) => line).filter(({ about }) => !about.client && !about.nameServer));
  return [...lines].map((line) => {
    const { name, upstream, kind, assumed } = met.get(line.address);
    return { address: line.address, name, upstream, kind, says: findKind(kind)?.says, assumed, tls: line.about.tls, sent: describeSent(line.about.text ?? []) };
  });
}

/** @param {Machine} machine */
function timeline(machine) {
  return machine.network.happenings.map(({ at, line, what, bytes }) => ({
    at,
    who: line.about.client ? 'client' : line.about.nameServer ? 'name server' : machine.names.nameOf(line.address),
    what,
    size: bytes?.length,
  }));
}
