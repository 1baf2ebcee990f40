// What a comment or a rule's page cites is there: `facts/NAME`, and the sections of it that it names, by number
// ("facts/nginx.md sections 0 and 2.3") or by heading (`facts/kubernetes.md section 2, "Messages"`).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../../', import.meta.url);

/**
 * The citations of a text whose comment marks and line breaks are gone.
 * @param {string} text
 */
function citationsOf(text) {
  const flat = text.replace(/\s*\n[ \t]*(?:\/\/|\*|#)?[ \t]*/g, ' ');
  return [...flat.matchAll(/\bfacts\/([\w.-]*\w)([^;\n]{0,200})/g)].map(([, file, rest]) => {
    const numbers = rest.match(/^,? sections? (\d+(?:\.\d+)*(?: \([^)]*\))?(?:(?:, | and | to )\d+(?:\.\d+)*(?: \([^)]*\))?)*)/)?.[1] ?? '';
    const behind = rest.slice(rest.indexOf(numbers) + numbers.length);
    const heading = (numbers === '' ? rest : behind).match(/^,? "([^"]+)"/)?.[1];
    return { file, sections: numbers.replace(/\([^)]*\)/g, '').match(/\d+(?:\.\d+)*/g) ?? [], heading };
  });
}

/** @param {string} file */
function headingsOf(file) {
  const path = new URL(`core/facts/${file}`, ROOT);
  return existsSync(path) ? (readFileSync(path, 'utf8').match(/^#+ .*$/gm) ?? []).map((line) => line.replace(/^#+ /, '')) : null;
}

/** @param {string} text */
function deadIn(text) {
  const dead = [];
  for (const { file, sections, heading } of citationsOf(text)) {
    const headings = headingsOf(file);
    if (headings === null) dead.push(`no file core/facts/${file}`);
    for (const section of headings === null ? [] : sections) {
      if (!headings.some((one) => one.startsWith(`${section}. `) || one.startsWith(`${section} `))) dead.push(`core/facts/${file} has no section ${section}`);
    }
    if (headings !== null && heading !== undefined && !headings.some((one) => one.startsWith(heading)))
      dead.push(`core/facts/${file} has no heading "${heading}"`);
  }
  return dead;
}

test('a citation is read whole', () => {
  assert.deepEqual(citationsOf('// (facts/nginx.md sections\n// 0, 1 (its table) and 2.3). See'), [
    { file: 'nginx.md', sections: ['0', '1', '2.3'], heading: undefined },
  ]);
  assert.deepEqual(citationsOf('facts/kubernetes.md section 2, "Messages"; x'), [{ file: 'kubernetes.md', sections: ['2'], heading: 'Messages' }]);
  assert.equal(deadIn('facts/nowhere.md section 1').length, 1);
  assert.equal(deadIn('facts/nginx.md section 77').length, 1);
  assert.equal(deadIn('facts/nginx.md, "No such heading"').length, 1);
});

test('no citation is dead', () => {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\0')
    .filter((path) => /\.(cc|h|c|js|mjs|md|txt|inc|html|json)$|CMakeLists\.txt$/.test(path) && !path.startsWith('tests/sources/'))
    .filter((path) => existsSync(new URL(path, ROOT)));
  let citations = 0;
  const dead = [];
  for (const path of files) {
    const text = readFileSync(new URL(path, ROOT), 'utf8');
    citations += citationsOf(text).length;
    for (const what of deadIn(text)) dead.push(`${path}: ${what}`);
    // The design of before there was code; it was never here.
    if (/\bdesign\.md\b/.test(text)) dead.push(`${path}: design.md is not in the repository`);
  }
  assert.ok(citations > 50, `${citations} citations found`);
  assert.deepEqual(dead, []);
});
