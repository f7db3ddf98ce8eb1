import type { Account } from './domain/account.ts';
import type { AccountBudget } from './domain/account-budget.ts';
import type { ArchivedObject, NamedDigest, SignedDigest } from './domain/archive-digest.ts';
import type { AdministrationOrder } from './domain/administration.ts';
import type { CheckpointRecord } from './domain/audit-checkpoint.ts';
import type { DirectEvent } from './domain/audit-facts.ts';
import type { Circumstances } from './domain/moment.ts';
import type { Pepper } from './domain/digest.ts';
import type { NetworkAllowance } from './domain/network-allowance.ts';
import type { PublishedEvent } from './domain/published-event.ts';
import type { PasswordReason } from './domain/password-rules.ts';
import type { NoticeRecord, ReminderRecord, RequestRecord, ResetRecord } from './domain/reset-record.ts';
import type { LoginAttempts, LoginProof } from './domain/login-delay.ts';
import type { CaptchaToken, Continuation, DeviceToken, Otp, Password, ReportToken } from './domain/secret.ts';
import type { Step } from './domain/step.ts';

/**
 * Everything that the use cases need from outside. An expected outcome is a value; a port throws only on an
 * unexpected error.
 */

/** Current time. Tests and the model replace it. */
export interface Clock {
  now(): Date;
}

/** Records of requests. The table is the outbox too: mails and audit events follow from its stream. */
export interface ResetStore {
  /** Writes a new record. Throws if its key is taken, which 256 random bits make impossible. */
  create(record: NewRecord): Promise<void>;
  read(key: string): Promise<RequestRecord | undefined>;
  /**
   * Applies a step as one conditional write. A write that the SDK repeats after it had succeeded is still `taken`.
   */
  take<Kind extends RequestRecord>(key: string, step: Step<Kind>): Promise<StepOutcome<Kind>>;
  /** Keys of the records that have been pending since `before` (epoch seconds) or longer, oldest first. */
  pending(before: number): Promise<string[]>;
}

/** Record without the ID of its write, which the store adds. */
export type NewRecord = Omit<ResetRecord, 'stepId'> | Omit<ReminderRecord, 'stepId'> | Omit<NoticeRecord, 'stepId'>;

/** Outcome of a step: the record after it, or the record that refused it. */
export type StepOutcome<Kind extends RequestRecord = ResetRecord> =
  | { readonly kind: 'taken'; readonly record: Kind }
  /** `record` is the record that does not allow the step; absent if there is none. */
  | { readonly kind: 'refused'; readonly record?: Kind };

/**
 * Owner of a budget: an account as the directory names it, or an address that user IDs are mailed to. No user ID can
 * be taken for an address.
 */
export type BudgetOwner = { readonly account: string } | { readonly address: string };

/** Budgets: read, then replaced if unchanged. */
export interface BudgetStore {
  read(owner: BudgetOwner): Promise<{ readonly budget: AccountBudget; readonly version: number } | undefined>;
  /** Returns false if another write came in between. */
  replace(owner: BudgetOwner, budget: AccountBudget, readVersion: number | undefined): Promise<boolean>;
}

/** Counts the mails to one address in the current hour, over all user IDs and kinds that share it (R27). */
export interface AddressLimiter {
  /**
   * Returns false, and counts nothing, if the limit is reached.
   *
   * @param address in its comparable form
   */
  take(address: string, limitPerHour: number): Promise<boolean>;
}

/** Kinds of calls whose limits are counted apart. */
export type LimitBucket = 'start' | 'remind' | 'log-in';

/** Counts calls of one kind from one source in the current hour. A network's allowance can raise the limit. */
export interface SourceLimiter {
  take(bucket: LimitBucket, source: string, limitPerHour: number): Promise<CountOutcome>;
  /** Takes a counted call back. */
  giveBack(bucket: LimitBucket, source: string, counted: CountedCall): Promise<void>;
}

/** Call that was counted in its source's hour. */
export interface CountedCall {
  readonly kind: 'within';
  /** Hours since 1970. */
  readonly hour: number;
  /** Calls of the source in that hour, with this one. */
  readonly calls: number;
}

