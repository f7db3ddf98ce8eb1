import { epochSeconds } from '../../functions/domain/moment.ts';
import { limitOf, type NetworkAllowance } from '../../functions/domain/network-allowance.ts';
import type { Clock, CountedCall, CountOutcome, LimitBucket, SourceLimiter } from '../../functions/ports.ts';

export class InMemorySourceLimiter implements SourceLimiter {
  /** Allowances in force. */
  allowances: readonly NetworkAllowance[] = [];
  readonly #calls = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async take(bucket: LimitBucket, source: string, limitPerHour: number): Promise<CountOutcome> {
    const now = epochSeconds(this.#clock.now());
    const hour = Math.floor(now / 3600);
    const calls = this.#calls.get(keyOf(bucket, source, hour)) ?? 0;
    if (calls >= limitOf(source, limitPerHour, this.allowances))
      return { kind: 'exceeded', retryAfterSeconds: 3600 - (now % 3600) };
    this.#calls.set(keyOf(bucket, source, hour), calls + 1);
    return { kind: 'within', hour, calls: calls + 1 };
  }

  async giveBack(bucket: LimitBucket, source: string, { hour }: CountedCall): Promise<void> {
    const key = keyOf(bucket, source, hour);
    this.#calls.set(key, (this.#calls.get(key) ?? 0) - 1);
  }
}

const keyOf = (bucket: LimitBucket, source: string, hour: number): string => `${bucket} ${source} ${hour}`;
