/** Verdict of a captcha provider on a token, in one form for all providers. */
export interface Verdict {
  readonly valid: boolean;
  /** Reasons against the token, in the provider's words. */
  readonly errors: readonly string[];
  readonly hostname?: string | undefined;
  readonly action?: string | undefined;
  /** From 0 (certainly a bot) to 1. */
  readonly score?: number | undefined;
  readonly solvedAt?: Date | undefined;
}

/** Requirements on a token beyond validity. */
export interface VerdictRules {
  /** Host names of the pages that may show the captcha. */
  readonly hostnames: readonly string[];
  readonly action: string;
  /** True if the provider binds each token to an action, so that a token without one does not come from our pages. */
  readonly actionBound: boolean;
  /** True if the provider scores each token, and its score is the only signal because there is no checkbox. */
  readonly scored: boolean;
  readonly minimumScore: number;
  /** True if the provider reports when the token was issued, not when its challenge was loaded. */
  readonly timed: boolean;
  /** Seconds from solving the captcha until the provider no longer accepts its token. */
  readonly tokenLifetime: number;
}

/**
 * Maximum difference in seconds between the provider's clock and ours, including the rounding of `challenge_ts` and
 * the time of the provider's answer.
 */
export const CLOCK_SKEW = 30;

/** Host names in the provider's answers to its public test keys. */
const TEST_HOSTNAMES = ['testkey.google.com'];

/**
 * First reason against a token; undefined if there is none. Host names are checked here, whatever the provider's own
 * settings are.
 */
export function refusalOf(verdict: Verdict, rules: VerdictRules, now: Date): string | undefined {
  const { hostname = '', action, score, solvedAt } = verdict;
  if (!verdict.valid) return verdict.errors.join(' ') || 'no-success';
  if (TEST_HOSTNAMES.includes(hostname)) return 'public-test-key';
  if (!rules.hostnames.includes(hostname)) return 'other-hostname';
  if (action === undefined ? rules.actionBound : action !== rules.action) return 'other-action';
  if (score === undefined ? rules.scored : !(score >= rules.minimumScore)) return 'low-score';
  if (!rules.timed) return undefined;
  if (solvedAt === undefined) return 'no-time';
  const age = (now.getTime() - solvedAt.getTime()) / 1000;
  // NaN fails this comparison too, so an invalid time is refused.
  if (!(age >= -CLOCK_SKEW && age <= rules.tokenLifetime + CLOCK_SKEW)) return 'expired';
  return undefined;
}
