// What stands in for a file that the config names and the paste does not hold. Only while nginx reads its config: what it
// serves later is the user's, and missing.

const ENCODER = new TextEncoder();

/**
 * @param {import('./library.js').MachineData} data
 * @param {import('./config.js').Config} config
 * @returns {(path: string) => { content: string | Uint8Array, what: string } | undefined}
 */
export function standIns(data, config) {
  /** Directives that name this file, as nginx would complete its path. @param {string} path */
  const namers = (path) =>
    config
      .statements()
      .filter(({ words }) => words.slice(1).some((word) => config.complete(word) === path))
      .map(({ words }) => words[0]);
  return (path) => {
    const names = namers(path);
    if (names.includes('include')) return { content: '', what: 'an empty file' };
    if (names.includes('ssl_session_ticket_key')) return { content: ENCODER.encode('0'.repeat(80)), what: 'a ticket key' };
    if (names.some((name) => name.endsWith('ssl_password_file'))) return { content: 'password\n', what: 'a password' };
    // One file for all of them: OpenSSL takes from it what it looks for.
    if (names.some((name) => /ssl|certificate/.test(name)) || /\.(pem|crt|key|cer)$/.test(path)) {
      return { content: data.pem, what: 'a certificate, its key and DH parameters, made for the replay' };
    }
    if (names.some((name) => /^geo|_db$/.test(name))) return undefined;
    return names.length > 0 ? { content: '', what: 'an empty file' } : undefined;
  };
}
