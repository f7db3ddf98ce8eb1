import crypto, { randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Password } from './secret.ts';

/** Algorithm that new hashes are made with. A hash of either kind can be verified, whichever is configured. */
export type PasswordHashAlgorithm = 'argon2id' | 'scrypt';

/** Key derivation under the parameters of a PHC string. */
interface Algorithm {
  /** Part of a PHC string between the name and the salt, for new hashes. */
  readonly parameters: string;
  /**
   * Hash of a text, and whether its parameters are weaker than those for new hashes. Undefined if the parameters are
   * not written as this algorithm writes them.
   */
  readonly derive: (
    text: string,
    salt: Buffer,
    parameters: string,
    tagLength: number,
  ) => { readonly tag: Promise<Buffer>; readonly outdated: boolean } | undefined;
}

/** OWASP Password Storage: argon2id with 19 MiB, two passes, one lane. */
const ARGON2ID = { memory: 19 * 1024, passes: 2, parallelism: 1 } as const;

const argon2id: Algorithm = {
  parameters: `v=19$m=${ARGON2ID.memory},t=${ARGON2ID.passes},p=${ARGON2ID.parallelism}`,
  derive(text, salt, parameters, tagLength) {
    const [, memory, passes, parallelism] = (/^v=19\$m=(\d+),t=(\d+),p=(\d+)$/.exec(parameters) ?? []).map(Number);
    if (memory === undefined || passes === undefined || parallelism === undefined) return undefined;
    // Not imported by name: a runtime without argon2 would fail to load this module, even if scrypt is configured.
    const derive = promisify(crypto.argon2);
    return {
      tag: derive('argon2id', { message: text, nonce: salt, tagLength, memory, passes, parallelism }),
      outdated: memory < ARGON2ID.memory || passes < ARGON2ID.passes,
    };
  },
};

/** OWASP Password Storage: scrypt with N=2^17, r=8, p=1. It takes 128 MiB of the function's memory. */
const SCRYPT = { costExponent: 17, blockSize: 8, parallelization: 1 } as const;

const deriveScrypt = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

const scryptAlgorithm: Algorithm = {
  parameters: `ln=${SCRYPT.costExponent},r=${SCRYPT.blockSize},p=${SCRYPT.parallelization}`,
  derive(text, salt, parameters, tagLength) {
    const [, costExponent, blockSize, parallelization] = (
      /^ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})$/.exec(parameters) ?? []
    ).map(Number);
    if (costExponent === undefined || blockSize === undefined || parallelization === undefined) return undefined;
    const cost = 2 ** costExponent;
    // The algorithm needs a little more than 128 * N * r bytes; without `maxmem` Node refuses more than 32 MiB.
    const maxmem = 256 * cost * blockSize;
    return {
      tag: deriveScrypt(text, salt, tagLength, { cost, blockSize, parallelization, maxmem }),
      outdated:
        costExponent < SCRYPT.costExponent || blockSize < SCRYPT.blockSize || parallelization < SCRYPT.parallelization,
    };
  },
};

const ALGORITHMS: Readonly<Record<PasswordHashAlgorithm, Algorithm>> = { argon2id, scrypt: scryptAlgorithm };

const SALT_BYTES = 16;
const TAG_BYTES = 32;

const PHC = /^\$(argon2id|scrypt)\$(.+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** NFKC, so that the same keys typed on another keyboard give the same password (NIST SP 800-63B-4, 3.1.1.2). */
const normalized = (password: Password) => password.reveal().normalize('NFKC');

/**
 * Returns the algorithm if this runtime has it. Called at cold start, so that a wrong runtime shows before the first
 * password.
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

/** Returns a PHC string that no password matches. Verifying against it takes as long as against a new hash. */
export const hashOfNoPassword = (algorithm: PasswordHashAlgorithm = 'argon2id'): string =>
  phcString(algorithm, randomBytes(SALT_BYTES), randomBytes(TAG_BYTES));

/**
 * Returns the part of a PHC string that decides how long a verification takes: its algorithm and parameters.
 *
 * @throws if the string is no PHC string of argon2id or scrypt
 */
export function workOf(phc: string): string {
  const [, algorithm, parameters] = PHC.exec(phc) ?? [];
  if (algorithm === undefined || parameters === undefined) throw notAHash();
  return `$${algorithm}$${parameters}`;
}

/** Returns a PHC string that no password matches, and that takes as much work as another. */
export const decoyWithWork = (work: string): string =>
  `${work}$${unpadded(randomBytes(SALT_BYTES))}$${unpadded(randomBytes(TAG_BYTES))}`;

const phcString = (algorithm: PasswordHashAlgorithm, salt: Buffer, tag: Buffer): string =>
  `$${algorithm}$${ALGORITHMS[algorithm].parameters}$${unpadded(salt)}$${unpadded(tag)}`;

/**
 * Compares a password with a PHC string in constant time. `outdated`: the hash has another algorithm or weaker
 * parameters than a new one would have, so that a login can hash the password again (ASVS 11.4).
 *
 * @param configured algorithm that new hashes are made with
 * @throws if the string is no PHC string of argon2id or scrypt
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
): NonNullable<ReturnType<Algorithm['derive']>> {
  const derived = ALGORITHMS[algorithm].derive(normalized(password), salt, parameters, tagLength);
  if (derived === undefined) throw notAHash();
  return derived;
}

const notAHash = () => new Error('the stored password hash is not a PHC string of argon2id or scrypt');
