import type { Clock } from '../ports.ts';

export interface CircuitBreakerRules {
  /** Outages in a row after which no call is made. */
  readonly outages: number;
  /** Seconds within which they have to come. */
  readonly window: number;
  /** Seconds for which no call is made; then one call tries whether the other side is back. */
  readonly pause: number;
}

/** Stops calling a service that does not answer, so that nobody waits for it in vain (R22). Each function process has its own. */
export class CircuitBreaker {
  readonly #clock: Clock;
  readonly #rules: CircuitBreakerRules;
  #outages: number[] = [];
  #pausedUntil: number | undefined;

  constructor(clock: Clock, rules: CircuitBreakerRules) {
    this.#clock = clock;
    this.#rules = rules;
  }

  /** Whether a call may be made now. After the pause it is true for one caller; the others wait for what that one reports. */
  admits(): boolean {
    if (this.#pausedUntil === undefined) return true;
    const now = this.#clock.now().getTime();
    if (now < this.#pausedUntil) return false;
    // The next pause begins with the trial: one that never reports, in a process that was frozen, does not block for ever.
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