/** Outcome of counting a call: within the limit, or over it until the current hour ends. */
export type CountOutcome = CountedCall | { readonly kind: 'exceeded'; readonly retryAfterSeconds: number };

/** Part of a {@link CountOutcome} that most operations need. */
export type LimitOutcome =
  | { readonly kind: 'within' }
  | { readonly kind: 'exceeded'; readonly retryAfterSeconds: number };

/** Networks that may make more calls for some hours, by order of an administrator. */
export interface NetworkAllowances {
  /** Allowances that have not ended. */
  current(): Promise<readonly NetworkAllowance[]>;
}

/** Attempts to log in, by account or device: read, then replaced if unchanged. */
export interface LoginAttemptStore {
  read(owner: string): Promise<{ readonly attempts: LoginAttempts; readonly version: number } | undefined>;
  /** Returns false if another write came in between. */
  replace(owner: string, attempts: LoginAttempts, readVersion: number | undefined): Promise<boolean>;
}

/** Passwords known from data breaches. */
export interface BreachedPasswords {
  lookUp(password: Password): Promise<BreachOutcome>;
}

/** Outcome of a lookup; `unavailable` if the list could not be read. */
export type BreachOutcome =
  | { readonly kind: 'listed' | 'not-listed' }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Mails that the whole service may send in a day (UTC). */
export interface MailAllowance {
  /** Returns false, and counts none of the mails, if the daily ceiling has no room for all of them. */
  take(mails: number): Promise<boolean>;
  /** Counts mails that are sent whatever the ceiling is. */
  count(mails: number): Promise<void>;
}

/** Keys of keyed digests. During a rotation two versions are known. */
export interface Peppers {
  current(): Promise<Pepper>;
  previous(): Promise<Pepper | undefined>;
  /**
   * Key with this version, or with a version that starts with it; undefined if neither the current nor the previous
   * one does.
   */
  version(version: string): Promise<Pepper | undefined>;
  /**
   * All versions, read again unless they have just been read: a digest that no known key made may come from a newer
   * one.
   */
  latest(): Promise<readonly Pepper[]>;
}

/** Change of one account's password. */
export interface PasswordChange {
  readonly account: string;
  readonly password: Password;
  /**
   * Identifies the change, so that its outcome can be found out after an interruption and a repeat has no second
   * effect.
   */
  readonly changeId: string;
  /**
   * Whether the code of this change was mailed to the account as it is now. The directory changes nothing else, and
   * lets of two changes that accept the same account only the first through (R16).
   */
  readonly accepts: (account: Account) => boolean;
}

/** Outcome of a password change, as the directory reports it. */
export type PasswordChangeOutcome =
  | { readonly kind: 'changed' }
  | { readonly kind: 'refused'; readonly reasons: readonly PasswordReason[] }
  /** The account is gone or may no longer log in. */
  | { readonly kind: 'not-allowed' }
  /** The account is no longer the one that the code was mailed to: {@link PasswordChange.accepts}. */
  | { readonly kind: 'account-changed' };

/**
 * Directory of the users: built-in, Cognito, LDAP or a webhook. All adapters pass
 * test/contract/directory-conformance.ts.
 */
export interface UserDirectory {
  /** True if a change ends every session opened before it; the audit trail then says so. */
  readonly endsSessions: boolean;
  /** Finds an account. The directory decides how user IDs are compared. */
  findByUserId(userId: string): Promise<Account | undefined>;
  findByAddress(address: string): Promise<Account[]>;
  /** Sets the password and, if the directory has sessions, ends every session opened before. */
  setPassword(change: PasswordChange): Promise<PasswordChangeOutcome>;
  /** Returns whether an interrupted change took place. */
  outcomeOf(change: Pick<PasswordChange, 'account' | 'changeId'>): Promise<'changed' | 'not-changed'>;
  /**
   * Ends all sessions and makes the password useless until another is set by a reset: the owner reported that the
   * change was not theirs (R30). It does nothing if the directory knows of a later change. It may be repeated.
   */
  refusePassword(change: Pick<PasswordChange, 'account' | 'changeId'>): Promise<void>;
}

