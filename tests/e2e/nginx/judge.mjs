// What the real nginx thinks of a configuration or fragment, environment aside: hosts that do not resolve here, ports below 1024
// and files of other machines are replaced, the same way for every text that one judge sees.
import { completeConfiguration } from './complete.mjs';
import { testConfiguration } from './test_configuration.mjs';

const PRIVILEGED_PORTS = 1024;
const PORT_SHIFT = 20_000;
const MAX_HOSTS = 50;

/** @param {string} text */
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** nginx would bind it, even to test. @param {string} text */
function withoutPrivilegedPorts(text) {
  return text.replace(/(\blisten[ \t]+(?:[\w.*]+:|\[[0-9a-f:]+\]:)?)(\d+)(?=[\s;])/g, (all, before, port) =>
    Number(port) < PRIVILEGED_PORTS ? `${before}${Number(port) + PORT_SHIFT}` : all,
  );
}

/**
 * @param {string} folder
 * @param {number} port  that is free
 * @param {{replaceHosts: boolean}} options
 */
export function createJudge(folder, port, { replaceHosts }) {
  /** @type {Map<string, string>} host → address */
  const addresses = new Map();
  let uses = 0;

  /** @param {string} text */
  const resolved = (text) => {
    for (const [host, address] of addresses) {
      text = text.replace(new RegExp(`(?<![\\w.-])${escape(host)}(?![\\w.-])`, 'g'), address);
    }
    return text;
  };

  /**
   * @param {Buffer} bytes
   * @returns {Promise<import('./test_configuration.mjs').Verdict>}
   */
  return async function judge(bytes) {
    const name = `judged-${++uses % 2}.conf`;
    for (;;) {
      const text = withoutPrivilegedPorts(resolved(bytes.toString('latin1')));
      const configuration = completeConfiguration(text, folder, port);
      const verdict = await testConfiguration(folder, Buffer.from(configuration, 'latin1'), name);
      const host = /host not found in (?:upstream|resolver|"[^"]*") "?([\w.-]+)/.exec(verdict.messages.join('\n'))?.[1];
      if (verdict.accepted || !replaceHosts || host === undefined || addresses.has(host) || addresses.size >= MAX_HOSTS) return verdict;
      addresses.set(host, `127.0.0.${addresses.size + 2}`);
    }
  };
}
