import { scrypt as scryptWithCallback, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

/** OWASP Password Storage: scrypt with N=2^17, r=8, p=1. It takes 128 MiB, which the function's memory has to hold. */
const CURRENT = { costExponent: 17, blockSize: 8, parallelization: 1 } as const;

const PARAMETERS = /^ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})$/;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scryptWithCallback);

/** The part of a PHC string between the name and the salt, for a hash that is made now. */
export const parameters = `ln=${CURRENT.costExponent},r=${CURRENT.blockSize},p=${CURRENT.parallelization}`;

/**
 * The hash of a text under parameters as a PHC string writes them, and whether these are below what is used now.
 * Undefined where they are not scrypt's.
 */
export function scrypt(text: string, salt: Buffer, written: string, tagLength: number) {
  const [, costExponent, blockSize, parallelization] = (PARAMETERS.exec(written) ?? []).map(Number);
  if (costExponent === undefined || blockSize === undefined || parallelization === undefined) return undefined;
  const cost = 2 ** costExponent;
  // Node refuses what needs more than 32 MiB unless it is told; the algorithm needs 128 * N * r bytes and a little more.
  const maxmem = 256 * cost * blockSize;
  return {
    tag: derive(text, salt, tagLength, { cost, blockSize, parallelization, maxmem }),
    outdated:
      costExponent < CURRENT.costExponent || blockSize < CURRENT.blockSize || parallelization < CURRENT.parallelization,
  };
}
