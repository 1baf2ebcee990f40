// The classes of redaction (core/redaction/redaction.h) in words: one, several, and what to say where they are switched off.

/** @typedef {import('../engine/protocol.js').SecretClass} SecretClass */

/** @type {Record<SecretClass, [one: string, several: string, note?: string]>} */
const CLASSES = {
  private_key: ['private key', 'private keys'],
  token: ['token', 'tokens', 'API keys, JWTs'],
  authorization: ['authorization', 'authorizations', 'values of headers that carry credentials'],
  password: ['password', 'passwords', 'values whose name says secret'],
  url_password: ['URL password', 'URL passwords'],
  password_hash: ['password hash', 'password hashes'],
  secret_data: ['Secret value', 'Secret values', 'data of Kubernetes Secrets'],
  session: ['session', 'sessions', 'cookies and session ids'],
  random: ['random string', 'random strings', 'what looks random, bodies of certificates'],
  account: ['account', 'accounts', 'ids of cloud accounts'],
  email: ['mail address', 'mail addresses'],
  user_name: ['user name', 'user names'],
  upstream_name: ['upstream name', 'upstream names'],
  host: ['host name', 'host names'],
  ip_address: ['IP address', 'IP addresses'],
  mac_address: ['MAC address', 'MAC addresses'],
  resource_name: ['resource name', 'resource names', 'names of Kubernetes objects'],
  word: ['own word', 'own words'],
};

/** Those that can be switched off: own words are simply not entered. */
export const SWITCHES = /** @type {SecretClass[]} */ (Object.keys(CLASSES)).filter((name) => name !== 'word');

/** @param {string} name @returns {name is SecretClass} */
export const isClass = (name) => name in CLASSES;

/** @param {SecretClass} name @param {number} [n] */
export const className = (name, n = 1) => CLASSES[name][n === 1 ? 0 : 1];

/** @param {SecretClass} name */
export const classNote = (name) => CLASSES[name][2];
