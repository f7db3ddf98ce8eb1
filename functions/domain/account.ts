/** Account of a user, as the user directory describes it. */
export interface Account {
  readonly userId: string;
  /** Registered e-mail addresses, byte for byte. Mail goes to no other address. */
  readonly addresses: readonly string[];
  /** A code is mailed only if the account is active. */
  readonly status: 'active' | 'disabled' | 'unverified' | 'federated';
  /** Epoch seconds of the last login or password change; 0 for never. Absent if the directory reports no logins. */
  readonly provenAt?: number;
}

/**
 * Form of an e-mail address for comparison: only A–Z are folded. Unicode case folding would treat different addresses
 * as equal (`ı` and `i`, the Kelvin sign and `k`), and mail would go to the wrong person.
 */
export const comparableAddress = (address: string): string =>
  address.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Words that the account's password may not be built on: the user ID, the addresses and their parts around `@`. */
export const contextWordsOf = (userId: string, addresses: readonly string[]): string[] => [
  ...new Set([userId, ...addresses, ...addresses.flatMap((address) => address.split('@'))]),
];
