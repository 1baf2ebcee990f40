// Colours for nginx configuration and error-log lines. Only for the eye: what a line means is the engine's business.
import { StreamLanguage } from '@codemirror/language';

/** @typedef {{ start: boolean, quote: string, log: boolean }} State `start`: the next word is a directive's name */

const LOG_HEAD = /^\d{4}[/-]\d\d[/-]\d\d[ T]\d\d:\d\d:\d\d/;
const NUMBER = /^\d+(?:\.\d+)*(?:ms|[smhdwMy]|[kKmMgG])?(?=[\s;{}]|$)/;
const VARIABLE = /^\$(?:\{\w+\}|\w+)/;

/** @param {import('@codemirror/language').StringStream} stream @param {State} state */
function inString(stream, state) {
  while (!stream.eol()) {
    if (stream.peek() === '$' && !state.log) break;
    const char = stream.next();
    if (char === '\\') stream.next();
    else if (char === state.quote) {
      state.quote = '';
      break;
    }
  }
  return 'string';
}

/** @param {import('@codemirror/language').StringStream} stream @param {State} state */
function inLog(stream, state) {
  if (stream.match(/^\[(?:emerg|alert|crit|error)\]/)) return 'invalid';
  if (stream.match(/^\[\w+\]/)) return 'meta';
  if (stream.eat('"')) {
    state.quote = '"';
    return inString(stream, state);
  }
  if (stream.match(/^\w+(?=: )/)) return 'propertyName';
  if (!stream.match(/^\w+/)) stream.next();
  return null;
}

/** @type {import('@codemirror/language').StreamParser<State>} */
const parser = {
  name: 'nginx',
  startState: () => ({ start: true, quote: '', log: false }),
  token(stream, state) {
    if (stream.sol() && state.quote === '') {
      state.log = false;
      if (stream.match(LOG_HEAD)) {
        state.log = state.start = true;
        return 'comment';
      }
    }
    if (state.quote !== '') {
      if (!state.log && stream.match(VARIABLE)) return 'variableName';
      const token = inString(stream, state);
      if (state.log && stream.eol()) state.quote = '';
      return token;
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
    if (!stream.match(/^(?:\\.|[^\s;{}$\\])+/)) stream.next();
    return null;
  },
  languageData: { commentTokens: { line: '#' } },
};

export const nginx = StreamLanguage.define(parser);
