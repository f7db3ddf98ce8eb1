import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import {
  deadline,
  instant,
  misconfigured,
  outage,
  post,
  type Provider,
  type ProviderAnswer,
  type Question,
} from './provider.ts';

/** Answer of reCAPTCHA, Turnstile and hCaptcha. Only reCAPTCHA v3 gives a `score`, only Turnstile `metadata`. */
const answerSchema = () =>
  z.object({
    success: z.boolean(),
    challenge_ts: z.optional(z.string()),
    hostname: z.optional(z.string()),
    action: z.optional(z.string()),
    score: z.optional(z.number()),
    'error-codes': z.optional(z.array(z.string())),
    metadata: z.optional(z.object({ result_with_testing_key: z.optional(z.boolean()) })),
  });

/** Error codes for a wrong configuration of this service, not for a bot. */
const OUR_ERRORS = [
  'missing-input-secret',
  'invalid-input-secret',
  'invalid-keys',
  'bad-request',
  'missing-remoteip',
  'invalid-remoteip',
  'not-using-dummy-secret',
];

/** Error code for a failure of Turnstile itself. */
const PROVIDER_ERROR = 'internal-error';

/** Milliseconds before the second try. */
const PAUSE = { least: 50, most: 150 };

interface SiteverifySettings {
  readonly verifyUrl: string;
  readonly tokens: Provider['tokens'];
  /**
   * True if an idempotency key makes a repeated call safe, so that it may be retried after an outage. Without one the
   * provider rejects the second call as a duplicate.
   */
  readonly idempotent: boolean;
  /** Site key that the provider has to compare with the token's; absent where its secret belongs to one site key. */
  readonly siteKey?: string;
}

/** Provider with the `siteverify` protocol: a form with secret, token and source address; the verdict is JSON. */
class Siteverify implements Provider {
  readonly tokens: Provider['tokens'];
  readonly #settings: SiteverifySettings;
  readonly #answer = answerSchema();

  constructor(settings: SiteverifySettings) {
    this.#settings = settings;
    this.tokens = settings.tokens;
  }

  async ask({ token, source, secret }: Question): Promise<ProviderAnswer> {
    const { idempotent, siteKey } = this.#settings;
    const body = new URLSearchParams({
      secret,
      response: token.reveal(),
      remoteip: source,
      ...(siteKey !== undefined && { sitekey: siteKey }),
      ...(idempotent && { idempotency_key: randomUUID() }),
    });
    const signal = deadline();
    const answer = await this.#send(body, signal);
    if (!idempotent || answer.kind !== 'outage' || signal.aborted) return answer;
    await wait(randomInt(PAUSE.least, PAUSE.most));
    return this.#send(body, signal);
  }

  async #send(body: URLSearchParams, signal: AbortSignal): Promise<ProviderAnswer> {
    const response = await post(this.#settings.verifyUrl, { body }, signal);
    if (typeof response === 'string') return outage(response);
    const answer = this.#answer.safeParse(response.body);
    if (!answer.success) return outage('answer of another form');
    const { success, 'error-codes': errors = [], challenge_ts, hostname, action, score, metadata } = answer.data;
    const error = errors.find((code) => OUR_ERRORS.includes(code));
    if (error !== undefined) return misconfigured(error);
    if (metadata?.result_with_testing_key === true) return misconfigured('public-test-key');
    if (errors.includes(PROVIDER_ERROR)) return outage(PROVIDER_ERROR);
    return {
      kind: 'verdict',
      verdict: { valid: success, errors, hostname, action, score, solvedAt: instant(challenge_ts) },
    };
  }
}

/**
 * reCAPTCHA v2: https://developers.google.com/recaptcha/docs/verify. Its tokens are not bound to an action. They are
 * valid for two minutes, which only Google can judge: `challenge_ts` is the time when the challenge was loaded, and a
 * user may solve it much later.
 */
export const recaptchaV2 = (verifyUrl: string): Provider =>
  new Siteverify({
    verifyUrl,
    idempotent: false,
    tokens: { actionBound: false, scored: false, timed: false, tokenLifetime: 120 },
  });

/** reCAPTCHA v3: https://developers.google.com/recaptcha/docs/v3 */
export const recaptchaV3 = (verifyUrl: string): Provider =>
  new Siteverify({
    verifyUrl,
    idempotent: false,
    tokens: { actionBound: true, scored: true, timed: true, tokenLifetime: 120 },
  });

/**
 * Turnstile: https://developers.cloudflare.com/turnstile/get-started/server-side-validation/. Tokens are valid for
 * five minutes.
 */
export const turnstile = (verifyUrl: string): Provider =>
  new Siteverify({
    verifyUrl,
    idempotent: true,
    tokens: { actionBound: true, scored: false, timed: true, tokenLifetime: 300 },
  });

/**
 * hCaptcha: https://docs.hcaptcha.com/#verify-the-user-response-server-side. One secret serves all site keys of an
 * account, so the site key is sent too. Tokens are not bound to an action. Their `challenge_ts` is the time of the
 * challenge, and they are valid for two minutes after it was solved, which only hCaptcha can judge.
 */
export const hcaptcha = (verifyUrl: string, siteKey: string): Provider =>
  new Siteverify({
    verifyUrl,
    siteKey,
    idempotent: false,
    tokens: { actionBound: false, scored: false, timed: false, tokenLifetime: 120 },
  });
