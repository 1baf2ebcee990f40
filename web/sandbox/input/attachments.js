// Files that are read with the text of the box but not shown in it.
import { byId, element, replaceContent } from '../parts/element.js';
import { sizeInWords } from './files.js';

/** @typedef {{ name: string, bytes: Uint8Array, into?: boolean }} Attachment  into: the whole file of the fragment in the box; absent: nothing to choose */

/**
 * @param {Attachment[]} attachments
 * @param {(attachment: Attachment) => void} remove
 * @param {(attachment: Attachment) => void} turn
 */
export function showAttachments(attachments, remove, turn) {
  const list = byId('attachments');
  list.hidden = attachments.length === 0;
  replaceContent(
    list,
    attachments.map((attachment) =>
      element(
        'li',
        {},
        element(
          'span',
          {},
          element('strong', {}, attachment.name),
          ` ${sizeInWords(attachment.bytes.length)}, ${attachment.into ? 'the patch is for this file' : 'read but not shown'}`,
        ),
        attachment.into !== undefined &&
          element(
            'button',
            { type: 'button', click: () => turn(attachment) },
            attachment.into ? 'Read it beside the text instead' : 'Make the patch for this file',
          ),
        element('button', { type: 'button', click: () => remove(attachment) }, 'Remove', element('span', { class: 'visually-hidden' }, ` ${attachment.name}`)),
      ),
    ),
  );
}
