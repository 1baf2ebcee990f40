// Hands bytes to the user as a file, unchanged.

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 */
export function download(name, bytes) {
  const url = URL.createObjectURL(new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
