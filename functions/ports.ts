import type { Account } from './domain/account.ts';
import type { AccountBudget } from './domain/account-budget.ts';
import type { ArchivedObject, NamedDigest, SignedDigest } from './domain/archive-digest.ts';
import type { AdministrationRecord } from './domain/administration.ts';
import type { DirectEvent } from './domain/audit-facts.ts';
import type { Circumstances } from './domain/moment.ts';
import type { Pepper } from './domain/digest.ts';
import type { PublishedEvent } from './domain/published-event.ts';
import type { PasswordReason } from './domain/password-rules.ts';
import type { ReminderRecord, RequestRecord, ResetRecord } from './domain/reset-record.ts';
import type { CaptchaToken, Otp, Password, ReportToken } from './domain/secret.ts';
import type { Step } from './domain/step.ts';

/** Everything that the use cases need of the world. An expected outcome is a value; a port throws only on a fault. */

export interface Clock {
  now(): Date;
}

/** The records of requests. It is the outbox too: what follows from a write is read from the table's stream. */
export interface ResetStore {
  /** Writes a new record. Throws where its key is taken, which 256 random bits make impossible. */
  create(record: NewRecord): Promise<void>;
  read(key: string): Promise<RequestRecord | undefined>;
  /** Applies a step as one conditional write. A write that is repeated after it had succeeded is still `taken`. */
  take<Kind extends RequestRecord>(key: string, step: Step<Kind>): Promise<StepOutcome<Kind>>;
  /** Keys of records that have owed something since `before` (epoch seconds) or longer, oldest first. */
  pending(before: number): Promise<string[]>;
}

export type NewRecord = Omit<ResetRecord, 'stepId'> | Omit<ReminderRecord, 'stepId'>;

export type StepOutcome<Kind extends RequestRecord = ResetRecord> =
  | { readonly kind: 'taken'; readonly record: Kind }
  /** `record` is what stands in the way; absent where there is none. */
  | { readonly kind: 'refused'; readonly record?: Kind };

/** Budgets of accounts: read, then replaced if unchanged. */
export interface BudgetStore {
  read(account: string): Promise<{ readonly budget: AccountBudget; readonly version: number } | undefined>;
  /** False where another write came between. */
  replace(account: string, budget: AccountBudget, readVersion: number | undefined): Promise<boolean>;
}

/** Counts calls of one kind from one source in the present hour. */
export interface SourceLimiter {
  take(bucket: 'start' | 'remind' | 'log-in', source: string, limitPerHour: number): Promise<LimitOutcome>;
}

export type LimitOutcome =
  | { readonly kind: 'within' }
  | { readonly kind: 'exceeded'; readonly retryAfterSeconds: number };

/** Passwords that are known from data breaches. */
export interface BreachedPasswords {
  lookUp(password: Password): Promise<BreachOutcome>;
}

export type BreachOutcome =
  | { readonly kind: 'listed' | 'not-listed' }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** The mails that the whole service may send in a day (UTC). */
export interface MailAllowance {
  /** False where the day's ceiling leaves no room for all of these mails; none is counted then. */
  take(mails: number): Promise<boolean>;
  /** Counts mails that go out whatever the ceiling is. */
  count(mails: number): Promise<void>;
}

/** The keys behind digests. Two versions are known while one replaces the other. */
export interface Peppers {
  current(): Promise<Pepper>;
  previous(): Promise<Pepper | undefined>;
  /** Undefined where the version, or the start of one, is neither that of the current nor of the previous one. */
  version(version: string): Promise<Pepper | undefined>;
  /** Every version, read anew unless that was done just now: a digest that none of those known made may be of a newer one. */
  latest(): Promise<readonly Pepper[]>;
}

export interface PasswordChange {
  readonly account: string;
  readonly password: Password;
  /** Names this change, so that its outcome can be found out after an interruption and a repeat has one effect. */
  readonly changeId: string;
}

export type PasswordChangeOutcome =
  | { readonly kind: 'changed' }
  | { readonly kind: 'refused'; readonly reasons: readonly PasswordReason[] }
  /** The account is gone or may not log in any more. */
  | { readonly kind: 'not-allowed' };

export interface UserDirectory {
  /** Whether a change ends every session that was opened before, so that an auditor may be told so. */
  readonly endsSessions: boolean;
  /** User IDs are compared as the directory compares them. */
  findByUserId(userId: string): Promise<Account | undefined>;
  findByAddress(address: string): Promise<Account[]>;
  /** Sets the password and, where the directory has sessions, ends every one that was opened before. */
  setPassword(change: PasswordChange): Promise<PasswordChangeOutcome>;
  /** Whether a change took place, for one that was interrupted. */
  outcomeOf(change: Omit<PasswordChange, 'password'>): Promise<'changed' | 'not-changed'>;
}

