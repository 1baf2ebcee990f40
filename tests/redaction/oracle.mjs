// Whether a planted value, or a run of it, is left in a text: plain, in any case, percent-encoded, JSON-escaped, in base64 at its three
// alignments, in hexadecimal, with its dots reversed. Knows nothing of the engine (core/facts/redaction.md section 5.5).
const RUN = 6; // of a secret
const PUBLIC_LABELS = new Set(
  'www api com net org de io uk co internal corp local lan svc cluster default compute elb amazonaws ec2 ecr dkr s3 azure windows blob core us-east-1 eu-west-1 eu-central-1 run app ingest sentry'.split(
    ' ',
  ),
);

/** @param {string} text */
const percentDecoded = (text) => text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
/** @param {string} text */
const jsonDecoded = (text) =>
  text
    .replace(/\\u00([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\\x([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\\[ntr]/g, '\n')
    .replace(/\\(.)/g, '$1');
/** What every long run of base64 stands for. @param {string} text */
const base64Decoded = (text) => (text.match(/[A-Za-z0-9+/_-]{8,}/g) ?? []).map((run) => Buffer.from(run, 'base64').toString('latin1')).join('\n');

/** The part of the base64 that depends on the value alone, `shift` bytes behind a boundary. @param {string} value @param {number} shift */
function base64Core(value, shift) {
  const whole = Buffer.concat([Buffer.alloc(shift), Buffer.from(value, 'latin1')])
    .toString('base64')
    .replace(/=+$/, '');
  const exact = (Buffer.byteLength(value, 'latin1') + shift) % 3 === 0;
  return whole.slice(shift === 0 ? 0 : shift + 1, exact ? undefined : -1);
}

/** @param {string} text */
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** @param {string} views @param {string} name */
const hasWord = (views, name) => new RegExp(`(?<![a-z0-9])${escape(name.toLowerCase())}(?![a-z0-9])`).test(views);

/** @param {string} text @param {string} value @param {number} length */
function hasRun(text, value, length) {
  for (let at = 0; at + length <= value.length; ++at) {
    if (text.includes(value.slice(at, at + length))) return true;
  }
  return false;
}

/**
 * @typedef {object} Planted
 * @property {string} value
 * @property {'secret' | 'host' | 'name' | 'address'} as  what counts as a leak: a run of six, an identifying label, the whole word, the whole address
 */

/**
 * @param {string} output
 * @returns {(planted: Planted) => boolean}
 */
export function createOracle(output) {
  const decoded = [output, percentDecoded(output), jsonDecoded(output), percentDecoded(jsonDecoded(output))];
  const views = [...new Set([...decoded, ...decoded.map(base64Decoded)])].join('\n').toLowerCase();
  const exact = decoded.slice(0, 3).join('\n');

  /** @param {string} value */
  const encoded = (value) => {
    if (value.length < RUN) return false;
    if (hasRun(views, Buffer.from(value, 'latin1').toString('hex'), RUN * 2)) return true;
    return [0, 1, 2].some((shift) => {
      const core = base64Core(value, shift);
      const url = core.replaceAll('+', '-').replaceAll('/', '_');
      return hasRun(exact, core, 8) || (url !== core && hasRun(exact, url, 8));
    });
  };

  return function leaks({ value, as }) {
    const lower = value.toLowerCase();
    switch (as) {
      case 'secret':
        return value.length < RUN ? hasWord(views, lower) : hasRun(views, lower, RUN) || encoded(value);
      case 'host': {
        const labels = lower.split('.').filter((label) => label.length > 2 && !PUBLIC_LABELS.has(label));
        if (labels.some((label) => hasWord(views, label) || encoded(label))) return true;
        return views.includes(lower) || views.includes(lower.split('.').reverse().join('.'));
      }
      case 'name':
        return hasWord(views, lower) || encoded(value);
      case 'address': {
        const spellings = [lower, lower.replaceAll('.', '-'), lower.replaceAll('.', '\\.'), lower.split('.').reverse().join('.')];
        return spellings.some((spelling) => new RegExp(`(?<![0-9a-f])${escape(spelling)}(?![0-9a-f])`).test(views)) || encoded(value);
      }
    }
  };
}
