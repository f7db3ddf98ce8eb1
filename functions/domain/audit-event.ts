import type { MailKind } from './delivery.ts';

/** What can be told of a request, a login or a reminder. */
export type AuditEventName =
  | 'reset_requested'
  | 'otp_reissued'
  | 'otp_mailed'
  | 'otp_suppressed'
  | 'otp_attempted'
  | 'otp_verified'
  | 'otp_denied'
  | 'otp_locked'
  | 'password_applying'
  | 'password_rejected'
  | 'password_not_changed'
  | 'password_changed'
  | 'change_notified'
  | 'mail_delivered'
  | 'mail_bounced'
  | 'mail_complained'
  | 'mail_rejected'
  | 'reset_superseded'
  | 'reported_not_me'
  | 'reminder_requested'
  | 'reminder_mailed'
  | 'reminder_suppressed'
  | 'limit_hit'
  | 'human_check_failed'
  | 'human_check_unavailable'
  | 'breach_check_unavailable'
  | 'login_succeeded'
  | 'login_failed'
  | 'logged_out'
  | AdministrationEventName;

/** What an administrator ordered; each is on record before it is carried out. */
export type AdministrationEventName =
  | 'user_add_ordered'
  | 'user_disable_ordered'
  | 'user_enable_ordered'
  | 'recovery_resume_ordered'
  | 'pepper_rotation_ordered'
  | 'suppression_clearance_ordered';

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
  /** The socket's address as API Gateway saw it; it leaves the table only as a prefix and a keyed digest. */
  readonly source?: string;
  /** Which mail the event is about. */
  readonly mail?: MailKind;
  /** Keyed digest of the address that the mail went to. */
  readonly recipient?: string;
}

/** An event as an auditor reads it: no code, token, password, raw user ID or address is in it. */
export interface PublishedEvent {
  readonly event: AuditEventName;
  readonly at: string;
  readonly actor: Actor;
  /** Which administrator: the ARN that AWS knows the caller by. */
  readonly by?: string;
  readonly reason?: string;
  /** Digest that names the request; the same for all events of one request. */
  readonly request?: string;
  /** The short string that the person sees on the page and in the mail. */
  readonly reference?: string;
  /** Keyed digest of the user ID or address. */
  readonly subject?: string;
  /** `203.0.113.0/24` or `2001:db8:1::/48`. */
  readonly sourcePrefix?: string;
  readonly sourceDigest?: string;
  readonly mail?: MailKind;
  /** Keyed digest of the address that the mail went to; an address asked about in a reminder has the same as its subject. */
  readonly recipient?: string;
  readonly state?: string;
  readonly issue?: number;
  readonly attempts?: number;
  /** Counts the events of one request without a gap. */
  readonly sequence?: number;
}
