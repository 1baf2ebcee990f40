// Colours for nginx configuration and error-log lines. Only for the eye: what a line means is the engine's business.
import { StreamLanguage } from '@codemirror/language';

/** @typedef {import('@codemirror/language').StringStream} Stream */
/** @typedef {{ start: boolean, quote: string, log: boolean }} State `start`: the next word is a directive's name */

const LOG_HEAD = /^\d{4}[/-]\d\d[/-]\d\d[ T]\d\d:\d\d:\d\d/;
const NUMBER = /^\d+(?:\.\d+)*(?:ms|[smhdwMy]|[kKmMgG])?(?=[\s;{}]|$)/;
const VARIABLE = /^\$(?:\{\w+\}|\w+)/;

/** Up to the quote that ends it, or to a variable within. @param {Stream} stream @param {State} state */
function inString(stream, state) {
  while (!stream.eol()) {
    if (!state.log && stream.match(VARIABLE, false)) break;
    const char = stream.next();
    if (char === '\\') stream.next();
    else if (char === state.quote) {
      state.quote = '';
      break;
    }
  }
  return 'string';
}

/** @param {Stream} stream @param {State} state */
function inLog(stream, state) {
  if (stream.match(/^\[(?:emerg|alert|crit|error)\]/)) return 'invalid';
  if (stream.match(/^\[\w+\]/)) return 'meta';
  if (stream.eat('"')) {
    state.quote = '"';
    return inString(stream, state);
  }
  if (stream.match(/^\w+(?=: )/)) return 'propertyName';
  stream.match(/^\w+/);
  return null;
}

/** The next token; where it takes nothing, `token` takes one character. @param {Stream} stream @param {State} state */
function read(stream, state) {
  if (stream.sol() && state.log) {
    state.log = false; // a log entry ends with its line, and so does a string in it
    state.quote = '';
  }
  if (stream.sol() && state.quote === '' && stream.match(LOG_HEAD)) {
    state.log = state.start = true;
    return 'comment';
  }
  if (state.quote !== '') {
    if (!state.log && stream.match(VARIABLE)) return 'variableName';
    return inString(stream, state);
  }
  if (stream.eatSpace()) return null;
  if (state.log) return inLog(stream, state);

  const next = stream.peek() ?? '';
  if (next === '#') {
    stream.skipToEnd();
    return 'comment';
  }
  if (';{}'.includes(next)) {
    stream.next();
    state.start = true;
    return next === ';' ? 'punctuation' : 'brace';
  }
  if (next === '"' || next === "'") {
    stream.next();
    state.start = false;
    state.quote = next;
    return inString(stream, state);
  }
  if (state.start) {
    state.start = false;
    stream.match(/^[^\s;{}"']+/);
    return 'keyword';
  }
  if (stream.match(VARIABLE)) return 'variableName';
  if (stream.match(NUMBER)) return 'number';
  if (stream.match(/^(?:on|off)(?=[\s;])/)) return 'bool';
  stream.match(/^(?:\\.|[^\s;{}$\\])+/);
  return null;
}

/** @type {import('@codemirror/language').StreamParser<State>} */
export const parser = {
  name: 'nginx',
  startState: () => ({ start: true, quote: '', log: false }),
  /** Takes at least one character, whatever the text: the editor stops working on a token that takes none. */
  token(stream, state) {
    const from = stream.pos;
    const style = read(stream, state);
    if (stream.pos === from) stream.next();
    return style;
  },
  languageData: { commentTokens: { line: '#' } },
};

export const nginx = StreamLanguage.define(parser);
