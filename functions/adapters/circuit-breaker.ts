import type { Clock } from '../ports.ts';

/** Rules of a circuit breaker. */
export interface CircuitBreakerRules {
  /** Number of outages after which no call is made. */
  readonly outages: number;
  /** Seconds within which these outages must occur. */
  readonly window: number;
  /** Seconds without calls; then one call tests whether the other side is back. */
  readonly pause: number;
}

/**
 * Stops calls to a service that does not answer, so that users do not wait in vain (R22). Each function process has
 * its own breaker.
 */
export class CircuitBreaker {
  readonly #clock: Clock;
  readonly #rules: CircuitBreakerRules;
  #outages: number[] = [];
  #pausedUntil: number | undefined;

  constructor(clock: Clock, rules: CircuitBreakerRules) {
    this.#clock = clock;
    this.#rules = rules;
  }

  /** Whether a call may be made now. After the pause only one caller gets true; the others wait for its result. */
  admits(): boolean {
    if (this.#pausedUntil === undefined) return true;
    const now = this.#clock.now().getTime();
    if (now < this.#pausedUntil) return false;
    // The next pause starts with the trial call. If its process is frozen and never reports, the breaker does not
    // block forever.
    this.#pausedUntil = now + this.#rules.pause * 1000;
    return true;
  }

  answered(): void {
    this.#outages = [];
    this.#pausedUntil = undefined;
  }

  failed(): void {
    const now = this.#clock.now().getTime();
    this.#outages = [...this.#outages.filter((at) => at > now - this.#rules.window * 1000), now];
    if (this.#pausedUntil !== undefined || this.#outages.length >= this.#rules.outages)
      this.#pausedUntil = now + this.#rules.pause * 1000;
  }
}