/**
 * Notes on changes, for directories that keep no ID of their last change and cannot make a change conditional. A note
 * is kept for longer than anybody may ask for the outcome of its change.
 */
export interface ChangeNotes {
  /** Stores the state for this change and returns it. An existing note stays, and is returned instead. */
  note(changeId: string, before: string): Promise<string>;
  read(changeId: string): Promise<string | undefined>;
  /**
   * Claims an account, as its mark describes it, for one request. Returns false if another request claimed it less than
   * a minute ago: its call may still be in progress. The same request may claim it again.
   */
  claim(account: string, mark: string, request: string): Promise<boolean>;
  /** Lets the next request claim the account at once. It does nothing if another request has claimed it. */
  release(account: string, mark: string, request: string): Promise<void>;
  /** Request that was the last to claim the account as this mark describes it. */
  claimedBy(account: string, mark: string): Promise<string | undefined>;
  /** Stores the ID of the last change of an account, once it has taken place. It is kept as long as any record. */
  setLatest(account: string, changeId: string): Promise<void>;
  latest(account: string): Promise<string | undefined>;
}

/** Attempt to log in, before the password is compared. */
export interface LoginToAdmit {
  /** Name under which attempts are counted: the same for all that the directory takes for one user ID. */
  readonly name: string;
  readonly proof: LoginProof;
  /** Whether the token is of a device that logged in to this account with the present password. */
  knows(deviceToken: DeviceToken): boolean;
}

/** Decision about an attempt. `again`: the account is read again, because parallel attempts were not over. */
export type Admission = 'by-account' | 'by-device' | 'refused' | 'again';

/** Proven identity of a user. */
export interface Credentials {
  /** As the directory has it, however it was typed. */
  readonly userId: string;
  readonly sessionGeneration: number;
  readonly deviceToken: DeviceToken;
}

/** Login, which only the built-in directory offers. */
export interface CredentialCheck {
  /**
   * Returns undefined if the user ID or the password is wrong, the account is not active, or the attempt was refused.
   * Without a refusal it takes the same time in each case, whatever hash is stored.
   *
   * @param admit counts the attempt; the password is compared only after it
   */
  authenticate(
    userId: string,
    password: Password,
    admit: (login: LoginToAdmit) => Promise<Admission>,
  ): Promise<Credentials | undefined>;
  /** Generation that sessions of the account must have; undefined if the account is not active. */
  sessionGeneration(userId: string): Promise<number | undefined>;
}

