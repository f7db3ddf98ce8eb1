import { epochSeconds } from '../../functions/domain/moment.ts';
import type { Clock, LimitOutcome, SourceLimiter } from '../../functions/ports.ts';

export class InMemorySourceLimiter implements SourceLimiter {
  readonly #calls = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async take(bucket: 'start' | 'remind' | 'log-in', source: string, limitPerHour: number): Promise<LimitOutcome> {
    const now = epochSeconds(this.#clock.now());
    const key = `${bucket} ${source} ${Math.floor(now / 3600)}`;
    const calls = this.#calls.get(key) ?? 0;
    if (calls >= limitPerHour) return { kind: 'exceeded', retryAfterSeconds: 3600 - (now % 3600) };
    this.#calls.set(key, calls + 1);
    return { kind: 'within' };
  }
}
