import { hmac, keyedDigest, type Pepper, sameDigest } from './digest.ts';
import { type Otp, Secret } from './secret.ts';

/** Issue of a code: the key of the request's record and the number of the code within the request, from 1. */
export interface Issue {
  readonly key: string;
  readonly issue: number;
}

/**
 * Code of an issue. It is derived, not stored, so that a repeated mail carries the same code. 256 bits are reduced to
 * a few digits: the bias of the remainder is below 10^12 / 2^256.
 *
 * @param digits 6 to 12 (ASVS 6.5.3); leading zeros are kept
 */
export function deriveOtp(pepper: Pepper, { key, issue }: Issue, digits: number): Otp {
  const bits = hmac(pepper, 'otp', key, String(issue));
  const number = BigInt(`0x${bits.toString('hex')}`) % 10n ** BigInt(digits);
  return new Secret(number.toString().padStart(digits, '0'));
}

/** Keyed digest of a code; nothing else of the code is stored. */
export const otpDigest = (pepper: Pepper, { key, issue }: Issue, otp: Otp): string =>
  keyedDigest(pepper, 'otp-digest', key, String(issue), otp.reveal());

/**
 * Compares in constant time. For a decoy, which has no stored digest, the work is the same and the result is false.
 */
export function otpMatches(pepper: Pepper, issue: Issue, typed: Otp, storedDigest: string | undefined): boolean {
  const typedDigest = otpDigest(pepper, issue, typed);
  const same = sameDigest(typedDigest, storedDigest ?? keyedDigest(pepper, 'decoy', issue.key));
  return same && storedDigest !== undefined;
}
