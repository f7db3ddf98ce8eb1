import crypto from 'node:crypto';
import { promisify } from 'node:util';

/** OWASP Password Storage: argon2id with 19 MiB, two passes, one lane. */
const CURRENT = { memory: 19 * 1024, passes: 2, parallelism: 1 } as const;

const PARAMETERS = /^v=19\$m=(\d+),t=(\d+),p=(\d+)$/;

/** The part of a PHC string between the name and the salt, for a hash that is made now. */
export const parameters = `v=19$m=${CURRENT.memory},t=${CURRENT.passes},p=${CURRENT.parallelism}`;

/**
 * The hash of a text under parameters as a PHC string writes them, and whether these are below what is used now.
 * Undefined where they are not argon2id's (version 1.3).
 */
export function argon2id(text: string, salt: Buffer, written: string, tagLength: number) {
  const [, memory, passes, parallelism] = (PARAMETERS.exec(written) ?? []).map(Number);
  if (memory === undefined || passes === undefined || parallelism === undefined) return undefined;
  // Not imported by name: a runtime without argon2 would not load this module, even where scrypt is configured.
  const derive = promisify(crypto.argon2);
  return {
    tag: derive('argon2id', { message: text, nonce: salt, tagLength, memory, passes, parallelism }),
    outdated: memory < CURRENT.memory || passes < CURRENT.passes,
  };
}
