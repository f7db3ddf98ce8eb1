import { randomBytes } from 'node:crypto';
import { compare, hash } from 'bcryptjs';

/** 2^12 rounds, about a quarter of a second. OWASP asks for a cost of at least 10. */
const COST = 12;

/** Bytes that bcrypt reads: passwords that differ only after the 72nd byte would be equal. */
const MAX_BYTES = 72;

/**
 * Returns why bcrypt cannot store a password, or `undefined`.
 *
 * A longer password is refused instead of being digested first. So the login and the existing hashes stay as they
 * are, and there is no unsalted digest to match with other leaks. A NUL byte is refused because other implementations
 * of bcrypt stop at it.
 */
export function refusalOf(password: string): 'too-long' | 'refused-by-directory' | undefined {
  if (password.includes('\0')) return 'refused-by-directory';
  return Buffer.byteLength(password) > MAX_BYTES ? 'too-long' : undefined;
}

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

/** Hash that is compared for an unknown user, so that the login takes as long as for a known one. */
const nobody = hashPassword(randomBytes(16).toString('hex'));

/** @param stored the stored hash; null if the user is unknown or has no password yet */
export async function matches(password: string, stored: string | null): Promise<boolean> {
  const right = await compare(password, stored ?? (await nobody));
  return right && stored !== null && refusalOf(password) === undefined;
}
