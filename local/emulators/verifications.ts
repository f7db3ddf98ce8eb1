import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { CaptchaProvider } from '../../functions/operations/fields.ts';
import type { RecaptchaTokens, Redemption } from './recaptcha-tokens.ts';

/** Fields that a verification checks. */
interface Parts {
  tokens: RecaptchaTokens;
  siteKey: string;
  secret: () => Promise<string>;
}

interface Answer {
  status: number;
  body: object;
}

type Endpoint = (request: IncomingMessage, body: string) => Promise<Answer>;

/** A provider's way of verifying a token, with its script and error codes. */
export interface Verification {
  readonly path: RegExp;
  /** Seconds. */
  readonly tokenLifetime: number;
  readonly scored: boolean;
  /** Script that the pages load. */
  readonly script: { readonly path: string; readonly file: string };
  endpoint(parts: Parts): Endpoint;
  readonly unknownSecret: Answer;
}

const refusal = (...codes: string[]): Answer => ({ status: 200, body: { success: false, 'error-codes': codes } });

const typeOf = (request: IncomingMessage): string => request.headers['content-type'] ?? '';

const codeOf = (redemption: Exclude<Redemption, object>): string =>
  redemption === 'unknown' ? 'invalid-input-response' : 'timeout-or-duplicate';

/** Errors of the secret and the token that are found before the token is looked up. */
async function refused(fields: ReadonlyMap<string, string>, secret: Parts['secret']): Promise<Answer | undefined> {
  const missing = ['secret', 'response'].filter((name) => (fields.get(name) ?? '') === '');
  if (missing.length > 0) return refusal(...missing.map((name) => `missing-input-${name}`));
  return fields.get('secret') === (await secret()) ? undefined : refusal('invalid-input-secret');
}

/** https://developers.google.com/recaptcha/docs/verify */
const googleSiteverify =
  ({ tokens, siteKey, secret }: Parts): Endpoint =>
  async (request, body) => {
    if (!typeOf(request).startsWith('application/x-www-form-urlencoded')) return refusal('bad-request');
    const form = new Map(new URLSearchParams(body));
    const wrong = await refused(form, secret);
    if (wrong !== undefined) return wrong;
    const redemption = tokens.redeem(form.get('response') ?? '', siteKey);
    if (typeof redemption === 'string') return refusal(codeOf(redemption));
    const { hostname, action, score, issuedAt } = redemption;
    const challengeTime = `${new Date(issuedAt).toISOString().slice(0, 19)}Z`;
    return { status: 200, body: { success: true, challenge_ts: challengeTime, hostname, action, score } };
  };

/**
 * https://developers.cloudflare.com/turnstile/get-started/server-side-validation/: a form or JSON, repeatable by its
 * key.
 */
function turnstileSiteverify({ tokens, siteKey, secret }: Parts): Endpoint {
  const answered = new Map<string, Answer>();
  return async (request, body) => {
    const fields = fieldsOf(request, body);
    if (fields === undefined) return refusal('bad-request');
    const wrong = await refused(fields, secret);
    if (wrong !== undefined) return wrong;
    const token = fields.get('response') ?? '';
    const question = `${fields.get('idempotency_key') ?? randomUUID()} ${token}`;
    const known = answered.get(question);
    if (known !== undefined) return known;
    const redemption = tokens.redeem(token, siteKey);
    if (typeof redemption === 'string') return refusal(codeOf(redemption));
    const { hostname, action = '', issuedAt } = redemption;
    const answer = {
      status: 200,
      body: {
        success: true,
        challenge_ts: new Date(issuedAt).toISOString(),
        hostname,
        'error-codes': [],
        action,
        cdata: '',
        metadata: { interactive: true },
      },
    };
    answered.set(question, answer);
    return answer;
  };
}

const HCAPTCHA_CODES = {
  unknown: 'invalid-input-response',
  expired: 'expired-input-response',
  spent: 'already-seen-response',
} as const;

/**
 * https://docs.hcaptcha.com/#verify-the-user-response-server-side: a form alone, with the site key that the token must
 * be of.
 */
