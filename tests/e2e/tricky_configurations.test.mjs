// Configurations by hand that are easy to make worse. For each: what nginx accepted it accepts after the fix, fixing again changes nothing, and what
// worked is still there.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { freePort } from './free_port.mjs';
import { createJudge } from './nginx/judge.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';
import { HANG_MS } from '../hang_guard.mjs';

const LIMIT = { timeout: HANG_MS };
const APP = 'upstream app { server 127.0.0.1:8080; }\n';
const KEPT = 'upstream app { server 127.0.0.1:8080; keepalive 4; }\n';
const OTHER = 'upstream other { server 127.0.0.1:8081; }\n';
const HTTP1 = ['--backend', 'app=http1'];

/**
 * @typedef {object} Case
 * @property {string} text             FOLDER stands for the folder of the files below
 * @property {string[]} [evidence]
 * @property {Record<string, string>} [files]
 * @property {RegExp[]} [has]          in the result of the safe fixes
 * @property {RegExp[]} [hasNot]
 * @property {boolean} [untouched]     nothing is wrong with it
 */

/** @type {Record<string, Case>} */
const cases = {
  // Values that are also names of directives, at the start of a line.
  'timeout as a value': { text: `${APP}proxy_next_upstream error\n    timeout http_502;\nserver {\n    listen 127.0.0.1:28001;\n}\n`, untouched: true },
  'gzip as a parameter of access_log': {
    text: 'server {\n    listen 127.0.0.1:28001;\n    access_log FOLDER/a.log combined\n        gzip flush=5m;\n}\n',
    untouched: true,
  },
  'index over several lines': { text: 'server {\n    listen 127.0.0.1:28001;\n    index\n        listen\n        server\n        root;\n}\n', untouched: true },
  'data in a map': { text: 'map $host $x {\n    default 1;\n    listen 2;\n    server 3;\n}\nserver { listen 127.0.0.1:28001; }\n', untouched: true },

  // The later pass directive wins: the earlier one does no harm.
  'a grpc_pass that proxy_pass overrides': {
    text: `${APP}location /x/ {\n    grpc_pass app;\n    proxy_pass http://app/v1/;\n}\n`,
    evidence: HTTP1,
    has: [/proxy_pass http:\/\/app\/v1\/;/],
  },
  'an overridden pass directive and its headers': {
    text: `${APP}location /x/ {\n    grpc_set_header X-Grpc 1;\n    grpc_pass app;\n    proxy_pass http://app;\n}\n`,
    evidence: HTTP1,
    hasNot: [/proxy_set_header X-Grpc/],
  },

  // Settings that others use too.
  'grpc_pass in a condition beside proxy_pass': {
    text: `${APP}${OTHER}location /x/ {\n    grpc_set_header Host $host;\n    if ($arg_b) { grpc_pass app; }\n    proxy_pass http://other;\n}\n`,
    evidence: HTTP1,
    hasNot: [/proxy_set_header Host/],
  },
  'settings that a nested location inherits': {
    text: `${APP}${OTHER}location /x/ {\n    grpc_set_header Host $host;\n    grpc_pass app;\n    location /x/y/ {\n        grpc_pass other;\n    }\n}\n`,
    evidence: [...HTTP1, '--backend', 'other=grpc'],
    has: [/grpc_set_header Host \$host;/],
  },
  'headers of the server block for grpc': {
    text: `${APP}server {\n    listen 127.0.0.1:28001;\n    grpc_set_header Authorization $http_x_token;\n    location / {\n        grpc_pass app;\n    }\n}\n`,
    evidence: HTTP1,
    has: [/proxy_set_header Authorization \$http_x_token;|grpc_pass app;/],
  },
  'the same header for both': {
    text: `${APP}location / {\n    proxy_set_header Host $host;\n    grpc_set_header Host $host;\n    grpc_pass app;\n}\n`,
    evidence: HTTP1,
    hasNot: [/proxy_set_header Host[^]*proxy_set_header Host/],
  },
  'a location with headers of its own': {
    text: `${APP}server {\n    listen 127.0.0.1:28001;\n    proxy_set_header Host $host;\n    location / {\n        proxy_set_header X-A 1;\n        grpc_pass app;\n    }\n}\n`,
    evidence: HTTP1,
    has: [/proxy_pass http:\/\/app;/],
  },

  // What stands in another file.
  'an included file that sets everything': {
    text: `${KEPT}location / {\n    include FOLDER/proxy.inc;\n    proxy_pass http://app;\n}\n`,
    files: { 'proxy.inc': 'proxy_http_version 1.1;\nproxy_set_header Host $host;\nproxy_set_header Connection "";\n' },
  },
  'an included file with headers for the server': {
    text: `${KEPT}server {\n    listen 127.0.0.1:28001;\n    include FOLDER/proxy.inc;\n    location / {\n        proxy_pass http://app;\n    }\n}\n`,
    files: { 'proxy.inc': 'proxy_set_header Host $host;\nproxy_set_header X-Real-IP $remote_addr;\n' },
    hasNot: [/proxy_set_header Connection/], // it would discard the included ones
  },

  // nginx resolves a name whose upstream stands below once for each default port.
  'http and https to an upstream that stands below': {
    text: `server {\n    listen 127.0.0.1:28001;\n    location /a { proxy_pass http://app; }\n    location /b { grpc_pass app; }\n}\n${APP}`,
    evidence: ['--backend', 'app=http1-tls'],
  },

  // Targets.
  'a socket with a path': {
    text: 'location / {\n    proxy_pass h2://unix:/run/app.sock:/api;\n}\n',
    evidence: ['--backend', 'unix:/run/app.sock=http1'],
    has: [/proxy_pass http:\/\/unix:\/run\/app\.sock:\/api;/],
  },
  'a quoted target': { text: `${APP}location / {\n    proxy_pass 'h2://app';\n}\n`, evidence: HTTP1, has: [/proxy_pass 'http:\/\/app';/] },
  'upper case': { text: `${APP}location / {\n    proxy_pass H2://app/x;\n}\n`, evidence: HTTP1, has: [/proxy_pass http:\/\/app\/x;/] },
};

