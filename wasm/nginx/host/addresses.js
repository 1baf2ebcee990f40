// Socket addresses, as C structures and as text. Names that a config mentions get documentation addresses (RFC 5737), one
// each, so that a connection tells which name it was meant for.
const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;

/** @param {Uint8Array} bytes a struct sockaddr @returns {string} `192.0.2.1:80`, `[::1]:80`, `unix:/path` */
export function readAddress(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const family = view.getUint16(0, true);
  if (family === AF_UNIX) {
    const end = bytes.indexOf(0, 2);
    return `unix:${new TextDecoder().decode(bytes.slice(2, end < 0 ? bytes.length : end))}`;
  }
  const port = view.getUint16(2);
  if (family === AF_INET) return `${bytes.slice(4, 8).join('.')}:${port}`;
  const groups = [];
  for (let i = 8; i < 24; i += 2) groups.push(view.getUint16(i).toString(16));
  return `[${shorten(groups)}]:${port}`;
}

/** @param {string[]} groups */
function shorten(groups) {
  const text = groups.join(':');
  const zeros = text.match(/(^|:)0(:0)+(?=:|$)/g) ?? [];
  const longest = zeros.sort((a, b) => b.length - a.length)[0];
  return longest === undefined
    ? text
    : text
        .replace(longest, text.startsWith(longest) ? ':' : '::')
        .replace(/:::+/, '::')
        .replace(/^:$/, '::');
}

/** @param {string} text of an IPv4 address, `192.0.2.1:80`, or `unix:` @returns {Uint8Array} a struct sockaddr */
export function writeAddress(text) {
  if (text.startsWith('unix:')) return Uint8Array.of(AF_UNIX, 0);
  const at = text.lastIndexOf(':');
  const port = Number(text.slice(at + 1));
  if (text.startsWith('[')) {
    const bytes = new Uint8Array(28);
    bytes.set([AF_INET6, 0, port >> 8, port & 255]);
    bytes[23] = 1; // which one does not matter: it is nginx's own
    return bytes;
  }
  const bytes = new Uint8Array(16);
  bytes.set([AF_INET, 0, port >> 8, port & 255, ...text.slice(0, at).split('.').map(Number)]);
  return bytes;
}

export class Names {
  /** @type {Map<string, string>} */
  #addresses = new Map([['localhost', '127.0.0.1']]);
  /** @type {Map<string, string>} */
  #names = new Map([['127.0.0.1', 'localhost']]);

  /** @param {string} name @returns {string} its address */
  resolve(name) {
    const known = this.#addresses.get(name.toLowerCase());
    if (known) return known;
    const n = this.#names.size - 1;
    const address = `${n % 508 < 254 ? '192.0.2' : '203.0.113'}.${(n % 254) + 1}`;
    this.#addresses.set(name.toLowerCase(), address);
    this.#names.set(address, name);
    return address;
  }

  /** `192.0.2.1:80` → `backend.example:80`; unchanged where no name was resolved. @param {string} address */
  nameOf(address) {
    const at = address.lastIndexOf(':');
    const name = this.#names.get(address.slice(0, at));
    return name ? name + address.slice(at) : address;
  }
}
