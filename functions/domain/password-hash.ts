import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Password } from './secret.ts';

/** OWASP Password Storage: argon2id with 19 MiB, two passes, one lane. */
const CURRENT = { memory: 19 * 1024, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const TAG_BYTES = 32;

type Parameters = { memory: number; passes: number; parallelism: number };

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

const argon2Async = promisify(argon2);

/** NFKC, so that the same keys typed on another keyboard give the same password (NIST 3.1.1.2). */
const derive = (password: Password, nonce: Buffer, parameters: Parameters, tagLength: number): Promise<Buffer> =>
  argon2Async('argon2id', { message: password.reveal().normalize('NFKC'), nonce, tagLength, ...parameters });

/** Hashes a password with argon2id and a fresh salt. The result is a PHC string. */
export async function hashPassword(password: Password): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive(password, salt, CURRENT, TAG_BYTES);
  const { memory, passes, parallelism } = CURRENT;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/**
 * Compares a password with a PHC string in constant time. `outdated` says that the parameters have risen since it
 * was made, so that a login can hash it again (ASVS 11.4). Throws where the string is not an argon2id PHC string.
 */
export async function verifyPassword(
  password: Password,
  phc: string,
): Promise<{ matches: boolean; outdated: boolean }> {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(phc) ?? [];
  if (salt === undefined || tag === undefined)
    throw new Error('the stored password hash is not an argon2id PHC string');
  const parameters = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const expected = Buffer.from(tag, 'base64');
  const actual = await derive(password, Buffer.from(salt, 'base64'), parameters, expected.length);
  return {
    matches: timingSafeEqual(actual, expected),
    outdated: parameters.memory < CURRENT.memory || parameters.passes < CURRENT.passes,
  };
}
