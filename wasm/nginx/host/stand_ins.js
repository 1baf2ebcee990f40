// What stands in for a file that the config names and the paste does not hold. Only while nginx reads its config: what it
// serves later is the user's, and missing.

const ENCODER = new TextEncoder();

/**
 * @param {import('./library.js').MachineData} data
 * @param {import('./config.js').Config} config
 * @returns {(path: string) => { content: string | Uint8Array, what: string } | undefined}
 */
export function standIns(data, config) {
  /** Which directives name a file, by its path. @type {Map<string, string[]> | undefined} */
  let namers;
  const index = () => {
    namers = new Map();
    for (const {
      words: [name, ...rest],
    } of config.statements()) {
      for (const path of new Set(rest.map((word) => config.complete(word)))) {
        const known = namers.get(path);
        if (known) known.push(name);
        else namers.set(path, [name]);
      }
    }
    return namers;
  };
  return (path) => {
    const names = (namers ?? index()).get(path) ?? [];
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
