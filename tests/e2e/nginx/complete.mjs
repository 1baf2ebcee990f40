// Makes a configuration that nginx can run out of what a person pastes: a fragment gets the blocks that its top directives need around it.
import { pathsInside } from './binary.mjs';
import { topStatements } from './statements.mjs';

const MAIN = ['events', 'http', 'stream', 'mail', 'worker_processes', 'worker_rlimit_nofile', 'user', 'pid', 'load_module'];
const SERVER = ['location', 'listen', 'server_name', 'if', 'rewrite', 'return', 'set'];
const LOCATION = ['proxy_pass', 'grpc_pass', 'limit_except', 'internal', 'alias'];
const HTTP = ['upstream', 'server', 'map', 'geo', 'split_clients', 'log_format', 'limit_req_zone', 'limit_conn_zone', 'proxy_cache_path'];

/** @typedef {'main' | 'http' | 'server' | 'location'} Level */

/**
 * Where the statement belongs. Most directives fit several levels; those go beside the innermost that the fragment has.
 * @param {string} name
 * @param {Level} innermost
 * @returns {Level}
 */
function levelOf(name, innermost) {
  if (MAIN.includes(name)) return 'main';
  if (LOCATION.includes(name)) return 'location';
  if (SERVER.includes(name)) return 'server';
  if (HTTP.includes(name)) return 'http';
  return innermost;
}

/** @param {string[]} names @returns {Level} */
function innermostOf(names) {
  if (names.some((name) => LOCATION.includes(name))) return 'location';
  return names.some((name) => SERVER.includes(name)) ? 'server' : 'http';
}

/**
 * @param {string} text       latin1: every byte survives
 * @param {string} folder     that nginx may write to
 * @param {number} port       for a server that names none
 * @returns {string}
 */
export function completeConfiguration(text, folder, port) {
  const statements = topStatements(text);
  const names = statements.map((statement) => statement.name);
  const inside = `${pathsInside(folder)} access_log ${folder}/access.log;`;
  const head = `error_log ${folder}/error.log;${names.includes('pid') ? '' : ` pid ${folder}/nginx.pid;`}`;
  const events = names.includes('events') ? '' : 'events {}';
  if (names.includes('http')) {
    return `${head} ${events}${text.replace(/(^|[\s;}])http(\s*)\{/, `$1http$2{ ${inside}`)}`;
  }

  const innermost = innermostOf(names.filter((name) => !MAIN.includes(name)));
  /** @type {Record<Level, string>} */
  const parts = { main: '', http: '', server: '', location: '' };
  for (const statement of statements) parts[statement.name === '' ? innermost : levelOf(statement.name, innermost)] += statement.text;
  let http = parts.http;
  if (innermost !== 'http') {
    const listen = names.includes('listen') ? '' : `listen 127.0.0.1:${port};`;
    const location = innermost === 'location' ? `location / {${parts.location}\n}\n` : '';
    http += `\nserver { ${listen}${parts.server}\n${location}}\n`;
  } else if (!names.includes('server')) {
    http += `\nserver { listen 127.0.0.1:${port}; }\n`;
  }
  return `${head} ${events}\n${parts.main}\nhttp { ${inside}\n${http}\n}\n`;
}
