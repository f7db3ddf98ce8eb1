import { epochSeconds } from '../../functions/domain/moment.ts';
import type { AddressLimiter, Clock } from '../../functions/ports.ts';

const HOUR = 3600;

/** Counts mails by address and hour. */
export class InMemoryAddressLimiter implements AddressLimiter {
  readonly mails = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async take(address: string, limitPerHour: number): Promise<boolean> {
    const key = `${address} ${Math.floor(epochSeconds(this.#clock.now()) / HOUR)}`;
    const mails = this.mails.get(key) ?? 0;
    if (mails >= limitPerHour) return false;
    this.mails.set(key, mails + 1);
    return true;
  }
}
