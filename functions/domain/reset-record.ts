import type { AuditEvent } from './audit-event.ts';
import type { Circumstances } from './moment.ts';
import type { Deliveries } from './delivery.ts';

/** What still has to follow from a record: a mail that was asked for; or, of a change of the password, its outcome and then its notice. */
type PendingKind = 'mail' | 'change';

/**
 * A key of an index takes 1,000 write units a second, and each record that pending something comes into the index and leaves it again.
 * Eight keys a kind take 240,000 starts a minute: docs/adr/0065-index-of-owed-records.md.
 */
export const SHARDS = 8;

/** What the redelivery met itself, at the time of its own clock: too seldom for shards. */
export const OVERDUE_KEY = 'late';

/** The key of the index of owed records: what is owed, and in which shard it is looked for. `mail-5`. */
export type PendingKey = `${PendingKind}-${number}` | typeof OVERDUE_KEY;

/** The shard is the millisecond's, so that what is written at the same time goes to all of them. */
export const pendingKey = (kind: PendingKind, at: Date): PendingKey => `${kind}-${at.getUTCMilliseconds() % SHARDS}`;

/** Every key under which the index can hold a record. The words alone are those of an older version. */
export const PENDING_KEYS: readonly string[] = [
  ...(['mail', 'change'] as const).flatMap((kind) => Array.from({ length: SHARDS }, (_, shard) => `${kind}-${shard}`)),
  OVERDUE_KEY,
  'mail',
  'outcome',
  'notice',
];

/** Whether a mail is owed that was asked for. */
export const isMailPending = ({ pending }: { readonly pending?: string }): boolean =>
  pending?.startsWith('mail') === true;

export type ResetState = 'REQUESTED' | 'SENT' | 'VERIFIED' | 'APPLYING' | 'COMPLETED' | 'LOCKED' | 'CANCELLED';

interface OutboxRecord {
  /** Who asked, in which words: nothing here was checked against the directory. */
  readonly key: string;
  readonly locale?: string;
  /** Of the last call that asked for a mail; absent where an administrator did, and in a record of an older version. */
  readonly asked?: Circumstances;
  /** Epoch seconds. */
  readonly createdAt: number;
  /** Epoch seconds until which the present state can go on. Also the table's TTL attribute, which deletes late. */
  readonly expiresAt: number;
  /** Present only while something is owed: the sparse index for redelivery holds just these. What a change still pending, the state tells. */
  readonly pending?: PendingKey;
  readonly pendingAt?: number;
  /** What became of the mails that were sent for it: docs/reference/mail-events.md. Absent in a record of an older version. */
  readonly deliveries?: Deliveries;
  /** Random for each write, so that a write which the SDK repeats is recognized as the same one. */
  readonly stepId: string;
  /** Counts the events. */
  readonly sequence: number;
  readonly lastEvent: AuditEvent;
  /** How audit events name whom it concerns, made when it was written: what is published follows from the item alone. Both absent in a record of an older version. */
  readonly subject?: string;
  /** Version of the key of {@link subject}. */
  readonly subjectKey?: string;
}

/** A reset request from its start to its end; the item of the table is exactly this. */
export interface ResetRecord extends OutboxRecord {
  readonly kind: 'reset';
  readonly state: ResetState;
  /** As typed. */
  readonly userId: string;
  /** As the directory knows it; absent for a decoy. */
  readonly account?: string;
  /** Words of the account that its new password may not consist of. */
  readonly contextWords?: readonly string[];
  /** Absent where the person did it himself: the mail tells how to go on. */
  readonly startedBy?: 'administrator';
  /** The short string on the page and in the mail; harmless. */
  readonly reference: string;
  /** Epoch seconds from which another code can be asked for. */
  readonly resendAt: number;
  /** How many codes were asked for. */
  readonly issue: number;
  /** Guesses at the present code, counted before they are compared. */
  readonly attempts: number;
  /** The pepper that the codes of this request are made with. */
  readonly pepperVersion: string;
  /** Absent for a decoy, and when no code is alive. */
  readonly codeDigest?: string;
  /** Why no code was mailed when it was last asked for; no answer shows it. */
  readonly suppressedFor?: string;
  readonly resetTokenDigest?: string;
  readonly resetTokenExpiresAt?: number;
  /** How often a new password was sent, accepted or not. */
  readonly passwordTries: number;
  /** Of the call that sent the last new password. */
  readonly applied?: Circumstances;
  /** Epoch seconds. */
  readonly reportedAt?: number;
}

/** A request for the list of user IDs of an address. */
export interface ReminderRecord extends OutboxRecord {
  readonly kind: 'reminder';
  readonly state: 'REQUESTED' | 'SENT';
  /** As typed; a mail goes only to an address that the directory holds. */
  readonly email: string;
}

export type RequestRecord = ResetRecord | ReminderRecord;

const RESET = 'RESET#';
const REMINDER = 'REMINDER#';

export const resetKey = (digestOfResetId: string): string => `${RESET}${digestOfResetId}`;
export const reminderKey = (digestOfId: string): string => `${REMINDER}${digestOfId}`;
/** The part of a record's key that tokens and audit events name it by. */
export const keyDigest = (key: string): string => key.slice(key.indexOf('#') + 1);

/** Crockford's alphabet: nothing in it is mistaken for something else when read aloud. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `K7QM-2XPD`: 40 bits of the key's digest. */
export function referenceOf(digestOfResetId: string): string {
  const bytes = Buffer.from(digestOfResetId, 'base64url');
  const letters = Array.from(bytes.subarray(0, 8), (byte) => ALPHABET[byte % 32]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