const hcaptchaSiteverify =
  ({ tokens, siteKey, secret }: Parts): Endpoint =>
  async (request, body) => {
    if (!typeOf(request).startsWith('application/x-www-form-urlencoded')) return refusal('bad-request');
    const form = new Map(new URLSearchParams(body));
    const wrong = await refused(form, secret);
    if (wrong !== undefined) return wrong;
    if ((form.get('sitekey') ?? siteKey) !== siteKey) return refusal('sitekey-secret-mismatch');
    const redemption = tokens.redeem(form.get('response') ?? '', siteKey);
    if (typeof redemption === 'string') return refusal(HCAPTCHA_CODES[redemption]);
    const { hostname, issuedAt } = redemption;
    const challengeTime = new Date(issuedAt).toISOString();
    return { status: 200, body: { success: true, challenge_ts: challengeTime, hostname, credit: false } };
  };

function fieldsOf(request: IncomingMessage, body: string): Map<string, string> | undefined {
  const type = typeOf(request);
  if (type.startsWith('application/x-www-form-urlencoded')) return new Map(new URLSearchParams(body));
  if (!type.startsWith('application/json')) return undefined;
  try {
    return new Map(Object.entries(JSON.parse(body) as Record<string, string>));
  } catch {
    return undefined;
  }
}

const apiError = (code: number, status: string, message: string): Answer => ({
  status: code,
  body: { error: { code, message, status } },
});

const UNKNOWN_API_KEY = apiError(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.');

const INVALID_REASONS = { unknown: 'MALFORMED', expired: 'EXPIRED', spent: 'DUPE' } as const;

/** https://cloud.google.com/recaptcha/docs/reference/rest/v1/projects.assessments/create with an API key */
const assessments =
  ({ tokens, siteKey, secret }: Parts): Endpoint =>
  async (request, body) => {
    if (request.headers['x-goog-api-key'] !== (await secret())) return UNKNOWN_API_KEY;
    const { event = {} } = JSON.parse(body) as { event?: Record<string, string> };
    if (event['siteKey'] !== siteKey) return apiError(400, 'INVALID_ARGUMENT', 'The site key is not of this project.');
    const name = `${new URL(request.url ?? '', 'http://localhost').pathname.slice('/v1/'.length)}/${randomUUID()}`;
    const redemption = tokens.redeem(event['token'] ?? '', siteKey);
    if (typeof redemption === 'string') {
      const tokenProperties = { valid: false, invalidReason: INVALID_REASONS[redemption] };
      return { status: 200, body: { name, event, tokenProperties } };
    }
    const { hostname, action = '', score = 0, issuedAt } = redemption;
    const createTime = new Date(issuedAt).toISOString();
    const tokenProperties = { valid: true, invalidReason: 'INVALID_REASON_UNSPECIFIED', hostname, action, createTime };
    return { status: 200, body: { name, event, riskAnalysis: { score, reasons: [] }, tokenProperties } };
  };

const recaptchaV2: Verification = {
  path: /^\/recaptcha\/api\/siteverify$/,
  tokenLifetime: 120,
  scored: false,
  script: { path: '/recaptcha/api.js', file: 'api.ts' },
  endpoint: googleSiteverify,
  unknownSecret: refusal('invalid-input-secret'),
};

/** Providers that are called over the network. */
export type EmulatedProvider = Exclude<CaptchaProvider, 'altcha'>;

export const verifications: Readonly<Record<EmulatedProvider, Verification>> = {
  'recaptcha-v2': recaptchaV2,
  'recaptcha-v3': { ...recaptchaV2, scored: true, script: { path: '/recaptcha/api.js', file: 'execute-api.ts' } },
  'recaptcha-enterprise': {
    path: /^\/v1\/projects\/[^/]+\/assessments$/,
    tokenLifetime: 120,
    scored: true,
    script: { path: '/recaptcha/enterprise.js', file: 'execute-api.ts' },
    endpoint: assessments,
    unknownSecret: UNKNOWN_API_KEY,
  },
  turnstile: {
    path: /^\/turnstile\/v0\/siteverify$/,
    tokenLifetime: 300,
    scored: false,
    script: { path: '/turnstile/v0/api.js', file: 'turnstile-api.ts' },
    endpoint: turnstileSiteverify,
    unknownSecret: refusal('invalid-input-secret'),
  },
  hcaptcha: {
    path: /^\/siteverify$/,
    tokenLifetime: 120,
    scored: false,
    script: { path: '/1/api.js', file: 'api.ts' },
    endpoint: hcaptchaSiteverify,
    unknownSecret: refusal('invalid-input-secret'),
  },
};
