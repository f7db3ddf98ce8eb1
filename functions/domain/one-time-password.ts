import { hmac, keyedDigest, type Pepper, sameDigest } from './digest.ts';
import { type Otp, Secret } from './secret.ts';

/** What a code is issued for: the request's record and the how-manieth code of it this is. */
export interface Issue {
  readonly key: string;
  readonly issue: number;
}

/**
 * The code of an issue. It is derived, not remembered, so that a mail that has to be sent again carries the same code.
 * 256 bits reduced to a few digits: the bias of the remainder is below 10^12 / 2^256.
 *
 * @param digits 6 to 12 (ASVS 6.5.3); leading zeros are kept
 */
export function deriveOtp(pepper: Pepper, { key, issue }: Issue, digits: number): Otp {
  const bits = hmac(pepper, 'otp', key, String(issue));
  const number = BigInt(`0x${bits.toString('hex')}`) % 10n ** BigInt(digits);
  return new Secret(number.toString().padStart(digits, '0'));
}

/** The only trace of a code that is stored. */
export const otpDigest = (pepper: Pepper, { key, issue }: Issue, otp: Otp): string =>
  keyedDigest(pepper, 'otp-digest', key, String(issue), otp.reveal());

/** Compares in constant time. Without a stored digest (a decoy) the work is the same and the answer is no. */
export function otpMatches(pepper: Pepper, issue: Issue, typed: Otp, storedDigest: string | undefined): boolean {
  const typedDigest = otpDigest(pepper, issue, typed);
  const same = sameDigest(typedDigest, storedDigest ?? keyedDigest(pepper, 'decoy', issue.key));
  return same && storedDigest !== undefined;
}
