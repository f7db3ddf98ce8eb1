import type { Password } from './secret.ts';

/** Why a new password is refused; pages have a sentence for each. */
export type PasswordReason =
  | 'too-short'
  | 'too-long'
  | 'common'
  | 'breached'
  | 'context-word'
  | 'reused'
  | 'refused-by-directory';

export interface PasswordRules {
  /** Code points. NIST SP 800-63B-4, 3.1.1.2: 15 without a second factor, 8 with one. */
  readonly minimumLength: number;
}

/** Code points. NIST asks for at least 64; the bound keeps hashing cheap. */
const MAXIMUM_LENGTH = 256;

/** A context word shorter than this would refuse good passwords by chance. */
const SHORTEST_CONTEXT_WORD = 4;

const comparable = (text: string): string => text.normalize('NFKC').toLowerCase();

/**
 * The reasons against a password; none means that it is accepted. There are no composition rules and nothing is cut off.
 * A context word refuses a password that has fewer characters beside it than half the minimum length.
 */
export function passwordReasons(
  password: Password,
  rules: PasswordRules,
  contextWords: readonly string[],
): PasswordReason[] {
  const text = comparable(password.reveal());
  const length = [...password.reveal().normalize('NFKC')].length;
  const leansOn = contextWords
    .map(comparable)
    .filter((word) => word.length >= SHORTEST_CONTEXT_WORD && text.includes(word))
    .some((word) => text.replaceAll(word, '').length < rules.minimumLength / 2);
  return [
    ...(length < rules.minimumLength ? (['too-short'] as const) : []),
    ...(length > MAXIMUM_LENGTH ? (['too-long'] as const) : []),
    ...(leansOn ? (['context-word'] as const) : []),
  ];
}

/** The words of an account that its password may not lean on: the user ID, the addresses and their parts. */
export const contextWordsOf = (userId: string, addresses: readonly string[]): string[] => [
  ...new Set([userId, ...addresses, ...addresses.flatMap((address) => address.split('@'))]),
];
