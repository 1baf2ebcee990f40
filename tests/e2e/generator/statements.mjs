// Random configurations as statements: upstreams, servers, locations, pass directives and what stands beside them. The grammar keeps to
// what nginx accepts nearly always; how it is written down is up to write.mjs.

/**
 * @typedef {object} Statement
 * @property {string[]} words
 * @property {Statement[]} [body]
 */

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {{random: Random, upstreams: string[], addresses: string[], path: () => string}} Scene */

/** @param {string[]} words @returns {Statement} */
const one = (...words) => ({ words });
/** @param {string[]} words @param {Statement[]} body @returns {Statement} */
const block = (words, body) => ({ words, body });

const UPSTREAM_NAMES = ['app', 'api_v2', 'backend.internal', 'b-1', 'grpc_pool', 'server', 'location', 'legacy'];

/** @param {Random} random @param {string} name @param {string[]} addresses @returns {Statement} */
function upstream(random, name, addresses) {
  const balancing = random.chance(0.3) ? [one(random.pick(['least_conn', 'ip_hash', 'random']))] : [];
  const servers = Array.from({ length: random.between(1, 3) }, () =>
    one('server', random.pick(addresses), ...random.some(['weight=2', 'max_fails=3', 'fail_timeout=5s'], 0.2)),
  );
  const keepalive = random.chance(0.75) ? [one('keepalive', String(random.between(1, 64)))] : [];
  const limits = random.some([one('keepalive_requests', '100'), one('keepalive_timeout', '30s'), one('zone', `zone_${name}`, '64k')], 0.2);
  return block(['upstream', name], [...balancing, ...(random.chance(0.5) ? [...servers, ...keepalive] : [...keepalive, ...servers]), ...limits]);
}

/** @param {Random} random @returns {Statement[]} */
function proxyHeaders(random) {
  return random.some(
    [
      one('proxy_set_header', 'Host', random.pick(['$host', '$http_host', 'example.org'])),
      one('proxy_set_header', 'X-Real-IP', '$remote_addr'),
      one('proxy_set_header', random.pick(['X-Note', 'x-note']), random.pick(['"two words"', "'it is; {fine} # here'", '"a\\"b"', 'a\\;b', '"$host"'])),
      one('proxy_set_header', random.pick(['Connection', 'connection']), random.pick(['""', "''", 'close', '"close"', '$connection_upgrade', 'keep-alive'])),
      one('proxy_set_header', 'Upgrade', '$http_upgrade'),
      one('proxy_set_header', 'X-Forwarded-For', '$proxy_add_x_forwarded_for'),
    ],
    0.2,
  );
}

/** @param {Random} random @returns {Statement[]} */
function grpcHeaders(random) {
  return random.some([one('grpc_set_header', 'Host', '$host'), one('grpc_set_header', 'X-Grpc', '"a b"'), one('grpc_set_header', 'TE', '""')], 0.15);
}

// Of both families, with values that go together however they are combined (nginx checks buffer sizes against each other).
const PAIRED = [
  ['read_timeout', '30s'],
  ['send_timeout', '7s'],
  ['connect_timeout', '2s'],
  ['next_upstream', 'error', 'timeout', 'http_502'],
  ['next_upstream_tries', '3'],
  ['next_upstream_timeout', '4s'],
  ['buffer_size', '8k'],
  ['intercept_errors', 'on'],
  ['socket_keepalive', 'on'],
  ['hide_header', 'X-Secret'],
  ['pass_header', 'Server'],
  ['ignore_headers', 'X-Accel-Redirect'],
  ['bind', '127.0.0.1'],
  ['ssl_verify', 'off'],
  ['ssl_server_name', 'on'],
  ['ssl_name', 'backend.internal'],
  ['ssl_protocols', 'TLSv1.2', 'TLSv1.3'],
  ['ssl_session_reuse', 'off'],
  ['ssl_verify_depth', '2'],
  ['ssl_conf_command', 'Options', 'ServerPreference'],
];

// Sizes that nginx takes together at one level; what levels inherit from each other it may refuse, and then the configuration is not used.
const BUFFERS = [
  [one('proxy_buffer_size', '16k'), one('proxy_buffers', '8', '16k')],
  [one('proxy_buffer_size', '4k'), one('proxy_buffers', '4', '8k'), one('proxy_busy_buffers_size', '8k')],
  [one('proxy_busy_buffers_size', '8k')],
  [one('proxy_busy_buffers_size', '24k'), one('proxy_max_temp_file_size', '32k')],
  [one('proxy_temp_file_write_size', '12k')],
  [one('proxy_max_temp_file_size', '0')],
  [one('grpc_buffer_size', '4k')],
  [one('grpc_buffer_size', '16k')],
  [one('grpc_buffer_size', '64k')],
];

/** Each at most once in a block. @param {Random} random @returns {Statement[]} */
function settings(random) {
  const buffers = random.chance(0.15) ? random.pick(BUFFERS) : [];
  return [...buffers, ...otherSettings(random)].filter(({ words }, i, all) => all.findIndex((other) => other.words[0] === words[0]) === i);
}

/** @param {Random} random @returns {Statement[]} */
function otherSettings(random) {
  return random.some(
    [
      one('proxy_http_version', random.pick(['1.0', '1.1', '"1.1"'])),
      one('proxy_buffering', random.pick(['on', 'off'])),
      one('proxy_buffers', '8', '16k'),
      one('proxy_busy_buffers_size', '16k'),
      one('proxy_request_buffering', 'off'),
      one('proxy_redirect', 'off'),
      one('proxy_cookie_path', '/', '/app/'),
      one('proxy_limit_rate', '1m'),
      one('client_max_body_size', '1m'),
      one('add_header', 'X-Frame-Options', 'DENY', 'always'),
      one('error_page', '502', '504', '/50x.html'),
      one('index', 'index.html', 'listen', 'server'),
      one('gzip_types', 'text/plain', 'application/json'),
      ...PAIRED.map(([name, ...values]) => one(`${random.pick(['proxy', 'grpc'])}_${name}`, ...values)),
      ...PAIRED.map(([name, ...values]) => one(`grpc_${name}`, ...values)).filter(() => random.chance(0.2)),
    ],
    0.06,
  );
}

