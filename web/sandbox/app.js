// Puts the page together: what the user gives, one run of the engine after each change, and what is shown of it.
import { createAssistant } from './assistant/stub.js';
import { createEngine, Refusal } from './engine/host.js';
import { run } from './engine/run.js';
import { createSchedule } from './engine/schedule.js';
import { showAttachments } from './input/attachments.js';
import { createBox } from './input/box.js';
import { acceptFiles, fitsTheBox, LARGEST_SHOWN, sizeInWords, sourceOfFile } from './input/files.js';
import { createHistory } from './input/history.js';
import { listenForSteps } from './input/keys.js';
import { createLineEndsField } from './input/line_ends_field.js';
import { notify } from './input/notice.js';
import { readAs } from './input/read_as.js';
import { clearReadingNotes, showReadingNotes } from './input/reading_notes.js';
import { SAMPLE } from './input/sample.js';
import { createVersionField } from './input/version_field.js';
import { showVersionNote } from './input/version_note.js';
import { byId } from './parts/element.js';
import { isManifest } from './result/file_names.js';
import { createChoice } from './redaction/choice.js';
import { clearFindings, showFindings } from './result/findings.js';
import { createFixPanel } from './result/fix_panel.js';
import { clearLog, showLog } from './result/log.js';
import { createProof } from './result/proof.js';
import { clearQuestions, showQuestions } from './result/questions.js';
import { clearRoutes, showRoutes } from './result/routes.js';
import { restoreAlone } from './result/redacted.js';
import { createVerdict, leadOf } from './result/verdict.js';
import { append, bytesOf, EMPTY, toEditor } from './text/source.js';
import { encode } from './text/bytes.js';

/** @typedef {import('./engine/run.js').Result} Result */
/** @typedef {import('./engine/run.js').Input} Input */
/** @typedef {import('./input/files.js').OpenedFile} OpenedFile */
/** @typedef {import('./engine/protocol.js').Place} Place */

const DEFAULT_NAME = 'nginx.conf';
const MANIFEST_NAME = 'manifest.yaml';
const TYPING_PAUSE = 150;
const whenIdle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ task) => setTimeout(task, 50));

