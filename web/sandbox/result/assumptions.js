// What the patch takes for granted, said where nobody can miss it, with the command that checks it.
import { element } from '../parts/element.js';
import { inlineCode } from '../parts/inline_code.js';
import { command } from '../parts/copy_button.js';
import { firstOf } from '../parts/lazy.js';
import { PROBE_OF, PROTOCOL_NAMES } from '../parts/protocol_names.js';

/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {{ text: string, short?: string, probe?: string }} Assumption */

const MOST = 20;

/**
 * @param {Result} result with a patch
 * @returns {Assumption[]} each once
 */
export function assumptionsOf({ analysis: { diagnostics, backends }, picks, patch }) {
  const applied = new Set(patch?.outcomes.filter(({ status }) => status === 'applied').map(({ diagnostic }) => diagnostic));
  const byName = new Map(backends.map((backend) => [backend.name, backend]));
  /** @type {Map<string, Assumption>} */
  const found = new Map();
  diagnostics.forEach(({ backend, fixes }, i) => {
    if (!picks[i].assumed || !applied.has(i)) return;
    const { assumption: text = '', assumes } = fixes[picks[i].fix];
    const protocol = assumes?.protocol;
    const probes = byName.get(backend ?? '')?.probes ?? [];
    found.set(text, {
      text,
      short: protocol && PROTOCOL_NAMES[protocol],
      probe: protocol && probes.find((probe) => probe.protocol === PROBE_OF[protocol])?.command,
    });
  });
  return [...found.values()];
}

/** For a button: "assumes HTTP/1.1". @param {Assumption[]} assumptions */
export function inFewWords(assumptions) {
  if (assumptions.length === 0) return '';
  const [first, ...more] = new Set(assumptions.map(({ short }) => short));
  return first !== undefined && more.length === 0 ? `assumes ${first}` : 'rests on assumptions';
}

/** @param {Assumption[]} assumptions */
export function assumptionNote(assumptions) {
  if (assumptions.length === 0) return null;
  return element(
    'div',
    { class: 'assumes', role: 'note' },
    firstOf(
      assumptions,
      MOST,
      ({ text, probe }) =>
        element(
          'div',
          {},
          element('p', {}, element('strong', {}, 'Assumes: '), inlineCode(text), '.', probe ? ' Check it with:' : ''),
          probe && command(probe, 'check of the assumption'),
        ),
      (more) => element('p', {}, `${more} more assumptions, each about another backend: the findings name them.`),
    ),
  );
}
