import type { AuditEvent } from './audit-event.ts';
import type { Circumstances } from './moment.ts';
import type { Deliveries } from './delivery.ts';

/**
 * Work that must still follow from a record: the mail that was asked for, or the outcome of a password change and
 * then its notice.
 */
type PendingKind = 'mail' | 'change';

/**
 * Keys per kind of pending work in the index. One key of an index takes 1,000 write units per second, and each record
 * enters the index and leaves it again. Eight keys allow 240,000 starts per minute:
 * docs/adr/0005-pending-index-has-shards.md.
 */
export const SHARDS = 8;

/** Key of the changes that the redelivery found unfinished. They are too rare to need shards. */
export const OVERDUE_KEY = 'late';

/** Partition key of the index of pending records: the kind of work and its shard, such as `mail-5`. */
export type PendingKey = `${PendingKind}-${number}` | typeof OVERDUE_KEY;

/**
 * Partition key for a record that becomes pending now. The milliseconds choose the shard, so that simultaneous writes
 * spread over all shards.
 */
export const pendingKey = (kind: PendingKind, at: Date): PendingKey => `${kind}-${at.getUTCMilliseconds() % SHARDS}`;

/** All partition keys of the index. `mail`, `outcome` and `notice` come from an older version. */
export const PENDING_KEYS: readonly string[] = [
  ...(['mail', 'change'] as const).flatMap((kind) => Array.from({ length: SHARDS }, (_, shard) => `${kind}-${shard}`)),
  OVERDUE_KEY,
  'mail',
  'outcome',
  'notice',
];

/** Whether the record's mail is still pending. */
export const isMailPending = ({ pending }: { readonly pending?: string }): boolean =>
  pending?.startsWith('mail') === true;

/** State of a reset request: docs/reference/state-machine.md. */
export type ResetState = 'REQUESTED' | 'SENT' | 'VERIFIED' | 'APPLYING' | 'COMPLETED' | 'LOCKED' | 'CANCELLED';

interface OutboxRecord {
  /** Partition key of the item: see {@link resetKey} and {@link reminderKey}. */
  readonly key: string;
  readonly locale?: string;
  /**
   * Circumstances of the last call that asked for a mail; absent if an administrator asked, and in records of an
   * older version.
   */
  readonly asked?: Circumstances;
  /** Epoch seconds. */
  readonly createdAt: number;
  /**
   * Epoch seconds at which the current state expires. Also the TTL attribute of the table; DynamoDB deletes later
   * than that.
   */
  readonly expiresAt: number;
  /**
   * Present only while work is pending, so the sparse index for redelivery holds only such records. Which part of a
   * change is pending follows from the state.
   */
  readonly pending?: PendingKey;
  readonly pendingAt?: number;
  /**
   * Outcomes of the mails that were sent for the record: docs/reference/mail-events.md. Absent in records of an older
   * version.
   */
  readonly deliveries?: Deliveries;
  /** Random for each write, so that a write repeated by the SDK is recognized. */
  readonly stepId: string;
  /** Number of events so far. */
  readonly sequence: number;
  readonly lastEvent: AuditEvent;
  /**
   * Keyed digest by which audit events name the user ID, the account or the address. It is made when the record is
   * written, so that events follow from the item alone. Absent in records of an older version.
   */
  readonly subject?: string;
  /** ID of the key of {@link subject}; absent with it. */
  readonly subjectKey?: string;
}

/** Record of a reset request from its start to its end. The table item has exactly these attributes. */
export interface ResetRecord extends OutboxRecord {
  readonly kind: 'reset';
  readonly state: ResetState;
  /** As the user typed it; not checked against the directory. */
  readonly userId: string;
  /** User ID as the directory has it; absent for a decoy. */
  readonly account?: string;
  /** Words of the account that the new password may not be built on. */
  readonly contextWords?: readonly string[];
  /** Absent if the user started the request. The mail explains how to go on. */
  readonly startedBy?: 'administrator';
  /** Short string that the page and the mail show; not secret. */
  readonly reference: string;
  /** Epoch seconds from which another code may be requested. */
  readonly resendAt: number;
  /** Number of codes requested. */
  readonly issue: number;
  /** Guesses at the current code, counted before they are compared. */
  readonly attempts: number;
  /** Version of the pepper that the codes of this request are made with. */
  readonly pepperVersion: string;
  /** Absent for a decoy, and while no code is valid. */
  readonly codeDigest?: string;
  /** Reason why no code was mailed for the last request; no answer shows it. */
  readonly suppressedFor?: string;
  readonly resetTokenDigest?: string;
  readonly resetTokenExpiresAt?: number;
  /** Number of new passwords sent, accepted or not. */
  readonly passwordTries: number;
  /** Circumstances of the call that sent the last new password. */
  readonly applied?: Circumstances;
  /** Epoch seconds. */
  readonly reportedAt?: number;
}

/** Record of a request for the user IDs of an address. */
export interface ReminderRecord extends OutboxRecord {
  readonly kind: 'reminder';
  readonly state: 'REQUESTED' | 'SENT';
  /** As the user typed it. Mail goes only to an address that the directory has. */
  readonly email: string;
}

/** Record of either kind of request. */
export type RequestRecord = ResetRecord | ReminderRecord;

const RESET = 'RESET#';
const REMINDER = 'REMINDER#';

/** Partition key of a reset request. */
export const resetKey = (digestOfResetId: string): string => `${RESET}${digestOfResetId}`;
/** Partition key of a request for user IDs. */
export const reminderKey = (digestOfId: string): string => `${REMINDER}${digestOfId}`;
/** Part of a record's key by which tokens and audit events name the record. */
export const keyDigest = (key: string): string => key.slice(key.indexOf('#') + 1);

/** Crockford's alphabet: no two characters are confused when read aloud. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Reference of a request, such as `K7QM-2XPD`: 40 bits of the key's digest. */
export function referenceOf(digestOfResetId: string): string {
  const bytes = Buffer.from(digestOfResetId, 'base64url');
  const letters = Array.from(bytes.subarray(0, 8), (byte) => ALPHABET[byte % 32]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
