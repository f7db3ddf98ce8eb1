import type { CaptchaToken } from '../../domain/secret.ts';
import type { Verdict, VerdictRules } from '../../domain/captcha-verdict.ts';

/** Captcha provider: called over HTTPS, or this service itself. */
export interface Provider {
  /** Properties that all tokens of this provider have. */
  readonly tokens: Pick<VerdictRules, 'actionBound' | 'scored' | 'timed' | 'tokenLifetime'>;
  ask(question: Question): Promise<ProviderAnswer>;
}

/** One check of a token. */
export interface Question {
  readonly token: CaptchaToken;
  readonly action: string;
  readonly source: string;
  /** Secret key or API key. */
  readonly secret: string;
}

/** Answer of a provider to a check. */
export type ProviderAnswer =
  | {
      readonly kind: 'verdict';
      readonly verdict: Verdict;
      /** What identifies the token, where the same token can be written in several ways. */
      readonly once?: string;
    }
  /** The provider gave no usable answer. */
  | { readonly kind: 'outage'; readonly reason: string }
  /** The provider works but does not accept our key or settings. */
  | { readonly kind: 'misconfigured'; readonly reason: string };

/** Milliseconds for all calls of one check. The user waits meanwhile (R22). */
const TIMEOUT = 2000;

/**
 * Returns status and body of an answer below status 500, or the reason why there is none. It follows no redirect, so
 * that the secret goes to one host only.
 */
export async function post(
  url: string,
  request: { readonly body: URLSearchParams | string; readonly headers?: Record<string, string> },
  signal: AbortSignal = deadline(),
): Promise<{ readonly status: number; readonly body: unknown } | string> {
  try {
    const response = await fetch(url, { method: 'POST', ...request, redirect: 'error', signal });
    if (response.status >= 500 || response.status === 429) return `status ${response.status}`;
    return { status: response.status, body: await response.json() };
  } catch (error) {
    return (error as Error).name;
  }
}

/** Signal that aborts all calls of one check. */
export const deadline = (): AbortSignal => AbortSignal.timeout(TIMEOUT);

/** Answer for an outage. */
export const outage = (reason: string): ProviderAnswer => ({ kind: 'outage', reason });

/** Answer for a wrong key or setting of this service. */
export const misconfigured = (reason: string): ProviderAnswer => ({ kind: 'misconfigured', reason });

/** Parses a time in ISO 8601; undefined if it is invalid. */
export function instant(text: string | undefined): Date | undefined {
  const milliseconds = Date.parse(text ?? '');
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds);
}
