import { randomBytes } from 'node:crypto';

/** 256 random bits as 43 characters of base64url. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** `<digest that names a record>.<proof>`: one string that finds its record and proves itself to it. */
export function splitToken(token: string): { name: string; proof: string } {
  const [name = '', proof = ''] = token.split('.');
  return { name, proof };
}
