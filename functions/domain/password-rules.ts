import { type CommonPasswords, isCommonPassword } from './common-password.ts';

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

/** Code points that count towards the minimum: as typed or as normalized, whichever are fewer. */
export const passwordLength = (typed: string): number =>
  Math.min(codePoints(typed), codePoints(typed.normalize('NFKC')));

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
 *
 * Functions and pages judge with it; a page has no list of common passwords until that has loaded.
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
