/** What a provider says of a token, whichever provider it is. */
export interface Verdict {
  readonly valid: boolean;
  /** Why not, in the provider's words. */
  readonly errors: readonly string[];
  readonly hostname?: string | undefined;
  readonly action?: string | undefined;
  /** From 0, certainly a robot, to 1. */
  readonly score?: number | undefined;
  readonly solvedAt?: Date | undefined;
}

/** What a token has to be, beside valid. */
export interface VerdictRules {
  /** Host names of the pages that may carry the check. */
  readonly hostnames: readonly string[];
  readonly action: string;
  /** True where the provider binds every token to an action, so that a token without one is not from our pages. */
  readonly actionBound: boolean;
  /** True where the provider gives a score to every token, and no box says more. */
  readonly scored: boolean;
  readonly minimumScore: number;
  /** True where the provider tells when the token was given, and not when its challenge was loaded. */
  readonly timed: boolean;
  /** Seconds from the check to the last moment in which the provider accepts its token. */
  readonly tokenLifetime: number;
}

/** Seconds by which the provider's clock and ours may differ, rounding of `challenge_ts` and the provider's answer included. */
export const CLOCK_SKEW = 30;

/** What answers made with the public test keys name as their host. */
const TEST_HOSTNAMES = ['testkey.google.com'];

/** The first reason against a token, or undefined. Nothing is left to the provider's own settings of host names. */
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
  // Also refuses what is not a time.
  if (!(age >= -CLOCK_SKEW && age <= rules.tokenLifetime + CLOCK_SKEW)) return 'expired';
  return undefined;
}
