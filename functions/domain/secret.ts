import { inspect } from 'node:util';

/**
 * Value that must never be printed. Each conversion to text (template, JSON, logger, inspector) gives `[redacted]`.
 * Only {@link Secret.reveal} returns the value, so a search for `reveal` lists every use.
 */
export class Secret<Kind extends string> {
  declare protected readonly kind: Kind;
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** Returns the value itself. */
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

/** Digits of a one-time password, as mailed or as typed. */
export type Otp = Secret<'otp'>;
/** ID of a reset request, and a credential for it: 256 random bits, base64url. */
export type ResetId = Secret<'reset-id'>;
/** Proof of a verified code: `<record key>.<256 random bits>`. */
export type ResetToken = Secret<'reset-token'>;
/** Token of a "this wasn't me" link: `<record key>.<keyed digest>`. */
export type ReportToken = Secret<'report-token'>;
/** Token in the link of a code's mail: `<record>.<issue>.<keyed digest>`. */
export type Continuation = Secret<'continuation'>;
/** Random string by which a caller repeats a call whose answer was lost. */
export type IdempotencyKey = Secret<'idempotency-key'>;
/** Password in clear text. */
export type Password = Secret<'password'>;
/** Token of a session: 256 random bits, base64url. */
export type SessionToken = Secret<'session-token'>;
/** Token of a device that logged in before: `<expiry>.<256 random bits>.<MAC>`. It opens no session. */
export type DeviceToken = Secret<'device-token'>;
/** Token that the captcha widget gave to the page. */
export type CaptchaToken = Secret<'captcha-token'>;
