/** Sequences that keyboards, alphabets and clocks make easy to type. A piece counts in either direction. */
const SEQUENCES = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  '!@#$%^&*()_+',
  'qwertyuiop[]',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl;',
  'qsdfghjklm',
  'zxcvbnm,./',
  'yxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  '1q2w3e4r5t6y7u8i9o0p',
];

/** Minimum length of a piece of a sequence; shorter ones occur by chance. */
const PIECE = 4;

/** Letters that people replace with digits and signs. `1` stands for both `l` and `i`. */
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Maximum number of entries. The list is sorted by use; few people chose the words after these. */
const ENTRIES = 20_000;

/** Minimum length of an entry. A shorter one would occur in good passwords by chance. */
const SHORTEST = 4;

/** Most used passwords, folded like a password before comparison, most used first. */
export function mostUsedPasswords(list: readonly string[]): string[] {
  const folded = list.map((entry) => entry.normalize('NFKC').toLowerCase());
  return [...new Set(folded)].filter((entry) => entry.length >= SHORTEST).slice(0, ENTRIES);
}

/** Searchable list of common passwords. */
export interface CommonPasswords {
  readonly has: (text: string) => boolean;
  /** UTF-16 units. */
  readonly shortest: number;
  readonly longest: number;
}

/** Makes a list of folded entries searchable. */
export function searchable(list: readonly string[]): CommonPasswords {
  const entries = new Set(list);
  const lengths = list.map(({ length }) => length);
  return { has: (text) => entries.has(text), shortest: Math.min(...lengths), longest: Math.max(...lengths) };
}

const pieces = new Set(
  SEQUENCES.flatMap((sequence) => [sequence, Array.from(sequence).reverse().join('')]).flatMap((sequence) =>
    Array.from({ length: sequence.length - PIECE + 1 }, (_, at) => sequence.slice(at, at + PIECE)),
  ),
);

/**
 * Whether a password is a common one with little added: written in leet, repeated, or filled up with repetitions and
 * sequences to reach a minimum length. The check removes one common password wherever it occurs, then sequences, then
 * all but one of several repetitions; the password is common if fewer than `least` code points are left. Only one
 * common password is removed, because several words chosen at random make a good password.
 *
 * @param text folded: NFKC and lower case
 * @param least code points
 */
export function isCommonPassword(text: string, least: number, common: CommonPasswords): boolean {
  if (unforeseen(text) < least) return true;
  for (const reading of readingsOf(text))
    for (const entry of entriesIn(reading, common)) if (unforeseen(without(text, reading, entry)) < least) return true;
  return false;
}

/**
 * Text as typed, and with leet read as letters. All readings are equally long, so a position in one is valid in the
 * others.
 */
function readingsOf(text: string): string[] {
  const read = (one: string) => text.replace(/[01345789@$!]/g, (sign) => (sign === '1' ? one : (LEET[sign] ?? sign)));
  return [...new Set([text, read('l'), read('i')])];
}

function entriesIn(text: string, { has, shortest, longest }: CommonPasswords): Set<string> {
  const found = new Set<string>();
  for (let from = 0; from < text.length; from++) {
    for (let length = shortest; length <= Math.min(longest, text.length - from); length++) {
      const part = text.slice(from, from + length);
      if (has(part)) found.add(part);
    }
  }
  return found;
}

/** Removes the places of the text where a reading of it has the entry. */
function without(text: string, reading: string, entry: string): string {
  const kept = text.split('');
  for (let at = reading.indexOf(entry); at !== -1; at = reading.indexOf(entry, at + 1))
    kept.fill('', at, at + entry.length);
  return kept.join('');
}

/** Code points that are not part of a sequence or a repetition. */
function unforeseen(text: string): number {
  const kept = text.split('');
  for (let at = 0; at + PIECE <= text.length; at++)
    if (pieces.has(text.slice(at, at + PIECE))) kept.fill('', at, at + PIECE);
  let rest = kept.join('');
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(/(.+?)\1+/gsu, '$1');
  }
  return Array.from(rest).length;
}
