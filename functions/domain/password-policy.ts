import { isCommonPassword } from './common-password.ts';
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

const codePoints = (text: string): number => Array.from(text).length;

/** What is left of a text where every occurrence of every word is struck out; words may overlap. */
function withoutWords(text: string, words: readonly string[]): string {
  const kept = text.split('');
  for (const word of words)
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) kept.fill('', at, at + word.length);
  return kept.join('');
}

/**
 * The reasons against a password; none means that it is accepted. There are no composition rules and nothing is cut off.
 * Context words refuse a password that has fewer characters beside them than half the minimum length, and so does a
 * common password in it, which is looked for where the length is right. Too short is judged both as typed and as
 * normalized: `\uFDFA` is one character that NFKC makes eighteen of.
 */
export function passwordReasons(
  password: Password,
  rules: PasswordRules,
  contextWords: readonly string[],
): PasswordReason[] {
  const typed = password.reveal();
  const length = codePoints(typed.normalize('NFKC'));
  const text = comparable(typed);
  const words = contextWords
    .map(comparable)
    .filter((word) => codePoints(word) >= SHORTEST_CONTEXT_WORD && text.includes(word));
  const beside = rules.minimumLength / 2;
  const leansOn = words.length > 0 && codePoints(withoutWords(text, words)) < beside;
  const tooShort = Math.min(length, codePoints(typed)) < rules.minimumLength;
  const tooLong = length > MAXIMUM_LENGTH;
  return [
    ...(tooShort ? (['too-short'] as const) : []),
    ...(tooLong ? (['too-long'] as const) : []),
    ...(!tooShort && !tooLong && isCommonPassword(text, beside) ? (['common'] as const) : []),
    ...(leansOn ? (['context-word'] as const) : []),
  ];
}

/** The words of an account that its password may not lean on: the user ID, the addresses and their parts. */
export const contextWordsOf = (userId: string, addresses: readonly string[]): string[] => [
  ...new Set([userId, ...addresses, ...addresses.flatMap((address) => address.split('@'))]),
];
