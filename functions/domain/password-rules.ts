import { type CommonPasswords, isCommonPassword } from './common-password.ts';

/** Reasons why a new password is refused; the pages have a sentence for each. */
export type PasswordReason =
  | 'too-short'
  | 'too-long'
  | 'common'
  | 'breached'
  | 'context-word'
  | 'reused'
  | 'refused-by-directory'
  /** The directory lets the password be changed again only later; no other password helps. */
  | 'too-young';

/** Configurable rules for new passwords. */
export interface PasswordRules {
  /** Code points. NIST SP 800-63B-4, 3.1.1.2: 15 without a second factor, 8 with one. */
  readonly minimumLength: number;
}

/** Maximum length in code points. NIST SP 800-63B-4 asks for at least 64; the bound keeps hashing cheap. */
const MAXIMUM_LENGTH = 256;

/** Minimum length of a context word. A shorter one would refuse good passwords by chance. */
const SHORTEST_CONTEXT_WORD = 4;

const comparable = (text: string): string => text.normalize('NFKC').toLowerCase();

const codePoints = (text: string): number => Array.from(text).length;

/** Code points that count towards the minimum length: as typed or as normalized, whichever is less. */
export const passwordLength = (typed: string): number =>
  Math.min(codePoints(typed), codePoints(typed.normalize('NFKC')));

/** Removes every occurrence of every word from a text; occurrences may overlap. */
function withoutWords(text: string, words: readonly string[]): string {
  const kept = text.split('');
  for (const word of words)
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) kept.fill('', at, at + word.length);
  return kept.join('');
}

/**
 * Reasons against a password; empty if it is accepted. There are no composition rules, and nothing is truncated.
 * Context words refuse a password if fewer characters remain beside them than half the minimum length. A common
 * password refuses it likewise, and is checked only if the length is right. The minimum length must hold both as
 * typed and as normalized: NFKC turns the one character `\uFDFA` into eighteen.
 *
 * Functions and pages share this check. On a page, `common` is undefined until the list of common passwords has
 * loaded.
 */
export function reasonsAgainst(
  typed: string,
  rules: PasswordRules,
  contextWords: readonly string[],
  common: (() => CommonPasswords) | undefined,
): PasswordReason[] {
  const length = passwordLength(typed);
  const text = comparable(typed);
  const words = contextWords
    .map(comparable)
    .filter((word) => codePoints(word) >= SHORTEST_CONTEXT_WORD && text.includes(word));
  const beside = rules.minimumLength / 2;
  const leansOn = words.length > 0 && codePoints(withoutWords(text, words)) < beside;
  const tooShort = length < rules.minimumLength;
  const tooLong = codePoints(typed.normalize('NFKC')) > MAXIMUM_LENGTH;
  const judged = !tooShort && !tooLong && common !== undefined;
  return [
    ...(tooShort ? (['too-short'] as const) : []),
    ...(tooLong ? (['too-long'] as const) : []),
    ...(judged && isCommonPassword(text, beside, common()) ? (['common'] as const) : []),
    ...(leansOn ? (['context-word'] as const) : []),
  ];
}