/** What nginx must accept after the fix, although it refuses it before. @type {Record<string, Case>} */
const repaired = {
  'a socket with a path': cases['a socket with a path'],
  'a quoted target': cases['a quoted target'],
  'upper case': cases['upper case'],
  'grpc without a port': { text: 'location / {\n    proxy_pass h2://127.0.0.1;\n}\n', evidence: ['--backend', '127.0.0.1:80=grpc'] },
  'grpc inside limit_except': {
    text: `${APP}location / {\n    limit_except GET { proxy_pass h2://app; }\n    return 204;\n}\n`,
    evidence: ['--backend', 'app=grpc'],
  },
};

/** @param {import('node:test').TestContext} t @param {Case} one @param {string[]} mode */
async function fixed(t, { text, evidence = [], files = {} }, mode) {
  const folder = temporaryFolder(t);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const before = Buffer.from(text.replaceAll('FOLDER', folder));
  writeFileSync(join(folder, 'a.conf'), before);
  const judge = createJudge(folder, await freePort(), { replaceHosts: false });
  const fix = await stackengine(['fix', ...mode, ...evidence, 'a.conf'], { cwd: folder });
  assert.ok(fix.status === 0 || fix.status === 1, fix.stderr);
  writeFileSync(join(folder, 'b.conf'), fix.stdout);
  const again = await stackengine(['fix', ...mode, ...evidence, 'b.conf'], { cwd: folder });
  return { before, after: fix.stdout, again: again.stdout, status: fix.status, was: await judge(before), is: await judge(fix.stdout) };
}

describe('never worse', () => {
  for (const [what, one] of Object.entries(cases)) {
    for (const mode of [[], ['--unsafe']]) {
      test(`${what}${mode.length > 0 ? ', all fixes' : ''}`, LIMIT, async (t) => {
        const { before, after, again, status, was, is } = await fixed(t, one, mode);
        assert.ok(is.accepted || !was.accepted, `${is.messages.join(' | ')}\n${after}`);
        assert.equal(again.toString(), after.toString(), 'fixing again changes it again');
        if (one.untouched) assert.deepEqual([after.toString(), status], [before.toString(), 0]);
        if (mode.length > 0) return;
        for (const pattern of one.has ?? []) assert.match(after.toString(), pattern);
        for (const pattern of one.hasNot ?? []) assert.doesNotMatch(after.toString(), pattern);
      });
    }
  }
});

describe('a fix that says it is done', () => {
  for (const [what, one] of Object.entries(repaired)) {
    test(what, LIMIT, async (t) => {
      const { after, status, was, is } = await fixed(t, one, []);
      assert.equal(was.accepted, false);
      assert.ok(is.accepted || status !== 0, `${is.messages.join(' | ')}\n${after}`);
    });
  }
});
