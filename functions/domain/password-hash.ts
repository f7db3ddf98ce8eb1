import crypto, { randomBytes, timingSafeEqual } from 'node:crypto';
import * as argon2id from './argon2id.ts';
import * as scrypt from './scrypt.ts';
import type { Password } from './secret.ts';

/** What a new hash is made with. A hash of either kind can be verified, whichever is configured. */
export type PasswordHashAlgorithm = 'argon2id' | 'scrypt';

const SALT_BYTES = 16;
const TAG_BYTES = 32;

const ALGORITHMS = {
  argon2id: { parameters: argon2id.parameters, derive: argon2id.argon2id },
  scrypt: { parameters: scrypt.parameters, derive: scrypt.scrypt },
} as const;

const PHC = /^\$(argon2id|scrypt)\$(.+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** NFKC, so that the same keys typed on another keyboard give the same password (NIST SP 800-63B-4, 3.1.1.2). */
const normalized = (password: Password) => password.reveal().normalize('NFKC');

/**
 * The algorithm, if this runtime has it. Asked at cold start, so that a wrong runtime shows before the first password.
 *
 * @throws an error that says what to change
 */
export function availableAlgorithm(
  algorithm: PasswordHashAlgorithm,
  runtime: { readonly argon2?: unknown } = crypto,
): PasswordHashAlgorithm {
  if (algorithm === 'argon2id' && typeof runtime.argon2 !== 'function') {
    throw new Error(
      `This runtime (Node ${process.versions.node}) has no argon2: use Node 24.7 or newer, or the setting passwordHash: 'scrypt'`,
    );
  }
  return algorithm;
}

/** Hashes a password with a fresh salt. The result is a PHC string. */
export async function hashPassword(password: Password, algorithm: PasswordHashAlgorithm = 'argon2id'): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const { tag } = deriveWith(algorithm, password, salt, ALGORITHMS[algorithm].parameters, TAG_BYTES);
  return phcString(algorithm, salt, await tag);
}

/** A PHC string that no password matches; verifying one against it takes as long as against a hash that is made now. */
export const hashOfNoPassword = (algorithm: PasswordHashAlgorithm = 'argon2id'): string =>
  phcString(algorithm, randomBytes(SALT_BYTES), randomBytes(TAG_BYTES));

const phcString = (algorithm: PasswordHashAlgorithm, salt: Buffer, tag: Buffer): string =>
  `$${algorithm}$${ALGORITHMS[algorithm].parameters}$${unpadded(salt)}$${unpadded(tag)}`;

/**
 * Compares a password with a PHC string in constant time. `outdated` says that the hash is not what would be made now,
 * by its algorithm or by lower parameters, so that a login can hash the password again (ASVS 11.4). Throws where the
 * string is no PHC string of argon2id or scrypt.
 *
 * @param configured what a new hash would be made with
 */
export async function verifyPassword(
  password: Password,
  phc: string,
  configured: PasswordHashAlgorithm = 'argon2id',
): Promise<{ matches: boolean; outdated: boolean }> {
  const [, algorithm, parameters, salt, tag] = PHC.exec(phc) ?? [];
  if (algorithm === undefined || parameters === undefined || salt === undefined || tag === undefined) throw notAHash();
  const expected = Buffer.from(tag, 'base64');
  const actual = deriveWith(
    algorithm as PasswordHashAlgorithm,
    password,
    Buffer.from(salt, 'base64'),
    parameters,
    expected.length,
  );
  return {
    matches: timingSafeEqual(await actual.tag, expected),
    outdated: algorithm !== configured || actual.outdated,
  };
}

function deriveWith(
  algorithm: PasswordHashAlgorithm,
  password: Password,
  salt: Buffer,
  parameters: string,
  tagLength: number,
): { tag: Promise<Buffer>; outdated: boolean } {
  const derived = ALGORITHMS[algorithm].derive(normalized(password), salt, parameters, tagLength);
  if (derived === undefined) throw notAHash();
  return derived;
}

const notAHash = () => new Error('the stored password hash is not a PHC string of argon2id or scrypt');
