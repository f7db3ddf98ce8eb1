import type { AuditEvent } from './audit-event.ts';
import type { Browser } from './browser.ts';
import type { Origin } from './origin.ts';

/** What comes with each step from outside. */
export interface Moment {
  readonly at: Date;
  /** Where from, where a person took the step. */
  readonly origin?: Origin;
  /** The browser that the person took it with, where it is known. */
  readonly browser?: Browser;
  /** The ARN of the administrator, where one took the step for a person. */
  readonly administrator?: string;
}

/** A moment at which a person called. */
export type Call = Moment & Required<Pick<Moment, 'origin'>>;

/** The event of a step that a person took. */
export const bySelf = (event: AuditEvent['event'], { at, origin }: Moment): AuditEvent => ({
  event,
  at: at.toISOString(),
  actor: 'self',
  origin,
});

/** The event of a step that the service took by itself. */
export const bySystem = (event: AuditEvent['event'], { at }: Moment, reason?: string): AuditEvent => ({
  event,
  at: at.toISOString(),
  actor: 'system',
  reason,
});

/** The event of a step that an administrator took for a person. */
export const byAdministrator = (event: AuditEvent['event'], { at }: Moment, by: string): AuditEvent => ({
  event,
  at: at.toISOString(),
  actor: 'administrator',
  by,
});

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

/** Whole seconds since 1970, as DynamoDB's TTL wants them. */
export const epochSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);

export const fromEpochSeconds = (seconds: number): Date => new Date(seconds * 1000);
