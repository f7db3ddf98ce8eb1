import * as z from 'zod/mini';
import { instant, misconfigured, outage, post, type Provider, type ProviderAnswer, type Question } from './provider.ts';

/** Fields of an assessment that are judged. proto3 omits fields that are false, zero or empty. */
const assessmentSchema = () =>
  z.object({
    tokenProperties: z.object({
      valid: z.optional(z.boolean()),
      invalidReason: z.optional(z.string()),
      hostname: z.optional(z.string()),
      action: z.optional(z.string()),
      createTime: z.optional(z.string()),
    }),
    riskAnalysis: z.optional(z.object({ score: z.optional(z.number()) })),
  });

/** Error answer of Google APIs. */
const errorSchema = () => z.object({ error: z.object({ status: z.string() }) });

/** Settings of a project and a site. */
export interface RecaptchaEnterpriseSettings {
  /** `https://recaptchaenterprise.googleapis.com/v1/projects/<project>/assessments` */
  readonly assessmentsUrl: string;
  readonly siteKey: string;
}

/**
 * reCAPTCHA Enterprise with a score-based key and an API key:
 * https://cloud.google.com/recaptcha/docs/create-assessment-website
 */
export class RecaptchaEnterprise implements Provider {
  readonly tokens = { actionBound: true, scored: true, timed: true, tokenLifetime: 120 };
  readonly #settings: RecaptchaEnterpriseSettings;
  readonly #assessment = assessmentSchema();
  readonly #error = errorSchema();

  constructor(settings: RecaptchaEnterpriseSettings) {
    this.#settings = settings;
  }

  async ask({ token, action, source, secret }: Question): Promise<ProviderAnswer> {
    const { assessmentsUrl, siteKey } = this.#settings;
    const event = { token: token.reveal(), siteKey, expectedAction: action, userIpAddress: source };
    const response = await post(assessmentsUrl, {
      // In a header, because URLs end up in logs.
      headers: { 'Content-Type': 'application/json', 'X-Goog-Api-Key': secret },
      body: JSON.stringify({ event }),
    });
    if (typeof response === 'string') return outage(response);
    if (response.status >= 400) {
      const error = this.#error.safeParse(response.body);
      return misconfigured(error.success ? error.data.error.status : `status ${response.status}`);
    }
    const assessment = this.#assessment.safeParse(response.body);
    if (!assessment.success) return outage('answer of another form');
    const { valid = false, invalidReason, hostname, action: bound, createTime } = assessment.data.tokenProperties;
    const score = valid ? (assessment.data.riskAnalysis?.score ?? 0) : undefined;
    const errors = valid || invalidReason === undefined ? [] : [invalidReason];
    return {
      kind: 'verdict',
      verdict: { valid, errors, hostname, action: bound, score, solvedAt: instant(createTime) },
    };
  }
}