/**
 * @param {Scene} scene
 * @param {boolean} uri  whether a path may follow the target
 * @returns {Statement[]}
 */
function pass({ random, upstreams, addresses }, uri) {
  const target = random.chance(0.75) ? random.pick(upstreams) : random.pick(addresses);
  const tail = uri && random.chance(0.3) ? random.pick(['/', '/v1/', '/x?y=1']) : '';
  const proxy = one('proxy_pass', random.pick([`http://${target}${tail}`, `http://${target}${tail}`, `"http://${target}${tail}"`, `HTTP://${target}${tail}`]));
  const grpc = one('grpc_pass', random.pick([`grpc://${target}`, target, `"grpc://${target}"`]));
  switch (random.between(0, 11)) {
    case 0:
    case 1:
    case 2:
      return [grpc];
    case 3:
      return [grpc, proxy];
    case 4:
      return [proxy, grpc];
    case 5:
      return [one('proxy_pass', random.pick([`http://${target}$request_uri`, 'http://$host', '$scheme://${host}$uri']))];
    case 6:
      return [one('return', '204')];
    case 7:
      return [one('proxy_pass', `https://${target}${tail}`)];
    default:
      return [proxy];
  }
}

/** Blocks inside a location that may hold a pass directive too. @param {Scene} scene @returns {Statement[]} */
function conditions(scene) {
  const { random } = scene;
  const bodies = [];
  if (random.chance(0.15))
    bodies.push(block(['if', random.pick(['($arg_b)', '($arg_b', '($request_method = POST)', '($http_user_agent ~* "bot{1,2}")'])], pass(scene, false)));
  if (random.chance(0.1)) bodies.push(block(['limit_except', 'GET'], [one('deny', 'all')]));
  if (random.chance(0.1)) bodies.push(block(['if', '($arg_set)'], [one('set', '$flag', '1')]));
  for (const body of bodies) if (body.words[1] === '($arg_b') body.words.push(')');
  return bodies;
}

/** @param {Random} random @param {Statement[]} statements */
function shuffled(random, statements) {
  const order = statements.map((statement) => ({ statement, key: random.between(0, 1000) }));
  return order.sort((a, b) => a.key - b.key).map(({ statement }) => statement);
}

/** @param {Scene} scene @param {string} prefix @param {number} depth @returns {Statement} */
function location(scene, prefix, depth) {
  const { random } = scene;
  const path = `${prefix}${scene.path()}/`;
  const nested = depth < 2 && random.chance(0.2) ? [location(scene, path, depth + 1)] : [];
  const kind = nested.length > 0 || depth > 0 ? 'prefix' : random.pick(['prefix', 'prefix', 'prefix', 'exact', 'regex', 'stopping']);
  const words = { prefix: [path], exact: ['=', path], stopping: ['^~', path], regex: ['~', random.pick([`^${path}`, `"^${path}[a-z]{0,3}"`])] }[kind];
  const own = [...proxyHeaders(random), ...grpcHeaders(random), ...settings(random), ...conditions(scene), ...pass(scene, kind !== 'regex')];
  const body = random.chance(0.3) ? shuffled(random, own) : own;
  return block(['location', ...(words ?? [path])], [...body, ...nested]);
}

/** @param {Scene} scene @param {number} port @returns {Statement} */
function server(scene, port) {
  const { random } = scene;
  const locations = Array.from({ length: random.between(1, 4) }, () => location(scene, '/', 0));
  const first = [one('listen', `127.0.0.1:${port}`), ...(random.chance(0.5) ? [one('server_name', 'example.org', 'www.example.org', '_')] : [])];
  const refuse = random.chance(0.2) ? [block(['if', '($request_method', '=', 'TRACE)'], [one('return', '405')])] : [];
  const levels = random.chance(0.5) ? [...proxyHeaders(random), ...grpcHeaders(random), ...settings(random)] : [];
  return block(['server'], [...first, ...levels, ...refuse, ...locations]);
}

/**
 * @param {Random} random
 * @param {{addresses: string[], ports: number[]}} world  where backends are, and where servers may listen
 * @returns {{statements: Statement[], upstreams: string[]}} the body of an http block
 */
export function generate(random, { addresses, ports }) {
  const upstreams = random.some(UPSTREAM_NAMES, 0.35);
  if (upstreams.length === 0) upstreams.push('app');
  let paths = 0;
  const scene = { random, upstreams, addresses, path: () => `p${paths++}` };
  const map = block(
    ['map', '$http_upgrade', '$connection_upgrade'],
    [one('default', 'upgrade'), one("''", random.pick(["''", 'close'])), one('listen', 'server')],
  );
  const format = random.chance(0.3) ? [one('log_format', 'main', "'$remote_addr - $status '", '\'"$request"\'')] : [];
  const levels = random.chance(0.4) ? [...proxyHeaders(random), ...grpcHeaders(random), ...settings(random)] : [];
  const pools = upstreams.map((name) => upstream(random, name, addresses));
  const servers = ports.slice(0, random.between(1, ports.length)).map((port) => server(scene, port));
  const statements = random.chance(0.5) ? [map, ...format, ...levels, ...pools, ...servers] : [map, ...format, ...levels, ...servers, ...pools];
  return { statements, upstreams };
}
