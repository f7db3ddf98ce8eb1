const withoutSpaces = (input: string): string =>
  input.normalize('NFKC').replace(/[\s\p{Pd}\u200b-\u200d\u2060\ufeff]/gu, '');

/**
 * The digits of a code as people type and paste it: with spaces, hyphens or full-width digits. `undefined` if anything
 * else is in it, or if the number of digits is another.
 */
export function readOtp(input: string, digits: number): string | undefined {
  const code = withoutSpaces(input);
  return new RegExp(`^[0-9]{${digits}}$`).test(code) ? code : undefined;
}

/** Whether more was typed or pasted than a code can be; which part of it is the code is not guessed. */
export const isTooLong = (input: string, digits: number): boolean => withoutSpaces(input).length > digits;
