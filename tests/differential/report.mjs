// What the two verdicts of every case come to: agreement by kind, the cases that disagree, and whether the whole passes.

/** Kinds in which both must give the same verdict on at least this share of the cases, those explained aside. */
const AGREEMENT_WANTED = 0.99;
const AGREEMENT_KINDS = ['syntax', 'name', 'context', 'arity'];
/** One mistake is one error: the most that a case which both refuse may bring on average. */
const MOST_ERRORS = 1.1;

/**
 * @typedef {object} Result
 * @property {import('./mutations.mjs').Case} case
 * @property {import('./nginx.mjs').Verdict} nginx
 * @property {import('../e2e/stackengine.mjs').Diagnostic[]} errors  of the engine
 * @property {string[]} faults  what else is wrong: a crash, bytes that changed
 */

/** @typedef {'agree' | 'false error' | 'missed' | 'environment'} Verdict */

/** @param {Result} result @returns {Verdict} */
export function verdictOf({ nginx, errors }) {
  if (nginx.outcome === 'environment') return 'environment';
  if (nginx.outcome === 'accepted') return errors.length === 0 ? 'agree' : 'false error';
  return errors.length > 0 ? 'agree' : 'missed';
}

/**
 * The kind that a case is counted as: an argument more or less that nginx does not count but reads, and finds wrong, is a wrong value.
 * @param {Result} result
 */
function kindOf({ case: { kind }, nginx: { outcome, message } }) {
  const counted = /invalid number of|parameters number|has no opening|is not terminated/.test(message);
  return kind.startsWith('arity/') && outcome === 'refused' && !counted ? kind.replace('arity', 'value') : kind;
}

/** Ours is nginx's line, or the line where the mistake was made: nginx names the line of the terminator. @param {Result} result */
export function lineAgrees({ case: { lines }, nginx, errors }) {
  return nginx.line === 0 || errors.some(({ line }) => line === nginx.line || lines.includes(line));
}

/** @param {Result} result */
export function messageAgrees({ nginx, errors }) {
  const said = errors.filter(({ nginx_message }) => nginx_message).map(({ nginx_message }) => nginx_message.replace(/ in \S+:\d+$/, ''));
  return said.length === 0 || said.includes(nginx.message);
}

/** @param {Result} result */
function describe({ case: { id, lines }, nginx, errors }) {
  const theirs = nginx.outcome === 'refused' ? `${nginx.message} (line ${nginx.line})` : nginx.outcome;
  const ours = errors.map(({ rule, line, nginx_message }) => `${rule} (line ${line})${nginx_message ? `: ${nginx_message}` : ''}`);
  return `${id} (changed line ${lines.join(', ')})\n      nginx: ${theirs}\n      ours:  ${ours.join('\n             ') || 'accepted'}`;
}

const percent = (/** @type {number} */ part, /** @type {number} */ whole) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);

/**
 * Prints the report; returns what makes the test fail.
 * @param {Result[]} results
 * @param {Record<string, string>} explained  id of a case that disagrees → why
 * @param {{list: boolean, complete: boolean}} options  `complete`: every case was run
 * @returns {string[]}
 */
export function report(results, explained, { list, complete }) {
  /** @type {string[]} */
  const failures = [];
  const rows = new Map();
  const total = emptyRow();
  /** @type {Record<string, Result[]>} */
  const disagreements = { 'false error': [], missed: [], line: [], message: [] };
  for (const result of results) {
    const kind = kindOf(result);
    if (!rows.has(kind)) rows.set(kind, emptyRow());
    const verdict = verdictOf(result);
    const both = verdict === 'agree' && result.nginx.outcome === 'refused';
    const line = both && lineAgrees(result);
    const message = both && messageAgrees(result);
    for (const row of [rows.get(kind), total]) {
      row.cases++;
      row[verdict]++;
      if (!both) continue;
      row.both++;
      row.line += Number(line);
      row.message += Number(message);
      // A made-up value may be wrong in several ways.
      row.errors += result.case.kind.startsWith('fuzz/') ? 1 : result.errors.length;
    }
    if (verdict === 'false error' || verdict === 'missed') disagreements[verdict].push(result);
    if (both && !line) disagreements.line.push(result);
    if (both && !message) disagreements.message.push(result);
    for (const fault of result.faults) failures.push(`${result.case.id}: ${fault}`);
  }

  console.log('kind                        cases  environment  verdict agrees  false errors  missed   line  message  errors each');
  for (const [kind, row] of [...[...rows].sort(([a], [b]) => (a < b ? -1 : 1)), ['in all', total]]) console.log(formatRow(kind, row));

  for (const [what, found] of Object.entries(disagreements)) {
    const open = found.filter(({ case: { id } }) => !(id in explained));
    console.log(`\n${what}: ${found.length}, ${found.length - open.length} of them explained`);
    const shown = list || what === 'false error' ? open : [];
    for (const result of shown) console.log(`    ${describe(result)}`);
  }

  for (const group of AGREEMENT_KINDS) {
    const judged = results.filter((result) => kindOf(result).startsWith(`${group}/`) && verdictOf(result) !== 'environment' && !(result.case.id in explained));
    const agreeing = judged.filter((result) => verdictOf(result) === 'agree').length;
    if (agreeing < AGREEMENT_WANTED * judged.length) {
      failures.push(`${group}: the verdicts agree on ${agreeing} of ${judged.length} cases, ${percent(agreeing, judged.length)}`);
    }
  }
  for (const {
    case: { id },
  } of disagreements['false error']) {
    if (!(id in explained)) failures.push(`${id}: an error in what nginx accepts`);
  }
  if (total.both > 0 && total.errors > MOST_ERRORS * total.both) {
    failures.push(`one mistake brings ${(total.errors / total.both).toFixed(2)} errors on average, more than ${MOST_ERRORS}`);
  }
  for (const {
    case: { id },
    nginx,
  } of results.filter((result) => result.case.kind === 'valid')) {
    if (nginx.outcome !== 'accepted') failures.push(`${id}: nginx does not accept it: ${nginx.message}`);
  }
  const disagreeing = new Set(Object.values(disagreements).flatMap((found) => found.map(({ case: { id } }) => id)));
  const known = new Set(results.map(({ case: { id } }) => id));
  for (const id of Object.keys(explained)) {
    if (known.has(id) ? !disagreeing.has(id) : complete) failures.push(`${id}: explained.json is out of date, it agrees or is gone`);
  }
  return failures;
}

function emptyRow() {
  return { cases: 0, agree: 0, 'false error': 0, missed: 0, environment: 0, both: 0, line: 0, message: 0, errors: 0 };
}

/** @param {string} kind @param {ReturnType<typeof emptyRow>} row */
function formatRow(kind, row) {
  return [
    kind.padEnd(27),
    String(row.cases).padStart(5),
    String(row.environment).padStart(12),
    percent(row.agree, row.cases - row.environment).padStart(15),
    String(row['false error']).padStart(13),
    String(row.missed).padStart(7),
    percent(row.line, row.both).padStart(8),
    percent(row.message, row.both).padStart(8),
    (row.both === 0 ? '-' : (row.errors / row.both).toFixed(2)).padStart(11),
  ].join(' ');
}