/**
 * What an account looked like before a change, for directories that keep no name of their last change. A note outlives every
 * question for the outcome of its change.
 */
export interface ChangeNotes {
  /** Notes it for this change and answers it; where there is a note already, it stays and is the answer. */
  note(changeId: string, before: string): Promise<string>;
  read(changeId: string): Promise<string | undefined>;
}

/** Logging in, which only the built-in directory offers. */
export interface CredentialCheck {
  /** Undefined where the user ID or the password is wrong or the account is not active; it takes the same time. */
  authenticate(userId: string, password: Password): Promise<{ readonly sessionGeneration: number } | undefined>;
  /** The generation that sessions of an active account must have; undefined where the account is not active. */
  sessionGeneration(userId: string): Promise<number | undefined>;
}

export interface Session {
  readonly userId: string;
  /** Rises when all sessions of an account are ended; no clock is compared. */
  readonly generation: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

export interface SessionStore {
  open(tokenDigest: string, session: Session): Promise<void>;
  find(tokenDigest: string): Promise<Session | undefined>;
  /** False where there was none. */
  close(tokenDigest: string): Promise<boolean>;
}

export type Message = { readonly to: string; readonly locale?: string } & (
  | {
      readonly kind: 'otp';
      /** Absent where the person asked for the code. */
      readonly startedBy?: 'administrator';
      /** Absent where an administrator asked for it. */
      readonly asked?: Circumstances;
      readonly otp: Otp;
      readonly reference: string;
      readonly expiresAt: Date;
      readonly reportToken: ReportToken;
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
      readonly kind: 'recovery-paused';
      readonly asked?: Circumstances;
      readonly userId: string;
      readonly reference: string;
      /** `help`: a login does not end the pause, because the directory does not tell of it; an administrator does. */
      readonly until: 'tomorrow' | 'login' | 'help';
    }
);

/** What a mail is known by when the mail service tells what became of it. */
export interface MailLabel {
  /** Digest part of the key of the record that the mail is sent for. */
  readonly request: string;
  /** Keyed digest of the address. */
  readonly recipient: string;
}

/** Sends one message to one address. */
export interface Mailer {
  send(message: Message, label: MailLabel): Promise<MailOutcome>;
}

export type MailOutcome =
  | { readonly kind: 'accepted' }
  /** The mail service will never take this message; sending it again is of no use. */
  | { readonly kind: 'rejected'; readonly reason: string };

export interface Captcha {
  check(token: CaptchaToken, action: string, source: string): Promise<CaptchaOutcome>;
}

export type CaptchaOutcome =
  | {
      readonly kind: 'passed';
      /** Uses the token up: true for one call of all that bring it, however many come at once. Before that nothing may be done for it. */
      readonly use: () => Promise<boolean>;
    }
  | { readonly kind: 'rejected'; readonly reason: string }
  /** A reason that begins with `configuration` says that waiting does not help: a key or a setting of ours is wrong. */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Remembers the tokens of human checks that were used, by their digests. */
export interface TokenRegister {
  /** True for one caller alone, however many come at once; a write that is repeated after it had succeeded is still true. */
  use(tokenDigest: string, until: Date): Promise<boolean>;
}

/** Administrators' orders, each on record before it is carried out. */
export interface OrderStore {
  /** An order that is on record already stays as it is. */
  record(order: AdministrationRecord): Promise<void>;
}

/** Where audit events are kept beyond the logs. */
export interface Archive {
  /** The last digest that ends at this time or earlier. */
  latestDigest(before: Date): Promise<NamedDigest | undefined>;
  /** What was put into the archive in a period; its end is not included. */
  objectsBetween(from: Date, until: Date): Promise<ArchivedObject[]>;
  /** A digest that is there already stays as it is. */
  putDigest(name: string, signed: SignedDigest): Promise<void>;
}

/** Signs with a key that nobody can read. */
export interface Signer {
  sign(text: string): Promise<{ readonly key: string; readonly signature: string }>;
}

/** Tells an auditor what no write goes with: a refusal, a login. */
export interface AuditLog {
  record(event: DirectEvent): void;
}

/** Where an auditor reads. */
export interface AuditTrail {
  publish(event: PublishedEvent): void;
}
