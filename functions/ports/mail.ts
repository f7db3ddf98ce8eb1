import type { Circumstances } from '../domain/moment.ts';
import type { Continuation, Otp, ReportToken } from '../domain/secret.ts';

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

/** Mails that the whole service may send in a day (UTC). */
export interface MailAllowance {
  /** Returns false, and counts none of the mails, if the daily ceiling has no room for all of them. */
  take(mails: number): Promise<boolean>;
  /** Counts mails that are sent whatever the ceiling is. */
  count(mails: number): Promise<void>;
}
