// What providers give out: known by its format alone, wherever it stands (core/facts/redaction.md section 2).
import { secret } from '../row.mjs';
import { NEUTRAL } from '../surroundings.mjs';

/** @typedef {import('../random.mjs').Random} Random */

const b64url = (/** @type {object} */ json) => Buffer.from(JSON.stringify(json)).toString('base64url');

/**
 * Class, what is public of the token, the rest, and what looks alike but is none.
 * @type {[string, string, (r: Random) => string, string][]}
 */
const TOKENS = [
  ['AWS key id', 'AKIA', (r) => r.chars('upperBase32', 16), 'AKIAIOSFODNN7EXAMPLE'],
  ['AWS key id', 'ASIA', (r) => r.chars('upperBase32', 16), 'ASIATIC'],
  ['AWS Bedrock', 'ABSK', (r) => r.chars('base64', 128), 'ABSKY'],
  ['GCP API key', 'AIza', (r) => r.chars('wordDash', 35), 'AIza'],
  ['Azure AD client secret', '', (r) => `${r.chars('alnum', 3)}8Q~${r.chars('alnum', 34)}`, 'a8Q~b'],
  ['GitHub', 'ghp_', (r) => r.chars('alnum', 36), 'ghp_index'],
  ['GitHub', 'gho_', (r) => r.chars('alnum', 36), 'gho_st'],
  ['GitHub', 'ghu_', (r) => r.chars('alnum', 36), 'ghu_b'],
  ['GitHub', 'ghs_', (r) => `${r.chars('alnum', 40)}_${r.chars('alnum', 160)}`, 'ghs_size'],
  ['GitHub', 'ghr_', (r) => r.chars('alnum', 76), 'ghr_id'],
  ['GitHub', 'github_pat_', (r) => `${r.chars('alnum', 22)}_${r.chars('alnum', 59)}`, 'github_pat_count'],
  ['GitLab', 'glpat-', (r) => r.chars('wordDash', 19) + r.chars('alnum', 1), 'glpat-size'],
  ['GitLab', 'glpat-', (r) => `${r.chars('alnum', 27)}.01.${r.chars('lowerAlnum', 9)}`, 'glpat-version'],
  ['GitLab', 'glrt-', (r) => r.chars('alnum', 20), 'glrt-x'],
  ['GitLab', 'gldt-', (r) => r.chars('alnum', 20), 'gldt-x'],
  ['GitLab', 'glptt-', (r) => r.chars('hex', 40), 'glptt-x'],
  ['Slack', 'xoxb-', (r) => `${r.chars('digits', 11)}-${r.chars('digits', 12)}-${r.chars('alnum', 24)}`, 'xoxb-bot'],
  ['Slack', 'xoxp-', (r) => `${r.chars('digits', 11)}-${r.chars('digits', 11)}-${r.chars('digits', 12)}-${r.chars('hex', 32)}`, 'xoxp-user'],
  ['Slack', 'xapp-1-', (r) => `A0${r.chars('upperAlnum', 9)}-${r.chars('digits', 13)}-${r.chars('hex', 64)}`, 'xapp-1'],
  [
    'Slack',
    'https://hooks.slack.com/services/',
    (r) => `T${r.chars('upperAlnum', 10)}/B${r.chars('upperAlnum', 10)}/${r.chars('alnum', 24)}`,
    'https://example.com/services/T0/B0',
  ],
  ['Stripe', 'sk_live_', (r) => r.chars('alnum', 24), 'sk_live_'],
  ['Stripe', 'rk_test_', (r) => r.chars('alnum', 99), 'rk_test_x'],
  ['Stripe', 'whsec_', (r) => r.chars('alnum', 32), 'whsec_x'],
  ['SendGrid', 'SG.', (r) => `${r.chars('wordDash', 21)}a.${r.chars('wordDash', 42)}b`, 'SG.x'],
  ['Twilio', 'SK', (r) => r.chars('hex', 32), 'SKU-1234'],
  ['Twilio', 'AC', (r) => r.chars('hex', 32), 'ACK'],
  ['Mailgun', 'key-', (r) => r.chars('hex', 32), 'key-name'],
  ['npm', 'npm_', (r) => r.chars('alnum', 36), 'npm_config_cache'],
  ['PyPI', 'pypi-AgEIcHlwaS5vcmc', (r) => r.chars('wordDash', 149) + 'a', 'pypi-mirror'],
  ['Docker Hub', 'dckr_pat_', (r) => `${r.chars('wordDash', 26)}a`, 'dckr_pat_x'],
  ['Docker Hub', 'dckr_oat_', (r) => `${r.chars('wordDash', 31)}a`, 'dckr_oat_x'],
  ['OpenAI', 'sk-proj-', (r) => `${r.chars('alnum', 74)}T3BlbkFJ${r.chars('alnum', 74)}`, 'sk-project'],
  ['OpenAI', 'sk-svcacct-', (r) => `${r.chars('alnum', 58)}T3BlbkFJ${r.chars('alnum', 58)}`, 'sk-svcacct'],
  ['OpenAI', 'sk-', (r) => `${r.chars('alnum', 20)}T3BlbkFJ${r.chars('alnum', 20)}`, 'sk-learn'],
  ['Anthropic', 'sk-ant-api03-', (r) => `${r.chars('wordDash', 93)}AA`, 'sk-ant-x'],
  ['Anthropic', 'sk-ant-admin01-', (r) => `${r.chars('wordDash', 93)}AA`, 'sk-ant-admin'],
  ['HuggingFace', 'hf_', (r) => r.chars('letters', 34), 'hf_transfer'],
  ['Perplexity', 'pplx-', (r) => r.chars('alnum', 48), 'pplx-online'],
  ['New Relic', 'NRAK-', (r) => r.chars('upperAlnum', 27), 'NRAK-x'],
  ['New Relic', 'NRII-', (r) => r.chars('wordDash', 31) + 'a', 'NRII-x'],
  ['New Relic', 'NRJS-', (r) => r.chars('hex', 19), 'NRJS-x'],
  ['New Relic', '', (r) => `${r.chars('hex', 36)}NRAL`, 'NRAL'],
  ['HashiCorp Vault', 'hvs.', (r) => r.chars('wordDash', 94) + 'a', 'hvs.x'],
  ['HashiCorp Vault', 'hvb.', (r) => r.chars('wordDash', 199) + 'a', 'hvb.x'],
  ['Terraform', '', (r) => `${r.chars('lowerAlnum', 14)}.atlasv1.${r.chars('wordDash', 63)}a`, 'x.atlasv1.y'],
  ['DigitalOcean', 'dop_v1_', (r) => r.chars('hex', 64), 'dop_v1_x'],
  ['Grafana', 'glsa_', (r) => `${r.chars('alnum', 32)}_${r.chars('hex', 8)}`, 'glsa_x'],
  ['Grafana', 'glc_', (r) => `eyJ${r.chars('alnum', 80)}`, 'glc_x'],
  ['Shopify', 'shpat_', (r) => r.chars('hex', 32), 'shpat_x'],
  ['Databricks', 'dapi', (r) => r.chars('hex', 32), 'dapi'],
  ['Doppler', 'dp.pt.', (r) => r.chars('alnum', 43), 'dp.pt.x'],
  ['Pulumi', 'pul-', (r) => r.chars('hex', 40), 'pul-x'],
  ['Linear', 'lin_api_', (r) => r.chars('alnum', 40), 'lin_api_x'],
  ['Heroku', 'HRKU-AA', (r) => r.chars('wordDash', 57) + 'a', 'HRKU-AA'],
  ['age', 'AGE-SECRET-KEY-1', (r) => r.chars('bech32', 58), 'AGE-SECRET-KEY-1'],
  ['Cloudflare origin CA', 'v1.0-', (r) => `${r.chars('hex', 24)}-${r.chars('hex', 146)}`, 'v1.0-rc1'],
  ['Telegram', '', (r) => `${r.int(1, 9)}${r.chars('digits', 9)}:A${r.chars('wordDash', 33)}a`, '12:A3'],
  ['Sentry', 'sntrys_eyJpYXQiO', (r) => `${r.chars('alnum', 80)}_${r.chars('alnum', 43)}`, 'sntrys_x'],
  [
    'JWT',
    '',
    (r) =>
      `${b64url({ alg: 'RS256', kid: r.word(), typ: 'JWT' })}.${b64url({ iss: `https://id.${r.word()}.com/`, email: `${r.word()}@${r.word()}.com` })}.${r.chars('wordDash', 80)}a`,
    'eyJ.x.y',
  ],
];

/** @type {import('../row.mjs').Row[]} */
export const tokens = TOKENS.flatMap(([className, open, rest, alike]) =>
  Object.entries(NEUTRAL).flatMap(([surrounding, places]) =>
    Object.entries(places).map(([place, text]) => ({
      class: className,
      basis: /** @type {const} */ ('format'),
      surrounding: /** @type {import('../row.mjs').Surrounding} */ (surrounding),
      place: `${open || 'token'}… ${place}`,
      make: (/** @type {Random} */ random) => {
        const value = rest(random);
        return { text: text(open + value), planted: [secret(value)], twin: text(alike) };
      },
    })),
  ),
);
