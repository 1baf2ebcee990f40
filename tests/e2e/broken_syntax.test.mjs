// Broken syntax: the right line, the rest still analysed, and what the fix makes of it is judged by the real nginx.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { freePort } from './free_port.mjs';
import { createJudge } from './nginx/judge.mjs';
import { diagnose, stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT = { timeout: HANG_MS };

/**
 * @typedef {object} Case
 * @property {string[]} lines
 * @property {Record<number, string>} rules   by line: what must be found there
 * @property {string[]} [safe]                options with which fixing makes nginx accept it
 * @property {string[]} [unsafe]
 */

const SERVER = ['server {', '    listen 8081;', '    location / {', '        proxy_pass h2://app;', '    }', '}'];
const ANSWER = ['--backend', 'app=http1'];

/** @type {Record<string, Case>} */
const cases = {
  'a missing semicolon in upstream': {
    lines: ['upstream app {', '    server 127.0.0.1:8080', '    keepalive 32;', '}', ...SERVER],
    rules: { 2: 'missing-semicolon', 8: 'invalid-upstream-scheme' },
    safe: ANSWER,
  },
  'a missing semicolon before a brace': {
    lines: ['upstream app {', '    server 127.0.0.1:8080', '}', ...SERVER],
    rules: { 2: 'missing-semicolon', 7: 'invalid-upstream-scheme' },
    safe: ANSWER,
  },
  'a missing semicolon before a comment': {
    lines: ['upstream app {', '    server 127.0.0.1:8080 # the only one', '    keepalive 32;', '}', ...SERVER],
    rules: { 2: 'missing-semicolon', 8: 'invalid-upstream-scheme' },
    safe: ANSWER,
  },
  'a missing semicolon on a pass directive': {
    lines: ['upstream app { server 127.0.0.1:8080; }', 'location / {', '    proxy_pass http://app', '    proxy_set_header Host $host;', '}'],
    rules: { 3: 'missing-semicolon' },
    safe: [],
  },
  'two missing semicolons': {
    lines: ['upstream app {', '    server 127.0.0.1:8080', '    server 127.0.0.1:8081', '    keepalive 4;', '}', ...SERVER],
    rules: { 2: 'missing-semicolon', 3: 'missing-semicolon', 9: 'invalid-upstream-scheme' },
    safe: ANSWER,
  },
  'an unclosed upstream': {
    lines: ['upstream app {', '    server 127.0.0.1:8080;', '    keepalive 32;', '', ...SERVER],
    rules: { 1: 'unclosed-block', 8: 'invalid-upstream-scheme' },
    unsafe: ANSWER,
  },
  'an unclosed location at the end': {
    lines: ['upstream app { server 127.0.0.1:8080; }', ...SERVER.slice(0, 4)],
    rules: { 4: 'unclosed-block', 5: 'invalid-upstream-scheme' },
    unsafe: ANSWER,
  },
  'an unclosed location before another one': {
    lines: [
      'upstream app { server 127.0.0.1:8080; }',
      'server {',
      '    listen 8081;',
      '    location /a {',
      '        return 204;',
      '    location /b {',
      '        proxy_pass http://app;',
      '    }',
      '}',
    ],
    rules: { 4: 'unclosed-block' },
    unsafe: [],
  },
  'a stray closing brace': {
    lines: ['upstream app {', '    server 127.0.0.1:8080;', '}', '}', ...SERVER],
    rules: { 4: 'unexpected-brace', 8: 'invalid-upstream-scheme' },
    unsafe: ANSWER,
  },
  'a stray closing brace behind a block': {
    lines: ['upstream app {', '    server 127.0.0.1:8080;', '}}', ...SERVER],
    rules: { 3: 'unexpected-brace', 7: 'invalid-upstream-scheme' },
    unsafe: ANSWER,
  },
  'a second semicolon': {
    lines: ['upstream app {', '    server 127.0.0.1:8080;;', '};', ...SERVER],
    rules: { 2: 'unexpected-semicolon', 3: 'unexpected-semicolon', 7: 'invalid-upstream-scheme' },
    safe: ANSWER,
  },
  'an unterminated quote': {
    lines: ['location / {', '    proxy_set_header Host "example.org;', '    proxy_pass http://127.0.0.1:8080;', '}'],
    rules: { 2: 'unterminated-quote' },
    unsafe: [],
  },
  'an unterminated quote before a quoted value': {
    lines: ['location / {', '    proxy_set_header Host "example.org;', '    proxy_set_header Connection "";', '    proxy_pass http://127.0.0.1:8080;', '}'],
    rules: { 2: 'unterminated-quote' },
    unsafe: [],
  },
};

describe('broken syntax', () => {
  for (const [what, { lines, rules, safe, unsafe }] of Object.entries(cases)) {
    for (const [ends, newline] of [
      ['LF', '\n'],
      ['CRLF', '\r\n'],
    ]) {
      test(`${what}, ${ends}`, LIMIT, async (t) => {
        const folder = temporaryFolder(t);
        const judge = createJudge(folder, await freePort(), { replaceHosts: false });
        const text = Buffer.from(lines.map((line) => line + newline).join(''));
        writeFileSync(join(folder, 'a.conf'), text);
        assert.equal((await judge(text)).accepted, false, 'nginx refuses it before');

        const report = await diagnose(['a.conf'], { cwd: folder });
        assert.equal(report.status, 1);
        const found = report.diagnostics.filter(({ severity }) => severity === 'error').map(({ line, rule }) => `${line}: ${rule}`);
        assert.deepEqual(
          found,
          Object.entries(rules).map(([line, rule]) => `${line}: ${rule}`),
        );

        for (const options of [safe, unsafe && ['--unsafe', ...unsafe]]) {
          if (!options) continue;
          const fix = await stackengine(['fix', ...options, 'a.conf'], { cwd: folder });
          assert.equal(fix.status, 0, fix.stderr);
          const verdict = await judge(fix.stdout);
          assert.ok(verdict.accepted, `${verdict.messages.join(' | ')}\n${fix.stdout}`);
        }
      });
    }
  }
});
