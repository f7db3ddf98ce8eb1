import { UsageError } from './outcome.ts';

const LETTERS = /^[0-9A-HJKMNP-TV-Z]{8}$/;

const lettersOf = (given: string): string =>
  given.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');

/** Whether a text is a reference as it is written: two groups of four, with a hyphen or a space between them. */
export const isReference = (given: string): boolean =>
  /^[0-9A-Z]{4}[ -][0-9A-Z]{4}$/i.test(given.trim()) && LETTERS.test(lettersOf(given));

/**
 * Returns a reference in its standard form. Case and hyphens do not matter, and letters that look like digits become
 * digits.
 *
 * @throws {@link UsageError}
 */
export function referenceIn(given: string, argument = 'REFERENCE'): string {
  const letters = lettersOf(given);
  if (!LETTERS.test(letters))
    throw new UsageError(argument, 'must be the eight letters and digits on the page, such as K7QM-2XPD');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
