import type { AuditEvent } from './audit-event.ts';
import type { Browser } from './browser.ts';
import type { Origin } from './origin.ts';

/** Time of a step, and the caller who took it. */
export interface Moment {
  readonly at: Date;
  /** Source of the call; absent if no user called. */
  readonly origin?: Origin;
  /** Browser of the call; absent if unknown. */
  readonly browser?: Browser;
  /** ARN of the administrator who took the step for a user; absent if none did. */
  readonly administrator?: string;
  /** Reason that the administrator gave. */
  readonly reason?: string;
}

/** Moment of a call by a user. */
export type Call = Moment & Required<Pick<Moment, 'origin'>>;

/** Event of a step that a user took. */
export const bySelf = (event: AuditEvent['event'], { at, origin }: Moment): AuditEvent => ({
  event,
  at: at.toISOString(),
  actor: 'self',
  origin,
});

/** Event of a step that the service took by itself. */
export const bySystem = (event: AuditEvent['event'], { at }: Moment, reason?: string): AuditEvent => ({
  event,
  at: at.toISOString(),
  actor: 'system',
  reason,
});

/** Event of a step that an administrator (`by`: ARN) took for a user. */
export const byAdministrator = (event: AuditEvent['event'], { at, reason }: Moment, by: string): AuditEvent => ({
  event,
  at: at.toISOString(),
  actor: 'administrator',
  by,
  ...(reason !== undefined && { reason }),
});

/** Time, approximate source and browser of a call. A mail shows them. */
export interface Circumstances {
  /** Epoch seconds. */
  readonly at: number;
  /** `203.0.113.0/24` or `2001:db8:1::/48`: coarse enough to be mailed. */
  readonly network: string;
  /** Absent if the call named no known browser. */
  readonly browser?: Browser;
}

/** Circumstances of a call. */
export const circumstancesOf = (at: Date, { prefix }: Pick<Origin, 'prefix'>, browser?: Browser): Circumstances => ({
  at: epochSeconds(at),
  network: prefix,
  ...(browser !== undefined && { browser }),
});

/** Whole seconds since 1970, the unit of DynamoDB's TTL. */
export const epochSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Date of whole seconds since 1970. */
export const fromEpochSeconds = (seconds: number): Date => new Date(seconds * 1000);
