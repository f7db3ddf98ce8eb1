import type { MailKind } from './delivery.ts';
import type { Origin } from './origin.ts';

/** How what an event tells has ended. */
export type Outcome =
  | 'succeeded'
  /** A control said no. */
  | 'refused'
  /** Something broke. */
  | 'failed'
  /** A change was interrupted; a later event of the request tells how it ended. */
  | 'unknown';

/** What an administrator ordered; each is on record before it is carried out. */
const ORDERS = {
  user_add_ordered: 'succeeded',
  user_disable_ordered: 'succeeded',
  user_enable_ordered: 'succeeded',
  recovery_resume_ordered: 'succeeded',
  pepper_rotation_ordered: 'succeeded',
  suppression_clearance_ordered: 'succeeded',
  settings_changed: 'succeeded',
} as const satisfies Record<string, Outcome>;

/** Everything that can be told, with how it ended: docs/reference/audit-events.md says when each is told. */
export const OUTCOMES = {
  reset_requested: 'succeeded',
  otp_reissued: 'succeeded',
  otp_mailed: 'succeeded',
  otp_suppressed: 'refused',
  otp_attempted: 'succeeded',
  otp_verified: 'succeeded',
  otp_denied: 'refused',
  otp_locked: 'refused',
  reset_refused: 'refused',
  password_applying: 'succeeded',
  password_rejected: 'refused',
  password_not_changed: 'failed',
  password_outcome_unknown: 'unknown',
  password_overdue: 'unknown',
  password_changed: 'succeeded',
  sessions_ended: 'succeeded',
  change_notified: 'succeeded',
  mail_delivered: 'succeeded',
  mail_bounced: 'failed',
  mail_complained: 'failed',
  mail_rejected: 'failed',
  reset_superseded: 'succeeded',
  reported_not_me: 'succeeded',
  reminder_requested: 'succeeded',
  reminder_mailed: 'succeeded',
  reminder_suppressed: 'refused',
  limit_hit: 'refused',
  human_check_failed: 'refused',
  human_check_unavailable: 'failed',
  breach_check_unavailable: 'failed',
  login_succeeded: 'succeeded',
  login_failed: 'refused',
  logged_out: 'succeeded',
  ...ORDERS,
} as const satisfies Record<string, Outcome>;

export type AuditEventName = keyof typeof OUTCOMES;

export type AdministrationEventName = keyof typeof ORDERS;

/** A person with the account, the service itself, or one who operates the service. */
export type Actor = 'self' | 'system' | 'administrator';

/** One thing that happened, as it is written in the same item as the change it belongs to. */
export interface AuditEvent {
  readonly event: AuditEventName;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  readonly actor: Actor;
  /** Which administrator: the ARN that AWS knows the caller by. */
  readonly by?: string;
  readonly reason?: string;
  /** Where a person's call came from. */
  readonly origin?: Origin;
  /** Which mail the event is about. */
  readonly mail?: MailKind;
  /** Keyed digest of the address that the mail went to. */
  readonly recipient?: string;
  /** The account's budget, where a code was issued or refused for its sake. */
  readonly budget?: BudgetState;
  /** True where the change ended every session of the account in the same write: a second event tells it. */
  readonly sessionsEnded?: true;
  /** What was in force; each function that writes puts in its own. */
  readonly in?: AuditContext;
}

/** What of an account's budget an auditor sees. */
export interface BudgetState {
  readonly codesThisHour: number;
  readonly codesToday: number;
  readonly guessesSinceSuccess: number;
}

/** The rules and the directory that a function works with. */
export interface AuditContext {
  /** Such as `digits8-min15-5x3x10`. */
  readonly policy: string;
  readonly directory: string;
}

/** How many events a write tells: its own, and the one that its change brought with it. */
export const eventsIn = ({ sessionsEnded }: AuditEvent): number => (sessionsEnded === true ? 2 : 1);
