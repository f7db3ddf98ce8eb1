import { randomBytes } from 'node:crypto';
import { compare, hash } from 'bcryptjs';

/** 2^12 rounds, about a quarter of a second; OWASP asks for 10 at the least. */
const COST = 12;

/** bcrypt reads no further: two passwords that differ behind the 72nd byte would be one. */
const LONGEST = 72;

/**
 * Why bcrypt cannot keep a password, or undefined.
 *
 * A longer password is refused and not hashed beforehand: the login of the application and the hashes that are there stay
 * as they are, and there is no unsalted digest that another leak could be matched with. A NUL byte is refused because other
 * implementations of bcrypt end at it.
 */
export function refusalOf(password: string): 'too-long' | 'refused-by-directory' | undefined {
  if (password.includes('\0')) return 'refused-by-directory';
  return Buffer.byteLength(password) > LONGEST ? 'too-long' : undefined;
}

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

/** So that a login takes as long where there is no such user. */
const nobody = hashPassword(randomBytes(16).toString('hex'));

/** @param stored null where there is no such user, or no password yet */
export async function matches(password: string, stored: string | null): Promise<boolean> {
  const right = await compare(password, stored ?? (await nobody));
  return right && stored !== null && refusalOf(password) === undefined;
}