export function startSandbox() {
  const engine = createEngine();
  const schedule = createSchedule(analyse);
  /** What the user gives beside the text of the box and the version; never changed in place, the history keeps it. */
  let given = {
    name: DEFAULT_NAME,
    /** The name is that of a file that was opened. */
    opened: false,
    /** @type {import('./input/attachments.js').Attachment[]} */
    attachments: [],
    /** @type {Input['answers']} */
    answers: new Map(),
    /** @type {Input['wishes']} */
    wishes: new Map(),
    profile: /** @type {Input['profile']} */ ('minimal'),
  };
  /** @type {Result | undefined} */
  let shown;

  /** @type {import('./input/history.js').History<typeof given>} */
  const history = createHistory();
  const now = () => ({ given, source: box.source });

  /** The editor has failed. */
  let fallen = false;
  const box = createBox({
    changed({ pasted, replaced, before: source, change, caret }) {
      notify('');
      const before = { given, source };
      if (replaced) given = { ...given, name: DEFAULT_NAME, opened: false, answers: new Map(), wishes: new Map() };
      history.record(before, now(), { change, caret, typed: !pasted && change !== undefined });
      textChanged(pasted ? 0 : TYPING_PAUSE);
    },
    fell() {
      fallen = true;
      notify('The editor failed and is switched off. Your text is whole, in this plain box.', { problem: true });
      fixPanel.useEditor(undefined);
      assistant.useEditor(undefined);
    },
    pasting(text) {
      if (text.length <= LARGEST_SHOWN) return false;
      takeFile({ name: 'pasted text', bytes: encode(text), isConfig: false });
      return true;
    },
  });
  const showLineEnds = createLineEndsField((end) => act('line endings', () => box.setEnds(end)));
  const version = createVersionField(() => schedule.after(TYPING_PAUSE));
  const proof = createProof(byId('proof'));
  const actions = {
    /** @param {Place} place */
    jump(place) {
      const source = shown?.input.documents[place.document]?.source;
      if (!source) return;
      const convert = toEditor(source);
      box.select(convert(place.start), convert(place.end));
    },
    /** @param {string} key @param {string | null} title */
    wish(key, title) {
      act('choice of a fix', () => {
        given = { ...given, wishes: new Map(given.wishes).set(key, title) };
      });
    },
  };
  const verdict = createVerdict(actions);
  // The assistant's text is redacted with the same choice (redaction/choice.js, policyOf).
  const redaction = {
    engine,
    jump: actions.jump,
    choice: createChoice(),
    failed: (/** @type {Error} */ error) => verdict.problem(error, () => schedule.after(0)),
  };
  const assistant = createAssistant(engine, redaction.choice);
  const fixPanel = createFixPanel(
    {
      chooseProfile(profile) {
        act('how much to change', () => {
          given = { ...given, profile };
        });
      },
    },
    redaction,
  );

  /** @param {number} delay */
  function textChanged(delay) {
    showLineEnds(box.source);
    schedule.after(delay);
  }

  /** Does what can be undone. @param {string} words what it is @param {() => void} change */
  function act(words, change) {
    const before = now();
    change();
    history.record(before, now(), { words });
    textChanged(0);
  }

  /** @param {'undo' | 'redo'} direction */
  function step(direction) {
    const taken = history[direction]();
    if (!taken) return;
    const { given: next, ends, change, caret, words } = taken;
    if (next.attachments !== given.attachments) showAttachments(next.attachments, detach, readBeside);
    given = next;
    box.step(change, ends, caret);
    notify(words === '' ? '' : `${direction === 'undo' ? 'Undone' : 'Done again'}: ${words}.`);
    textChanged(0);
  }
  listenForSteps({ ofBox: box.ofBox, take: step });

  /** @returns {Input} */
  function input() {
    const { attachments, answers, wishes, profile } = given;
    const { source } = box;
    const inBox = source.text.trim() === '' ? [] : [{ name: given.name, pasted: !given.opened, bytes: bytesOf(source), source }];
    const into = attachments.filter((one) => one.into && inBox.length > 0);
    return { documents: [...inBox, ...attachments.filter((one) => !into.includes(one))], into, version: version(), profile, answers, wishes };
  }

  /** @param {() => boolean} isStale */
  async function analyse(isStale) {
    const current = input();
    if (current.documents.length === 0) {
      clearResult(() => verdict.idle());
      whenIdle(loadEditor);
      return;
    }
    verdict.busy(true);
    /** @type {Result | undefined} */
    let latest;
    await run(engine, current, (result) => {
      if (!isStale()) show((latest = result));
      return !isStale();
    }).catch((error) => {
      if (!isStale()) stopped(error, current, latest);
    });
    verdict.busy(false);
    whenIdle(loadEditor);
  }

  /** @param {Error} error @param {Input} input @param {Result} [result] what was there before it */
  function stopped(error, { documents }, result) {
    const retry = () => schedule.after(0);
    if (error instanceof Refusal) {
      const name = documents.length > 1 ? documents[error.document ?? -1]?.name : undefined;
      return clearResult(() => verdict.refused(name === undefined ? error.message : `\`${name}\`: ${error.message}`));
    }
    if (!result) return clearResult(() => verdict.fail(error, retry));
    // Half an answer is better than none, but nothing of an older text may stand beside it.
    verdict.problem(error, retry);
    fixPanel.clear();
  }

  /** @param {() => void} say what the verdict is instead */
  function clearResult(say) {
    shown = undefined;
    say();
    box.mark([]);
    byId('read-as').textContent = '';
    showVersionNote();
    clearReadingNotes();
    clearQuestions();
    clearFindings();
    clearLog();
    clearRoutes();
    fixPanel.clear();
    proof.clear();
    assistant.show(undefined);
  }

  /** @param {Result} result at its first or second stage */
  function show(result) {
    shown = result;
    assistant.show(result);
    verdict.show(result);
    showFindings(result, leadOf(result), actions);
    fixPanel.show(result);
    if (result.patch) {
      proof.show(result);
      return;
    }
    nameByKind(result);
    showQuestions(result, answer, actions);
    showRoutes(result, actions);
    showLog(result, actions);
    showVersionNote(result.analysis.nginx);
    showReadingNotes(result, actions);
    showInBox(result);
    performance.mark('verdict');
  }

  /** A manifest that was pasted, not opened, has no name; it is no nginx.conf. @param {Result} result */
  function nameByKind({ input: { documents }, analysis }) {
    if (!documents[0].source || given.opened) return;
    const kinds = new Set(analysis.documents[0].pieces.map(({ kind }) => kind));
    const name = kinds.has('kubernetes') && !kinds.has('nginx') ? MANIFEST_NAME : DEFAULT_NAME;
    if (name === given.name) return;
    given = { ...given, name };
    schedule.after(0);
  }

  /** @param {Result} result */
  function showInBox({ input: { documents }, analysis }) {
    const source = documents[0].source;
    if (!source) {
      byId('read-as').textContent = '';
      return;
    }
    const convert = toEditor(source);
    const pieces = analysis.documents[0].pieces.map(({ kind, start, end }) => ({ kind, start: convert(start), end: convert(end) }));
    byId('read-as').textContent = readAs(source, pieces);
    // A newer text has other places; its own run marks them.
    if (source !== box.source) return;
    box.mark(
      analysis.diagnostics
        .filter(({ document }) => document === 0)
        .map(({ start, end, severity, message }) => ({ from: convert(start), to: convert(end), severity, message })),
    );
  }

  /** @type {import('./result/questions.js').Answer} */
  function answer(name, protocol) {
    act(`answer for \`${name}\``, () => {
      const answers = new Map(given.answers);
      if (protocol === null) answers.delete(name);
      else answers.set(name, protocol);
      given = { ...given, answers };
    });
  }

  /** Changes what is in the box, with a button for the way back. @param {string} words @param {() => void} change */
  function replaceText(words, change) {
    const empty = box.source.text === '' && given.attachments.length === 0;
    act('change of the text', change);
    showAttachments(given.attachments, detach, readBeside);
    const { mark } = history;
    const undo = () => {
      while (history.isAfter(mark)) step('undo');
      notify('');
      box.focus();
    };
    notify(words, empty ? {} : { undo });
  }

  /** @param {OpenedFile} file */
  function takeFile(file) {
    const { name, bytes, isConfig } = file;
    const size = sizeInWords(bytes.length);
    if (!fitsTheBox(file)) {
      replaceText(`\`${name}\` (${size}) is analysed, but too large to show here.`, () => {
        given = { ...given, attachments: [...given.attachments, { name, bytes }] };
      });
      return;
    }
    const first = box.source.text.trim() === '';
    const hasConfig = shown?.analysis.documents[0]?.pieces.some(({ kind }) => kind === 'nginx' || kind === 'kubernetes') ?? false;
    // A fragment has no file yet, whatever the page calls it.
    const into = !given.opened && !isManifest(name) && (shown?.patch?.files.some(({ fragment }) => fragment) ?? false);
    if (isConfig && hasConfig && !first && (into || name !== given.name)) {
      // Two files are not one text: nginx includes one in the other, and each is patched for itself.
      const words = into ? 'as the file that the patch is for' : `as a file of its own beside \`${given.name}\``;
      replaceText(`Opened \`${name}\` (${size}) ${words}.`, () => {
        given = { ...given, attachments: [...given.attachments.filter((other) => other.name !== name), { name, bytes, into }] };
      });
      return;
    }
    replaceText(first ? `Opened \`${name}\` (${size}).` : `Added \`${name}\` (${size}) below the text.`, () => {
      if (isConfig && (first || !hasConfig)) given = { ...given, name, opened: true };
      box.set(append(first ? EMPTY : box.source, sourceOfFile(file)));
    });
  }

  /** @param {import('./input/attachments.js').Attachment} attachment */
  function detach(attachment) {
    replaceText(`Removed \`${attachment.name}\`.`, () => {
      given = { ...given, attachments: given.attachments.filter((other) => other !== attachment) };
    });
  }

  /** A file is what the patch is for, or is read beside the text. @param {import('./input/attachments.js').Attachment} attachment */
  function readBeside(attachment) {
    act(`reading of \`${attachment.name}\``, () => {
      given = { ...given, attachments: given.attachments.map((other) => (other === attachment ? { ...other, into: !other.into } : other)) };
    });
    showAttachments(given.attachments, detach, readBeside);
  }

  /** @param {import('./text/source.js').Source} source */
  const startOver = (source) => {
    given = { name: DEFAULT_NAME, opened: false, attachments: [], answers: new Map(), wishes: new Map(), profile: given.profile };
    box.set(source);
  };
  byId('sample').addEventListener('click', () => {
    replaceText('This is a sample: a gRPC location whose backend answers in HTTP/1.1.', () => startOver({ text: SAMPLE, ends: '\n' }));
  });
  byId('restore').addEventListener('click', () => void restoreAlone(byId('fix'), redaction));
  byId('clear').addEventListener('click', () => {
    if (input().documents.length === 0 && box.source.text === '') return;
    replaceText('Cleared.', () => startOver(EMPTY));
    box.focus();
  });
  acceptFiles({ engine, opened: takeFile, failed: (words) => notify(words, { problem: true }) });

  textChanged(0);

  // The editor comes when there is nothing better to do, after the first verdict; without it the textarea stays.
  let editorWanted = false;
  async function loadEditor() {
    if (editorWanted) return;
    editorWanted = true;
    const editor = await import('./editor/editor.js').catch(() => undefined);
    if (!editor) return;
    await box.upgrade(editor);
    performance.mark('editor');
    if (fallen) return;
    if (shown) showInBox(shown);
    fixPanel.useEditor(editor.createDiff);
    assistant.useEditor(editor.createDiff);
  }
}
