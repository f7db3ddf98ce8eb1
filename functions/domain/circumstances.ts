import type { Browser } from './browser.ts';
import type { Origin } from './origin.ts';
import { epochSeconds } from './time.ts';

/** When, from roughly where and with what somebody called: what a mail tells of the call that it follows from. */
export interface Circumstances {
  /** Epoch seconds. */
  readonly at: number;
  /** `203.0.113.0/24` or `2001:db8:1::/48`: rough enough to be mailed. */
  readonly network: string;
  /** Absent where the call named none that is known. */
  readonly browser?: Browser;
}

export const circumstancesOf = (at: Date, { prefix }: Pick<Origin, 'prefix'>, browser?: Browser): Circumstances => ({
  at: epochSeconds(at),
  network: prefix,
  ...(browser !== undefined && { browser }),
});
