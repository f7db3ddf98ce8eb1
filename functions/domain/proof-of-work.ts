import { createHmac, pbkdf2, randomBytes, randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { canonicalJson, sameDigest } from './digest.ts';

/**
 * Proof of work of ALTCHA, version 2, in its deterministic mode: https://altcha.org/docs/v2/proof-of-work-captcha/.
 * The solver derives keys by PBKDF2 from a nonce and a counter until one begins with the wanted prefix. The counter is
 * drawn here, so the work has an upper bound.
 */

const ALGORITHM = 'PBKDF2/SHA-256';
const derive = promisify(pbkdf2);

/** Iterations of one try: about 2 ms of a processor, so that a solver's time goes into its native code. */
const ITERATIONS = 5000;

const KEY_BYTES = 32;
const PREFIX_BYTES = 16;

/** What a challenge is bound to. */
export interface ChallengeBinding {
  readonly action: string;
  /** Host name of the page that asked. */
  readonly hostname: string;
}

/** A challenge as it is on the wire. All byte strings are lower-case hex. */
export interface Challenge {
  readonly parameters: {
    readonly algorithm: string;
    /** Iterations of one try. */
    readonly cost: number;
    readonly data: ChallengeBinding;
    /** Epoch seconds. */
    readonly expiresAt: number;
    /** Bytes. */
    readonly keyLength: number;
    /** First half of the key that is looked for. */
    readonly keyPrefix: string;
    /** MAC of that key. */
    readonly keySignature: string;
    readonly nonce: string;
    readonly salt: string;
  };
  /** MAC of the parameters. */
  readonly signature: string;
}

/** A challenge with what its solver found, as a token carries it. */
export interface Solved {
  readonly challenge: Challenge;
  readonly solution: { readonly counter: number; readonly derivedKey: string };
}

export type SolutionVerdict =
  | { readonly kind: 'solved'; readonly binding: ChallengeBinding; readonly id: string }
  | { readonly kind: 'wrong'; readonly reason: 'malformed' | 'other-key' | 'expired' | 'unsolved' };

/**
 * Makes a challenge.
 *
 * @param secret secret of the stack
 * @param maximumTries upper bound of the tries; a solver needs at least half as many
 */
export async function makeChallenge(
  secret: string,
  { maximumTries, expiresAt, ...binding }: ChallengeBinding & { maximumTries: number; expiresAt: Date },
): Promise<Challenge> {
  const nonce = randomBytes(16);
  const salt = randomBytes(16);
  const counter = randomInt(Math.floor(maximumTries / 2), maximumTries);
  const key = await derive(passwordOf(nonce, counter), salt, ITERATIONS, KEY_BYTES, 'sha256');
  const parameters = {
    algorithm: ALGORITHM,
    cost: ITERATIONS,
    data: { action: binding.action, hostname: binding.hostname },
    expiresAt: Math.floor(expiresAt.getTime() / 1000),
    keyLength: KEY_BYTES,
    keyPrefix: key.subarray(0, PREFIX_BYTES).toString('hex'),
    keySignature: mac(secret, 'key', key),
    nonce: nonce.toString('hex'),
    salt: salt.toString('hex'),
  };
  return { parameters, signature: mac(secret, 'challenge', canonicalJson(parameters)) };
}

/**
 * Judges a token: base64 of a {@link Solved} as JSON. Nobody but the holder of the secret can make a challenge, and
 * nobody can know the key's second half without the work, so no key is derived here.
 */
export function judgeSolution(secret: string, token: string, now: Date): SolutionVerdict {
  const solved = parse(token);
  if (solved === undefined) return { kind: 'wrong', reason: 'malformed' };
  const { parameters, signature } = solved.challenge;
  const id = mac(secret, 'challenge', canonicalJson(parameters));
  if (!sameDigest(id, signature)) return { kind: 'wrong', reason: 'other-key' };
  if (parameters.expiresAt * 1000 <= now.getTime()) return { kind: 'wrong', reason: 'expired' };
  const key = Buffer.from(solved.solution.derivedKey, 'hex');
  if (!sameDigest(mac(secret, 'key', key), parameters.keySignature)) return { kind: 'wrong', reason: 'unsolved' };
  return { kind: 'solved', binding: parameters.data, id };
}

/** Password of a try: the nonce and the counter in four bytes, the highest first. */
function passwordOf(nonce: Buffer, counter: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(counter);
  return Buffer.concat([nonce, bytes]);
}

/** Keys of different purposes differ, so that no MAC passes for one of another purpose. */
const mac = (secret: string, purpose: 'challenge' | 'key', data: string | Buffer): string =>
  createHmac('sha256', createHmac('sha256', secret).update(`altcha ${purpose}`).digest())
    .update(data)
    .digest('hex');

/** Checks the form only as far as it is used: what a MAC covers was made by {@link makeChallenge}. */
function parse(token: string): Solved | undefined {
  try {
    const { challenge, solution } = JSON.parse(Buffer.from(token, 'base64').toString()) as Solved;
    const { parameters, signature } = challenge;
    const texts = [signature, solution.derivedKey].every((text) => typeof text === 'string');
    return texts && typeof parameters === 'object' ? { challenge: { parameters, signature }, solution } : undefined;
  } catch {
    return undefined;
  }
}
