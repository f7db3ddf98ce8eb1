import type { AuditEventName } from '../../functions/domain/audit-event.ts';
import type { PublishedEvent } from '../../functions/domain/published-event.ts';

/** Version of the Open Cybersecurity Schema Framework that the export follows. */
export const OCSF_VERSION = '1.6.0';

/** Authentication and Account Change, of the category Identity & Access Management. */
const CLASSES = { 3001: 'Account Change', 3002: 'Authentication' } as const;

interface Mapped {
  readonly class: keyof typeof CLASSES;
  /** `activity_id` of the class; 99 is another activity, which the name of the event names. */
  readonly activity: number;
  /** Status in words, where the event is neither a success nor a failure. */
  readonly status?: string;
}

const authentication = (activity: number): Mapped => ({ class: 3002, activity });
const change = (activity: number): Mapped => ({ class: 3001, activity });
/** An order is recorded before it is carried out. */
const ordered = (activity: number): Mapped => ({ ...change(activity), status: 'Ordered' });

const OTHER = 99;

/** Events that an OCSF class fits. docs/reference/ocsf.md has the same table. */
export const OCSF_EVENTS: Readonly<Partial<Record<AuditEventName, Mapped>>> = {
  login_succeeded: authentication(1),
  login_failed: authentication(1),
  logged_out: authentication(2),
  sessions_ended: authentication(2),
  otp_verified: authentication(OTHER),
  otp_denied: authentication(OTHER),
  otp_locked: authentication(OTHER),
  password_changed: change(4),
  password_rejected: change(4),
  password_not_changed: change(4),
  password_outcome_unknown: change(4),
  password_overdue: change(4),
  password_revoked: change(OTHER),
  user_add_ordered: ordered(1),
  user_restore_ordered: ordered(1),
  user_enable_ordered: ordered(2),
  user_disable_ordered: ordered(5),
  user_remove_ordered: ordered(6),
  user_addresses_ordered: ordered(OTHER),
  limit_lift_ordered: ordered(OTHER),
  recovery_resume_ordered: ordered(OTHER),
  sessions_end_ordered: { class: 3002, activity: 2, status: 'Ordered' },
};

const STATUS = { succeeded: 1, refused: 2, failed: 2, unknown: 0 } as const;
const STATUS_NAMES = { 0: 'Unknown', 1: 'Success', 2: 'Failure' } as const;

/** Informational, low and medium. */
const SEVERITY = { succeeded: 1, refused: 2, failed: 3, unknown: 3 } as const;

/**
 * Returns an event as OCSF writes it; undefined if no class fits, or the event names no user, which both classes
 * require. The user is the keyed digest, never a user ID.
 */
export function ocsfEvent(event: PublishedEvent): Readonly<Record<string, unknown>> | undefined {
  const mapped = OCSF_EVENTS[event.event];
  if (mapped === undefined || event.subject === undefined) return undefined;
  const { class: classUid, activity, status } = mapped;
  const statusId = status === undefined ? STATUS[event.outcome] : OTHER;
  return {
    category_uid: 3,
    category_name: 'Identity & Access Management',
    class_uid: classUid,
    class_name: CLASSES[classUid],
    activity_id: activity,
    ...(activity === OTHER && { activity_name: event.event }),
    type_uid: classUid * 100 + activity,
    time: event.atMillis,
    severity_id: SEVERITY[event.outcome],
    status_id: statusId,
    status: statusId === OTHER ? status : STATUS_NAMES[STATUS[event.outcome]],
    ...(event.reason !== undefined && { status_detail: event.reason }),
    metadata: {
      version: OCSF_VERSION,
      product: { name: 'Serverless Password Reset', vendor_name: 'Serverless Password Reset', version: event.build },
      uid: event.id,
      event_code: event.event,
      log_name: 'audit',
      original_time: event.at,
      ...(event.reference !== undefined && { correlation_uid: event.reference }),
    },
    user: { uid: event.subject, type_id: 1 },
    actor: actorOf(event),
    service: { name: 'password-reset' },
    ...(event.sourcePrefix !== undefined && {
      src_endpoint: { name: event.sourcePrefix, ...(event.sourceDigest !== undefined && { uid: event.sourceDigest }) },
    }),
    ...(classUid === 3002 && event.actor === 'self' && { is_remote: true }),
  };
}

function actorOf({ actor, by, subject }: PublishedEvent) {
  if (actor === 'administrator') return { user: { uid: by ?? 'unknown', type_id: 2 } };
  return actor === 'self' ? { user: { uid: subject, type_id: 1 } } : { app_name: 'password-reset' };
}
