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
