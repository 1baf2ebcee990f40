// The frame of the assistant, and the words exchanged with it. The page believes only messages that come from that very
// window and have one of the known shapes.
import { readFromFrame } from '../../assistant/messages.js';
import { element } from '../parts/element.js';

/** @typedef {import('../../assistant/messages.js').FromFrame} FromFrame */
/** @typedef {import('../../assistant/messages.js').ToFrame} ToFrame */
/** @typedef {Extract<FromFrame, { id: number }>} Answer */
/** @typedef {Extract<ToFrame, { type: 'models' | 'send' }>} Request */
/** @typedef {Request extends infer R ? R extends Request ? Omit<R, 'id'> : never : never} Unsent */

/** The last words on a request. */
const ENDS = ['models', 'done', 'failed'];

/**
 * @param {string} address relative, or of an origin of its own
 * @param {boolean} local whether servers on this machine are among the providers: the browser asks before a frame may reach them
 * @param {(message: Exclude<FromFrame, Answer>) => void} hear what belongs to no request
 */
export function createFrameLink(address, local, hear) {
  const url = new URL(address, document.baseURI);
  // Under the page's own origin the frame gets an opaque one, so it can reach nothing of the page. Elsewhere it keeps its
  // own, for servers that refuse `Origin: null`, and is kept apart by that.
  const apart = url.origin !== location.origin;
  const frame = element('iframe', {
    class: 'key-frame',
    title: 'Key of the model’s provider',
    sandbox: apart ? 'allow-scripts allow-same-origin' : 'allow-scripts',
    allow: local ? 'local-network-access *; local-network *; loopback-network *' : undefined,
    referrerpolicy: 'no-referrer',
    src: url.href,
  });

  let last = 0;
  /** Who hears the answers to a request, by its id. @type {Map<number, (message: Answer) => void>} */
  const asking = new Map();

  addEventListener('message', ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== (apart ? url.origin : 'null')) return;
    const message = readFromFrame(data);
    if (message?.type === 'height') {
      const border = frame.offsetHeight - frame.clientHeight;
      frame.style.height = `${Math.min(Math.max(message.pixels, 20), 300) + border}px`;
    } else if (message && 'id' in message) {
      asking.get(message.id)?.(message);
      if (ENDS.includes(message.type)) asking.delete(message.id);
    } else if (message) {
      hear(message);
    }
  });

  /** @param {ToFrame} message */
  function tell(message) {
    // An opaque origin has no name to address; it is the frame's window all the same.
    frame.contentWindow?.postMessage(message, apart ? url.origin : '*');
  }

  return {
    frame,
    tell,
    /**
     * Every request has an id of its own, whatever it asks for, and its answers go to whoever asked.
     * @param {Unsent} message
     * @param {(message: Answer) => void} answered
     */
    request(message, answered) {
      const id = ++last;
      asking.set(id, answered);
      tell({ ...message, id });
      return id;
    },
  };
}
/** @typedef {ReturnType<typeof createFrameLink>} FrameLink */
