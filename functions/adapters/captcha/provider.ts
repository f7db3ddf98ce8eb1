import type { CaptchaToken } from '../../domain/secret.ts';
import type { Verdict, VerdictRules } from '../../domain/captcha-verdict.ts';

/** One service that judges humans, asked over HTTPS. */
export interface Provider {
  /** What the provider says of every token it gives. */
  readonly tokens: Pick<VerdictRules, 'actionBound' | 'scored' | 'timed' | 'tokenLifetime'>;
  ask(question: Question): Promise<ProviderAnswer>;
}

export interface Question {
  readonly token: CaptchaToken;
  readonly action: string;
  readonly source: string;
  /** The secret key, or the API key. */
  readonly secret: string;
}

export type ProviderAnswer =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  /** There is no usable answer. */
  | { readonly kind: 'outage'; readonly reason: string }
  /** The provider is well, and does not know us. */
  | { readonly kind: 'misconfigured'; readonly reason: string };

/** Milliseconds for all that a check asks. The person waits meanwhile (R22). */
const TIMEOUT = 2000;

/** The body of an answer below status 500, or why there is none. Redirects are not followed: the secret goes to one host. */
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

export const deadline = (): AbortSignal => AbortSignal.timeout(TIMEOUT);

export const outage = (reason: string): ProviderAnswer => ({ kind: 'outage', reason });

export const misconfigured = (reason: string): ProviderAnswer => ({ kind: 'misconfigured', reason });

/** A time in ISO 8601; what is none is left out. */
export function instant(text: string | undefined): Date | undefined {
  const milliseconds = Date.parse(text ?? '');
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds);
}
