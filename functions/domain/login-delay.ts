/**
 * Limit of failed logins (R26), for one account or one device. It delays and never locks:
 * docs/reference/guess-budget.md has the arithmetic.
 */
export const LOGIN_DELAY = {
  /** Failures that cause no delay. */
  freeFailures: 10,
  /** Seconds after which one free failure comes back. */
  regained: 1200,
  /** Seconds after the last free failure. Each further failure doubles them. */
  firstDelay: 60,
  /** Failures in a row, the limit of NIST SP 800-63B-4, 3.2.2. */
  inARow: 100,
  /** Seconds between two comparisons after that. */
  delayInARow: 6 * 3600,
  /** Seconds for which a count is kept after its last attempt. */
  kept: 30 * 86_400,
} as const;

/** State of an account that its owner's successes change. All zero for an unknown user ID. */
export interface LoginProof {
  /** Text that differs after each change of the password. */
  readonly change: string;
  /** Number of right logins that were counted against the account. */
  readonly logins: number;
  /** Epoch seconds of the last login or password change. */
  readonly provenAt: number;
}

/** Attempts of one account or device. An attempt counts as failed until the proof shows that it was right. */
export interface LoginAttempts extends LoginProof {
  /** Seconds until all free failures are back, at the time of the last attempt. */
  readonly debt: number;
  readonly inARow: number;
  /** Epoch seconds of the last attempt. */
  readonly at: number;
}

export type AttemptDecision =
  | { readonly kind: 'counted'; readonly attempts: LoginAttempts }
  | { readonly kind: 'delayed'; readonly retryAfterSeconds: number };

/** Counts an attempt as failed, unless it comes too early. */
export function countAttempt(before: LoginAttempts | undefined, now: number, proof: LoginProof): AttemptDecision {
  const known = before && withProof(before, proof);
  if (known === undefined) {
    return { kind: 'counted', attempts: { ...proof, debt: LOGIN_DELAY.regained, inARow: 1, at: now } };
  }
  const wait = delayedUntil(known) - now;
  if (wait > 0) return { kind: 'delayed', retryAfterSeconds: wait };
  const paid = Math.max(0, now - known.at);
  return {
    kind: 'counted',
    attempts: {
      ...known,
      debt: Math.max(0, known.debt - paid) + LOGIN_DELAY.regained,
      inARow: known.inARow + 1,
      at: Math.max(now, known.at),
    },
  };
}

/** Epoch seconds from which the next attempt may be compared. */
export const delayedUntil = (attempts: LoginAttempts): number => attempts.at + delayAfter(attempts);

/** Gives right logins back. A new password starts a new count. */
function withProof(before: LoginAttempts, proof: LoginProof): LoginAttempts | undefined {
  if (before.change !== proof.change) return undefined;
  // A parallel attempt may have read the account before a success that is counted here already.
  const right = Math.max(0, proof.logins - before.logins);
  const proven = right > 0 || proof.provenAt > before.provenAt;
  return {
    change: proof.change,
    logins: Math.max(proof.logins, before.logins),
    provenAt: Math.max(proof.provenAt, before.provenAt),
    debt: Math.max(0, before.debt - right * LOGIN_DELAY.regained),
    inARow: proven ? 0 : before.inARow,
    at: before.at,
  };
}

/** Seconds after the last attempt. */
function delayAfter({ debt, inARow }: LoginAttempts): number {
  if (inARow >= LOGIN_DELAY.inARow) return LOGIN_DELAY.delayInARow;
  const over = Math.ceil(debt / LOGIN_DELAY.regained) - LOGIN_DELAY.freeFailures;
  return over < 0 ? 0 : LOGIN_DELAY.firstDelay * 2 ** over;
}
