// A model as it should be: it sees the prompt and nothing else, makes the change that it is told to, and answers in one of the three forms
// that models send, with the carelessness that they have: wrong line numbers and counts in diffs, text around the JSON.

/** @typedef {(lines: string[]) => string[]} Change  what the model does to the lines of the file */
/** @typedef {{name: string, answer: (file: string, before: string[], after: string[]) => string}} Form */

/**
 * The file that the prompt shows.
 * @param {string} user
 * @returns {{file: string, lines: string[]}}
 */
export function fileOf(user) {
  const start = user.indexOf('\nFILE > ');
  const [heading, ...rest] = user.slice(start + 1).split('\n');
  const lines = [];
  for (const line of rest) {
    const match = /^\d+\| (.*)$/.exec(line);
    if (!match) break;
    lines.push(match[1]);
  }
  return { file: heading.slice('FILE > '.length), lines };
}

/** The lines that differ, from the first to the last. @param {string[]} before @param {string[]} after */
function difference(before, after) {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { head, tail };
}

/** @param {string[]} lines */
const text = (lines) => lines.map((line) => `${line}\n`).join('');

/** @type {Form[]} */
export const forms = [
  {
    name: 'json',
    answer(file, before, after) {
      const { head, tail } = difference(before, after);
      const context = Math.min(1, head);
      const edit = {
        file,
        start_line: head - context + 1,
        old: before.slice(head - context, before.length - Math.max(0, tail - 1)).join('\n'),
        new: after.slice(head - context, after.length - Math.max(0, tail - 1)).join('\n'),
        reason: 'the backend does not speak what it is spoken to',
      };
      return `Here is what I found:\n\n\`\`\`json\n${JSON.stringify({ explanation: 'See the edit.', edits: [edit] }, null, 2)}\n\`\`\`\n`;
    },
  },
  {
    name: 'diff',
    answer(file, before, after) {
      const { head, tail } = difference(before, after);
      const from = Math.max(0, head - 2);
      const to = before.length - Math.max(0, tail - 2);
      const lines = [
        ...before.slice(from, head).map((line) => ` ${line}`),
        ...before.slice(head, before.length - tail).map((line) => `-${line}`),
        ...after.slice(head, after.length - tail).map((line) => `+${line}`),
        ...before.slice(before.length - tail, to).map((line) => ` ${line}`),
      ];
      return `Apply this:\n\n\`\`\`diff\n--- a/${file}\n+++ b/${file}\n@@ -99,9 +99,2 @@ some function\n${text(lines)}\`\`\`\nGood luck!\n`;
    },
  },
  {
    name: 'block',
    answer: (file, before, after) => `The corrected file:\n\n\`\`\`nginx\n${text(after)}\`\`\`\n`,
  },
];
