// Files from the disk: opened by the button or dropped anywhere on the page. The engine looks at each before it touches the
// box, so that a binary never overwrites what was typed. A large file, a log as a rule, is read but not shown.
import { byId } from '../parts/element.js';
import { Refusal } from '../engine/host.js';
import { sourceOf } from '../text/source.js';

/** @typedef {{ name: string, bytes: Uint8Array, isConfig: boolean }} OpenedFile */

const MB = 1 << 20;
export const LARGEST_SHOWN = 2 * MB;
const LARGEST = 100 * MB;

/** @param {number} bytes */
export function sizeInWords(bytes) {
  if (bytes >= MB) return `${(bytes / MB).toFixed(bytes < 10 * MB ? 1 : 0)} MB`;
  return bytes >= 1024 ? `${Math.round(bytes / 1024)} KB` : `${bytes} bytes`;
}

/**
 * @param {File} file
 * @param {import('../engine/host.js').Engine} engine
 * @returns {Promise<OpenedFile>} throws in words
 */
async function read(file, engine) {
  const { name, size } = file;
  if (size > LARGEST) {
    throw new Error(`\`${name}\` is ${sizeInWords(size)}; the box takes 100 MB. Take the part around the failing request.`);
  }
  const bytes = new Uint8Array(
    await file.arrayBuffer().catch(() => {
      throw new Error(`\`${name}\` could not be read. Is it a folder, or gone?`);
    }),
  );
  const workspace = { documents: [{ name, kind: 'auto', text: 1 }] };
  let isConfig = true;
  try {
    const { json } = await engine.call({ call: 'analyze', workspace }, [bytes]);
    isConfig = json.analysis.documents[0].pieces.some((/** @type {{ kind: string }} */ piece) => piece.kind === 'nginx' || piece.kind === 'kubernetes');
  } catch (error) {
    if (error instanceof Refusal) throw new Error(`\`${name}\` was not opened. ${error.message}`);
    // Without an engine the text can still be looked at; the verdict will say what is wrong.
    if (bytes.includes(0)) throw new Error(`\`${name}\` was not opened: it is binary.`);
  }
  return { name, bytes, isConfig };
}

/**
 * @param {object} options
 * @param {import('../engine/host.js').Engine} options.engine
 * @param {(file: OpenedFile) => void} options.opened
 * @param {(words: string) => void} options.failed
 */
export function acceptFiles({ engine, opened, failed }) {
  const input = /** @type {HTMLInputElement} */ (byId('file'));

  /** @param {Iterable<File>} files */
  async function take(files) {
    for (const file of files) {
      await read(file, engine).then(opened, (error) => failed(error.message));
    }
  }

  byId('open').addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.value = ''; // so that the same file can be opened again
    void take(files);
  });

  /** @param {DragEvent} event */
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;
  const { classList } = document.documentElement;
  let depth = 0;
  addEventListener('dragenter', (event) => {
    if (hasFiles(event) && ++depth > 0) classList.add('dropping');
  });
  addEventListener('dragleave', (event) => {
    if (hasFiles(event) && --depth <= 0) classList.remove('dropping');
  });
  addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  addEventListener(
    'drop',
    (event) => {
      if (!hasFiles(event)) return;
      // The editor would insert the file by itself, and another place of the page would open it instead of the page.
      event.preventDefault();
      event.stopPropagation();
      depth = 0;
      classList.remove('dropping');
      void take([...(event.dataTransfer?.files ?? [])]);
    },
    true,
  );
}

/** @param {OpenedFile} file */
export const fitsTheBox = ({ bytes }) => bytes.length <= LARGEST_SHOWN;

/** @param {OpenedFile} file */
export const sourceOfFile = ({ bytes }) => sourceOf(bytes);
