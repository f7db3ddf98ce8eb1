import type { AuditEventName } from '../domain/audit-event.ts';
import type { FunctionName, OperationId, ProblemCode } from '../operations/index.ts';

/**
 * The closed list of metrics, by the function that counts them. Functions, alarms and dashboard take the names from
 * here, so that a name that no function counts is a compile error.
 *
 * Each is a metric `<name>` in the namespace `PasswordReset/<stage>` with the one dimension `service`, the function's
 * name. No user ID, address or reference may become a dimension: each value would be billed as a metric of its own.
 */

/**
 * Outcomes of calls. `captcha-misconfigured` is counted beside `captcha-unavailable`, because only an operator can
 * end it. `origin-unproven` is counted beside any outcome: the call claims to come through our distribution and brings
 * no accepted secret.
 */
export type OperationMetric = 'succeeded' | ProblemCode | 'captcha-misconfigured' | 'origin-unproven';

/** Records of the table's stream that could not be processed. */
export type StreamMetric = 'failed';

/** Mails held back because the service has sent all that it may send in a day (R25). */
export type MailCeilingMetric = 'mail-ceiling';

/** Mails that the mail service refuses until an operator corrects a permission or a setting (R31). */
export type MailMisconfigurationMetric = 'mail-misconfigured';

type MailerMetric = MailCeilingMetric | MailMisconfigurationMetric;

/** Counted by adapters, in whichever function has them. */
export type CapabilityMetric = MailerMetric | 'breach-check-unavailable';

/**
 * Every step of a request by the name of its audit event, as the table's stream brings it, and the reasons that an
 * operator has to act on.
 */
export type AuditMetric = Exclude<AuditEventName, 'trail_checkpoint'> | ReasonMetric;

export type ReasonMetric =
  /** The mail service will never take a code or a list of user IDs. */
  | 'mail-rejected'
  /** A code's lifetime ended before its mail was sent. */
  | 'mail-too-late'
  /** An account has used up its codes of a day, or its guesses since its last login. */
  | 'budget-exhausted'
  /** No registered address got the notice that the password changed. */
  | 'change-not-told'
  /** "This wasn't me", after the password was changed. */
  | 'reported-after-change';

/**
 * Outcomes of mails, as the mail service reports them later; `refused` where an event is not about a mail of ours,
 * and the last three where the outcome could not be recorded on its request.
 */
export type MailEventMetric =
  | 'delivered'
  | 'bounced'
  | 'complained'
  | 'rejected'
  | 'refused'
  | 'repeated'
  | 'late'
  | 'left-out';

interface BackgroundMetrics {
  readonly 'mail-consumer': StreamMetric | MailerMetric;
  readonly 'audit-consumer': StreamMetric | AuditMetric;
  readonly redelivery: 'redelivered' | 'failed' | MailerMetric;
  readonly 'mail-events': MailEventMetric;
}

/** Value of the dimension `service`. */
export type Service = FunctionName;

/** Metrics of a service. */
export type MetricOf<Name extends Service> = Name extends keyof BackgroundMetrics
  ? BackgroundMetrics[Name]
  : Name extends 'complete-reset'
    ? OperationMetric | 'breach-check-unavailable'
    : Name extends OperationId
      ? OperationMetric
      : never;

/** Namespace of a stage's metrics. */
export const metricNamespace = (stage: string): string => `PasswordReset/${stage}`;
