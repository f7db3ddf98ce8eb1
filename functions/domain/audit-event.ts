import type { MailKind } from './delivery.ts';
import type { Origin } from './origin.ts';

/** Outcome of an event. */
export type Outcome =
  | 'succeeded'
  /** A control refused the call. */
  | 'refused'
  /** An error occurred. */
  | 'failed'
  /** A change was interrupted; a later event of the request has its outcome. */
  | 'unknown';

/** Orders of administrators. Each is recorded before it is carried out. */
const ORDERS = {
  user_add_ordered: 'succeeded',
  user_disable_ordered: 'succeeded',
  user_enable_ordered: 'succeeded',
  user_addresses_ordered: 'succeeded',
  user_remove_ordered: 'succeeded',
  user_restore_ordered: 'succeeded',
  sessions_end_ordered: 'succeeded',
  limit_lift_ordered: 'succeeded',
  recovery_resume_ordered: 'succeeded',
  pepper_rotation_ordered: 'succeeded',
  mac_key_rotation_ordered: 'succeeded',
  suppression_clearance_ordered: 'succeeded',
  network_allowance_ordered: 'succeeded',
  identity_lookup_ordered: 'succeeded',
  settings_changed: 'succeeded',
} as const satisfies Record<string, Outcome>;

/** All events with their outcomes. docs/reference/audit-events.md says when each is recorded. */
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
  refusal_notified: 'succeeded',
  former_addresses_notified: 'succeeded',
  password_revoked: 'succeeded',
  mail_partly_sent: 'failed',
  mail_delivered: 'succeeded',
  mail_bounced: 'failed',
  mail_complained: 'failed',
  mail_rejected: 'failed',
  reset_superseded: 'succeeded',
  reset_cancelled: 'succeeded',
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
  trail_checkpoint: 'succeeded',
  ...ORDERS,
} as const satisfies Record<string, Outcome>;

/** Name of an audit event. */
export type AuditEventName = keyof typeof OUTCOMES;

/** Name of an administrator's order. */
export type AdministrationEventName = keyof typeof ORDERS;

/** User, service, or operator of the service. */
export type Actor = 'self' | 'system' | 'administrator';

/** One event, as it is written in the same item as the change that it belongs to. */
export interface AuditEvent {
  readonly event: AuditEventName;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  readonly actor: Actor;
  /** ARN of the administrator, as AWS reports it. */
  readonly by?: string;
  readonly reason?: string;
  /** Source of the user's call. */
  readonly origin?: Origin;
  /** Kind of the mail that the event is about. */
  readonly mail?: MailKind;
  /** Keyed digest of the address that the mail went to. */
  readonly recipient?: string;
  /** Budget of the account, if a code was issued or was refused because of it. */
  readonly budget?: BudgetState;
  /** True if the same write also ended all sessions of the account. A second event is published for that. */
  readonly sessionsEnded?: true;
  /** Rules in force. Each writing function adds its own. */
  readonly in?: AuditContext;
}

/** Part of an account's budget that the audit trail shows. */
export interface BudgetState {
  readonly codesThisHour: number;
  readonly codesToday: number;
  readonly guessesSinceSuccess: number;
}

/** Rules and directory that a function works with. */
export interface AuditContext {
  /** Such as `digits8-min15-5x3x10`. */
  readonly policy: string;
  readonly directory: string;
}

/** Number of events of one write: its own event, and a second one if it ended all sessions. */
export const eventsIn = ({ sessionsEnded }: AuditEvent): number => (sessionsEnded === true ? 2 : 1);
