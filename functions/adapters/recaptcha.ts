import * as z from 'zod/mini';
import type { CaptchaToken } from '../domain/secret.ts';
import type { HumanCheck, HumanCheckOutcome } from '../ports.ts';

/** What siteverify answers; v3 and keys with actions add `score` and `action`. */
const answerSchema = z.object({
  success: z.boolean(),
  hostname: z.optional(z.string()),
  action: z.optional(z.string()),
  'error-codes': z.optional(z.array(z.string())),
});

/** Milliseconds. The person waits meanwhile. */
const TIMEOUT = 2000;

/** These say that our own configuration is wrong, not that the caller is a robot. */
const OUR_FAULT = ['missing-input-secret', 'invalid-input-secret', 'bad-request'];

export interface RecaptchaSettings {
  readonly verifyUrl: string;
  /** Host names of the pages that may carry the widget. */
  readonly hostnames: readonly string[];
  readonly secret: () => Promise<string>;
}

/** reCAPTCHA v2: the token is checked with Google, and the page's host name and the action, where there is one, by us. */
export class Recaptcha implements HumanCheck {
  readonly #settings: RecaptchaSettings;

  constructor(settings: RecaptchaSettings) {
    this.#settings = settings;
  }

  async check(token: CaptchaToken, action: string, source: string): Promise<HumanCheckOutcome> {
    const secret = await this.#settings.secret();
    const answer = await this.#verify(new URLSearchParams({ secret, response: token.reveal(), remoteip: source }));
    if (typeof answer === 'string') return { kind: 'unavailable', reason: answer };

    const errors = answer['error-codes'] ?? [];
    const fault = errors.find((code) => OUR_FAULT.includes(code));
    if (fault !== undefined) return { kind: 'unavailable', reason: `configuration ${fault}` };
    if (!answer.success) return { kind: 'rejected', reason: errors.join(' ') || 'no-success' };
    if (!this.#settings.hostnames.includes(answer.hostname ?? ''))
      return { kind: 'rejected', reason: 'other-hostname' };
    if (answer.action !== undefined && answer.action !== action) return { kind: 'rejected', reason: 'other-action' };
    return { kind: 'passed' };
  }

  /** The answer, or why there is none. Nothing is sent again: Google would call the second one a duplicate. */
  async #verify(form: URLSearchParams): Promise<z.output<typeof answerSchema> | string> {
    try {
      const response = await fetch(this.#settings.verifyUrl, {
        method: 'POST',
        body: form,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
      });
      if (!response.ok) return `status ${response.status}`;
      const answer = answerSchema.safeParse(await response.json());
      return answer.success ? answer.data : 'answer of another form';
    } catch (error) {
      return (error as Error).name;
    }
  }
}
