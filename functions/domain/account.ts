import { hmac, type Pepper } from './digest.ts';

/** Account of a user, as the user directory describes it. */
export interface Account {
  readonly userId: string;
  /** Registered e-mail addresses, byte for byte, without blank ones. Mail goes to no other address. */
  readonly addresses: readonly string[];
  /** A code is mailed only if the account is active. */
  readonly status: 'active' | 'disabled' | 'unverified' | 'federated';
  /** Epoch seconds of the last login or password change; 0 for never. Absent if the directory reports no logins. */
  readonly provenAt?: number;
  /**
   * Text that differs after each change of the password and of the status, as the directory marks them. A code is
   * bound to it. A failed login must not alter it: otherwise a stranger could end the owner's codes.
   */
  readonly mark: string;
  /** BCP 47 tag of the owner's language, if the directory has it. */
  readonly locale?: string;
}

/**
 * Form of a user ID for a comparison that ignores case. Widths, accents and surrounding spaces still make different
 * user IDs.
 */
export const foldedUserId = (userId: string): string => userId.normalize('NFC').toLowerCase();

export { addressOnTheWire, comparableAddress, usableAddresses } from './address.ts';

/**
 * Digest of an account's addresses and its mark, 96 bits: equal as long as neither changes. A code is bound to it
 * (R16).
 *
 * @param key the audit trail's key, of which functions that read accounts have a version
 */
export const accountDigest = (key: Pepper, { addresses, mark }: Pick<Account, 'addresses' | 'mark'>): string =>
  hmac(key, 'account', mark, ...addresses.toSorted())
    .subarray(0, 12)
    .toString('base64url');

/** Words that the account's password may not be built on: the user ID, the addresses and their parts around `@`. */
export const contextWordsOf = (userId: string, addresses: readonly string[]): string[] => [
  ...new Set([userId, ...addresses, ...addresses.flatMap((address) => address.split('@'))]),
];
