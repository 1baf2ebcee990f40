// The folders of core/ are layers: each includes only those above it in this list, so there is no cycle.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const LAYERS = [
  'text', // bytes, lines, spans, diffs
  'diagnosis', // the values that everything reports: diagnostics, fixes, backends
  'nginx', // the configuration language and its facts
  'kubernetes', // manifests
  'error_log',
  'backends', // what each backend speaks, inferred from all evidence
  'rules',
  'access_log',
  'curl',
  'intake', // a paste, taken apart into sources
  'workspace', // the sources of a paste, each parsed once
  'analysis', // the pipeline from a paste to diagnostics
  'redaction',
  'refactor', // fixes, applied and verified
  'engine.h', // the calls above, in one header
  'assistant', // prompts, and the review of answers
  'report', // values as text, JSON and SARIF
  'protocol', // the calls of the page
  'cli',
];

const CORE = new URL('../../core/', import.meta.url);
const sources = readdirSync(CORE, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(cc|h)$/.test(path) && !path.startsWith('third_party/'));

/** @param {string} path */
const layerOf = (path) => LAYERS.indexOf(path.includes('/') ? path.slice(0, path.indexOf('/')) : 'engine.h');

test('every folder of core/ is a layer', () => {
  assert.ok(sources.length > 200);
  assert.deepEqual([...new Set(sources.filter((path) => layerOf(path) < 0))], []);
});

test('a folder includes only layers above it', () => {
  const upward = [];
  for (const path of sources) {
    for (const [, included] of readFileSync(new URL(path, CORE), 'utf8').matchAll(/^#include "([^"]+)"/gm)) {
      if (layerOf(included) > layerOf(path)) upward.push(`${path} includes ${included}`);
    }
  }
  assert.deepEqual(upward, []);
});
