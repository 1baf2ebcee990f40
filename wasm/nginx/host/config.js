// Makes what was pasted into a config that nginx can read: the context it stands in, the files it consists of, and what this
// nginx does not know set aside. Lines stay what they are: the paste is a file of its own, which a wrapper includes.
import { statements, without } from './config_text.js';

/** @typedef {'main' | 'http' | 'server' | 'location' | 'upstream' | 'stream' | 'stream server'} ContextName */
/** @typedef {{ directive: string, file: string, line: number, why: string }} SetAside */

export const MAIN = '/etc/nginx/nginx.conf';

/** @type {Record<ContextName, (include: string) => string>} */
const WRAPPERS = {
  main: (include) => `events {}\n${include}\n`,
  http: (include) => `events {}\nhttp {\n${include}\n}\n`,
  server: (include) => `events {}\nhttp {\nserver {\n${include}\n}\n}\n`,
  location: (include) => `events {}\nhttp {\nserver {\nlocation / {\n${include}\n}\n}\n}\n`,
  upstream: (include) => `events {}\nhttp {\nupstream replay {\n${include}\n}\n}\n`,
  stream: (include) => `events {}\nstream {\n${include}\n}\n`,
  'stream server': (include) => `events {}\nstream {\nserver {\n${include}\n}\n}\n`,
};
export const CONTEXTS = /** @type {ContextName[]} */ (Object.keys(WRAPPERS));

// Directives of modules that nginx.org does not publish; the names that nginx's own modules have come with machine.json.
const THIRD_PARTY =
  /_by_lua(_|$)|^(lua_|more_(set|clear)_|brotli|zstd|vhost_traffic_status|modsecurity|pagespeed|echo|headers_more|geoip2|js_|opentelemetry|otel|opentracing|zipkin|jaeger|dav_ext_|fancyindex|upload_|push_stream|nchan_|rtmp|vod_|redis2?_|memc_|drizzle_|postgres_|set_(misc|escape|unescape|quote|encode|decode|hmac|random|if_empty)|testcookie|naxsi|passenger|check(_|$)|sticky|replace_filter|subs_filter|substitutions|srcache|eval|array_|encrypted_session|auth_(ldap|jwt|pam|spnego|digest)|fair$|consistent_hash|limit_upstream|dynamic_|aws_|security_headers|length_hiding|nginx_plus|status_zone|health_check|ntlm)/;

export class Config {
  /** @type {Map<string, Uint8Array>} path → content as nginx gets it */
  documents = new Map();
  /** @type {SetAside[]} */
  setAside = [];

  /**
   * @param {import('./library.js').MachineData} data
   * @param {string | Uint8Array} text
   * @param {Record<string, string | Uint8Array>} [files] further files of the config, by path
   * @param {string} [path] of the text, to whose folder relative paths lead
   */
  constructor(data, text, files = {}, path = MAIN) {
    this.known = new Set(data.directives);
    this.path = path;
    this.folder = path.slice(0, path.lastIndexOf('/'));
    this.documents.set(path, withServer(bytesOf(text)));
    for (const [each, content] of Object.entries(files)) this.documents.set(this.complete(each), bytesOf(content));
    this.remove(({ words }) => words[0] === 'load_module', 'the modules of Debian’s packages are built in');
    this.remove(({ words }) => words[0] === 'ssl_engine', 'the hardware that it names is the machine’s');
  }

  /** A path as nginx completes it. @param {string} path */
  complete(path) {
    return path.startsWith('/') ? path : `${this.folder}/${path}`;
  }

  /** @type {import('./config_text.js').Statement[] | undefined} */
  #statements;

  /** Of all files, in no particular order. */
  statements() {
    this.#statements ??= [...this.documents.values()].flatMap(statements);
    return this.#statements;
  }

  /** @param {(statement: import('./config_text.js').Statement) => boolean} unwanted @param {string} why */
  remove(unwanted, why) {
    let found = false;
    for (const [path, bytes] of this.documents) {
      const { bytes: kept, removed } = without(bytes, unwanted);
      if (removed.length === 0) continue;
      found = true;
      this.documents.set(path, kept);
      for (const { words, line } of removed) this.setAside.push({ directive: words[0], file: path, line, why });
    }
    if (found) this.#statements = undefined;
    return found;
  }

  /**
   * What nginx calls unknown and other builds know, and with it, to be done at once, all of other people's modules.
   * @param {string} name
   * @returns {boolean} whether it was set aside
   */
  removeForeign(name) {
    const foreign = (/** @type {string} */ each) => !this.known.has(each) && THIRD_PARTY.test(each);
    if (!this.known.has(name) && !foreign(name)) return false;
    return this.remove(({ words }) => words[0] === name || foreign(words[0]), 'this build of nginx does not have the directive');
  }

  get needsTls() {
    return needsTls(this.statements());
  }

  /** @param {ContextName} context @returns {{ path: string, files: Record<string, Uint8Array | string> }} */
  asFiles(context) {
    const files = Object.fromEntries(this.documents);
    const top = statements(/** @type {Uint8Array} */ (this.documents.get(this.path)));
    const hasEvents = top.some(({ words, depth }) => depth === 0 && words[0] === 'events');
    if (context === 'main' && hasEvents) return { path: this.path, files };
    const wrapper = `${this.folder}/replay.conf`;
    return { path: wrapper, files: { ...files, [wrapper]: WRAPPERS[context](`include ${this.path};`) } };
  }
}

/**
 * TLS is needed to read the config, or to answer a request.
 * @param {import('./config_text.js').Statement[]} statements
 */
export function needsTls(statements) {
  return statements.some(
    ({ words: [name, ...rest] }) =>
      /(^|_)ssl(_|$)/.test(name) ||
      (name === 'listen' && rest.includes('ssl')) ||
      (/(_pass|^set|^server|^listen)$/.test(name) && rest.some((word) => /^(https|grpcs|suwsgi):|^ssl$|^quic$/.test(word))) ||
      rest.some((word) => /\$\{?ssl_/.test(word)),
  );
}

// What may only stand in http {}, and what only in a server.
const OF_HTTP = /^(upstream|server|map|geo|split_clients|log_format|limit_(req|conn)_zone|proxy_cache_path)$/;

/**
 * A paste of both `upstream` and bare `location` blocks stands in no single context: the locations get a `server` around them,
 * on the line of the first one, so that lines stay what they are. Only where they come last.
 * @param {Uint8Array} bytes
 * @returns {Uint8Array}
 */
export function withServer(bytes) {
  const top = statements(bytes).filter(({ depth }) => depth === 0);
  const first = top.findIndex(({ words }) => words[0] === 'location');
  const ofHttp = top.map(({ words }) => OF_HTTP.test(words[0]));
  if (first < 0 || !ofHttp.includes(true) || ofHttp.lastIndexOf(true) > first) return bytes;
  const { start } = top[first];
  const [open, close] = ['server { ', '\n}\n'].map((text) => new TextEncoder().encode(text));
  const out = new Uint8Array(bytes.length + open.length + close.length);
  out.set(bytes.subarray(0, start));
  out.set(open, start);
  out.set(bytes.subarray(start), start + open.length);
  out.set(close, bytes.length + open.length);
  return out;
}

/** @param {string | Uint8Array} text */
const bytesOf = (text) => (typeof text === 'string' ? new TextEncoder().encode(text) : text);
