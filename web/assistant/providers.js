// The list of providers: one build setting, checked when the page is built and again where it is read.
import { FORMATS } from './wire/formats.js';

/**
 * @typedef {object} Provider
 * @property {string} id
 * @property {string} name as the user reads it
 * @property {keyof typeof FORMATS} format
 * @property {string} base of the addresses, no slash at the end
 * @property {'required' | 'optional' | 'none'} key
 * @property {boolean} [structured] false: its servers refuse a request that demands a JSON schema
 * @property {string} [unreachable] what to do when the browser could not reach it, or was refused by its CORS rules
 * @property {number} [first_byte_seconds]
 * @property {number} [stall_seconds]
 */

const KNOWN = ['id', 'name', 'format', 'base', 'key', 'structured', 'unreachable', 'first_byte_seconds', 'stall_seconds'];

/** @param {any} provider @returns {string | undefined} what is wrong with it */
function fault(provider) {
  const { id, name, format, base, key } = provider ?? {};
  if (typeof id !== 'string' || !/^[a-z0-9-]+$/.test(id)) return '`id` is not lower-case letters, digits and `-`';
  if (typeof name !== 'string' || name === '') return '`name` is missing';
  if (!Object.hasOwn(FORMATS, format)) return `\`format\` is none of ${Object.keys(FORMATS).join(', ')}`;
  if (!['required', 'optional', 'none'].includes(key)) return '`key` is none of required, optional, none';
  // The address becomes part of a policy: nothing in it may end a source or a directive.
  if (typeof base !== 'string' || !/^https?:\/\/[\w.[\]:-]+(\/[\w./-]*)?$/.test(base) || base.endsWith('/') || !URL.canParse(base)) {
    return '`base` is no http address without a slash at its end';
  }
  const unknown = Object.keys(provider).find((member) => !KNOWN.includes(member));
  return unknown && `\`${unknown}\` is unknown`;
}

/**
 * @param {any} list
 * @returns {Provider[]}
 */
export function checkProviders(list) {
  if (!Array.isArray(list) || list.length === 0) throw new Error('the list of providers is no array, or empty');
  for (const [i, provider] of list.entries()) {
    const wrong = fault(provider);
    if (wrong) throw new Error(`provider ${i + 1} of the list: ${wrong}`);
    if (list.findIndex(({ id }) => id === provider.id) !== i) throw new Error(`the list has \`${provider.id}\` twice`);
  }
  return list;
}

/** @param {Provider[]} list for `connect-src` */
export const originsOf = (list) => [...new Set(list.map(({ base }) => new URL(base).origin))];