/** Session of a user. */
export interface Session {
  readonly userId: string;
  /** Increases when all sessions of an account are ended; no clocks are compared. */
  readonly generation: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** Sessions by the digests of their tokens. */
export interface SessionStore {
  open(tokenDigest: string, session: Session): Promise<void>;
  find(tokenDigest: string): Promise<Session | undefined>;
  /** Returns false if there was no such session. */
  close(tokenDigest: string): Promise<boolean>;
}

/** Mail to one address, before it is rendered. `locale`: BCP 47 tag. `timeZone`: IANA name; UTC if it is absent. */
export type Message = { readonly to: string; readonly locale?: string; readonly timeZone?: string } & (
  | {
      readonly kind: 'otp';
      /** Absent if the user asked for the code. */
      readonly startedBy?: 'administrator';
      /** Absent if an administrator asked for the code. */
      readonly asked?: Circumstances;
      readonly otp: Otp;
      readonly reference: string;
      readonly expiresAt: Date;
      /** Minutes until then, rounded. */
      readonly minutes: number;
      readonly reportToken: ReportToken;
      /** Opens the page of this request in any browser. */
      readonly continuation: Continuation;
    }
  | {
      readonly kind: 'password-changed';
      readonly userId: string;
      readonly reference: string;
      readonly changedAt: Date;
      readonly applied?: Circumstances;
      readonly reportToken: ReportToken;
    }
  | { readonly kind: 'user-id-list'; readonly asked?: Circumstances; readonly userIds: readonly string[] }
  | {
      readonly kind: 'limit-reached';
      readonly asked?: Circumstances;
      readonly userId: string;
      readonly reference: string;
      /** Time from which another code can be started. */
      readonly until: Date;
      /** Opens a page where the owner can go on at once. */
      readonly continuation: Continuation;
    }
  | {
      readonly kind: 'addresses-changed';
      readonly userId: string;
      readonly changedAt: Date;
    }
  | {
      readonly kind: 'reset-refused';
      readonly userId: string;
      readonly reference: string;
      readonly applied?: Circumstances;
    }
);

/** Label of a mail. The mail service returns it with each event about the mail. */
export interface MailLabel {
  /** Digest part of the key of the record for which the mail is sent. */
  readonly request: string;
  /** Keyed digest of the address. */
  readonly recipient: string;
}

/** Sends one message to one address. */
export interface Mailer {
  send(message: Message, label: MailLabel): Promise<MailOutcome>;
}

/**
 * Answer of the mail service to a mail. A temporary failure throws instead, and so does one that an operator has to
 * end, such as a missing permission (R31): the mail is sent again.
 */
export type MailOutcome =
  | { readonly kind: 'accepted' }
  /** The recipient or the message is the reason, so that the mail service will never accept it. */
  | { readonly kind: 'rejected'; readonly reason: string };

/** Check of captcha tokens. `action`: the operation's captcha action; `source`: the caller's address. */
export interface Captcha {
  check(token: CaptchaToken, action: string, source: string): Promise<CaptchaOutcome>;
}

/** Outcome of a check. A passed token still has to be consumed. */
export type CaptchaOutcome =
  | {
      readonly kind: 'passed';
      /**
       * Consumes the token. Of all calls with this token, only one gets true, even if they come at the same time.
       * Nothing may be done for a call before that.
       */
      readonly use: () => Promise<boolean>;
    }
  | { readonly kind: 'rejected'; readonly reason: string }
  /**
   * A reason that begins with `configuration` means that a key or a setting of this service is wrong: waiting does
   * not help.
   */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Captcha tokens that were used, by their digests. */
export interface TokenRegister {
  /**
   * Returns true to only one caller, even if several come at the same time. A write that the SDK repeats after it had
   * succeeded still returns true.
   */
  use(tokenDigest: string, until: Date): Promise<boolean>;
}

/** Orders of administrators, numbered and linked. Each is recorded before it is carried out. */
export interface OrderStore {
  /** Records an order after the last one. An order that is recorded already stays unchanged. */
  record(order: AdministrationOrder): Promise<void>;
}

/** Checkpoints of the audit trail. Only the last one is stored; the stream publishes each. */
export interface CheckpointStore {
  last(): Promise<CheckpointRecord | undefined>;
  /** Writes the checkpoint after the last one. Returns false if another run has written it. */
  append(checkpoint: CheckpointRecord): Promise<boolean>;
}

/** Logs that hold audit events. */
export interface AuditLogs {
  /** `digest` of each event that the logs received in a period, without its end. */
  digestsBetween(from: Date, until: Date): Promise<readonly string[]>;
}

/** Settings of the last deployment, for the commands of operations. */
export interface DeployedSettingsStore {
  /** @param settings JSON text; undefined if the deployment does not say */
  replace(settings: string | undefined): Promise<void>;
}

/** Archive of audit events, kept longer than the logs. */
export interface Archive {
  /** Last digest that ends at or before this time. */
  latestDigest(before: Date): Promise<NamedDigest | undefined>;
  /** Files that the archive received in a period, without its end. */
  objectsBetween(from: Date, until: Date): Promise<ArchivedObject[]>;
  /** Writes a digest. An existing digest stays unchanged. */
  putDigest(name: string, signed: SignedDigest): Promise<void>;
}

/** Signs with a key that cannot be exported. */
export interface Signer {
  sign(text: string): Promise<{ readonly key: string; readonly signature: string }>;
}

/** Records audit events that no table write carries, such as a refusal or a login. */
export interface AuditLog {
  record(event: DirectEvent): void;
}

/** Audit trail that auditors read. */
export interface AuditTrail {
  publish(event: PublishedEvent): void;
}
