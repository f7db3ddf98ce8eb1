import { useMemo } from 'preact/hooks';

/** 192 random bits as letters and digits. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(6)), (bits) => bits.toString(36)).join('');

/**
 * Returns the idempotency key of a call with this input: the same one until the input changes, so that a call whose
 * answer was lost can be repeated.
 */
export const useIdempotencyKey = (input: string | undefined): string => useMemo(randomKey, [input]);
