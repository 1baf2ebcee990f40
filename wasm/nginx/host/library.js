// One suite's nginx: its two modules, each loaded when first needed, and the files of its Debian package.

/**
 * @typedef {object} MachineData written by wasm/nginx/build
 * @property {string} version of nginx, `1.22.1`
 * @property {string} package Debian's version of it
 * @property {string} debian `12`
 * @property {Record<string, string>} files of /etc/nginx
 * @property {string} pem a certificate, its key and DH parameters, made by the build
 * @property {string[]} directives names that some version of nginx knows
 */

/**
 * @typedef {object} Library
 * @property {MachineData} data
 * @property {(variant: 'plain' | 'tls') => Promise<import('./machine.js').NginxModule>} module
 */

/**
 * @param {{ data: MachineData, load: (variant: 'plain' | 'tls') => Promise<import('./machine.js').NginxModule> }} source
 * @returns {Library}
 */
export function createLibrary({ data, load }) {
  /** @type {Map<string, Promise<import('./machine.js').NginxModule>>} */
  const loaded = new Map();
  return {
    data,
    module(variant) {
      let loading = loaded.get(variant);
      if (!loading) {
        loading = load(variant);
        loading.catch(() => loaded.delete(variant)); // the next run tries again
        loaded.set(variant, loading);
      }
      return loading;
    },
  };
}
