import { inspect } from 'node:util';

/**
 * A value that must never be printed. Every way of turning it into text (template, JSON, logger, inspector)
 * shows `[redacted]`; only {@link Secret.reveal} gives the value, so a search for `reveal` lists every use.
 */
export class Secret<Kind extends string> {
  declare protected readonly kind: Kind;
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }

  [inspect.custom](): string {
    return '[redacted]';
  }
}

/** The digits that were mailed, or typed. */
export type Otp = Secret<'otp'>;
/** Names a reset request and is a credential for it: 256 random bits, base64url. */
export type ResetId = Secret<'reset-id'>;
/** Proof that the code was entered: `<record key>.<256 random bits>`. */
export type ResetToken = Secret<'reset-token'>;
/** What a "this wasn't me" link carries: `<record key>.<keyed digest>`. */
export type ReportToken = Secret<'report-token'>;
/** A password in clear text. */
export type Password = Secret<'password'>;
/** What a signed-in browser presents: 256 random bits, base64url. */
export type SessionToken = Secret<'session-token'>;
/** What the captcha widget handed to the page. */
export type CaptchaToken = Secret<'captcha-token'>;
