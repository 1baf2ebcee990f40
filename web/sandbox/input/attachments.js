// Files that are read with the text of the box but not shown in it.
import { byId, element, replaceContent } from '../parts/element.js';
import { sizeInWords } from './files.js';

/** @typedef {{ name: string, bytes: Uint8Array }} Attachment */

/**
 * @param {Attachment[]} attachments
 * @param {(attachment: Attachment) => void} remove
 */
export function showAttachments(attachments, remove) {
  const list = byId('attachments');
  list.hidden = attachments.length === 0;
  replaceContent(list, attachments.map((attachment) => element('li', {},
    element('span', {}, element('strong', {}, attachment.name), ` ${sizeInWords(attachment.bytes.length)}, read but not shown`),
    element('button', { type: 'button', click: () => remove(attachment) }, 'Remove',
      element('span', { class: 'visually-hidden' }, ` ${attachment.name}`)))));
}
