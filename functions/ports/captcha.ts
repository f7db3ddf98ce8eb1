import type { CaptchaToken } from '../domain/secret.ts';

/** Check of captcha tokens. `action`: the operation's captcha action; `source`: the caller's address. */
export interface Captcha {
  /** @param source finds the address of the caller, while what a check needs is read */
  check(token: CaptchaToken, action: string, source: () => Promise<string>): Promise<CaptchaOutcome>;
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
