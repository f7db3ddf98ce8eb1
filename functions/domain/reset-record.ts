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

/** Whether the record's mail is still pending, and not the outcome or notice of a change. */
export const isMailPending = ({ pending }: { readonly pending?: string }): boolean =>
  pending?.startsWith('mail') === true;

/** State of a reset request: docs/reference/state-machine.md. */
export type ResetState = 'REQUESTED' | 'SENT' | 'VERIFIED' | 'APPLYING' | 'COMPLETED' | 'LOCKED' | 'CANCELLED';

/** States in which a mailed code may still be entered. In `LOCKED` only the reader of the mail may enter it. */
export const LIVE = ['REQUESTED', 'SENT', 'LOCKED'] as const satisfies readonly ResetState[];

/** All states of a reset request. */
export const ANY_STATE = [...LIVE, 'VERIFIED', 'APPLYING', 'COMPLETED', 'CANCELLED'] as const satisfies ResetState[];

/**
 * Way in which a call shows that it belongs to a request: by the `resetId` that the start returned, or by the
 * continuation in the mail's link. Each lane has its own guesses.
 */
export type Lane = 'starter' | 'mail';

interface OutboxRecord {
  /** Partition key of the item: see {@link resetKey} and {@link reminderKey}. */
  readonly key: string;
  readonly locale?: string;
  /** IANA name of the time zone in which the mails give times; UTC if it is absent. */
  readonly zone?: string;
  /**
   * Circumstances of the last call that asked for a mail; absent if an administrator asked, and in records of an
   * older version.
   */
  readonly asked?: Circumstances;
  /** Epoch seconds. */
  readonly createdAt: number;
  /** Epoch seconds at which DynamoDB may delete the record: the TTL attribute of the table. It deletes later. */
  readonly expiresAt: number;
  /**
   * Present only while work is pending, so the sparse index for redelivery holds only such records. Which part of a
   * change is pending follows from the state.
   */
  readonly pending?: PendingKey;
  readonly pendingAt?: number;
  /** Keyed digests of the addresses that have the pending mail already, if others could not be reached yet. */
  readonly sentTo?: readonly string[];
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

/**
 * Record of a reset request from its start to its end. The table item has exactly these attributes.
 *
 * The attributes that the answers to the holder of the `resetId` show (`issue`, `attempts`, `openUntil`, `resendAt`)
 * are written by the calls of that lane alone, so that a decoy, and a request that its owner has ended, answer alike.
 */
export interface ResetRecord extends OutboxRecord {
  readonly kind: 'reset';
  readonly state: ResetState;
  /** As the user typed it; not checked against the directory. */
  readonly userId: string;
  /** Present if the request was made by the reader of a mail, through the link in it. */
  readonly lane?: 'mail';
  /** Absent if the user started the request. The mail explains how to go on. */
  readonly startedBy?: 'administrator';
  /** Short string that the page and the mail show; not secret. */
  readonly reference: string;

  /** Epoch seconds until which the request takes codes, as the answers say. */
  readonly openUntil: number;
  /** Epoch seconds from which another code may be requested. */
  readonly resendAt: number;
  /** Number of codes requested. */
  readonly issue: number;
  /** Guesses of the starter since the last code was requested, counted before they are compared. */
  readonly attempts: number;
  /** Guesses of the starter in all: the account's budget gets back what was reserved and not guessed. */
  readonly guesses: number;
  /**
   * Digest of the starter's last call, if the call can be recognized: see {@link callDigest}. After the starter's
   * success it is that of the call that brought it.
   */
  readonly lastCall?: string;

  /** Start of the version of the pepper that the codes of this request are made with: {@link keyIdOf}. */
  readonly pepperVersion: string;
  /** Digest of the code that was mailed last. Absent for a decoy, and when the code is used or ended. */
  readonly codeDigest?: string;
  /** Issue of that code. */
  readonly codeIssue?: number;
  /** Epoch seconds at which that code expires. */
  readonly codeExpiresAt?: number;
  /** Guesses of the starter since that code was mailed. */
  readonly codeGuesses: number;
  /** Guesses of the mail's reader since that code was mailed. */
  readonly mailGuesses: number;
  /** As {@link lastCall}, for the mail's reader, and later for the caller who sent the last password. */
  readonly ownerCall?: string;
  /** Present if the code works through the mail's own link alone: the account's budget of guesses is used up. */
  readonly linkOnly?: true;

  /** User ID as the directory has it, if that differs from `userId`. Absent for a decoy. */
  readonly account?: string;
  /** Addresses that the code was mailed to, as the directory had them. */
  readonly mailedTo?: readonly string[];
  /** Keyed digest of the account as it was when the code was mailed: see {@link accountDigest}. */
  readonly accountDigest?: string;
  /** Reason why no code was mailed for the last request; no answer shows it. */
  readonly suppressedFor?: string;

  /** Lane that entered the code. */
  readonly verifiedBy?: Lane;
  readonly resetTokenDigest?: string;
  readonly resetTokenExpiresAt?: number;
  /** Number of new passwords sent, accepted or not. */
  readonly passwordTries: number;
  /** Circumstances of the call that sent the last new password. */
  readonly applied?: Circumstances;
  /** Epoch seconds of the owner's report that the change was not theirs. */
  readonly reportedAt?: number;
  /** Present if the notice of the change had been sent when the owner reported it. */
  readonly noticed?: true;
}

/** Record of a request for the user IDs of an address. */
export interface ReminderRecord extends OutboxRecord {
  readonly kind: 'reminder';
  readonly state: 'REQUESTED' | 'SENT';
  /** As the user typed it. Mail goes only to an address that the directory has. */
  readonly email: string;
}

/** Record of a notice to the addresses that a user had before an administrator changed them. */
export interface NoticeRecord extends OutboxRecord {
  readonly kind: 'notice';
  readonly state: 'REQUESTED' | 'SENT';
  /** User ID as the directory has it. */
  readonly account: string;
  /** Addresses that get the notice. */
  readonly formerAddresses: readonly string[];
}

/** Record of any kind from which a mail follows. */
export type RequestRecord = ResetRecord | ReminderRecord | NoticeRecord;

/** Account of a request, as the directory names it; undefined while no code was mailed. */
export const accountOf = ({ account, userId, codeIssue }: ResetRecord): string | undefined =>
  codeIssue === undefined ? undefined : (account ?? userId);

const RESET = 'RESET#';
const REMINDER = 'REMINDER#';
const NOTICE = 'NOTICE#';

/** Partition key of a reset request. */
export const resetKey = (digestOfResetId: string): string => `${RESET}${digestOfResetId}`;
/** Partition key of a request for user IDs. */
export const reminderKey = (digestOfId: string): string => `${REMINDER}${digestOfId}`;
/** Partition key of a notice. */
export const noticeKey = (digestOfId: string): string => `${NOTICE}${digestOfId}`;
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
